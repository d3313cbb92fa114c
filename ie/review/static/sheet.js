// What the page knows of its report, and which place of it is current.
import * as table from "./table.js";

export const data = JSON.parse(document.getElementById("data").textContent);
export const api = `/api/r/${data.key}`;
export const facts = document.getElementById("facts");
// The marks of the sums, by target.
export const chips = new Map();
// The sentences that say otherwise than the tables, by target.
export const texts = new Map(data.texts.map(told => [told.target, told]));
// `target`: an address, or a fact's, check's, table's name behind `kind:`.
export const here = { target: null };
// Answers on their way: their places are no longer asked, but count as left until the server has stored them.
export const pending = new Set();

const NOTHING = { value: null, status: "absent", unit: null, start: null, end: null, review: false, answered: false };
for (const address of table.byAddress.keys()) data.cells[address] ??= { ...NOTHING };

export const isCell = target => table.byAddress.has(target);
export const classOf = address => table.shownClass(data.cells[address] ?? NOTHING);
export const openTargets = () => new Set(data.doubts.map(d => d.target).filter(target => !pending.has(target)));

export function elementOf(target) {
  if (isCell(target)) return table.byAddress.get(target);
  if (target?.startsWith("fact:")) return facts.elements[target.slice(5)];
  return document.querySelector(`[data-target="${CSS.escape(target ?? "")}"]`);
}
