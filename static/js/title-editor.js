// <title-editor>: turns the title into its form and back. Escape and Cancel keep the old title.
customElements.define(
  "title-editor",
  class extends HTMLElement {
    connectedCallback() {
      [this.heading, this.form] = [this.querySelector("h1"), this.querySelector("form")];
      if (!this.form) return;
      this.field = this.form.querySelector("[name=title]");
      this.heading.addEventListener("click", (event) => this.open(event));
      this.form.addEventListener("click", (event) => this.cancel(event));
      this.form.addEventListener("keydown", (event) => {
        if (event.key === "Escape") this.close(event);
      });
    }

    open(event) {
      if (!event.target.closest("[data-key]")) return;
      event.preventDefault();
      this.show(true);
      this.field.focus();
      this.field.select();
    }

    cancel(event) {
      if (event.target.closest("[data-cancel]")) this.close(event);
    }

    close(event) {
      event.preventDefault();
      this.form.reset();
      this.show(false);
      this.heading.querySelector("[data-key]").focus();
    }

    show(editing) {
      this.heading.classList.toggle("visually-hidden", editing); // the page keeps its heading
      this.heading.querySelector("[data-key]").hidden = editing;
      this.form.hidden = !editing;
    }
  },
);
