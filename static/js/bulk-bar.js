// <bulk-bar>: rows of a list ticked by click, Shift and click, x and Shift+x; all of the page, and
// all that match. Its form acts on them; a question opens in a dialog, and the list is read again
// when the act has ended. Without it the boxes and the form still work, on pages of their own.
const question = document.getElementById("bulk-question");
const said = document.getElementById("bulk-said");
let last = null; // the key of the row that was ticked last, where a range begins

customElements.define(
  "bulk-bar",
  class extends HTMLElement {
    connectedCallback() {
      this.controller = new AbortController();
      const { signal } = this.controller;
      this.section = this.closest("#results");
      this.section.addEventListener("click", (event) => this.click(event), { signal });
      this.section.addEventListener("change", (event) => this.change(event), { signal });
      this.form.addEventListener("reset", () => setTimeout(() => this.clear()), { signal });
      document.addEventListener("shortcut", (event) => this.press(event), { signal });
      this.show();
    }

    disconnectedCallback() {
      this.controller.abort();
    }

    get form() {
      return this.querySelector("form");
    }

    get boxes() {
      return [...this.section.querySelectorAll("tbody .w-check input")];
    }

    get all() {
      return this.form.elements.all;
    }

    click(event) {
      const box = event.target;
      if (!box.matches?.("tbody .w-check input")) return;
      if (event.shiftKey) this.range(box, box.checked);
      last = box.value;
    }

    change({ target }) {
      if (target.matches("[data-page]") || target === this.all) this.tick(this.boxes, target.checked);
      else if (this.all && target.matches("tbody .w-check input")) this.all.checked = false;
      this.show();
    }

    press(event) {
      const { key } = event.detail;
      if (event.defaultPrevented) return;
      if (key === "Escape" && this.ticked.length) {
        event.preventDefault();
        this.clear();
      }
      if (key !== "x" && key !== "X") return;
      const row = document.activeElement.closest("tr") ?? this.section.querySelector("tr[data-current]");
      const box = row?.querySelector(".w-check input");
      if (!this.section.contains(box ?? null) || !this.boxes.includes(box)) return;
      event.preventDefault();
      if (key === "X") this.range(box, true);
      else box.checked = !box.checked;
      last = box.value;
      if (this.all) this.all.checked = false;
      this.show();
    }

    range(box, checked) {
      const from = this.boxes.findIndex(({ value }) => value === last);
      const ends = [from < 0 ? this.boxes.indexOf(box) : from, this.boxes.indexOf(box)];
      this.tick(this.boxes.slice(Math.min(...ends), Math.max(...ends) + 1), checked);
    }

    tick(boxes, checked) {
      for (const box of boxes) box.checked = checked;
    }

    get ticked() {
      return this.boxes.filter((box) => box.checked);
    }

    clear() {
      this.tick(this.boxes, false);
      if (this.all) this.all.checked = false;
      last = null;
      this.show();
    }

    show() {
      const { total, one, many } = this.form.dataset;
      const count = this.all?.checked ? Number(total) : this.ticked.length;
      const text = `${count.toLocaleString("en")} ${count === 1 ? one : many} selected`;
      this.form.querySelector(".selected").textContent = text;
      said.textContent = count ? text : "";
      const page = this.section.querySelector("[data-page]");
      if (!page) return;
      page.checked = this.ticked.length === this.boxes.length;
      page.indeterminate = this.ticked.length > 0 && !page.checked;
    }

    // Read the list again, and keep what is ticked and where the focus is.
    async refresh() {
      const ticked = this.ticked.map(({ value }) => value);
      const focused = document.activeElement.closest?.("#results tr")?.id;
      await htmx.ajax("GET", this.dataset.list, { target: "#results", swap: "outerHTML show:none" });
      const bar = document.querySelector("bulk-bar");
      if (bar) bar.tick(bar.boxes.filter(({ value }) => ticked.includes(value)), true);
      bar?.show();
      if (focused) document.getElementById(focused)?.querySelector(".title")?.focus();
    }
  },
);

function tell() {
  const { said: text } = document.getElementById("bulk-job").dataset;
  if (text) said.textContent = text;
}

document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.target === question && question.childElementCount && !question.open) {
    question.showModal();
  }
});

document.addEventListener("bulk-begun", () => {
  question.close();
  document.querySelector("bulk-bar")?.clear();
  setTimeout(tell);
});

document.addEventListener("bulk-ended", () => {
  setTimeout(tell);
  document.querySelector("bulk-bar")?.refresh();
});

question.addEventListener("close", () => question.replaceChildren());

document.addEventListener("click", (event) => {
  if (event.target.closest("#bulk-question [data-close]")) {
    event.preventDefault();
    question.close();
  }
  if (event.target.closest("#bulk-job [data-dismiss]")) {
    document.getElementById("bulk-job").replaceWith(Object.assign(document.createElement("div"), { id: "bulk-job" }));
  }
});
