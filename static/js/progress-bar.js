// <progress-bar>: a thin line at the top while htmx waits longer than 300 ms; failures are told.
const PATIENCE_MS = 300;
const LOST = "Parley can’t be reached. Check the connection and try again.";
const FAILED = "That didn’t work. Reload the page and try again.";

customElements.define(
  "progress-bar",
  class extends HTMLElement {
    waiting = 0;

    connectedCallback() {
      const body = document.body;
      body.addEventListener("htmx:beforeRequest", () => this.begin());
      body.addEventListener("htmx:afterRequest", () => this.end());
      body.addEventListener("htmx:sendError", () => this.tell(LOST));
      body.addEventListener("htmx:responseError", () => this.tell(FAILED));
    }

    begin() {
      this.waiting += 1;
      this.timer ??= setTimeout(() => (this.dataset.busy = ""), PATIENCE_MS);
    }

    end() {
      this.waiting = Math.max(0, this.waiting - 1);
      if (this.waiting) return;
      clearTimeout(this.timer);
      this.timer = undefined;
      delete this.dataset.busy;
    }

    tell(text) {
      const detail = { text, level: "error" };
      this.dispatchEvent(new CustomEvent("notice", { detail, bubbles: true }));
    }
  },
);
