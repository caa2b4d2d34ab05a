// Small comforts; every page works without them.
"use strict";
document.documentElement.classList.add("has-script");

const typing = (target) => target.closest("input, textarea, select") !== null;

// `/` goes to the query, `j` and `k` go from hit to hit, `n` and `p` to the next and previous article.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) {
    const form = event.target.closest("form.draft");
    if (event.key === "Enter" && form) form.requestSubmit();
    return;
  }
  if (typing(event.target)) return;
  const go = { "/": focusQuery, j: () => step(1), k: () => step(-1), n: () => follow("next"), p: () => follow("prev") }[event.key];
  if (go && go()) event.preventDefault();
});

function focusQuery() {
  const query = document.querySelector('input[type="search"]');
  if (query) query.select();
  return query !== null;
}

function follow(rel) {
  const link = document.querySelector(`a[rel="${rel}"]`);
  if (link) link.click();
  return link !== null;
}

function step(by) {
  const hits = [...document.querySelectorAll("article.text mark[id]")];
  if (hits.length === 0) return false;
  const at = hits.findIndex((hit) => `#${hit.id}` === location.hash);
  const next = at < 0 ? (by > 0 ? 0 : hits.length - 1) : (at + by + hits.length) % hits.length;
  location.replace(`#${hits[next].id}`);
  hits[next].querySelector("a")?.focus({ preventScroll: true });
  return true;
}

// A text file dropped on the draft takes its place.
for (const area of document.querySelectorAll("textarea[data-drop]")) {
  for (const kind of ["dragenter", "dragover"]) {
    area.addEventListener(kind, (event) => { event.preventDefault(); area.classList.add("over"); });
  }
  area.addEventListener("dragleave", () => area.classList.remove("over"));
  area.addEventListener("drop", async (event) => {
    event.preventDefault();
    area.classList.remove("over");
    const file = event.dataTransfer.files[0];
    area.value = file && file.size <= 1000000 ? await file.text() : event.dataTransfer.getData("text") || area.value;
  });
}

// Lists of choices answer at once.
for (const form of document.querySelectorAll("form.options")) {
  form.addEventListener("change", (event) => { if (event.target.matches("select")) form.requestSubmit(); });
}
