// Answers: one key press is one answer; the server stores it and says what has changed.
import * as table from "./table.js";
import * as text from "./text.js";
import { onScreen } from "./keys.js";
import { TOLD_MS, newAction, post, say, words } from "./net.js";
import { api, classOf, data, elementOf, here, isCell, pending } from "./sheet.js";
import { standing } from "./standing.js";
import { go, step } from "./place.js";

export function act(build, after = () => {}) {
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
      if (td) { table.draw(td, cell); if (address === here.target) td.classList.add("current"); }
    }
    text.redraw(told.lines, classOf);
    for (const address of Object.keys(told.cells)) text.recolour(address, classOf);
    standing();
    after(told);
    return told;
  });
}

// The next doubt is shown at once, while the answer is on its way; one that is refused is asked again.
function answer(targets, wish, done = () => {}) {
  for (const target of targets) { pending.add(target); elementOf(target)?.classList.add("pending"); }
  const at = here.target, moved = step(1);
  const settle = () => { for (const target of targets) { pending.delete(target); elementOf(target)?.classList.remove("pending"); } };
  act(() => wish, told => {
    settle();
    if (data.doubts.some(d => targets.includes(d.target))) standing();
    if (!moved && here.target === at) step(1);
    done(told);
  }).then(told => {
    if (told) return;
    settle();
    standing();
    go(targets[0]);
  });
}

export function accept() {
  const target = here.target;
  if (target && !target.startsWith("fact:")) answer([target], { do: "accept", targets: [target] });
  else step(1);
}

function visibleDoubts(kinds) {
  return data.doubts.filter(d => kinds.includes(d.kind) && !pending.has(d.target) && onScreen(elementOf(d.target), table.pane)).map(d => d.target);
}

const tell = targets => () => say(words.said_many.replace("{n}", targets.length), "good", TOLD_MS);

export function acceptVisible() {
  const targets = visibleDoubts(["cell", "check", "table"]);
  if (targets.length) answer(targets, { do: "accept", targets }, tell(targets));
}

export function absentVisible() {
  const targets = visibleDoubts(["cell"]).filter(a => data.cells[a].value === null);
  if (targets.length) answer(targets, { do: "status", status: "absent", targets }, tell(targets));
}

export function status(word) {
  const target = here.target;
  if (isCell(target)) answer([target], { do: "status", status: word, targets: [target] });
}

export function undo(kind) {
  act(() => ({ do: kind }), told => {
    const first = told.targets.length ? Object.keys(told.cells)[0] : null;
    if (first && isCell(first)) go(first); else if (here.target) go(here.target);
  });
}

export function finish() {
  act(() => ({ do: "done" }), told => {
    if (told.stopped) { document.body.classList.add("stopped"); say(words.stopped, "good"); }
    else location.href = told.next ? `/r/${told.next}` : "/";
  });
}
