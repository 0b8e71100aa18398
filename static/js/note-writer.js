// <note-writer data-draft data-done>: the form of a new note, and the place where it will sit. What
// is typed outlives a reload of the tab; data-done says that it was just saved.
const keptDraft = (name) => {
  try {
    return JSON.parse(sessionStorage.getItem(name));
  } catch {
    return null; // storage is switched off, or holds something else
  }
};

const keepDraft = (name, value) => {
  try {
    if (value) sessionStorage.setItem(name, JSON.stringify(value));
    else sessionStorage.removeItem(name);
  } catch {
    // as above
  }
};

customElements.define(
  "note-writer",
  class extends HTMLElement {
    connectedCallback() {
      this.ends = new AbortController();
      const { signal } = this.ends;
      this.form = this.querySelector("form");
      this.fields = this.form.elements;
      document.addEventListener("write-note", ({ detail }) => this.open(detail), { signal });
      this.addEventListener("click", (event) => this.unplace(event), { signal });
      this.addEventListener("input", () => this.keep(), { signal });
      this.form.addEventListener("reset", () => this.clear(), { signal });
      this.begin();
    }

    disconnectedCallback() {
      this.ends.abort();
    }

    begin() {
      if ("done" in this.dataset) keepDraft(this.dataset.draft, null);
      const kept = this.fields.body.value ? null : keptDraft(this.dataset.draft);
      if (kept) this.fields.body.value = kept.body;
      if (kept) this.put(kept);
      else this.tell();
    }

    // The draft goes at once: where the page is left, nothing runs later.
    clear() {
      keepDraft(this.dataset.draft, null);
      setTimeout(() => this.put({}));
    }

    // What was being typed stays, and moves to this place.
    open(place) {
      this.put(place);
      document.dispatchEvent(new CustomEvent("show-panel", { detail: { holds: this } }));
      this.fields.body.focus({ preventScroll: true });
      this.fields.body.scrollIntoView({ block: "nearest" });
    }

    put({ turn = "", start = "", end = "", quote = "" }) {
      for (const [name, value] of Object.entries({ turn, start, end, quote })) {
        this.fields[name].value = value;
      }
      this.tell();
      this.keep();
    }

    unplace({ target }) {
      if (!target.closest("[data-unplace]")) return;
      this.put({});
      this.fields.body.focus();
    }

    tell() {
      const { turn, quote } = this.fields;
      const words = this.querySelector("q");
      words.textContent = quote.value;
      words.hidden = !quote.value;
      const place = this.querySelector("[data-of]");
      place.textContent = turn.value ? `On turn ${turn.value}` : `On ${place.dataset.of}`;
      this.querySelector("[data-unplace]").hidden = !turn.value;
    }

    keep() {
      const { turn, start, end, quote, body } = this.fields;
      const place = { turn: turn.value, start: start.value, end: end.value, quote: quote.value };
      keepDraft(this.dataset.draft, body.value.trim() && { ...place, body: body.value });
    }
  },
);
