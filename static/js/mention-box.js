// <mention-box data-from>: a text field that offers members while a word behind an @ is typed.
// Enter or Tab takes the chosen one, the arrows choose, Escape closes.
const PAUSE_MS = 120;
const AT = /(?:^|[^\w@.+-])@([\w.+-]*)$/u;

customElements.define(
  "mention-box",
  class extends HTMLElement {
    connectedCallback() {
      this.field = this.querySelector("textarea");
      this.field.addEventListener("input", () => this.ask());
      this.field.addEventListener("blur", () => setTimeout(() => this.close(), 150));
      this.field.addEventListener("keydown", (event) => this.press(event));
      this.addEventListener("mousedown", (event) => this.point(event));
    }

    disconnectedCallback() {
      clearTimeout(this.timer);
    }

    get options() {
      return [...this.querySelectorAll("[role=option]")];
    }

    get chosen() {
      return this.options.find((option) => option.ariaSelected === "true");
    }

    // What is typed behind the @ where the cursor is; null without one.
    get word() {
      const { value, selectionStart } = this.field;
      return AT.exec(value.slice(0, selectionStart))?.[1] ?? null;
    }

    ask() {
      clearTimeout(this.timer);
      if (this.word === null) return this.close();
      this.timer = setTimeout(() => this.read(this.word), PAUSE_MS);
    }

    async read(word) {
      const query = new URLSearchParams({ name: word });
      try {
        const headers = { "HX-Request": "true" };
        const answer = await fetch(`${this.dataset.from}?${query}`, { headers });
        if (!answer.ok || answer.redirected || word !== this.word) return;
        this.open(await answer.text());
      } catch {
        this.close(); // no network: the name can still be typed
      }
    }

    open(html) {
      this.close();
      if (document.activeElement !== this.field || !this.isConnected) return;
      this.insertAdjacentHTML("beforeend", html);
      if (this.options.length) this.field.setAttribute("aria-controls", "known-members");
      this.tell();
    }

    close() {
      clearTimeout(this.timer);
      this.querySelector("#known-members")?.remove();
      this.field.removeAttribute("aria-activedescendant");
      this.field.removeAttribute("aria-controls");
    }

    tell() {
      if (this.chosen) this.field.setAttribute("aria-activedescendant", this.chosen.id);
    }

    press(event) {
      if (!this.chosen || event.ctrlKey || event.metaKey || event.isComposing) return;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const takes = ["Enter", "Tab"].includes(event.key) && !event.shiftKey;
      if (!step && !takes && event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      if (step) this.step(step);
      else if (takes) this.take(this.chosen);
      else this.close();
    }

    step(by) {
      const { options } = this;
      const next = options.at((options.indexOf(this.chosen) + by) % options.length);
      for (const option of options) option.ariaSelected = String(option === next);
      this.tell();
    }

    point(event) {
      const option = event.target.closest("[role=option]");
      if (!option) return;
      event.preventDefault(); // the field keeps the focus
      this.take(option);
    }

    take(option) {
      const end = this.field.selectionStart;
      const start = end - this.word.length;
      this.field.setRangeText(`${option.dataset.handle} `, start, end, "end");
      this.field.dispatchEvent(new Event("input", { bubbles: true }));
      this.close();
    }
  },
);
