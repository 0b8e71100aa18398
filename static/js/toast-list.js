// <toast-list>: notices of this page and, by the event "notice" ({text, level}), of what htmx did.
// Good news leaves by itself unless pointed at; warnings and errors wait to be closed.
const SHOWN_MS = 6000;
const LEAVES = ["success", "info", "debug"];

customElements.define(
  "toast-list",
  class extends HTMLElement {
    connectedCallback() {
      this.addEventListener("click", ({ target }) => {
        if (target.closest("button")) this.dismiss(target.closest(".notice"));
      });
      document.addEventListener("notice", ({ detail }) => this.add(detail));
      // A live region tells only what is put into it later: put the page's notices in again.
      const notices = [...this.querySelectorAll(".notice")];
      requestAnimationFrame(() => notices.forEach((notice) => this.show(notice)));
    }

    add({ text, level = "info" }) {
      const notice = this.querySelector("template").content.firstElementChild.cloneNode(true);
      notice.dataset.is = level;
      notice.querySelector("span").textContent = text;
      const icon = { success: "dot", error: "warn", warning: "warn" }[level] ?? "info";
      notice.querySelector("use").setAttribute("href", `#i-${icon}`);
      this.show(notice);
    }

    show(notice) {
      this.append(notice);
      if (!LEAVES.includes(notice.dataset.is)) return;
      const leave = () => (notice.timer = setTimeout(() => this.dismiss(notice), SHOWN_MS));
      const stay = () => clearTimeout(notice.timer);
      notice.addEventListener("pointerenter", stay);
      notice.addEventListener("pointerleave", leave);
      notice.addEventListener("focusin", stay);
      notice.addEventListener("focusout", leave);
      leave();
    }

    dismiss(notice) {
      clearTimeout(notice.timer);
      notice.dataset.leaving = "";
      setTimeout(() => notice.remove(), 200);
    }
  },
);
