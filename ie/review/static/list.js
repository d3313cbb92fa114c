// The queue, the causes and the doubts of one cause: rows, one of them current.
import { listen, onScreen } from "./keys.js";
import { TOLD_MS, busy, newAction, post, say, words } from "./net.js";

const rows = [...document.querySelectorAll("[data-row]")];
let at = 0, input = null;
const undoable = [];

function go(i) {
  if (!rows.length) return;
  rows[at].classList.remove("current");
  at = Math.max(0, Math.min(rows.length - 1, i));
  rows[at].classList.add("current");
  rows[at].focus({ preventScroll: true });
  if (!onScreen(rows[at], null)) rows[at].scrollIntoView({ block: "center" });
}

const open = row => !row.classList.contains("answered");
function onward() {
  const next = [...rows.keys()].map(i => (at + 1 + i) % rows.length).find(i => open(rows[i]));
  if (next !== undefined) go(next);
}

// Once every row is answered, those that had no room on the page.
const more = () => { if (document.getElementById("more") && !rows.some(open) && !busy()) location.reload(); };

function answer(row, wish, said) {
  return post(`/api/r/${row.dataset.key}/act`, () => ({ action: newAction(), ...wish })).then(told => {
    if (!told) return;
    row.classList.add("answered");
    row.querySelector(".said").textContent = said;
    undoable.push([row]);
    more();
  });
}

const current = () => (document.body.classList.contains("cause") ? rows[at] : null);
function one(build, said) {
  const row = current();
  if (row && open(row)) { answer(row, build(row), said); onward(); }
}
const accept = row => ({ do: "accept", targets: [row.dataset.target] });

function acceptVisible() {
  // One answer a report, so that undoing it takes back what was accepted together there.
  const shown = rows.filter(row => open(row) && onScreen(row, null)), byKey = Map.groupBy(shown, row => row.dataset.key);
  for (const [key, own] of byKey) {
    post(`/api/r/${key}/act`, () => ({ action: newAction(), do: "accept", targets: own.map(r => r.dataset.target) })).then(told => {
      if (!told) return;
      for (const row of own) { row.classList.add("answered"); row.querySelector(".said").textContent = words.k_accept; }
      undoable.push(own);
      say(words.said_many.replace("{n}", shown.length), "good", TOLD_MS);
      more();
    });
  }
  onward();
}

function undo() {
  const own = undoable.pop();
  if (!own) return;
  post(`/api/r/${own[0].dataset.key}/act`, () => ({ action: newAction(), do: "undo" })).then(told => {
    if (!told) return;
    for (const row of own) { row.classList.remove("answered"); row.querySelector(".said").textContent = ""; }
    go(rows.indexOf(own[0]));
  });
}

function edit(start) {
  const row = current();
  if (!row || row.dataset.kind !== "cell" || input) return;
  const place = row.querySelector(".value"), before = place.textContent;
  input = document.createElement("input");
  input.className = "edit"; input.value = start; input.maxLength = 60;
  place.replaceChildren(input);
  input.focus();
  const field = input, close = shown => { input = null; place.replaceChildren(shown); row.focus(); };
  field.addEventListener("keydown", event => {
    if (event.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      const value = field.value;
      close(value);
      answer(row, { do: "set", address: row.dataset.target, words: value }, "✓");
      onward();
    } else if (event.key === "Escape") { event.preventDefault(); close(before); }
  });
}

const status = word => one(row => ({ do: "status", status: word, targets: [row.dataset.target] }), words[word]);
const cell = word => () => { if (current()?.dataset.kind === "cell") status(word); };
for (const [i, row] of rows.entries()) row.addEventListener("click", event => { if (!event.target.closest("a, input")) go(i); });
document.getElementById("accept-all")?.addEventListener("click", acceptVisible);
// The queue's filters: asked as they are changed; `/` leads to the words looked for.
const filter = document.getElementById("filter"), search = filter?.querySelector("input");
function narrow() {
  const asked = new URLSearchParams(location.search);
  asked.delete("page");
  for (const field of filter.querySelectorAll("input, select")) {
    if (field.value) asked.set(field.name, field.value); else asked.delete(field.name);
  }
  location.href = `/?${asked}`;
}
filter?.addEventListener("change", narrow);
search?.addEventListener("keydown", event => {
  if (event.isComposing) return;
  if (event.key === "Enter") { event.preventDefault(); narrow(); }
  else if (event.key === "Escape") { event.preventDefault(); search.value = search.defaultValue; search.blur(); }
});

const visit = path => () => { location.href = path; };
listen({
  j: () => go(at + 1), ArrowDown: () => go(at + 1), k: () => go(at - 1), ArrowUp: () => go(at - 1),
  Enter: () => rows[at]?.querySelector("a")?.click(), q: visit("/"), c: visit("/causes"),
  n: () => { if (document.body.classList.contains("cause")) go(at + 1); else location.href = "/next"; },
  a: () => one(accept, words.k_accept), A: () => { if (current()) acceptVisible(); },
  b: cell("blank"), x: cell("absent"), u: cell("ambiguous"), z: undo, "/": () => search?.focus(),
}, (event, name) => {
  if (current() && name.length === 1 && /[0-9.+\-/]/.test(name)) { edit(name); return true; }
  return false;
});
go(0);
document.body.dataset.ready = "1";
