// The report page: one place is current; keys answer it, the server stores the answer and says what has changed.
import * as text from "./text.js";
import * as table from "./table.js";
import { listen, onScreen, typing } from "./keys.js";
import { draft, dropDrafts, newAction, post, say, words } from "./net.js";

const data = JSON.parse(document.getElementById("data").textContent);
const api = `/api/r/${data.key}`;
const chips = new Map(), lost = new Map([...document.querySelectorAll("button.lost")].map(b => [b.dataset.target, b]));
const facts = document.getElementById("facts"), about = document.getElementById("about"), menu = document.getElementById("label-menu");
const textList = document.getElementById("texts");
let current = null, input = null, shownDraft = false;

const classOf = address => table.shownClass(data.cells[address] ?? { status: "absent" });
const isCell = target => table.byAddress.has(target);

// --- drawing
function drawAll() {
  for (const [address, td] of table.byAddress) {
    data.cells[address] ??= { value: null, status: "absent", unit: null, start: null, end: null, review: false, answered: false };
    table.draw(td, data.cells[address], data.drafts[address]);
  }
  standing();
}

function standing() {
  table.drawChecks(data.checks, new Set(data.confirmed), chips);
  const open = new Set(data.doubts.map(d => d.target));
  for (const [target, button] of lost) {
    button.hidden = !open.has(target) && !data.confirmed.includes(target);
    button.classList.toggle("settled", data.confirmed.includes(target));
  }
  const told = data.doubts.filter(d => d.target.startsWith("text:"));
  textList.replaceChildren(...told.map(d => {
    const item = document.createElement("li"), button = document.createElement("button");
    button.type = "button"; button.className = "chip fails"; button.dataset.target = d.target; button.tabIndex = -1;
    button.textContent = d.target.slice(5);
    item.append(button, ` ${words.cause_text_differs}`);
    return item;
  }));
  for (const button of document.querySelectorAll("[data-target]")) button.classList.toggle("open", open.has(button.dataset.target));
  for (const [address, td] of table.byAddress) td.classList.toggle("open", open.has(address));
  document.getElementById("left").textContent = data.doubts.length;
  document.body.classList.toggle("finished", data.done);
  for (const field of facts.elements) {
    if (document.activeElement !== field) field.value = data.drafts[`fact:${field.name}`] ?? data.facts[field.name] ?? "";
    field.closest("label")?.classList.toggle("open", open.has(`fact:${field.name}`));
  }
  explain();
}

function explain() {
  about.replaceChildren();
  const doubt = data.doubts.find(d => d.target === current);
  const put = (tag, content, kind = "") => { const e = document.createElement(tag); e.textContent = content; e.className = kind; about.append(e, " "); };
  if (text.textMode) { put("span", words.text_mode); return; }
  if (doubt) put("span", words[`cause_${doubt.cause}`], `tag ${doubt.cause}`);
  if (isCell(current)) {
    const cell = data.cells[current];
    put("b", table.label(table.byAddress.get(current)));
    put("span", cell.answered ? words.answered : words[table.shownClass(cell)], `key ${table.shownClass(cell)}`);
  } else if (chips.has(current)) {
    const check = chips.get(current).check;
    put("b", check.name);
    put("span", check.status === "unknown" ? words.sums_unknown : `${check.left} ${check.status === "holds" ? "=" : "≠"} ${check.right}`);
    if (data.confirmed.includes(current) && check.status === "fails") put("span", words.source_breaks, "dim");
  } else if (!data.doubts.length) put("span", data.done ? words.is_done : words.nothing_here, "good");
}

function elementOf(target) {
  if (isCell(target)) return table.byAddress.get(target);
  if (target?.startsWith("fact:")) return facts.elements[target.slice(5)];
  return document.querySelector(`[data-target="${CSS.escape(target ?? "")}"]`);
}

// --- the current place
function go(target, focus = true) {
  const element = elementOf(target);
  if (!element) return;
  if (current) elementOf(current)?.classList.remove("current");
  current = target;
  element.classList.add("current");
  for (const td of table.pane.querySelectorAll("td.member")) td.classList.remove("member");
  const members = chips.get(target)?.check.cells ?? [];
  for (const a of members) table.byAddress.get(a)?.classList.add("member");
  if (focus) {
    element.focus({ preventScroll: true });
    const box = element.getBoundingClientRect(), frame = table.pane.getBoundingClientRect();
    if (box.top < frame.top + 40 || box.bottom > frame.bottom - 40) element.scrollIntoView({ block: "center", inline: "nearest" });
    if (box.left < frame.left || box.right > frame.right) element.scrollIntoView({ block: "nearest", inline: "center" });
  }
  const row = isCell(target) ? [...elementOf(target).parentElement.querySelectorAll("td.cell")].map(td => td.dataset.a) : members;
  // A cell that is not in the text leads to its row's other figures.
  text.light(isCell(target) && text.has(target) ? [target] : row, target);
  explain();
}

function step(by) {
  if (!data.doubts.length) { explain(); return; }
  const order = [...document.querySelectorAll("#facts [name], td.cell, [data-target]")].map(e => e.dataset.a ?? e.dataset.target ?? `fact:${e.name}`);
  const at = order.indexOf(current), open = new Set(data.doubts.map(d => d.target));
  for (let i = 1; i <= order.length; i += 1) {
    const target = order[(((at + by * i) % order.length) + order.length) % order.length];
    if (open.has(target)) { go(target); return; }
  }
}

// --- answers
function act(build, after = () => {}) {
  return post(`${api}/act`, () => {
    const wish = build();
    return wish && { action: newAction(), seen: data.version, ...wish };
  }).then(told => {
    if (!told) return null;
    const edition = data.facts.edition;
    Object.assign(data, { checks: told.checks, doubts: told.doubts, facts: told.facts, confirmed: told.confirmed, done: told.done, version: told.version });
    if (told.facts.edition !== edition) { location.reload(); return null; }
    for (const [address, cell] of Object.entries(told.cells)) {
      data.cells[address] = cell;
      delete data.drafts[address];
      const td = table.byAddress.get(address);
      if (td) { table.draw(td, cell); if (address === current) td.classList.add("current"); }
    }
    text.redraw(told.lines, classOf);
    for (const address of Object.keys(told.cells)) text.recolour(address, classOf);
    standing();
    after(told);
    return told;
  });
}

const onward = () => step(1);
function accept() {
  if (current && !current.startsWith("fact:")) { const target = current; act(() => ({ do: "accept", targets: [target] }), onward); }
  else step(1);
}

function visibleDoubts(kinds) {
  return data.doubts.filter(d => kinds.includes(d.kind) && onScreen(elementOf(d.target), table.pane)).map(d => d.target);
}

function acceptVisible() {
  const targets = visibleDoubts(["cell", "check", "table"]);
  if (targets.length) act(() => ({ do: "accept", targets }), onward);
}

function absentVisible() {
  const targets = visibleDoubts(["cell"]).filter(a => data.cells[a].value === null);
  if (targets.length) act(() => ({ do: "status", status: "absent", targets }), onward);
}

function status(word) {
  if (isCell(current)) { const target = current; act(() => ({ do: "status", status: word, targets: [target] }), onward); }
}

function edit(start) {
  if (!isCell(current) || input) return;
  const td = table.byAddress.get(current), address = current;
  input = document.createElement("input");
  input.className = "edit"; input.inputMode = "decimal"; input.autocomplete = "off"; input.maxLength = 60;
  input.value = start ?? data.drafts[address] ?? table.format(data.cells[address]).replaceAll(",", "").replace(/^[?–]$/, "");
  input.setAttribute("aria-label", td.title);
  td.replaceChildren(input);
  td.classList.add("editing");
  input.focus();
  input.select();
  if (start) input.setSelectionRange(start.length, start.length);
  const field = input;
  field.addEventListener("input", () => typed(address, field.value));
  field.addEventListener("keydown", event => {
    if (event.isComposing) return;
    if (event.key === "Enter") { event.preventDefault(); confirm(address, field.value); }
    else if (event.key === "Tab") { event.preventDefault(); confirm(address, field.value, false); move(event.shiftKey ? "ArrowLeft" : "ArrowRight"); }
    else if (event.key === "Escape") { event.preventDefault(); drop(address); }
  });
  field.addEventListener("blur", () => { if (input === field) close(address); });
  if (start) typed(address, start);
}

async function typed(address, value) {
  data.drafts[address] = value;
  const told = await draft(`${api}/draft`, { address, words: value });
  if (!told || input === null) return;
  shownDraft = true;
  table.drawChecks(told.checks, new Set(data.confirmed), chips);
  input.classList.toggle("odd", Boolean(told.problem));
  input.title = told.problem;
}

function close(address) {
  input = null;
  const td = table.byAddress.get(address);
  if (!data.drafts[address]) delete data.drafts[address];
  table.draw(td, data.cells[address], data.drafts[address]);
  td.classList.toggle("current", address === current);
  if (shownDraft) { shownDraft = false; standing(); }
}

function confirm(address, value, forward = true) {
  dropDrafts();
  if (!value.trim()) { drop(address); if (forward) accept(); return; }
  act(() => ({ do: "set", address, words: value }), () => {
    if (input) close(address);
    if (forward) { if (data.doubts.some(d => d.target !== address)) step(1); else go(address); }
  });
}

function drop(address) {
  dropDrafts();
  delete data.drafts[address];
  draft(`${api}/draft`, { address, words: null });
  close(address);
  standing();
  go(address);
}

function take() {
  const range = text.selected();
  if (!range || !isCell(current)) { say(words.text_mode); return; }
  const address = current;
  act(() => ({ do: "take", address, start: range[0], end: range[1] }), () => { leaveText(); onward(); });
}

function relabel() {
  const range = text.selected();
  if (!range) { say(words.text_mode); return; }
  document.getElementById("label-of").textContent = text.words(range).slice(0, 120);
  menu.range = range;
  menu.showModal();
}
const LABEL_KEYS = "1234567890-";
function choose(label) {
  menu.close();
  const [start, end] = menu.range;
  act(() => ({ do: "label", start, end, label }), () => { if (text.textMode) document.getElementById("text").focus({ preventScroll: true }); });
}
menu.querySelector("ol").append(...[...data.labels, null].map((label, i) => {
  const item = document.createElement("li"), button = document.createElement("button"), key = document.createElement("kbd"), name = document.createElement("span");
  button.type = "button";
  key.textContent = label ? LABEL_KEYS[i] : "⌫";
  name.textContent = label ?? words.no_label;
  name.className = label ? `sample ${label.toLowerCase()}` : "dim";
  button.append(key, " ", name);
  button.addEventListener("click", () => choose(label));
  item.append(button);
  return item;
}));
menu.addEventListener("keydown", event => {
  const i = LABEL_KEYS.indexOf(event.key);
  if (i >= 0 && i < data.labels.length) { event.preventDefault(); choose(data.labels[i]); }
  else if (event.key === "Backspace" || event.key === "Delete") { event.preventDefault(); choose(null); }
});

function leaveText() {
  text.leave();
  getSelection().removeAllRanges();
  if (current) go(current); else explain();
}

function move(key) {
  const td = isCell(current) ? table.byAddress.get(current) : null;
  const other = td ? table.neighbour(td, key) : table.cellsInOrder[0];
  if (other) go(other.dataset.a);
}

function undo(kind) {
  act(() => ({ do: kind }), told => {
    const first = told.targets.length ? Object.keys(told.cells)[0] : null;
    if (first && isCell(first)) go(first); else if (current) go(current);
  });
}

function finish() {
  act(() => ({ do: "done" }), told => {
    if (told.stopped) { document.body.classList.add("stopped"); say(words.stopped, "good"); }
    else location.href = told.next ? `/r/${told.next}` : "/";
  });
}

// --- facts
for (const field of facts.elements) {
  const keep = () => { data.drafts[`fact:${field.name}`] = field.value; draft(`${api}/draft`, { address: `fact:${field.name}`, words: field.value }); };
  const store = () => {
    if (String(data.facts[field.name] ?? "") === field.value.trim()) return;
    const value = field.value;
    act(() => ({ do: "fact", name: field.name, value })).then(told => {
      if (told) { delete data.drafts[`fact:${field.name}`]; draft(`${api}/draft`, { address: `fact:${field.name}`, words: null }); }
    });
  };
  field.addEventListener("input", keep);
  field.addEventListener("change", store);
  field.addEventListener("focus", () => { current = `fact:${field.name}`; explain(); });
  field.addEventListener("keydown", event => {
    if (event.isComposing) return;
    if (event.key === "Enter") { event.preventDefault(); field.blur(); step(1); }
    else if (event.key === "Escape") { event.preventDefault(); field.value = data.facts[field.name] ?? ""; keep(); field.blur(); }
  });
}
facts.addEventListener("submit", event => event.preventDefault());

// --- mouse
table.pane.addEventListener("click", event => {
  const place = event.target.closest("td.cell, [data-target]");
  if (place && !typing(event.target)) go(place.dataset.a ?? place.dataset.target);
});
table.pane.addEventListener("dblclick", event => { if (event.target.closest("td.cell")) edit(); });
text.onClick(addresses => {
  if (text.textMode) text.leave();
  go(addresses[(addresses.indexOf(current) + 1) % addresses.length]);
});
document.getElementById("done").addEventListener("click", finish);

listen({
  n: () => step(1), j: () => step(1), p: () => step(-1), k: () => step(-1),
  a: accept, Enter: accept, A: acceptVisible, X: absentVisible,
  b: () => status("blank"), x: () => status("absent"), u: () => status("ambiguous"), e: () => edit(),
  s: () => { if (text.enter(current)) explain(); }, t: take, l: relabel,
  z: () => undo("undo"), y: () => undo("redo"), f: () => facts.elements.organ.focus(), d: finish,
  N: () => { location.href = `/next?after=${data.key}`; }, q: () => { location.href = "/"; },
  ArrowLeft: () => move("ArrowLeft"), ArrowRight: () => move("ArrowRight"), ArrowUp: () => move("ArrowUp"), ArrowDown: () => move("ArrowDown"),
}, (event, name) => {
  if (text.textMode) {
    if (name === "Escape") { leaveText(); return true; }
    return text.moveCaret(event);
  }
  if (name.length === 1 && /[0-9０-９.+\-/增减]/.test(name) && isCell(current)) { edit(name); return true; }
  return false;
});

text.load(data, classOf);
drawAll();
const wanted = decodeURIComponent(location.hash.slice(1));
const drafted = Object.keys(data.drafts).find(isCell);
if (wanted && elementOf(wanted)) go(wanted);
else if (drafted) go(drafted);
else if (data.doubts.length) step(1);
else if (table.cellsInOrder.length) go(table.cellsInOrder[0].dataset.a);
document.body.dataset.ready = "1";
