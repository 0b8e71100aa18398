// <row-keys>: j and k go through the rows of a list, Enter opens, a click anywhere on a row too.
// On wide screens a row opens beside the list; the address is the conversation's either way.
const WIDE = matchMedia("(width >= 90rem)");
const BESIDE = "conversation-beside";

customElements.define(
  "row-keys",
  class extends HTMLElement {
    connectedCallback() {
      this.move = this.move.bind(this);
      document.addEventListener("shortcut", this.move);
      this.addEventListener("click", (event) => this.open(event));
    }

    disconnectedCallback() {
      document.removeEventListener("shortcut", this.move);
    }

    get beside() {
      return document.getElementById(BESIDE);
    }

    move(event) {
      const step = { j: 1, k: -1 }[event.detail.key];
      if (!step || event.defaultPrevented || this.beside?.contains(document.activeElement)) return;
      event.preventDefault();
      const titles = [...this.querySelectorAll(".title")];
      const current = this.querySelector("[data-current] .title");
      const focused = titles.indexOf(document.activeElement);
      const now = focused < 0 ? titles.indexOf(current) : focused;
      const next = titles[Math.min(Math.max(now + step, 0), titles.length - 1)];
      next?.focus({ preventScroll: true });
      next?.closest("tr").scrollIntoView({ block: "nearest" });
    }

    open(event) {
      const row = event.target.closest("tbody tr");
      const modified = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
      const control = event.target.closest("a:not(.title), button, input, label");
      if (!row || modified || control) return;
      const title = row.querySelector(".title");
      if (!event.target.closest("a") && getSelection().toString()) return;
      if (WIDE.matches && this.beside) {
        event.preventDefault();
        this.openBeside(row, title);
      } else if (!event.target.closest("a")) title.click();
    }

    async openBeside(row, title) {
      const { hash } = new URL(title.href);
      await htmx.ajax("GET", title.href, { target: this.beside, swap: "innerHTML show:none" });
      this.querySelector("[data-current]")?.removeAttribute("data-current");
      row.dataset.current = "";
      this.beside.hidden = false;
      history.pushState({ beside: true }, "", title.href);
      this.beside.focus({ preventScroll: true });
      const reveal = { detail: { anchor: hash.slice(1) } };
      if (hash) document.dispatchEvent(new CustomEvent("reveal", reveal));
      row.scrollIntoView({ block: "nearest" });
    }
  },
);

addEventListener("popstate", () => {
  if (document.getElementById(BESIDE)) location.reload();
});
