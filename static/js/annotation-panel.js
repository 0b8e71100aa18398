// <annotation-panel data-news data-moment data-turn data-panel>: tags and scores of a conversation,
// or of the turn where the reader is. Asks every ten seconds what others did. Parts (data-part) are
// put anew one by one, here and in the head; what is being typed or sent is left alone.
const EVERY_MS = 10_000;
const SETTLE_MS = 200; // who goes past turns doesn't ask for each
const FIELDS = "textarea, input.form-control";

const isTyped = (field) => field.value !== field.defaultValue;
const isBusy = (part) =>
  "unsent" in part.dataset ||
  part.matches(".htmx-request") ||
  part.querySelector(".htmx-request, [aria-expanded=true]") ||
  [...part.querySelectorAll(FIELDS)].some(isTyped);
const show = (part) =>
  document.dispatchEvent(new CustomEvent("show-panel", { detail: { holds: part } }));
const currentTurn = () => {
  const turn = document.activeElement.closest?.(".turn") ?? document.querySelector(".turn[aria-current]");
  return turn?.id.replace("turn-", "") ?? "";
};

// Puts the focus of an old part to the same place of the new one, and takes along what was typed.
function carry(old) {
  // A form with a field called id has that for its id: getAttribute tells the true one
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const typed = [...old.querySelectorAll(FIELDS)].filter(isTyped).map(({ id, value }) => [id, value]);
  const caret = focused?.matches(FIELDS) ? focused.selectionStart : null;
  const { id, name, value, ariaLabel } = focused ?? {};
  return (fresh) => {
    for (const [field, words] of typed) {
      const other = fresh.querySelector(`#${field}`);
      if (other && !other.value) other.value = words;
    }
    if (!focused) return;
    const same = [...fresh.querySelectorAll("input, textarea, button")].find((one) =>
      id ? one.id === id : ariaLabel ? one.ariaLabel === ariaLabel : one.name === name && one.value === value,
    );
    const near = ":checked, button:not(noscript *)";
    const next = same ?? fresh.querySelector(near) ?? document.querySelector("#undo button");
    next?.focus({ preventScroll: true });
    if (caret !== null && same === next) next.setSelectionRange(caret, caret);
  };
}

customElements.define(
  "annotation-panel",
  class extends HTMLElement {
    connectedCallback() {
      this.ends = new AbortController();
      const { signal } = this.ends;
      const on = (name, act) => document.addEventListener(name, act, { signal });
      on("shortcut", (event) => this.press(event));
      on("focusin", (event) => this.follow(event));
      on("annotate-turn", ({ detail }) => this.go(detail.turn, true));
      on("all-sent", () => this.allSent());
      this.addEventListener("change", (event) => this.move(event), { signal });
      this.timer = setInterval(() => this.ask(), EVERY_MS);
      if (!this.dataset.turn) this.offer(currentTurn());
    }

    disconnectedCallback() {
      this.ends.abort();
      clearInterval(this.timer);
      clearTimeout(this.later);
    }

    // A key of an answer, t for the tags, T for the turn where the reader is and back, z for undo.
    press(event) {
      const { key } = event.detail;
      if (event.defaultPrevented || (key === "T" && !this.querySelector(".place"))) return;
      if (key === "T") {
        event.preventDefault();
        const turn = currentTurn();
        return this.go(turn === this.dataset.turn ? "" : turn, true);
      }
      const control = this.controlOf(key);
      if (!control) return;
      event.preventDefault();
      if (this.isGoing) return; // what is shown is about another place
      show(this);
      this.use(control);
    }

    controlOf(key) {
      if (key === "t") return this.querySelector("#tag");
      if (key === "z") return this.querySelector("#undo button");
      return this.querySelector(`[data-answer="${CSS.escape(key)}"] input`);
    }

    // An answer is given without taking the focus from the turn that is read.
    use(control) {
      if (!control.matches("[type=radio]")) return control.matches("input") ? control.focus() : control.click();
      if (control.checked) return;
      control.checked = true;
      control.dispatchEvent(new Event("change", { bubbles: true }));
      control.closest("fieldset").scrollIntoView({ block: "nearest" });
    }

    // The turn where the reader is can be chosen as the place; once turns are annotated, it is it.
    follow({ target }) {
      const number = target.closest?.(".turn")?.id.replace("turn-", "");
      clearTimeout(this.later);
      if (!number || number === this.dataset.turn) return;
      if (this.dataset.turn) this.later = setTimeout(() => this.go(number), SETTLE_MS);
      else this.offer(number);
    }

    offer(number) {
      const place = this.querySelector(".place");
      if (!number || !place) return;
      place.hidden = false;
      place.querySelector("[data-turn-place] input").value = number;
      place.querySelector("[data-turn-place] span").textContent = `Turn ${number}`;
    }

    move({ target }) {
      if (target.name === "place") this.go(target.value);
    }

    async go(turn, isShown = false) {
      if (isShown) show(this);
      this.isGoing = true;
      await htmx.ajax("GET", `${this.dataset.panel}?turn=${turn}`, { target: this, swap: "outerHTML" });
      this.isGoing = false;
    }

    // What the tab says.
    count(number) {
      const section = this.closest("[data-tab]");
      if (!section) return;
      section.dataset.count = number;
      section.dispatchEvent(new CustomEvent("tab-count", { bubbles: true }));
    }

    allSent() {
      for (const part of document.querySelectorAll("[data-part][data-unsent]")) delete part.dataset.unsent;
      for (const field of this.querySelectorAll(".score .form-control")) field.defaultValue = field.value;
      this.dataset.moment = "";
      this.ask();
    }

    async ask() {
      if (document.hidden) return;
      const { dataset: { moment, turn, news }, acts } = this;
      const query = new URLSearchParams({ moment, turn });
      try {
        const answer = await fetch(`${news}?${query}`, { headers: { "HX-Request": "true" } });
        if (answer.status !== 200 || answer.redirected) return;
        const html = await answer.text();
        if (acts !== this.acts) return this.ask(); // an own act meanwhile is newer than this
        this.take(html);
      } catch {
        // The network is gone for now; the next round asks again.
      }
    }

    take(html) {
      const news = document.createElement("template");
      news.innerHTML = html;
      const fresh = news.content.querySelector("annotation-panel");
      if (!fresh || !this.isConnected || fresh.dataset.turn !== this.dataset.turn) return;
      const pairs = [...news.content.querySelectorAll("[data-part]")]
        .map((part) => [document.getElementById(part.getAttribute("id")), part])
        .filter(([old]) => old);
      const idle = pairs.filter(([old]) => !isBusy(old));
      if (idle.length === pairs.length) this.dataset.moment = fresh.dataset.moment;
      this.count(fresh.dataset.count);
      for (const [old, part] of idle) {
        const land = carry(old);
        old.replaceWith(part);
        htmx.process(part);
        land(part);
      }
      document.dispatchEvent(new CustomEvent("annotations-changed"));
    }
  },
);

// Own acts: the focus and what was typed meanwhile outlive the swap, and what is saved is told.
let land = () => {};

document.addEventListener("htmx:beforeSwap", ({ detail: { target, shouldSwap } }) => {
  land = shouldSwap && target.matches("[data-part], annotation-panel") ? carry(target) : () => {};
});

document.addEventListener("htmx:afterSwap", ({ detail: { target } }) => {
  const fresh = document.getElementById(target.getAttribute("id"));
  if (!fresh?.matches("[data-part], annotation-panel")) return;
  land(fresh);
  land = () => {};
  const panel = document.querySelector("annotation-panel");
  if (panel) panel.acts = (panel.acts ?? 0) + 1;
  const undo = document.getElementById("undo");
  undo?.closest("annotation-panel").count(undo.dataset.count);
  const said = document.getElementById("annotations-said");
  if (said) said.textContent = fresh.querySelector(".wrong, .saved")?.textContent.trim() ?? "";
});

// A tag on its way leaves the field free for the next; one that can't be sent is seen all the same.
document.addEventListener("htmx:beforeRequest", ({ detail: { elt } }) => {
  if (elt.matches?.("form:has(tag-box)")) elt.querySelector("#tag").value = "";
});

document.addEventListener("unsent", ({ detail: { form, entries, isLeaving } }) => {
  const part = form.closest("[data-part]");
  if (!part || isLeaving) return;
  part.dataset.unsent = "";
  const status = part.querySelector(".saved");
  if (status) status.textContent = "Kept here, not sent yet";
  if (!form.querySelector("tag-box")) return form.closest(".tag")?.setAttribute("data-pending", "");
  const tag = document.createElement("span");
  tag.className = "tag";
  tag.dir = "auto";
  tag.dataset.pending = "";
  tag.textContent = new Map(entries).get("name");
  form.querySelector("#tag").value = "";
  part.querySelector(".on-tags").append(tag);
});

// The menu of a turn: what it does happens in the panel.
document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-annotate]");
  if (!button) return;
  document.querySelector("[popover]:popover-open")?.hidePopover();
  const detail = { turn: button.dataset.annotate };
  document.dispatchEvent(new CustomEvent("annotate-turn", { detail }));
});

// r: reviewed, or once it is, new again.
document.addEventListener("shortcut", (event) => {
  const form = document.querySelector("form#review");
  if (event.detail.key !== "r" || event.defaultPrevented || !form) return;
  event.preventDefault();
  const now = form.querySelector("[name=state]:checked")?.value;
  const next = form.querySelector(`[name=state][value=${now === "reviewed" ? "new" : "reviewed"}]`);
  next.checked = true;
  next.dispatchEvent(new Event("change", { bubbles: true }));
});
