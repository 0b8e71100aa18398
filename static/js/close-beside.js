// <close-beside data-list data-title>: closes the conversation beside a list, by its button and by
// Esc; the address and the title are the list's again, and its row has the focus.
const BESIDE = "conversation-beside";

customElements.define(
  "close-beside",
  class extends HTMLElement {
    connectedCallback() {
      this.ends = new AbortController();
      const { signal } = this.ends;
      this.addEventListener("click", () => this.close(), { signal });
      document.addEventListener("shortcut", (event) => this.press(event), { signal });
    }

    disconnectedCallback() {
      this.ends.abort();
    }

    get beside() {
      return document.getElementById(BESIDE);
    }

    // After the other modules, whose Esc it may be.
    press(event) {
      if (event.detail.key !== "Escape" || !this.beside || this.beside.hidden) return;
      setTimeout(() => event.defaultPrevented || this.close());
    }

    // What is typed would be lost, but for a new note, whose draft is kept (note-writer.js).
    get typed() {
      const fields = [...this.beside.querySelectorAll("textarea:not(#write-note *)")];
      return fields.find((field) => field.value !== field.defaultValue);
    }

    close() {
      if (this.typed) return this.show(this.typed);
      const row = document.querySelector("row-keys [data-current]");
      row?.removeAttribute("data-current");
      this.beside.hidden = true;
      this.beside.replaceChildren();
      history.pushState(null, "", this.dataset.list);
      document.title = this.dataset.title;
      (row?.querySelector(".title") ?? document.getElementById("q")).focus({ preventScroll: true });
      row?.scrollIntoView({ block: "nearest" });
    }

    show(field) {
      document.dispatchEvent(new CustomEvent("show-panel", { detail: { holds: field } }));
      for (let part = field; part; part = part.parentElement) {
        if (part.localName === "details") part.open = true;
      }
      field.focus();
    }
  },
);
