// From place to place: the next doubt, the next cell, and the characters that belong to it.
import * as table from "./table.js";
import * as text from "./text.js";
import { chips, data, elementOf, facts, here, isCell, openTargets, texts } from "./sheet.js";
import { explain } from "./standing.js";

let members = [];

export function go(target, focus = true) {
  const element = elementOf(target);
  if (!element) return;
  // All reading of places before any writing: a layout in between costs more than the rest together.
  const view = focus ? sight(element) : null;
  if (here.target) elementOf(here.target)?.classList.remove("current");
  here.target = target;
  element.classList.add("current");
  for (const td of members) td.classList.remove("member");
  const parts = chips.get(target)?.check.cells ?? texts.get(target)?.cells ?? [];
  members = parts.map(a => table.byAddress.get(a)).filter(Boolean);
  for (const td of members) td.classList.add("member");
  if (focus) element.focus({ preventScroll: true });
  if (view) element.scrollIntoView(view);
  const row = isCell(target) ? [...element.parentElement.querySelectorAll("td.cell")].map(td => td.dataset.a) : parts;
  // A cell that is not in the text leads to its row's other figures.
  text.light(isCell(target) && text.has(target) ? [target] : row, target, texts.get(target)?.at);
  explain();
}

// How a place is to be brought into view; null where it is there.
function sight(element) {
  const box = element.getBoundingClientRect(), frame = table.pane.getBoundingClientRect();
  const high = box.top < frame.top + 40 || box.bottom > frame.bottom - 40, wide = box.left < frame.left || box.right > frame.right;
  return high || wide ? { block: high ? "center" : "nearest", inline: wide ? "center" : "nearest" } : null;
}

export function step(by, cause = null) {
  if (!data.doubts.length) { explain(); return false; }
  const order = [...document.querySelectorAll("#facts [name], td.cell, [data-target]")].map(e => e.dataset.a ?? e.dataset.target ?? `fact:${e.name}`);
  const at = order.indexOf(here.target), open = openTargets();
  const wanted = cause && new Set(data.doubts.filter(d => d.cause === cause).map(d => d.target));
  for (let i = 1; i <= order.length; i += 1) {
    const target = order[(((at + by * i) % order.length) + order.length) % order.length];
    if (open.has(target) && (!wanted || wanted.has(target))) { go(target); return true; }
  }
  return false;
}

export function move(key) {
  const td = isCell(here.target) ? table.byAddress.get(here.target) : null;
  const other = td ? table.neighbour(td, key) : table.cellsInOrder[0];
  if (other) go(other.dataset.a);
}

export function toFacts() { facts.elements.organ.focus(); }

export function leaveText() {
  text.leave();
  getSelection().removeAllRanges();
  if (here.target) go(here.target); else explain();
}
