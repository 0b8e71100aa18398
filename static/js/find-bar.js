// <find-bar>: steps through the hits that the transcript below it names. Enter and Shift+Enter
// in the field, its two links elsewhere; typing asks the server, which finds and marks.
customElements.define(
  "find-bar",
  class extends HTMLElement {
    connectedCallback() {
      [this.form, this.field] = [this.querySelector("form"), this.querySelector("#find")];
      this.asked = this.field.value;
      this.field.addEventListener("keydown", (event) => this.enter(event));
      this.form.addEventListener("htmx:configRequest", ({ detail }) => this.ask(detail));
      this.form.addEventListener("htmx:afterRequest", () => this.show());
      this.addEventListener("click", (event) => this.click(event));
    }

    get list() {
      return document.getElementById("transcript");
    }

    get hits() {
      return this.list.dataset.hits.split(" ").filter(Boolean);
    }

    click(event) {
      const control = event.target.closest("[data-step], [data-clear]");
      if (!control) return;
      event.preventDefault();
      if (control.dataset.step) return this.step(Number(control.dataset.step));
      this.field.value = "";
      this.field.focus();
      this.form.requestSubmit();
    }

    enter(event) {
      if (event.key !== "Enter" || this.field.value !== this.asked || event.isComposing) return;
      event.preventDefault();
      this.step(event.shiftKey ? -1 : 1);
    }

    // From where the reader is, not from the top.
    ask({ parameters }) {
      this.asked = this.field.value;
      const turns = [...this.list.querySelectorAll(".turn")];
      const seen = turns.find((turn) => turn.getBoundingClientRect().bottom > innerHeight / 4);
      if (seen && scrollY > 0) parameters.set("turn", seen.id.slice("turn-".length));
    }

    show() {
      this.querySelector(".hit-steps").hidden = !this.hits.length;
      this.querySelector("[data-clear]").hidden = !this.field.value;
    }

    step(by) {
      const { hits } = this;
      if (!hits.length) return;
      const now = hits.indexOf(this.list.dataset.hit);
      const next = (now + by + hits.length) % hits.length;
      this.list.dataset.hit = hits[next];
      const found = this.querySelector("#found");
      const number = (next + 1).toLocaleString(document.documentElement.lang);
      found.textContent = found.textContent.trim().replace(/^\S+/, number);
      const detail = { anchor: hits[next] };
      document.dispatchEvent(new CustomEvent("reveal", { detail }));
    }
  },
);
