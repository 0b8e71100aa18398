// <show-secret>: a password field and the button that shows what was typed.
customElements.define(
  "show-secret",
  class extends HTMLElement {
    connectedCallback() {
      const [field, button] = [this.querySelector("input"), this.querySelector("button")];
      const hide = () => this.show(field, button, false);
      button.hidden = false;
      button.addEventListener("click", () => this.show(field, button, field.type === "password"));
      field.form?.addEventListener("submit", hide); // so that browsers still offer to keep it
    }

    show(field, button, shown) {
      field.type = shown ? "text" : "password";
      button.setAttribute("aria-pressed", shown);
      button.querySelector("use").setAttribute("href", shown ? "#i-eye-off" : "#i-eye");
    }
  },
);
