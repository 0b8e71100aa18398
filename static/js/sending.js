// Forms with data-keep="The note": what they send gets an id before the first try (in a field
// with data-makes-id), so that the server takes it once. The event "unsent" ({key, path, entries,
// what, isAway, form}) tells of what could not be sent: no network, a server that is started
// anew, a session that ended, a page left too soon. Who cancels the event "sending" sends it later.
const AWAY = [502, 503, 504];
const underway = new Map(); // request → what it sends

const on = (name, act) => document.addEventListener(`htmx:${name}`, act, { capture: true });
const formOf = ({ detail }) => detail.elt?.closest?.("form[data-keep]");
const tell = (detail) => document.dispatchEvent(new CustomEvent("unsent", { detail }));

function newId() {
  if (crypto.randomUUID) return crypto.randomUUID(); // only over HTTPS
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  [bytes[6], bytes[8]] = [(bytes[6] & 0x0f) | 0x40, (bytes[8] & 0x3f) | 0x80];
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function changeOf(form, path, formData) {
  const entries = [...formData].filter(([name]) => name !== "csrfmiddlewaretoken");
  const key = new Map(entries).get("id") || newId();
  return { key, path, entries, what: form.dataset.keep, form };
}

on("configRequest", (event) => {
  const field = formOf(event)?.querySelector("[data-makes-id]");
  if (field) event.detail.formData.set("id", (field.value ||= newId()));
});

on("beforeRequest", (event) => {
  const form = formOf(event);
  if (!form) return;
  const { path, formData } = event.detail.requestConfig;
  const change = changeOf(form, path, formData);
  const field = form.querySelector("[data-makes-id]");
  if (field) field.value = ""; // the next one is another
  if (document.dispatchEvent(new CustomEvent("sending", { cancelable: true }))) {
    underway.set(event.detail.xhr, change);
  } else {
    event.preventDefault();
    tell(change);
  }
});

// While a form waits for its answer, which will replace it, htmx would lose what it sends next.
document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (!form.matches("form[data-keep].htmx-request:not([hx-sync])")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const field = form.querySelector("[data-makes-id]");
    if (field) field.value = newId();
    tell(changeOf(form, form.getAttribute("hx-post"), new FormData(form)));
    if (field) field.value = "";
  },
  { capture: true },
);

// A request that was replaced by a later one of its form is aborted: nothing is to be sent again.
on("sendAbort", ({ detail }) => underway.delete(detail.xhr));

for (const name of ["sendError", "timeout"]) {
  on(name, ({ detail }) => lost(detail.xhr));
}

on("beforeOnLoad", ({ detail: { xhr } }) => {
  const isLoggedOut = xhr.getResponseHeader("HX-Redirect");
  if (isLoggedOut || AWAY.includes(xhr.status)) lost(xhr);
  else if (xhr.status === 403) lost(xhr, false); // mostly the token of a session that ended
  else underway.delete(xhr);
});

function lost(xhr, isAway = true) {
  const change = underway.get(xhr);
  underway.delete(xhr);
  if (change) tell({ ...change, isAway });
}

// Who leaves the page doesn't wait for the answer: the next page sends it, under the same id.
addEventListener("pagehide", () => {
  for (const change of underway.values()) tell({ ...change, isLeaving: true });
});
