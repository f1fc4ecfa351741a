// Draws the page again every five seconds from a new answer, so that what was
// folded stays folded and nothing jumps. It rests while nobody looks, while
// text is selected, and when told to.
"use strict";

const live = document.querySelector("#live input");
const label = document.querySelector("#live");
const period = 5000;

async function refresh() {
  if (!live.checked || document.hidden || String(getSelection())) return;
  try {
    const answer = await fetch(location.href, { headers: { accept: "text/html" }, signal: AbortSignal.timeout(period) });
    if (!answer.ok) throw new Error(`${answer.status}`);
    const next = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const old of document.querySelectorAll("details[id]")) {
      const now = next.getElementById(old.id);
      if (now) now.open = old.open;
    }
    document.querySelector("main").replaceWith(next.querySelector("main"));
    document.title = next.title;
    label.classList.remove("lost");
  } catch {
    label.classList.add("lost"); // What is shown is old: the style sheet says so.
  }
}

setInterval(refresh, period);
document.addEventListener("visibilitychange", refresh);
