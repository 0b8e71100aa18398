// <progress-bar>: a thin line at the top while htmx waits longer than 300 ms; failures are told.
const PATIENCE_MS = 300;
const LOST = "Parley can’t be reached. Check the connection and try again.";
const FAILED = "That didn’t work. Reload the page and try again.";

// What such a form could not send is kept, and told of by unsent-changes.
const KEPT = [0, 403, 502, 503, 504];
const isKept = ({ detail: { elt, xhr } }) =>
  elt?.closest?.("form[data-keep]") && KEPT.includes(xhr.status);

const told = ({ detail: { xhr } }) => (xhr.status > 501 ? LOST : FAILED);

customElements.define(
  "progress-bar",
  class extends HTMLElement {
    waiting = 0;

    connectedCallback() {
      const body = document.body;
      body.addEventListener("htmx:beforeRequest", (event) => event.defaultPrevented || this.begin());
      body.addEventListener("htmx:afterRequest", () => this.end());
      body.addEventListener("htmx:sendError", (event) => isKept(event) || this.tell(LOST));
      body.addEventListener("htmx:responseError", (event) => isKept(event) || this.tell(told(event)));
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
