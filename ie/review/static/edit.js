// One cell being typed: every character is kept as a draft, and the sums are shown as they would stand with it.
import * as table from "./table.js";
import { draft, dropDrafts } from "./net.js";
import { api, chips, data, here, isCell } from "./sheet.js";
import { standing } from "./standing.js";
import { go, move, step } from "./place.js";
import { accept, act } from "./answers.js";

let input = null, shownDraft = false;

export function edit(start) {
  const address = here.target;
  if (!isCell(address) || input) return;
  const td = table.byAddress.get(address), field = document.createElement("input");
  input = field;
  field.className = "edit"; field.inputMode = "decimal"; field.autocomplete = "off"; field.maxLength = 60;
  field.value = start ?? data.drafts[address] ?? table.format(data.cells[address]).replaceAll(",", "").replace(/^[?–]$/, "");
  field.setAttribute("aria-label", td.title);
  td.replaceChildren(field);
  td.classList.add("editing");
  field.focus();
  field.select();
  if (start) field.setSelectionRange(start.length, start.length);
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
  table.drawChecks(told.checks, new Set(data.confirmed), chips, data.sums);
  input.classList.toggle("odd", Boolean(told.problem));
  input.title = told.problem;
}

function close(address) {
  input = null;
  const td = table.byAddress.get(address);
  if (!data.drafts[address]) delete data.drafts[address];
  table.draw(td, data.cells[address], data.drafts[address]);
  td.classList.toggle("current", address === here.target);
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
