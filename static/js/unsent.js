// <unsent-changes data-person>: what forms could not send (sending.js) is kept in this browser and
// sent in its order once the server answers, under the id that it has. What the server then
// refuses stays in the list until the reader discards it. Event "all-sent": nothing waits.
const EVERY_MS = 5000;
const AWAY = [0, 429, 502, 503, 504]; // no answer, too many, or a server that is started anew
const MOST = 500;

const say = (detail) => document.dispatchEvent(new CustomEvent("notice", { detail }));

// The words that somebody wrote, as far as there are.
const words = ({ entries }) => {
  const fields = new Map(entries);
  return fields.get("body") ?? fields.get("name") ?? fields.get("value") ?? "";
};

// Why a fragment says that it was not taken; undefined if it was.
const refusal = (html) => {
  const answer = document.createElement("template");
  answer.innerHTML = html;
  return answer.content.querySelector(".wrong")?.textContent.trim();
};

customElements.define(
  "unsent-changes",
  class extends HTMLElement {
    connectedCallback() {
      this.key = `unsent-${this.dataset.person}`;
      this.ends = new AbortController();
      const { signal } = this.ends;
      document.addEventListener("unsent", ({ detail }) => this.keep(detail), { signal });
      document.addEventListener("sending", (event) => this.queue(event), { signal });
      this.addEventListener("click", (event) => this.discard(event), { signal });
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

    get waiting() {
      return this.kept.filter((change) => !change.refused);
    }

    // The first is sent first: nothing overtakes what waits.
    queue(event) {
      if (this.waiting.length) event.preventDefault();
    }

    keep({ form, isLeaving, ...change }) {
      const others = this.kept.filter(({ key }) => key !== change.key);
      this.kept = [...others, { ...change, at: Date.now() }].slice(-MOST);
      if (!isLeaving && !change.isAway) this.send();
    }

    // One tab sends at a time. Locks are there over HTTPS only; the ids make twice once.
    send() {
      if (this.isSending || !this.waiting.length) return;
      const all = async (lock) => lock && this.sendAll();
      if (navigator.locks) navigator.locks.request(this.key, { ifAvailable: true }, all);
      else all(true);
    }

    async sendAll() {
      this.isSending = true;
      while (this.waiting.length) {
        const [first] = this.waiting;
        const answer = await this.post(first);
        if (answer.isAway) {
          this.kept = this.kept.map((change) => ({ ...change, isAway: true }));
          break;
        }
        this.settle(first, answer.refused);
      }
      this.isSending = false;
      if (!this.waiting.length) document.dispatchEvent(new CustomEvent("all-sent"));
    }

    fetch(path, entries) {
      const headers = { ...JSON.parse(document.body.getAttribute("hx-headers")), "HX-Request": "true" };
      const body = new URLSearchParams(entries);
      return fetch(path, { method: "POST", headers, body, redirect: "manual" });
    }

    // Who signed in anew, in another tab, has another token than this page.
    async renew() {
      const page = document.createElement("template");
      page.innerHTML = await (await fetch(location.href)).text();
      const token = page.content.querySelector("[name=csrfmiddlewaretoken]")?.value;
      if (token) document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
    }

    async post({ path, entries }) {
      try {
        let answer = await this.fetch(path, entries);
        if (answer.status === 403) {
          await this.renew();
          answer = await this.fetch(path, entries);
        }
        this.isLoggedOut = answer.headers.has("HX-Redirect") || answer.type === "opaqueredirect";
        if (this.isLoggedOut || AWAY.includes(answer.status)) return { isAway: true };
        return { refused: answer.ok ? refusal(await answer.text()) : `Error ${answer.status}.` };
      } catch {
        return { isAway: true };
      }
    }

    settle(sent, refused) {
      const others = this.kept.filter(({ key }) => key !== sent.key);
      this.kept = refused ? [...others, { ...sent, refused }] : others;
      if (!refused && sent.isAway) say({ text: `${sent.what} is saved now.`, level: "success" });
    }

    discard({ target }) {
      const button = target.closest("[data-discard]");
      if (button) this.kept = this.kept.filter(({ key }) => key !== button.dataset.discard);
    }

    show() {
      const { kept } = this;
      const away = kept.filter((change) => change.isAway && !change.refused).length;
      const refused = kept.filter((change) => change.refused);
      this.hidden = !away && !refused.length;
      this.querySelector("[role=status]").textContent = away ? this.told(away) : "";
      this.querySelector("ul").replaceChildren(...refused.map((change) => this.line(change)));
    }

    told(count) {
      const changes = count === 1 ? "1 change is" : `${count} changes are`;
      if (this.isLoggedOut) return `You are signed out. ${changes} kept in this browser: sign in to send.`;
      return `No connection. ${changes} kept in this browser, and sent once it is back.`;
    }

    line(change) {
      const [line, button] = [document.createElement("li"), document.createElement("button")];
      const said = words(change);
      line.append(`${change.what} was not taken. ${change.refused} ${said && `“${said}”`} `);
      Object.assign(button, { type: "button", className: "btn btn-small", textContent: "Discard" });
      button.dataset.discard = change.key;
      line.append(button);
      return line;
    }

    warn(event) {
      if (this.waiting.length && this.isStored === false) event.preventDefault();
    }
  },
);
