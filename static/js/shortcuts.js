// Single keys. A control names its key: data-key="e"; modules listen for "shortcut".
// Nothing happens while typing, with a modifier, with a dialog or menu open, or when switched off.
const TYPING =
  "textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=button])";
const OPEN = "dialog[open], [popover]:popover-open";

// Before every module of the page listens, a key would follow a link that a module makes better.
let isReady = false;
document.addEventListener("DOMContentLoaded", () => (isReady = true));

const isSwitchedOff = () => document.documentElement.dataset.keys === "off";
const isTyping = (event) => event.target.closest?.(TYPING);
const hasModifier = (event) => event.ctrlKey || event.metaKey || event.altKey;

function isShortcut(event) {
  if (event.defaultPrevented || event.isComposing) return false;
  return !hasModifier(event) && !isTyping(event) && !document.querySelector(OPEN);
}

function controlFor(key) {
  const controls = [...document.querySelectorAll("[data-key]")];
  return controls.find((control) => control.dataset.key === key && control.checkVisibility());
}

function use(control) {
  if (!control.matches("input, textarea")) return control.click();
  control.focus();
  control.select();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && isTyping(event) && !event.target.closest("dialog, [popover]")) {
    event.target.blur();
    return;
  }
  if (!isReady || isSwitchedOff() || !isShortcut(event)) return;
  const shortcut = new CustomEvent("shortcut", { detail: { key: event.key }, cancelable: true });
  if (!document.dispatchEvent(shortcut)) return event.preventDefault();
  const control = controlFor(event.key);
  if (!control || event.repeat) return;
  event.preventDefault();
  use(control);
});

document.addEventListener("click", ({ target }) => {
  const opener = target.closest("[data-opens]");
  if (!opener) return;
  document.querySelector("[popover]:popover-open")?.hidePopover();
  document.getElementById(opener.dataset.opens).showModal();
});

// <key-switch>: a checkbox that switches single keys off and on again (WCAG 2.1.4).
customElements.define(
  "key-switch",
  class extends HTMLElement {
    connectedCallback() {
      const box = this.querySelector("input");
      box.checked = !isSwitchedOff();
      box.addEventListener("change", () => {
        const detail = ["keys", box.checked ? "on" : "off"];
        dispatchEvent(new CustomEvent("remember", { detail }));
      });
    }
  },
);
