// <note-panel data-news data-moment>: the notes of a conversation. Each act answers with all of
// them; what changed is put in place, and where somebody is typing is left alone. Marks beside
// turns lead here, and the other way round (turn-list.js).
const LIT_MS = 2000;

const isTyped = (field) => field.value !== field.defaultValue || field === document.activeElement;
const isBusy = (part) => [...part.querySelectorAll("textarea")].some(isTyped);
const isSame = (one, other) =>
  one.textContent === other.textContent && one.dataset.state === other.dataset.state;

// What the marks of its turn are made of.
const mark = (thread) => {
  const words = [...thread.querySelectorAll(".note-words")].map((part) => part.textContent);
  return [thread.dataset.state, thread.dataset.span, ...words].join("\n");
};

customElements.define(
  "note-panel",
  class extends HTMLElement {
    connectedCallback() {
      this.ends = new AbortController();
      const { signal } = this.ends;
      const on = (name, act) => document.addEventListener(name, act, { signal });
      on("write-note", ({ detail }) => (this.back = detail.from));
      on("annotations-changed", () => this.ask());
      on("unsent", ({ detail }) => this.keep(detail));
      on("all-sent", () => this.ask(true));
      on("click", (event) => this.follow(event));
      addEventListener("hashchange", () => this.toHash(), { signal });
      this.addEventListener("htmx:beforeSwap", (event) => this.swap(event), { signal });
      this.addEventListener("htmx:beforeSend", ({ detail }) => this.send(detail.elt), { signal });
      this.addEventListener("htmx:afterRequest", ({ detail }) => this.hold(detail.elt, false), { signal });
      this.addEventListener("keydown", (event) => this.press(event), { signal });
      this.addEventListener("toggle", (event) => this.unfold(event), { signal, capture: true });
      this.addEventListener("click", (event) => this.fold(event), { signal });
      requestAnimationFrame(() => this.toHash());
    }

    disconnectedCallback() {
      this.ends.abort();
    }

    press(event) {
      const form = event.target.closest("textarea")?.form;
      if (!form || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      form.requestSubmit();
    }

    // What is typed into a field on its way would be lost.
    send(form) {
      this.hold(form, true);
      this.goBack(form);
    }

    // Where the note was begun the keys work on.
    goBack(form) {
      if (!form.matches("#write-note") || !this.back?.isConnected) return;
      form.elements.body.blur(); // the body of the page takes no focus
      this.back.focus({ preventScroll: true });
    }

    hold(form, isSent) {
      for (const field of form.querySelectorAll("textarea")) field.readOnly = isSent;
    }

    unfold({ target }) {
      if (target.open) target.querySelector(":scope > form textarea")?.focus();
    }

    fold({ target }) {
      const details = target.closest("[data-fold]")?.closest("details");
      if (!details) return;
      details.open = false;
      details.querySelector("summary").focus();
    }

    async ask(anew = false) {
      const { news, moment } = this.dataset;
      const headers = { "HX-Request": "true" };
      try {
        const answer = await fetch(anew ? news : `${news}?moment=${moment}`, { headers });
        if (answer.status !== 200 || answer.redirected) return;
        for (const old of this.querySelectorAll(".pending")) old.remove();
        this.take(await answer.text());
      } catch {
        // The network is gone for now; the next news ask again.
      }
    }

    swap({ detail }) {
      if (detail.target !== this || !detail.shouldSwap) return;
      detail.shouldSwap = false;
      this.take(detail.xhr.responseText, detail.requestConfig.elt);
    }

    // News, or the answer to a form of this panel.
    take(html, form) {
      const answer = document.createElement("template");
      answer.innerHTML = html;
      const fresh = answer.content.querySelector("note-panel");
      if (!fresh || !this.isConnected) return;
      // Parsed where scripts don't run, they would be parts of their forms here
      for (const part of fresh.querySelectorAll("noscript")) part.remove();
      const before = this.marks();
      this.dataset.moment = fresh.dataset.moment;
      this.put(fresh.querySelector("#notes-count"));
      this.merge(fresh.querySelector("#threads"), form?.closest(".thread"));
      if (form?.matches("#write-note")) this.put(fresh.querySelector("note-writer"));
      this.tell(before, fresh.dataset.count);
      if (form) this.say(fresh);
      if (form) this.land(form, "saved" in fresh.dataset);
    }

    put(next) {
      this.querySelector(next.id ? `#${next.id}` : next.localName).replaceWith(next);
      htmx.process(next);
    }

    merge(threads, sent) {
      const list = this.querySelector("#threads");
      let at = list.firstElementChild;
      for (const next of [...threads.children]) {
        const old = document.getElementById(next.id);
        const stays = old && old !== sent && (isBusy(old) || isSame(old, next));
        const part = stays ? old : next;
        if (old === at) at = at?.nextElementSibling ?? null;
        if (stays && (isBusy(old) || old.nextElementSibling === at)) continue;
        if (!stays) old?.remove();
        list.insertBefore(part, at);
        if (!stays) htmx.process(part);
      }
    }

    marks() {
      const threads = [...this.querySelectorAll(".thread[data-turn]")];
      return new Map(threads.map((thread) => [thread.id, [thread.dataset.turn, mark(thread)]]));
    }

    // The tab, and the turns whose notes are others now.
    tell(before, count) {
      const now = this.marks();
      const ids = [...new Set([...before.keys(), ...now.keys()])];
      const changed = ids.filter((id) => before.get(id)?.[1] !== now.get(id)?.[1]);
      const turns = new Set(changed.map((id) => (now.get(id) ?? before.get(id))[0]));
      if (turns.size) document.dispatchEvent(new CustomEvent("turns-changed", { detail: { turns } }));
      const section = this.closest("[data-tab]");
      if (!section) return;
      section.dataset.count = count;
      section.dispatchEvent(new CustomEvent("tab-count", { bubbles: true }));
    }

    // To who hears the page.
    say(fresh) {
      const said = fresh.dataset.saved ?? this.querySelector(".wrong")?.textContent ?? "";
      this.querySelector("#notes-said").textContent = said.trim();
    }

    // The focus: where a new note was begun, what is wrong, or the thread that changed.
    land(form, saved) {
      const wrong = this.querySelector("[aria-invalid]");
      if (!saved && wrong) return wrong.focus();
      const { activeElement } = document;
      const { back } = this;
      this.back = null;
      if (activeElement !== document.body && !this.contains(activeElement)) return; // gone on
      const thread = form.closest(".thread"); // by now it stands elsewhere, or anew
      if (thread) return document.getElementById(thread.id).focus({ preventScroll: true });
      const next = back?.isConnected ? back : this.querySelector("#write-body");
      next.focus({ preventScroll: true });
    }

    // Sent once the network is back (unsent.js): the field is free for what comes next.
    keep({ form, entries }) {
      if (!this.contains(form) || !form.elements.body) return;
      const words = document.createElement("p");
      words.className = "pending";
      words.textContent = `Kept until there is a connection: ${new Map(entries).get("body")}`;
      form.after(words);
      form.reset();
      this.goBack(form);
      this.back = null;
    }

    // A mark beside a turn, or words that are underlined.
    follow(event) {
      const { target, ctrlKey, metaKey, shiftKey } = event;
      const link = target.closest("a[href^='#note-']");
      const words = getSelection().isCollapsed && target.closest(".noted")?.dataset.note;
      if ((!link && !words) || ctrlKey || metaKey || shiftKey) return;
      const anchor = link ? link.hash.slice(1) : `note-${words}`;
      if (!this.light(anchor)) return;
      event.preventDefault();
      history.replaceState(history.state, "", `#${anchor}`);
    }

    toHash() {
      const anchor = location.hash.slice(1);
      if (/^note-[0-9a-f-]+$/.test(anchor)) this.light(anchor);
    }

    light(anchor) {
      const reply = anchor.replace("note-", "one-");
      const thread = this.querySelector(`#${anchor}, .thread:has(#${reply})`);
      if (!thread) return false;
      document.dispatchEvent(new CustomEvent("show-panel", { detail: { holds: this } }));
      for (const details of thread.querySelectorAll(":scope > details")) details.open = true;
      thread.scrollIntoView({ block: "nearest", behavior: "instant" });
      thread.focus({ preventScroll: true });
      for (const old of this.querySelectorAll("[data-lit]")) delete old.dataset.lit;
      thread.dataset.lit = "";
      clearTimeout(this.timer);
      this.timer = setTimeout(() => delete thread.dataset.lit, LIT_MS);
      return true;
    }
  },
);
