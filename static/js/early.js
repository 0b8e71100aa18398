// Runs before the first paint, so that what the reader chose last time never flashes past.
// A classic script on purpose: modules wait for the page.
{
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");

  const remembered = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null; // storage is switched off: nothing is remembered
    }
  };

  const apply = () => {
    const theme = remembered("theme") ?? "system";
    root.dataset.appearance = theme;
    root.dataset.bsTheme = theme === "system" ? (dark.matches ? "dark" : "light") : theme;
    root.dataset.rail = remembered("rail") ?? "wide";
    root.dataset.keys = remembered("keys") ?? "on";
  };

  apply();
  dark.addEventListener("change", apply);
  addEventListener("storage", apply); // another tab changed it
  addEventListener("remember", ({ detail: [name, value] }) => {
    try {
      localStorage.setItem(name, value);
    } catch {
      return;
    }
    apply();
  });
}
