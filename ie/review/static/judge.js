// Adjudication: only the places where annotators differ, one of them current; a digit chooses an answer.
import { listen, onScreen } from "./keys.js";
import { newAction, post, words } from "./net.js";

const data = JSON.parse(document.getElementById("data").textContent);
const box = document.getElementById("disputes");
let at = 0;

const make = (tag, kind, content = "") => { const e = document.createElement(tag); e.className = kind; e.textContent = content; return e; };

// An answer in words; of labelled characters each with its label.
function answer(choice) {
  const shown = make("b", "", words[choice.shown] ?? choice.shown);
  for (const [label, characters] of choice.parts ?? []) shown.append(make("span", "label", words[`label_${label}`] ?? label), ` ${characters} `);
  return shown;
}

function draw() {
  box.replaceChildren(...data.rows.map((row, i) => {
    const item = make("article", `dispute${row.decided ? " decided" : ""}${i === at ? " current" : ""}`);
    item.tabIndex = -1;
    const head = make("h3", "", row.kind === "fact" ? words[row.label] : row.kind === "span" ? words.text : row.label);
    if (row.kind === "span") head.append(" ", make("small", "", row.label));
    item.append(head);
    if (row.context.length) {
      const line = make("p", "context", row.context[0]);
      line.append(make("mark", "", row.context[1]), row.context[2]);
      item.append(line);
    }
    const choices = make("div", "choices");
    row.choices.forEach((choice, n) => {
      const button = make("button", `choice${choice.chosen ? " chosen" : ""}`);
      button.type = "button";
      button.append(make("kbd", "", String(n + 1)), answer(choice), make("small", "", choice.by.join(", ")));
      button.addEventListener("click", () => { at = i; decide({ choice: n }); });
      choices.append(button);
    });
    if (row.kind === "cell") {
      const field = make("input", `edit${row.other ? " chosen" : ""}`);
      field.value = words[row.other] ?? row.other; field.placeholder = `${words.other_value} (e)`; field.maxLength = 60;
      field.addEventListener("keydown", event => {
        if (event.isComposing) return;
        if (event.key === "Enter") { event.preventDefault(); at = i; decide({ words: field.value }); }
        else if (event.key === "Escape") { event.preventDefault(); field.value = ""; go(i); }
      });
      choices.append(field);
    }
    item.append(choices);
    item.addEventListener("click", event => { if (!event.target.closest("button, input")) go(i); });
    return item;
  }));
}

function go(i) {
  if (!data.rows.length) return;
  at = Math.max(0, Math.min(data.rows.length - 1, i));
  [...box.children].forEach((item, n) => item.classList.toggle("current", n === at));
  box.children[at].focus({ preventScroll: true });
  if (!onScreen(box.children[at], null)) box.children[at].scrollIntoView({ block: "center" });
}

function told(answer, forward) {
  if (!answer) return;
  data.rows = answer.rows;
  document.getElementById("left").textContent = answer.open;
  draw();
  const next = forward ? [...data.rows.keys()].map(i => (at + 1 + i) % data.rows.length).find(i => !data.rows[i].decided) : undefined;
  go(next ?? at);
}

function decide(what) {
  const target = data.rows[at].target;
  post(`/api/r/${data.key}/act`, () => ({ action: newAction(), do: "decide", target, ...what })).then(answer => told(answer, true));
}
const back = word => () => post(`/api/r/${data.key}/act`, () => ({ action: newAction(), do: word })).then(answer => told(answer, false));

listen({
  j: () => go(at + 1), n: () => go(at + 1), ArrowDown: () => go(at + 1), k: () => go(at - 1), p: () => go(at - 1), ArrowUp: () => go(at - 1),
  e: () => box.children[at]?.querySelector("input")?.focus(), z: back("undo"), y: back("redo"),
  N: () => { location.href = `/r/${data.next}`; }, q: () => { location.href = "/"; },
}, (event, name) => {
  const n = Number(name) - 1;
  if (/^[1-9]$/.test(name) && data.rows[at]?.choices[n]) { decide({ choice: n }); return true; }
  return false;
});
draw();
go(Math.max(0, data.rows.findIndex(row => !row.decided)));
document.body.dataset.ready = "1";
