// <panel-tabs>: its sections with data-tab become tabs; the one chosen last is shown, until the
// browser's tab is closed. Without JavaScript they stand in a row.
const CHOSEN = "panel";
const LOW = 100; // pixels of a sheet of which only the tabs show

const remembered = () => {
  try {
    return sessionStorage.getItem(CHOSEN);
  } catch {
    return null; // storage is switched off: nothing is remembered
  }
};

customElements.define(
  "panel-tabs",
  class extends HTMLElement {
    connectedCallback() {
      if (this.list) return this.listen();
      this.tops = new Map();
      this.sections = [...this.querySelectorAll(":scope > [data-tab]")];
      this.list = document.createElement("div");
      this.list.className = "tabs";
      this.list.setAttribute("role", "tablist");
      this.list.setAttribute("aria-label", "Panel");
      this.tabs = this.sections.map((section) => this.tabOf(section));
      for (const section of this.sections) if (section.dataset.count) this.count(section);
      this.list.append(...this.tabs);
      this.prepend(this.list);
      this.list.addEventListener("click", ({ target }) => {
        this.choose(target.closest("[role=tab]"));
      });
      this.list.addEventListener("keydown", (event) => this.step(event));
      this.show(this.tabs.find((tab) => tab.id === remembered()) ?? this.tabs[0]);
      this.listen();
    }

    listen() {
      this.ends = new AbortController();
      const { signal } = this.ends;
      document.addEventListener("show-panel", ({ detail }) => this.bring(detail.holds), { signal });
      this.addEventListener("tab-count", ({ target }) => this.count(target), { signal });
    }

    disconnectedCallback() {
      this.ends?.abort();
    }

    // Shows the section that holds this part of it.
    bring(part) {
      const place = this.sections.findIndex((section) => section.contains(part));
      if (place >= 0) this.choose(this.tabs[place]);
    }

    tabOf(section) {
      const tab = document.createElement("button");
      tab.type = "button";
      tab.id = `tab-${section.id}`;
      tab.textContent = section.dataset.tab;
      tab.setAttribute("role", "tab");
      tab.setAttribute("aria-controls", section.id);
      section.setAttribute("role", "tabpanel");
      section.setAttribute("aria-labelledby", tab.id);
      return tab;
    }

    // How much a section holds, beside its name: data-count.
    count(section) {
      const tab = this.tabs[this.sections.indexOf(section)];
      const number = document.createElement("span");
      number.className = "num";
      number.textContent = section.dataset.count ?? "";
      tab.replaceChildren(`${section.dataset.tab} `, ...(section.dataset.count ? [number] : []));
    }

    // Each tab keeps its place in the panel that scrolls them all.
    choose(tab) {
      if (!tab) return;
      const panel = this.closest(".panel");
      const now = this.tabs.find((one) => one.getAttribute("aria-selected") === "true");
      if (tab !== now) {
        this.tops.set(now, panel.scrollTop);
        this.show(tab);
        panel.scrollTop = this.tops.get(tab) ?? 0;
      }
      if (panel.clientHeight < LOW) panel.dataset.size = "half";
      try {
        sessionStorage.setItem(CHOSEN, tab.id);
      } catch {
        // as above
      }
    }

    show(shown) {
      this.tabs.forEach((tab, n) => {
        tab.setAttribute("aria-selected", tab === shown);
        tab.tabIndex = tab === shown ? 0 : -1;
        this.sections[n].hidden = tab !== shown;
      });
    }

    step(event) {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!by) return;
      const now = this.tabs.indexOf(document.activeElement);
      const next = this.tabs.at((now + by) % this.tabs.length);
      this.choose(next);
      next.focus();
    }
  },
);
