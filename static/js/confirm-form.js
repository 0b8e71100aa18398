// <form data-confirm="Revoke “X”?" data-loses="What is lost.">: asks in a dialog before it goes.
// Without a script the form carries a required checkbox instead: web/_sure.html.
const dialog = document.getElementById("confirm");
const sure = new WeakSet();

function ask(form, submitter) {
  dialog.querySelector("h2").textContent = form.dataset.confirm;
  dialog.querySelector("p").textContent = form.dataset.loses ?? "";
  const yes = dialog.querySelector("[value=yes]");
  yes.textContent = submitter?.textContent.trim() || "Go on";
  dialog.returnValue = "";
  dialog.showModal();
  dialog.addEventListener("close", () => answer(form, submitter), { once: true });
}

function answer(form, submitter) {
  if (dialog.returnValue !== "yes") return submitter?.focus();
  sure.add(form);
  form.requestSubmit(submitter);
}

// Captured at the document, so that it comes before htmx's own listener on the form.
document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (!form.dataset.confirm || sure.delete(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(form, event.submitter);
  },
  true,
);

// htmx parses a fragment as if there were no scripts: the checkbox would be there, unseen and
// required, and the form would never go.
document.addEventListener("htmx:load", (event) => {
  for (const spare of event.target.querySelectorAll("noscript")) spare.remove();
});
