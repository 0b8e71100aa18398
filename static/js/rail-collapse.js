// <rail-collapse>: makes the rail narrow or wide again; narrow links get their names as tooltips.
customElements.define(
  "rail-collapse",
  class extends HTMLElement {
    connectedCallback() {
      this.button = this.querySelector("button");
      this.button.addEventListener("click", () => {
        const rail = this.narrow ? "wide" : "narrow";
        dispatchEvent(new CustomEvent("remember", { detail: ["rail", rail] }));
        this.show();
      });
      addEventListener("storage", () => this.show());
      this.show();
    }

    get narrow() {
      return document.documentElement.dataset.rail === "narrow";
    }

    show() {
      this.button.setAttribute("aria-expanded", !this.narrow);
      this.querySelector(".label").textContent = this.narrow ? "Expand" : "Collapse";
      for (const label of this.closest(".rail").querySelectorAll(".label")) {
        const control = label.closest("a, button");
        if (this.narrow) control.title = label.textContent.trim();
        else control.removeAttribute("title");
      }
    }
  },
);
