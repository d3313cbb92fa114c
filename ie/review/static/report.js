// The report page: what keys and clicks do.  Each module knows one concern and those before it:
//   sheet → standing → place → answers → edit, labels, facts → report
import * as table from "./table.js";
import * as text from "./text.js";
import "./facts.js";
import { listen, typing } from "./keys.js";
import { classOf, data, elementOf, here, isCell } from "./sheet.js";
import { drawAll, explain } from "./standing.js";
import { go, leaveText, move, step, toFacts } from "./place.js";
import { absentVisible, accept, acceptVisible, finish, status, undo } from "./answers.js";
import { edit } from "./edit.js";
import { relabel, take } from "./labels.js";

table.pane.addEventListener("click", event => {
  const place = event.target.closest("td.cell, [data-target]");
  if (place && !typing(event.target)) go(place.dataset.a ?? place.dataset.target);
});
table.pane.addEventListener("dblclick", event => { if (event.target.closest("td.cell")) edit(); });
text.onClick(addresses => {
  if (text.textMode) text.leave();
  go(addresses[(addresses.indexOf(here.target) + 1) % addresses.length]);
});
document.getElementById("done").addEventListener("click", finish);
document.getElementById("causes").addEventListener("click", event => {
  const cause = event.target.closest("[data-cause]")?.dataset.cause;
  if (cause) step(1, cause);
});

const visit = path => () => { location.href = path; };
listen({
  n: () => step(1), j: () => step(1), p: () => step(-1), k: () => step(-1),
  a: accept, Enter: accept, A: acceptVisible, X: absentVisible,
  b: () => status("blank"), x: () => status("absent"), u: () => status("ambiguous"), e: () => edit(),
  s: () => { if (text.enter(here.target)) explain(); }, t: take, l: relabel,
  z: () => undo("undo"), y: () => undo("redo"), f: toFacts, d: finish,
  N: visit(`/next?after=${data.key}`), q: visit("/"), c: visit("/causes"),
  ArrowLeft: () => move("ArrowLeft"), ArrowRight: () => move("ArrowRight"), ArrowUp: () => move("ArrowUp"), ArrowDown: () => move("ArrowDown"),
}, (event, name) => {
  if (text.textMode) {
    if (name === "Escape") { leaveText(); return true; }
    return text.moveCaret(event);
  }
  if (name.length === 1 && /[0-9０-９.+\-/增减]/.test(name) && isCell(here.target)) { edit(name); return true; }
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
