// <annotation-panel data-news data-mark data-turn data-panel>: tags and scores of a conversation,
// or of the turn where the reader is. Asks every ten seconds what others did; what is being
// typed or chosen here is left alone until it is done.
const EVERY_MS = 10_000;

const isBusy = (part) =>
  part.contains(document.activeElement) ||
  part.classList.contains("htmx-request") ||
  [...part.querySelectorAll("textarea, input:not([type])")].some((f) => f.value !== f.defaultValue);

customElements.define(
  "annotation-panel",
  class extends HTMLElement {
    connectedCallback() {
      this.ends = new AbortController();
      const { signal } = this.ends;
      document.addEventListener("shortcut", (event) => this.press(event), { signal });
      document.addEventListener("focusin", (event) => this.follow(event), { signal });
      this.addEventListener("change", (event) => this.move(event), { signal });
      document.addEventListener("annotate-turn", ({ detail }) => this.go(detail.turn), { signal });
      this.timer = setInterval(() => this.ask(), EVERY_MS);
    }

    disconnectedCallback() {
      this.ends.abort();
      clearInterval(this.timer);
    }

    // A key of an answer, t for the tags, z for the way back.
    press(event) {
      if (event.defaultPrevented) return;
      const { key } = event.detail;
      const control = this.controlOf(key);
      if (!control || control.closest("fieldset:disabled")) return;
      event.preventDefault();
      document.dispatchEvent(new CustomEvent("show-panel", { detail: { holds: this } }));
      if (control.matches("input")) control.focus();
      else control.click();
    }

    controlOf(key) {
      if (key === "t") return this.querySelector("#tag");
      if (key === "z") return this.querySelector("[data-undo]");
      return this.querySelector(`[data-answer="${CSS.escape(key)}"]`);
    }

    // The turn where the reader is can be chosen as the place.
    follow({ target }) {
      const number = target.closest?.(".turn")?.id.replace("turn-", "");
      const label = this.querySelector("[data-place-turn]");
      if (!number || !label || this.dataset.turn) return;
      label.hidden = false;
      label.querySelector("input").value = number;
      label.querySelector("span").textContent = `Turn ${number}`;
    }

    move({ target }) {
      if (target.name === "place") this.go(target.value);
    }

    go(turn) {
      document.dispatchEvent(new CustomEvent("show-panel", { detail: { holds: this } }));
      const address = `${this.dataset.panel}?turn=${turn}`;
      htmx.ajax("GET", address, { target: this, swap: "outerHTML" });
    }

    async ask() {
      if (document.hidden) return;
      const { mark, turn, news } = this.dataset;
      const query = new URLSearchParams({ mark, turn });
      try {
        const answer = await fetch(`${news}?${query}`, { headers: { "HX-Request": "true" } });
        if (answer.status === 200 && !answer.redirected) this.take(await answer.text());
      } catch {
        // The network is gone for now; the next round asks again.
      }
    }

    take(html) {
      const next = document.createElement("template");
      next.innerHTML = html;
      const fresh = next.content.querySelector("annotation-panel");
      if (!fresh || !this.isConnected || fresh.dataset.turn !== this.dataset.turn) return;
      const parts = [...this.querySelectorAll(":scope > [id]")];
      const busy = parts.filter(isBusy);
      if (!busy.length) this.dataset.mark = fresh.dataset.mark;
      for (const part of parts.filter((one) => !busy.includes(one))) {
        const other = fresh.querySelector(`#${part.id}`);
        if (!other) continue;
        part.replaceWith(other);
        htmx.process(other);
      }
      document.dispatchEvent(new CustomEvent("annotations-changed"));
    }
  },
);

// The menu of a turn: what it does happens in the panel.
document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-annotate]");
  if (!button) return;
  document.querySelector("[popover]:popover-open")?.hidePopover();
  const detail = { turn: button.dataset.annotate };
  document.dispatchEvent(new CustomEvent("annotate-turn", { detail }));
});

// r: reviewed, or once it is, new again.
document.addEventListener("shortcut", (event) => {
  const form = document.getElementById("review");
  if (event.detail.key !== "r" || event.defaultPrevented || !form) return;
  if (form.querySelector("fieldset:disabled")) return;
  event.preventDefault();
  const now = form.querySelector("[name=state]:checked")?.value;
  form.querySelector(`[name=state][value=${now === "reviewed" ? "new" : "reviewed"}]`).click();
});
