// Optional conveniences; every page works without this script.
"use strict";
document.documentElement.classList.add("has-script");

const typing = (target) => target.closest("input:not([type=radio], [type=checkbox]), textarea, select") !== null;
const sheet = document.querySelector("form.codes");

// `/` goes to the query, `j` and `k` go from hit to hit, `n` and `p` to the next and previous article.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) {
    const form = event.target.closest("form.draft, form.codes");
    if (event.key === "Enter" && form) form.requestSubmit(form.querySelector("button"));
    return;
  }
  if (typing(event.target)) return;
  if (sheet) {
    if (code(event.key, event.target)) event.preventDefault();
    return;
  }
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

// A text file dropped on the draft replaces it.
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

// Drop-down lists submit their form on change.
for (const form of document.querySelectorAll("form.options")) {
  form.addEventListener("change", (event) => { if (event.target.matches("select")) form.requestSubmit(); });
}

// A coding sheet: one question is the current one, the first when the sheet opens, whatever is answered already. A digit
// answers it and goes to the next, as does a click on an answer; keys that scroll move the text and answer nothing.
const questions = sheet ? [...sheet.querySelectorAll("fieldset.question")] : [];
// After the last question there is no current one, so that a stray digit changes nothing.
let current = 0;
if (sheet) {
  mark(0);
  for (const [at, question] of questions.entries()) {
    question.addEventListener("focusin", () => goTo(at));
    question.addEventListener("click", (event) => { if (event.target.matches("input")) goTo(at + 1); });
  }
  sheet.addEventListener("change", sayWhatIsOpen);
}

function mark(at) {
  current = at;
  for (const [n, question] of questions.entries()) {
    if (n === at) question.setAttribute("aria-current", "step");
    else question.removeAttribute("aria-current");
  }
}

function goTo(at) {
  mark(at);
  questions[at]?.scrollIntoView({ block: "nearest" });
}

const nameOf = (question) => question.querySelector("legend").firstChild.textContent.trim();
const say = (text) => { document.getElementById("open").textContent = text; };

function sayWhatIsOpen() {
  const isOpen = (question) => question.hasAttribute("data-needed") && question.querySelector("input:checked") === null;
  const names = questions.filter(isOpen).map(nameOf);
  say(names.length === 0 ? "All questions are answered." : `Unanswered: ${names.join(", ")}.`);
}

// Says why a key did nothing.
function sayNoAnswer(key) {
  const question = questions[current];
  if (!question) return say(`${key} answers nothing: this was the last question. b goes back.`);
  const keys = [...question.querySelectorAll("[data-digit]")].map((answer) => answer.dataset.digit);
  say(`${key} is no answer to ${nameOf(question)}: its keys are ${keys[0]} to ${keys.at(-1)}.`);
}

// How far the text moves, in windows or in pixels; the form has a scroll bar of its own, which these keys leave alone.
function scrollText(key) {
  const page = window.innerHeight * 0.85;
  const by = { ArrowDown: 60, ArrowUp: -60, PageDown: page, PageUp: -page, Home: -document.body.scrollHeight, End: document.body.scrollHeight }[key];
  if (by !== undefined) window.scrollBy({ top: by, behavior: "instant" });
  return by !== undefined || key === "ArrowLeft" || key === "ArrowRight";
}

function code(key, target) {
  if (!target.closest("#guide") && scrollText(key)) return true;
  if (/^[0-9]$/.test(key)) {
    const answer = questions[current]?.querySelector(`[data-digit="${key}"]`);
    if (answer) answer.click();
    else sayNoAnswer(key);
    release();
    return true;
  }
  if (key === "b") {
    release();
    goTo(Math.max(current - 1, 0));
    return true;
  }
  if (key === "?") {
    const guide = document.getElementById("guide");
    guide.open = !guide.open;
    if (guide.open) guide.querySelector("dl").focus();
    else release();
    return true;
  }
  // On a link, a button or a summary, Enter keeps its usual function.
  if (key === "Enter" && target.closest("a, button, summary")) return false;
  const button = key === "Enter" ? sheet.querySelector("button") : sheet.querySelector(`[data-key="${CSS.escape(key.toLowerCase())}"]`);
  if (button) button.click();
  else if (/^[a-z]$/i.test(key)) sayNoAnswer(key);
  return button !== null;
}

// Takes the focus out of the form: the next key is a command, not an answer of the element that had it.
function release() {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}

// Asks before the page is left with unsaved answers.
if (sheet) {
  let changed = false;
  sheet.addEventListener("change", () => { changed = true; });
  sheet.addEventListener("input", () => { changed = true; });
  sheet.addEventListener("submit", () => { changed = false; });
  addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
}

// Polls a progress page until the job is finished; only what changed is replaced, for screen readers.
const working = document.querySelector("[data-working]");
let leaving = false;
document.addEventListener("submit", () => { leaving = true; });

async function poll() {
  if (leaving) return;
  try {
    const answer = await fetch(location.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.querySelector("[data-working]");
    if (leaving) return;
    if (!now) return location.reload();
    if (now.innerHTML !== working.innerHTML) working.replaceChildren(...now.childNodes);
  } catch {
    // The server is unreachable for the moment.
  }
  setTimeout(poll, 500);
}
if (working) poll();
