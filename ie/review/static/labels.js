// Characters selected in the text: a label for them, or the figure of the current cell.
import * as text from "./text.js";
import { say, words } from "./net.js";
import { data, here, isCell } from "./sheet.js";
import { leaveText, step } from "./place.js";
import { act } from "./answers.js";

const KEYS = "1234567890-";
const menu = document.getElementById("label-menu"), pane = document.getElementById("text");
let range = null;

export function take() {
  const chosen = text.selected(), address = here.target;
  if (!chosen || !isCell(address)) { say(words.text_mode); return; }
  act(() => ({ do: "take", address, start: chosen[0], end: chosen[1] }), () => { leaveText(); step(1); });
}

export function relabel() {
  range = text.selected();
  if (!range) { say(words.text_mode); return; }
  document.getElementById("label-of").textContent = text.words(range).slice(0, 120);
  menu.showModal();
}

function choose(label) {
  menu.close();
  const [start, end] = range;
  act(() => ({ do: "label", start, end, label }), () => { if (text.textMode) pane.focus({ preventScroll: true }); });
}

menu.querySelector("ol").append(...[...data.labels, null].map((label, i) => {
  const item = document.createElement("li"), button = document.createElement("button"), key = document.createElement("kbd"), name = document.createElement("span");
  button.type = "button";
  key.textContent = label ? KEYS[i] : "⌫";
  name.textContent = label ? words[`label_${label}`] : words.no_label;
  name.className = label ? `sample ${label.toLowerCase()}` : "dim";
  button.append(key, " ", name);
  if (label) { const id = document.createElement("small"); id.textContent = label; button.append(" ", id); }
  button.addEventListener("click", () => choose(label));
  item.append(button);
  return item;
}));
menu.addEventListener("keydown", event => {
  const i = KEYS.indexOf(event.key);
  if (i >= 0 && i < data.labels.length) { event.preventDefault(); choose(data.labels[i]); }
  else if (event.key === "Backspace" || event.key === "Delete") { event.preventDefault(); choose(null); }
});
