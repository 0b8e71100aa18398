// <job-progress data-url>: asks every second, while the page is seen, how far the job is.
// The state, which is read out, changes in place; once the job has ended, its result is shown.
const EVERY_MS = 1_000;

customElements.define(
  "job-progress",
  class extends HTMLElement {
    connectedCallback() {
      this.timer = setInterval(() => this.ask(), EVERY_MS);
    }

    disconnectedCallback() {
      clearInterval(this.timer);
    }

    async ask() {
      if (document.hidden || this.asking) return;
      this.asking = true;
      try {
        const answer = await fetch(this.dataset.url, { headers: { "HX-Request": "true" } });
        if (answer.ok && !answer.redirected && this.isConnected) this.show(await answer.text());
      } catch {
        // The network is gone for now; the next round asks again.
      } finally {
        this.asking = false;
      }
    }

    show(html) {
      const next = document.createElement("template");
      next.innerHTML = html;
      const [before, now] = [this.closest("#job"), next.content.querySelector("#job")];
      const [old, state] = [before, now].map((job) => job.querySelector("[role=status]"));
      if (old.textContent.trim() !== state.textContent.trim()) old.innerHTML = state.innerHTML;
      const fresh = now.querySelector("job-progress");
      if (fresh) return this.replaceChildren(...fresh.childNodes);
      now.querySelector(".lead").remove();
      before.querySelector(".lead form")?.remove();
      this.replaceWith(...now.childNodes);
    }
  },
);
