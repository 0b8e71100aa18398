// Focus after a swap: where the control that had it is gone, the part that was swapped gets it,
// so that Tab goes on from there.
const PARTS = ".sheet-page, #results";
let isIn = false;

document.addEventListener("htmx:beforeSwap", ({ target }) => {
  isIn = Boolean(target.closest?.(PARTS)?.contains(document.activeElement));
});

document.addEventListener("htmx:afterSettle", ({ target }) => {
  const part = target.closest?.(PARTS);
  if (!isIn || !part || document.activeElement !== document.body) return;
  isIn = false;
  part.tabIndex = -1;
  part.focus({ preventScroll: true });
});
