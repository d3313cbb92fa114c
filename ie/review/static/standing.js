// How the report stands: what is still open, the marks of the sums, and what is said of the current place.
import * as table from "./table.js";
import * as text from "./text.js";
import { words } from "./net.js";
import { chips, data, elementOf, facts, here, isCell, openTargets, texts } from "./sheet.js";

const about = document.getElementById("about"), textList = document.getElementById("texts"), left = document.getElementById("left");
const causes = document.getElementById("causes");
const lost = new Map([...document.querySelectorAll("button.lost")].map(b => [b.dataset.target, b]));
let told = "", counted = "";

export function drawAll() {
  for (const [address, td] of table.byAddress) table.draw(td, data.cells[address], data.drafts[address]);
  standing();
}

export function standing() {
  table.drawChecks(data.checks, new Set(data.confirmed), chips, data.sums);
  const open = openTargets();
  for (const [target, button] of lost) {
    const settled = data.confirmed.includes(target);
    button.hidden = !open.has(target) && !settled;
    button.classList.toggle("settled", settled);
  }
  drawTexts();
  drawCauses();
  for (const button of document.querySelectorAll("[data-target]")) button.classList.toggle("open", open.has(button.dataset.target));
  for (const [address, td] of table.byAddress) td.classList.toggle("open", open.has(address));
  left.textContent = data.doubts.length;
  document.body.classList.toggle("finished", data.done);
  for (const field of facts.elements) {
    if (document.activeElement !== field) field.value = data.drafts[`fact:${field.name}`] ?? data.facts[field.name] ?? "";
    field.closest("label")?.classList.toggle("open", open.has(`fact:${field.name}`));
  }
  explain();
}

// Sentences that say otherwise than the tables; drawn anew only when they are others.
function drawTexts() {
  const open = data.doubts.map(d => d.target).filter(target => texts.has(target));
  if (told === open.join("\n")) return;
  told = open.join("\n");
  textList.replaceChildren(...open.map(target => {
    const { label, left: said, right: held } = texts.get(target);
    const item = document.createElement("li"), button = document.createElement("button");
    button.type = "button"; button.className = "chip fails"; button.dataset.target = target; button.tabIndex = -1;
    button.textContent = `${said} ≠ ${held}`;
    item.append(button, ` ${label}`, `: ${words.cause_text_differs}`);
    return item;
  }));
}

// The report's doubts by cause; each leads to the next one of its kind.
function drawCauses() {
  const counts = new Map();
  for (const doubt of data.doubts) counts.set(doubt.cause, (counts.get(doubt.cause) ?? 0) + 1);
  if (counted === [...counts].join()) return;
  counted = [...counts].join();
  causes.replaceChildren(...[...counts].map(([cause, number]) => {
    const button = document.createElement("button"), count = document.createElement("b");
    button.type = "button"; button.className = `tag ${cause}`; button.dataset.cause = cause; button.tabIndex = -1;
    count.textContent = number;
    button.append(words[`cause_${cause}`], " ", count);
    return button;
  }));
}

export function explain() {
  const parts = [], put = (tag, content, kind = "") => {
    const part = document.createElement(tag);
    part.textContent = content; part.className = kind;
    parts.push(part, " ");
  };
  const target = here.target, doubt = data.doubts.find(d => d.target === target);
  if (text.textMode) put("span", words.text_mode);
  else {
    if (doubt) put("span", words[`cause_${doubt.cause}`], `tag ${doubt.cause}`);
    if (isCell(target)) sayCell(put, target);
    else if (chips.has(target)) sayCheck(put, target);
    else if (texts.has(target)) sayText(put, texts.get(target));
    else if (!data.doubts.length) put("span", data.done ? words.is_done : words.nothing_here, "good");
  }
  about.replaceChildren(...parts);
}

function sayCell(put, target) {
  const cell = data.cells[target], kind = table.shownClass(cell);
  put("b", elementOf(target).dataset.l);
  put("span", cell.answered ? `${words.answered} · ${words[kind]}` : words[kind], `key ${kind}`);
}

function sayCheck(put, target) {
  const check = chips.get(target).check;
  put("b", table.checkName(check, data.sums));
  put("span", check.status === "unknown" ? words.sums_unknown : `${check.left} ${check.status === "holds" ? "=" : "≠"} ${check.right}`);
  if (data.confirmed.includes(target) && check.status === "fails") put("span", words.source_breaks, "dim");
}

function sayText(put, { label, left: said, right: held }) {
  put("b", label);
  put("span", `${words.text} ${said} ≠ ${words.tables} ${held}`);
}
