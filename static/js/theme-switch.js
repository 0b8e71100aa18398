// <theme-switch>: radio buttons named "theme" (light, dark, system); early.js remembers and paints.
customElements.define(
  "theme-switch",
  class extends HTMLElement {
    connectedCallback() {
      this.tick();
      this.addEventListener("change", ({ target }) => {
        dispatchEvent(new CustomEvent("remember", { detail: ["theme", target.value] }));
      });
    }

    tick() {
      const chosen = document.documentElement.dataset.appearance;
      for (const radio of this.querySelectorAll("input")) radio.checked = radio.value === chosen;
    }
  },
);
