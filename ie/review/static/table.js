// The form's tables: what a cell shows, where a check's mark stands, and the way from cell to cell.
import { words } from "./net.js";

export const pane = document.getElementById("tables");
export const cellsInOrder = [...document.querySelectorAll("td.cell")];
export const byAddress = new Map(cellsInOrder.map(td => [td.dataset.a, td]));

export const shownClass = cell => cell.answered ? (cell.status === "ambiguous" ? "ambiguous" : cell.status)
  : cell.review ? "review" : cell.status;

export function format(cell) {
  if (cell.value !== null && cell.value !== undefined) return cell.value.toLocaleString("en-US", { maximumFractionDigits: 12 });
  if (cell.status === "ambiguous" || cell.review) return "?";
  return cell.status === "blank" ? "–" : "";
}

export function draw(td, cell, draft) {
  td.className = `cell ${shownClass(cell)}${cell.answered ? " answered" : ""}${draft ? " drafted" : ""}`;
  td.replaceChildren(draft ? draft : format(cell));
  const unit = cell.unit ? ` ${cell.unit}` : "";
  td.title = `${td.dataset.l}: ${words[cell.status]}${unit}${cell.answered ? ` · ${words.answered}` : cell.review ? ` · ${words.review}` : ""}`;
  td.setAttribute("aria-label", td.title);
}

export function placeOf(check) {
  const last = check.cells.at(-1), [table, row] = last.split(".");
  const id = name => document.getElementById(name);
  return id(`ka-${last}`) ?? (check.where && (id(`kr-${table}.${check.where}`) ?? id(`kc-${table}.${check.where}`))) ?? id(`kr-${table}.${row}`)
    ?? id(`kc-${table}.${last.split(".")[2]}`);
}

// A sum in words: what it says, and the row or column it is of.
export const checkName = (check, sums) => [words[`sum_${check.id}`] ?? check.id, sums[check.name]].filter(Boolean).join(" · ");

// What has not changed is not written: each writing would have the whole table laid out anew.
function put(element, name, value) { if (element[name] !== value) element[name] = value; }

export function drawChecks(checks, confirmed, chips, sums) {
  const seen = new Set();
  for (const check of checks) {
    const target = `check:${check.name}`;
    let chip = chips.get(target);
    if (!chip) {
      chip = document.createElement("button");
      chip.type = "button";
      chip.dataset.target = target;
      chip.tabIndex = -1;
      chips.set(target, chip);
    }
    const place = chip.parentElement ?? placeOf(check);
    if (place && !chip.parentElement) place.append(chip);
    chip.check = check;
    const accepted = check.status === "fails" && confirmed.has(target);
    const kept = ["current", "open", "pending"].filter(name => chip.classList.contains(name));
    put(chip, "className", ["chip", check.status, ...(accepted ? ["settled"] : []), ...kept].join(" "));
    put(chip, "textContent", { holds: "✓", unknown: "·", fails: `${check.left} ≠ ${check.right}` }[check.status]);
    put(chip, "title", `${checkName(check, sums)}: ${check.status === "unknown" ? words.sums_unknown : `${check.left} | ${check.right}`}`);
    seen.add(target);
  }
  for (const [target, chip] of chips) if (!seen.has(target)) { chip.remove(); chips.delete(target); }
}

export function neighbour(td, key) {
  const i = cellsInOrder.indexOf(td);
  if (key === "ArrowRight") return cellsInOrder[i + 1];
  if (key === "ArrowLeft") return cellsInOrder[i - 1];
  const box = td.getBoundingClientRect(), middle = box.left + box.width / 2, down = key === "ArrowDown";
  let best = null, cost = Infinity;
  for (const other of cellsInOrder) {
    const there = other.getBoundingClientRect();
    const way = down ? there.top - box.bottom : box.top - there.bottom;
    if (other === td || way < -2) continue;
    const price = way * 10 + Math.abs(there.left + there.width / 2 - middle);
    if (price < cost) { best = other; cost = price; }
  }
  return best;
}
