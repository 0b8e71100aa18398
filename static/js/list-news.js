// <list-news data-url>: asks every ten seconds, while the page is seen, whether more came, and
// whether rows that wait for their title have got it (sooner, while there are such rows).
const SOON_MS = 2_000;
const EVERY_MS = 10_000;
const BOX = ".w-check input";
const SOON_TRIES = 5; // then the worker is busy, and asking often is no help

customElements.define(
  "list-news",
  class extends HTMLElement {
    connectedCallback() {
      this.wait();
    }

    disconnectedCallback() {
      clearTimeout(this.timer);
    }

    get waiting() {
      return [...document.querySelectorAll("tr[data-writing]")];
    }

    wait() {
      this.tries = (this.tries ?? 0) + 1;
      const soon = this.waiting.length && this.tries <= SOON_TRIES;
      this.timer = setTimeout(() => this.ask(), soon ? SOON_MS : EVERY_MS);
    }

    async ask() {
      if (!document.hidden) await this.fetch();
      if (this.isConnected) this.wait();
    }

    async fetch() {
      const keys = this.waiting.map((row) => row.id.replace("row-", ""));
      const url = `${this.dataset.url}&writing=${keys.join(",")}`;
      try {
        const answer = await fetch(url, { headers: { "HX-Request": "true" } });
        if (answer.ok && !answer.redirected) this.show(await answer.text());
      } catch {
        // The network is gone for now; the next round asks again.
      }
    }

    show(html) {
      const news = document.createElement("template");
      news.innerHTML = html;
      const rows = news.content.querySelector("template");
      rows?.remove();
      for (const row of rows?.content.querySelectorAll("tr") ?? []) this.replace(row);
      const pill = news.content.textContent.trim();
      if (pill !== this.textContent.trim()) this.replaceChildren(news.content);
    }

    // Where the reader is, and what they ticked, stays.
    replace(row) {
      const old = document.getElementById(row.id);
      if (!old) return;
      const focused = document.activeElement;
      const [box, fresh] = [old, row].map((one) => one.querySelector(BOX));
      const next = focused === box ? fresh : row.querySelector(".title");
      const hadFocus = old.contains(focused);
      if (box && fresh) fresh.checked = box.checked;
      if ("current" in old.dataset) row.dataset.current = "";
      old.replaceWith(row);
      if (hadFocus) next?.focus();
    }
  },
);
