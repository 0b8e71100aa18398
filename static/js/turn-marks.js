// When notes change, the turns that they are about are read again: their words with what is
// underlined, and the marks beside them. Event "turns-changed" ({turns}: numbers, as text).
async function refresh(block, turns) {
  const query = new URLSearchParams(location.search);
  const find = document.querySelector("#find")?.value;
  if (find !== undefined) query.set("find", find);
  try {
    const headers = { "HX-Request": "true" };
    const answer = await fetch(`${block.dataset.from}?${query}`, { headers });
    if (answer.ok && !answer.redirected) put(await answer.text(), turns);
  } catch {
    // No network: the marks come with the next change, or the next page.
  }
}

function put(html, turns) {
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  for (const turn of turns) {
    const next = fresh.content.getElementById(turn.id);
    for (const part of [".text", ".margin"]) {
      const [old, other] = [turn.querySelector(part), next?.querySelector(part)];
      if (!old || !other || old.innerHTML === other.innerHTML) continue;
      old.replaceChildren(...other.childNodes);
    }
    for (const hit of turn.querySelectorAll("mark")) hit.ariaCurrent = turn.ariaCurrent;
  }
}

document.addEventListener("turns-changed", ({ detail }) => {
  const turns = [...detail.turns].map((number) => document.getElementById(`turn-${number}`));
  const blocks = Map.groupBy(turns.filter(Boolean), (turn) => turn.closest(".block"));
  for (const [block, here] of blocks) refresh(block, here);
});
