// j and k go through the turns of a transcript; the current one has the focus and is marked.
function turns() {
  return [...document.querySelectorAll("turn-list :is(.turn, turn-block[data-turns])")];
}

function current(all) {
  const focused = all.findIndex((turn) => turn.contains(document.activeElement));
  if (focused >= 0) return focused;
  return all.findIndex((turn) => turn.ariaCurrent);
}

// Before the first that is seen, so that j goes to it.
const unseen = (all) => all.findIndex((turn) => turn.getBoundingClientRect().bottom > 80) - 1;

async function move(step) {
  const all = turns();
  const now = current(all);
  const from = now < 0 ? unseen(all) + (step < 0 ? 1 : 0) : now;
  let next = all[Math.min(Math.max(from + step, 0), all.length - 1)];
  if (next?.localName === "turn-block") {
    const { id } = next;
    await next.read();
    const read = document.querySelectorAll(`#${id} .turn`);
    next = step > 0 ? read[0] : read[read.length - 1];
  }
  if (!next) return;
  const detail = { anchor: next.id, focus: true };
  document.dispatchEvent(new CustomEvent("reveal", { detail }));
}

document.addEventListener("shortcut", (event) => {
  const step = { j: 1, k: -1 }[event.detail.key];
  if (!step || event.defaultPrevented || !document.querySelector("turn-list")) return;
  event.preventDefault();
  move(step);
});
