// <unsent-changes data-person>: nothing that was typed is lost with the network. A form with
// data-keep="The note" whose sending fails is kept in this browser and sent once the network is
// back, under the id that it got before the first try, so that the server takes it once.
// A field with data-makes-id gets that id.
const EVERY_MS = 5000;
const AWAY = [0, 502, 503, 504]; // no answer, or one of a server that is being started anew
const MOST = 500;

const formOf = (element) => element?.closest?.("form[data-keep]");

document.addEventListener("htmx:configRequest", ({ detail }) => {
  const field = formOf(detail.elt)?.querySelector("[data-makes-id]");
  if (!field) return;
  field.value ||= crypto.randomUUID();
  detail.parameters.set?.("id", field.value);
  if (!detail.parameters.set) detail.parameters.id = field.value;
});

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  const form = formOf(detail.elt);
  if (!form) return;
  const field = form.querySelector("[data-makes-id]");
  if (AWAY.includes(detail.xhr.status)) {
    const entries = [...detail.requestConfig.formData.entries()].filter(
      ([name]) => name !== "csrfmiddlewaretoken",
    );
    const kept = { path: detail.requestConfig.path, entries, what: form.dataset.keep };
    document.dispatchEvent(new CustomEvent("unsent", { detail: kept }));
  }
  if (field) field.value = ""; // the next one is another
});

customElements.define(
  "unsent-changes",
  class extends HTMLElement {
    connectedCallback() {
      this.key = `unsent-${this.dataset.person}`;
      this.ends = new AbortController();
      const { signal } = this.ends;
      document.addEventListener("unsent", ({ detail }) => this.keep(detail), { signal });
      addEventListener("online", () => this.send(), { signal });
      addEventListener("storage", () => this.show(), { signal });
      addEventListener("beforeunload", (event) => this.warn(event), { signal });
      this.timer = setInterval(() => this.send(), EVERY_MS);
      this.show();
      this.send();
    }

    disconnectedCallback() {
      this.ends.abort();
      clearInterval(this.timer);
    }

    get kept() {
      try {
        return JSON.parse(localStorage.getItem(this.key)) ?? [];
      } catch {
        return this.memory ?? []; // storage is switched off: as long as the page stands
      }
    }

    set kept(all) {
      this.memory = all;
      try {
        if (all.length) localStorage.setItem(this.key, JSON.stringify(all));
        else localStorage.removeItem(this.key);
        this.isStored = true;
      } catch {
        this.isStored = false;
      }
      this.show();
    }

    keep(change) {
      this.kept = [...this.kept, { ...change, at: Date.now() }].slice(-MOST);
    }

    // One tab sends at a time, in the order of what was done.
    send() {
      if (!this.kept.length) return;
      navigator.locks.request(this.key, { ifAvailable: true }, async (lock) => {
        while (lock && this.kept.length) {
          const [first] = this.kept;
          const sent = await this.post(first);
          if (sent === "later") break;
          this.kept = this.kept.slice(1);
          this.tell(first, sent);
        }
      });
    }

    async post({ path, entries }) {
      const headers = JSON.parse(document.body.getAttribute("hx-headers"));
      const body = new URLSearchParams(entries);
      try {
        const answer = await fetch(path, { method: "POST", headers, body, redirect: "manual" });
        if (AWAY.includes(answer.status) && answer.type !== "opaqueredirect") return "later";
        return answer.ok || answer.type === "opaqueredirect" ? "saved" : "refused";
      } catch {
        return "later";
      }
    }

    tell({ what, entries }, sent) {
      const text = new Map(entries).get("body") ?? "";
      const detail =
        sent === "saved"
          ? { text: `${what} is saved now.`, level: "success" }
          : { text: `${what} was not taken by the server. ${text}`, level: "error" };
      document.dispatchEvent(new CustomEvent("notice", { detail }));
      if (!this.kept.length) document.dispatchEvent(new CustomEvent("all-sent"));
    }

    show() {
      const { length } = this.kept;
      this.hidden = !length;
      const changes = length === 1 ? "1 change is" : `${length} changes are`;
      this.querySelector("span").textContent = length
        ? `No connection. ${changes} kept in this browser, and sent once it is back.`
        : "";
    }

    warn(event) {
      if (this.kept.length && this.isStored === false) event.preventDefault();
    }
  },
);
