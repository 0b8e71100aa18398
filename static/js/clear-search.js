// <clear-search>: empties the field of its form, as if by typing, and leaves the reader in it.
customElements.define(
  "clear-search",
  class extends HTMLElement {
    connectedCallback() {
      this.addEventListener("click", () => this.clear());
    }

    clear() {
      const field = this.closest("form").querySelector("[type=search]");
      field.value = "";
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
    }
  },
);
