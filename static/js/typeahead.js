// <tag-box data-from>: a field that offers the organization's tags while one types. Enter takes
// the chosen one, Shift+Enter the word as it is typed.
// <mention-box data-from>: a text that offers members while a word behind an @ is typed. Enter or
// Tab takes the chosen one.
// In both the arrows choose, a click takes, Escape closes.
const PAUSE_MS = 120;
const AT = /(?:^|[^\w@.+-])@([\w.+-]*)$/u;
const STEPS = { ArrowDown: 1, ArrowUp: -1 };

class TypeAhead extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("input, textarea");
    this.field.addEventListener("input", () => this.ask());
    this.field.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    this.field.addEventListener("keydown", (event) => this.press(event));
    this.addEventListener("mousedown", (event) => this.point(event));
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  get options() {
    return [...this.querySelectorAll("[role=option]:not([aria-disabled])")];
  }

  get chosen() {
    return this.options.find((option) => option.ariaSelected === "true");
  }

  // Of a word that is null nothing is offered.
  ask(ms = PAUSE_MS) {
    clearTimeout(this.timer);
    if (this.word === null) return this.close();
    this.timer = setTimeout(() => this.read(this.word), ms);
  }

  async read(word) {
    const query = new URLSearchParams({ name: word });
    try {
      const answer = await fetch(`${this.dataset.from}?${query}`, { headers: { "HX-Request": "true" } });
      if (!answer.ok || answer.redirected || word !== this.word) return;
      this.open(await answer.text());
    } catch {
      this.close(); // no network: it can still be typed
    }
  }

  open(html) {
    this.close();
    if (document.activeElement !== this.field || !this.isConnected) return;
    this.insertAdjacentHTML("beforeend", html);
    this.opened();
    this.tell();
  }

  close() {
    clearTimeout(this.timer);
    this.querySelector("ul")?.remove();
    this.field.removeAttribute("aria-activedescendant");
    this.closed();
  }

  tell() {
    const { chosen } = this;
    if (chosen) this.field.setAttribute("aria-activedescendant", chosen.id);
    else this.field.removeAttribute("aria-activedescendant");
  }

  step(by) {
    const { options } = this;
    const now = options.indexOf(this.chosen);
    const next = options.at((now + by + (now < 0 && by < 0 ? 1 : 0)) % options.length);
    for (const option of options) option.ariaSelected = String(option === next);
    this.tell();
  }

  point(event) {
    const option = event.target.closest("[role=option]");
    if (!this.options.includes(option)) return;
    event.preventDefault(); // the field keeps the focus
    this.take(option);
  }
}

class TagBox extends TypeAhead {
  connectedCallback() {
    super.connectedCallback();
    this.field.addEventListener("click", () => this.ask(0));
  }

  get word() {
    return this.field.value;
  }

  opened() {
    this.field.ariaExpanded = "true";
    if (!this.word) for (const option of this.options) option.ariaSelected = "false";
  }

  closed() {
    this.field.ariaExpanded = "false";
  }

  press(event) {
    const step = STEPS[event.key];
    if (step) {
      event.preventDefault();
      if (this.options.length) this.step(step);
      else this.ask(0);
    } else if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      this.take(event.shiftKey ? null : this.chosen);
    } else if (event.key === "Escape") {
      this.close();
    }
  }

  take(option) {
    if (option) this.field.value = option.dataset.name;
    this.close();
    if (this.field.value.trim()) this.field.form.requestSubmit();
  }
}

class MentionBox extends TypeAhead {
  // What is typed behind the @ where the cursor is; null without one.
  get word() {
    const { value, selectionStart } = this.field;
    return AT.exec(value.slice(0, selectionStart))?.[1] ?? null;
  }

  opened() {
    if (this.options.length) this.field.setAttribute("aria-controls", this.querySelector("ul").id);
  }

  closed() {
    this.field.removeAttribute("aria-controls");
  }

  press(event) {
    if (!this.chosen || event.ctrlKey || event.metaKey || event.isComposing) return;
    const step = STEPS[event.key];
    const takes = ["Enter", "Tab"].includes(event.key) && !event.shiftKey;
    if (!step && !takes && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    if (step) this.step(step);
    else if (takes) this.take(this.chosen);
    else this.close();
  }

  take(option) {
    const end = this.field.selectionStart;
    const start = end - this.word.length;
    this.field.setRangeText(`${option.dataset.handle} `, start, end, "end");
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
    this.close();
  }
}

customElements.define("tag-box", TagBox);
customElements.define("mention-box", MentionBox);
