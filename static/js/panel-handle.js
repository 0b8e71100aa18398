// <panel-handle>: on a phone the panel is a sheet; its handle makes it tall, low and half high.
const SIZES = ["half", "tall", "peek"];

customElements.define(
  "panel-handle",
  class extends HTMLElement {
    connectedCallback() {
      const [button, panel] = [this.querySelector("button"), this.closest(".panel")];
      button.addEventListener("click", () => {
        const size = SIZES[(SIZES.indexOf(panel.dataset.size ?? "half") + 1) % SIZES.length];
        panel.dataset.size = size;
        button.setAttribute("aria-expanded", size === "tall");
      });
    }
  },
);
