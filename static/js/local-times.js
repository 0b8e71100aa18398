// <time datetime>: on hover or focus, the exact time with its zone as a tooltip.
// The short text comes from the server, in the zone that <html data-zone> names.
const { lang, dataset } = document.documentElement;
const zone = dataset.zone || Intl.DateTimeFormat().resolvedOptions().timeZone;
const exact = new Intl.DateTimeFormat(lang, {
  dateStyle: "long",
  timeStyle: "medium",
  timeZone: zone,
});

function explain({ target }) {
  const time = target.closest?.("time[datetime]:not([title])");
  if (!time) return;
  const moment = new Date(time.dateTime);
  if (!Number.isNaN(moment.getTime())) time.title = `${exact.format(moment)}, ${zone}`;
}

document.addEventListener("pointerover", explain);
document.addEventListener("focusin", explain);
