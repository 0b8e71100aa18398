// <tag-box data-from>: a field that offers the organization's tags while one types. Enter takes
// the chosen one, Shift+Enter the word as it is typed, the arrows choose, Escape closes.
const PAUSE_MS = 120;

customElements.define(
  "tag-box",
  class extends HTMLElement {
    connectedCallback() {
      this.field = this.querySelector("input");
      this.field.addEventListener("input", () => this.ask(PAUSE_MS));
      this.field.addEventListener("click", () => this.ask(0));
      this.field.addEventListener("blur", () => setTimeout(() => this.close(), 150));
      this.field.addEventListener("keydown", (event) => this.press(event));
      this.addEventListener("mousedown", (event) => this.point(event));
    }

    disconnectedCallback() {
      clearTimeout(this.timer);
    }

    get options() {
      return [...this.querySelectorAll("[role=option][data-name]")];
    }

    get chosen() {
      return this.options.find((option) => option.ariaSelected === "true");
    }

    ask(ms) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.fetch(), ms);
    }

    async fetch() {
      const typed = this.field.value;
      const query = new URLSearchParams({ name: typed });
      try {
        const answer = await fetch(`${this.dataset.from}?${query}`, { headers: { "HX-Request": "true" } });
        if (!answer.ok || answer.redirected || typed !== this.field.value) return;
        this.open(await answer.text());
      } catch {
        this.close(); // no network: the word can still be sent as it is typed
      }
    }

    open(html) {
      this.close();
      if (document.activeElement !== this.field || !this.isConnected) return;
      this.insertAdjacentHTML("beforeend", html);
      this.field.ariaExpanded = "true";
      if (!this.field.value) for (const option of this.options) option.ariaSelected = "false";
      this.tell();
    }

    close() {
      this.querySelector("[role=listbox]")?.remove();
      this.field.ariaExpanded = "false";
      this.field.removeAttribute("aria-activedescendant");
    }

    tell() {
      const { chosen } = this;
      if (chosen) this.field.setAttribute("aria-activedescendant", chosen.id);
      else this.field.removeAttribute("aria-activedescendant");
    }

    press(event) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) {
        event.preventDefault();
        this.step(step);
      } else if (event.key === "Enter" && !event.isComposing) {
        event.preventDefault();
        this.take(event.shiftKey ? null : this.chosen);
      } else if (event.key === "Escape") {
        this.close();
      }
    }

    step(by) {
      const { options } = this;
      if (!options.length) return this.ask(0);
      const now = options.indexOf(this.chosen);
      const next = options.at((now + by + (now < 0 && by < 0 ? 1 : 0)) % options.length);
      for (const option of options) option.ariaSelected = String(option === next);
      this.tell();
    }

    point(event) {
      const option = event.target.closest("[data-name]");
      if (!option) return;
      event.preventDefault(); // the field keeps the focus
      this.take(option);
    }

    take(option) {
      if (option) this.field.value = option.dataset.name;
      this.close();
      clearTimeout(this.timer);
      if (this.field.value.trim()) this.field.form.requestSubmit();
    }
  },
);
