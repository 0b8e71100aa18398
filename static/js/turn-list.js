// <turn-list>: a transcript. Goes to one of its parts by the event "reveal" ({anchor, focus}), by
// a link to it anywhere on the page, by the address: reads its block if need be, lights it.
const LIT_MS = 2000;
const LINK = "a[href^='#turn-'], a[href^='#tool-']";

customElements.define(
  "turn-list",
  class extends HTMLElement {
    connectedCallback() {
      this.ends = new AbortController();
      const { signal } = this.ends;
      document.addEventListener("reveal", ({ detail }) => this.reveal(detail), { signal });
      document.addEventListener("click", (event) => this.follow(event), { signal });
      addEventListener("hashchange", () => this.toHash(), { signal });
      customElements.whenDefined("turn-block").then(() => this.toHash() || this.begin());
    }

    disconnectedCallback() {
      this.ends.abort();
    }

    toHash() {
      const anchor = location.hash.slice(1);
      if (!/^(turn|tool)-\d+$/.test(anchor)) return false;
      this.reveal({ anchor });
      return true;
    }

    begin() {
      if (this.dataset.begin) this.reveal({ anchor: this.dataset.begin });
    }

    follow(event) {
      const link = event.target.closest(LINK);
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      const { hash } = new URL(link.href);
      history.replaceState(history.state, "", hash);
      this.reveal({ anchor: hash.slice(1), focus: true });
    }

    async reveal({ anchor, focus = false }) {
      this.wanted = anchor;
      const part = await this.read(anchor);
      if (!part || this.wanted !== anchor) return;
      part.scrollIntoView({ block: "start", behavior: "instant" });
      if (focus) part.focus({ preventScroll: true });
      this.light(part);
    }

    async read(anchor) {
      const find = () => this.querySelector(`#${anchor}`);
      if (find()) return find();
      const block = [...this.querySelectorAll("turn-block")].find((one) => one.holds(anchor));
      await block?.read();
      return find();
    }

    // Lit for two seconds, then marked by its edge.
    light(part) {
      clearTimeout(this.timer);
      for (const old of this.querySelectorAll("[data-lit]")) delete old.dataset.lit;
      for (const old of this.querySelectorAll("[aria-current]")) old.ariaCurrent = null;
      part.dataset.lit = "";
      for (const now of [part, ...part.querySelectorAll("mark")]) now.ariaCurrent = "true";
      if (part.querySelector("details mark")) part.querySelector("details").open = true;
      this.timer = setTimeout(() => delete part.dataset.lit, LIT_MS);
    }
  },
);
