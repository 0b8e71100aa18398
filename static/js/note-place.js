// Where a note is to be written: on selected words of a turn, on the turn where the reader is, on
// the turn whose menu they opened, else on the whole. Key n, or the button that comes with a
// selection; both send the event "write-note" ({turn, start, end, quote}) to the panel.
const text = (node) => (node.nodeType === 1 ? node : node?.parentElement)?.closest(".turn > .text");
const numberOf = (turn) => turn?.id.replace("turn-", "") ?? "";

// As the server counts them: code points, a <br> as the end of line that it stands for.
function read(range) {
  const part = range.cloneContents();
  for (const br of part.querySelectorAll("br")) br.replaceWith(br.dataset.chars ? "\r\n" : "\n");
  return [...part.textContent];
}

function chosen() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0).cloneRange();
  const within = text(range.startContainer);
  if (!within || within.closest("[inert]")) return null;
  if (text(range.endContainer) !== within) range.setEnd(within, within.childNodes.length);
  const before = document.createRange();
  before.setStart(within, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const [from, words] = [read(before).length, read(range)];
  const spaces = words.findIndex((letter) => letter.trim());
  if (spaces < 0) return null;
  const kept = words.slice(spaces, words.findLastIndex((letter) => letter.trim()) + 1);
  const start = from + spaces;
  const turn = within.closest(".turn");
  return { turn: numberOf(turn), start, end: start + kept.length, quote: kept.join(""), range };
}

function here() {
  const focused = document.activeElement.closest?.(".turn");
  return { turn: numberOf(focused ?? document.querySelector("turn-list .turn[aria-current]")) };
}

const write = (detail) => {
  hide();
  const from = detail.from ?? document.activeElement;
  document.dispatchEvent(new CustomEvent("write-note", { detail: { ...detail, from } }));
};

document.addEventListener("shortcut", (event) => {
  if (event.detail.key !== "n" || event.defaultPrevented) return;
  if (!document.getElementById("write-note")) return;
  event.preventDefault();
  write(chosen() ?? here());
});

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-note-on]");
  if (button) write({ turn: button.dataset.noteOn });
});

// The button beside a selection; it stands behind the turn, where Tab finds it.
let button;

function show() {
  const place = chosen();
  const ours = document.getElementById("select-note");
  if (!place || !ours) return hide();
  button ??= ours.content.firstElementChild.cloneNode(true);
  const turn = document.getElementById(`turn-${place.turn}`);
  if (button.parentElement !== turn) turn.append(button);
  const lines = place.range.getClientRects();
  const [last, box] = [lines[lines.length - 1], turn.getBoundingClientRect()];
  const left = Math.min(last.right - box.left, box.width - 80);
  button.style.insetBlockStart = `${last.bottom - box.top + 4}px`;
  button.style.left = `${Math.max(left - 40, 0)}px`;
  button.onclick = () => write({ ...(chosen() ?? place), from: turn });
  button.hidden = false;
}

function hide() {
  button?.remove();
}

let timer;
document.addEventListener("selectionchange", () => {
  clearTimeout(timer);
  timer = setTimeout(() => button?.contains(document.activeElement) || show(), 150);
});
