// <insight-poll data-url data-waits>: while its summary is being written, asks for it now and then.
const FIRST_MS = 1_500;
const SLOWEST_MS = 30_000;

customElements.define(
  "insight-poll",
  class extends HTMLElement {
    connectedCallback() {
      if ("waits" in this.dataset) this.wait(FIRST_MS);
    }

    disconnectedCallback() {
      clearTimeout(this.timer);
    }

    wait(ms) {
      this.timer = setTimeout(() => this.ask(ms), ms);
    }

    async ask(ms) {
      const html = document.hidden ? null : await this.fetch();
      if (!this.isConnected) return;
      const next = document.createElement("template");
      next.innerHTML = html ?? "";
      const fresh = next.content.querySelector("insight-poll");
      if (fresh && !("waits" in fresh.dataset)) return this.show(fresh);
      this.wait(Math.min(2 * ms, SLOWEST_MS));
    }

    async fetch() {
      try {
        const answer = await fetch(this.dataset.url, { headers: { "HX-Request": "true" } });
        return answer.ok && !answer.redirected ? await answer.text() : null;
      } catch {
        return null; // The network is gone for now; the next round asks again.
      }
    }

    show(fresh) {
      this.replaceWith(fresh);
      htmx.process(fresh);
    }
  },
);
