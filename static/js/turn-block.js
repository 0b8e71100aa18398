// <turn-block data-from data-turns data-tools>: keeps the place of turns that are read
// once they come near, without moving what the reader looks at. Without a script it is a link.
const AHEAD = "1500px 0px";
const DWELL_MS = 60; // who scrolls past does not wait for what lies between

const watch = new IntersectionObserver(
  (entries) => entries.forEach(({ target, isIntersecting }) => target.isNear(isIntersecting)),
  { rootMargin: AHEAD },
);

// Blocks far from what is seen keep their size and are not laid out.
const rest = new IntersectionObserver(
  (entries) =>
    entries.forEach(({ target, isIntersecting }) => {
      target.toggleAttribute("data-far", !isIntersecting);
    }),
  { rootMargin: "3000px 0px" },
);

const includes = (ranges, number) =>
  ranges.split(" ").some((range) => {
    const [first, last = first] = range.split("-").map(Number);
    return first <= number && number <= last;
  });

customElements.define(
  "turn-block",
  class extends HTMLElement {
    connectedCallback() {
      this.addEventListener("htmx:beforeSwap", ({ detail }) => detail.shouldSwap && this.hold());
      watch.observe(this);
    }

    disconnectedCallback() {
      watch.unobserve(this);
      clearTimeout(this.timer);
    }

    isNear(near) {
      clearTimeout(this.timer);
      if (near) this.timer = setTimeout(() => this.read(), DWELL_MS);
    }

    holds(anchor) {
      const [part, number] = anchor.split("-");
      return includes(this.dataset[`${part}s`], Number(number));
    }

    read() {
      const there = { source: this, target: this, swap: "outerHTML" };
      const done = () => (this.reading = undefined); // after a failure the next reader asks again
      this.reading ??= htmx.ajax("GET", this.dataset.from, there).then(done, done);
      return this.reading;
    }

    // Its end stays where it is when that was seen, or else the same share of it.
    hold() {
      const [list, id, was] = [this.parentElement, this.id, this.getBoundingClientRect()];
      const settle = () => {
        const block = list.querySelector(`#${id}`);
        rest.observe(block);
        if (was.top >= 0) return;
        const { height } = block.getBoundingClientRect();
        const grown = height - was.height;
        const top = was.bottom <= innerHeight ? grown : (-was.top / was.height) * grown;
        scrollBy({ top, behavior: "instant" });
      };
      list.addEventListener("htmx:afterSwap", settle, { once: true });
    }
  },
);
