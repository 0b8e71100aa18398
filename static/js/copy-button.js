// <copy-button for="id">, <copy-button text="…"> or <copy-button from="/address/">: its button
// copies that field, that text or what the address answers; with data-place a link to the turn too.
const SHOWN_MS = 1500;

customElements.define(
  "copy-button",
  class extends HTMLElement {
    connectedCallback() {
      this.button = this.querySelector("button");
      this.button.addEventListener("click", () => this.copy());
    }

    async text() {
      const place = this.hasAttribute("data-place") ? location.hash : "";
      if (this.hasAttribute("text")) return this.getAttribute("text") + place;
      if (this.hasAttribute("from")) return this.fetch(this.getAttribute("from"));
      const source = document.getElementById(this.getAttribute("for"));
      return source.value ?? source.textContent;
    }

    async fetch(address) {
      const answer = await fetch(address);
      if (!answer.ok || answer.redirected) throw new Error("no text");
      return answer.text();
    }

    async copy() {
      try {
        await this.put(await this.text());
        this.say("Copied");
      } catch {
        const detail = { text: "That couldn’t be copied. Reload the page.", level: "error" };
        this.dispatchEvent(new CustomEvent("notice", { detail, bubbles: true }));
      }
    }

    async put(text) {
      try {
        await navigator.clipboard.writeText(text);
      } catch {
        this.copyFromSelection(text); // plain http, or no permission
      }
    }

    copyFromSelection(text) {
      const field = document.createElement("textarea");
      field.value = text;
      field.className = "visually-hidden";
      this.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
      this.button.focus();
    }

    say(done) {
      const icon = this.button.querySelector("use");
      const label = this.button.querySelector(".label");
      this.usual ??= [icon.getAttribute("href"), label?.textContent];
      this.button.style.minWidth = `${this.button.offsetWidth}px`; // the label may be shorter
      icon.setAttribute("href", "#i-check");
      if (label) label.textContent = done;
      this.status.textContent = done;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => {
        icon.setAttribute("href", this.usual[0]);
        if (label) label.textContent = this.usual[1];
        this.status.textContent = "";
      }, SHOWN_MS);
    }

    get status() {
      const existing = this.querySelector("[role=status]");
      if (existing) return existing;
      const status = document.createElement("span");
      status.className = "visually-hidden";
      status.setAttribute("role", "status");
      this.append(status);
      return status;
    }
  },
);
