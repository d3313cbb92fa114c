// The source text: lines of pieces with their offsets, what is selected in it, and a caret for the keyboard.
// Offsets count code points, as the server does; the page's own strings count UTF-16 units.
const pane = document.getElementById("text"), box = document.getElementById("lines"), caretMark = document.getElementById("caret");
const places = new Map();
let bounds = [], lineElements = [], lit = [], caret = null, anchor = null;
export let textMode = false;

const points = text => { let n = 0; for (const _ of text) n += 1; return n; };
function units(text, count) {
  let at = 0;
  for (const char of text) { if (count-- <= 0) break; at += char.length; }
  return at;
}

export function load(data, classOf) {
  bounds = data.bounds;
  lineElements = data.lines.map(() => { const line = document.createElement("div"); line.className = "l"; return line; });
  data.lines.forEach((pieces, i) => fill(i, pieces, classOf));
  box.replaceChildren(...lineElements);
}

export function redraw(lines, classOf) {
  for (const [i, pieces] of Object.entries(lines)) fill(Number(i), pieces, classOf);
}

function fill(i, pieces, classOf) {
  const line = lineElements[i];
  for (const old of line.childNodes) for (const a of old.addresses ?? []) places.get(a)?.delete(old);
  line.replaceChildren(...pieces.map(([start, end, text, label, addresses]) => {
    const piece = document.createElement("span");
    piece.textContent = text;
    Object.assign(piece, { start, end, addresses, label });
    if (label) { piece.classList.add(label.toLowerCase()); piece.title = label; }
    if (addresses.length) {
      piece.classList.add("c", classOf(addresses[0]));
      if (start === end) piece.classList.add("gap");
      for (const a of addresses) { if (!places.has(a)) places.set(a, new Set()); places.get(a).add(piece); }
    }
    return piece;
  }));
}

export function recolour(address, classOf) {
  for (const piece of places.get(address) ?? []) {
    piece.classList.remove("read", "blank", "inferred", "absent", "review", "ambiguous", "answered");
    piece.classList.add(classOf(address));
  }
}

// The characters of these cells, those of `main` most; or those of the stretches `at`, where a sentence is meant.
export function light(addresses, main, at = []) {
  for (const piece of lit) piece.classList.remove("lit", "main");
  const told = at.flatMap(([start, end]) => piecesIn(start, end)), first = [...(places.get(main) ?? []), ...told];
  lit = [...told, ...addresses.flatMap(a => [...(places.get(a) ?? [])])];
  for (const piece of lit) piece.classList.add("lit");
  for (const piece of first) piece.classList.add("main");
  const target = first[0] ?? lit[0];
  if (target) reveal(target);
}

function reveal(element) {
  const a = element.getBoundingClientRect(), b = pane.getBoundingClientRect();
  if (a.top < b.top + 60 || a.bottom > b.bottom - 60) pane.scrollTop += a.top - b.top - b.height * 0.4;
}

export const has = address => (places.get(address)?.size ?? 0) > 0;

// --- from the browser's selection to offsets
function offsetOf(node, at) {
  if (node.nodeType === Node.TEXT_NODE) {
    const piece = node.parentElement;
    if (piece.start === undefined) return null;
    const shown = points(node.data);
    if (shown !== piece.end - piece.start) return at > 0 ? piece.end : piece.start;
    return piece.start + points(node.data.slice(0, at));
  }
  const child = node.childNodes[at] ?? null;
  if (node.start !== undefined) return at > 0 ? node.end : node.start;
  const i = lineElements.indexOf(node);
  if (i >= 0) return child ? child.start : bounds[i][1];
  if (node === box) return at < bounds.length ? bounds[at][0] : bounds.at(-1)[1];
  return null;
}

export function selected() {
  if (textMode && caret !== null && caret !== anchor) return [Math.min(caret, anchor), Math.max(caret, anchor)];
  const chosen = getSelection();
  if (!chosen.rangeCount || chosen.isCollapsed) return null;
  const range = chosen.getRangeAt(0);
  if (!box.contains(range.startContainer) || !box.contains(range.endContainer)) return null;
  const start = offsetOf(range.startContainer, range.startOffset), end = offsetOf(range.endContainer, range.endOffset);
  return start === null || end === null || start >= end ? null : [start, end];
}

// --- the keyboard's caret
function lineOf(offset) {
  let low = 0, high = bounds.length - 1;
  while (low < high) { const middle = (low + high + 1) >> 1; if (bounds[middle][0] <= offset) low = middle; else high = middle - 1; }
  return low;
}

function domPoint(offset) {
  const line = lineElements[lineOf(offset)];
  for (const piece of line.childNodes) {
    if (offset >= piece.start && offset < piece.end) {
      const text = piece.firstChild;
      const exact = points(text.data) === piece.end - piece.start;
      return [text, exact ? units(text.data, offset - piece.start) : 0];
    }
  }
  return [line, line.childNodes.length];
}

function drawCaret() {
  const chosen = getSelection();
  const [a, i] = domPoint(anchor), [b, j] = domPoint(caret);
  chosen.setBaseAndExtent(a, i, b, j);
  const range = document.createRange();
  range.setStart(b, j);
  let spot = range.getClientRects()[0];
  if (!spot) {
    const line = lineElements[lineOf(caret)].getBoundingClientRect(), last = lineElements[lineOf(caret)].lastChild?.getBoundingClientRect();
    spot = { left: last ? last.right : line.left + 48, top: last ? last.top : line.top, height: last ? last.height : 18 };
  }
  const frame = pane.getBoundingClientRect();
  caretMark.style.left = `${spot.left - frame.left + pane.scrollLeft}px`;
  caretMark.style.top = `${spot.top - frame.top + pane.scrollTop}px`;
  caretMark.style.height = `${spot.height || 18}px`;
  caretMark.hidden = false;
  reveal(lineElements[lineOf(caret)]);
}

export function enter(address) {
  if (!bounds.length) return false;
  textMode = true;
  const piece = [...(places.get(address) ?? [])][0];
  const chosen = selected();
  anchor = caret = piece ? piece.start : chosen ? chosen[0] : firstInView();
  pane.classList.add("selecting");
  pane.focus({ preventScroll: true });
  drawCaret();
  return true;
}

function firstInView() {
  const top = pane.getBoundingClientRect().top;
  const i = lineElements.findIndex(line => line.getBoundingClientRect().top >= top);
  return bounds[Math.max(i, 0)][0];
}

export function leave() {
  textMode = false;
  caretMark.hidden = true;
  pane.classList.remove("selecting");
}

export function moveCaret(event) {
  const line = lineOf(caret), [begin, end] = bounds[line];
  const pieces = [...lineElements[line].childNodes].filter(p => p.end > p.start);
  const jump = event.ctrlKey || event.metaKey;
  const to = {
    ArrowRight: () => jump ? (pieces.find(p => p.end > caret)?.end ?? end) : caret < end ? caret + 1 : bounds[line + 1]?.[0] ?? caret,
    ArrowLeft: () => jump ? (pieces.findLast(p => p.start < caret)?.start ?? begin) : caret > begin ? caret - 1 : bounds[line - 1]?.[1] ?? caret,
    ArrowDown: () => bounds[line + 1] ? Math.min(bounds[line + 1][0] + caret - begin, bounds[line + 1][1]) : end,
    ArrowUp: () => bounds[line - 1] ? Math.min(bounds[line - 1][0] + caret - begin, bounds[line - 1][1]) : begin,
    Home: () => begin,
    End: () => end,
  }[event.key];
  if (!to) return false;
  caret = to();
  if (!event.shiftKey) anchor = caret;
  drawCaret();
  return true;
}

function piecesIn(start, end) {
  return lineElements.slice(lineOf(start), lineOf(end - 1) + 1).flatMap(l => [...l.childNodes]).filter(p => p.end > start && p.start < end);
}

export function words([start, end]) {
  return piecesIn(start, end).map(p => [...p.textContent].slice(Math.max(0, start - p.start), end - p.start).join("")).join("");
}

export function onClick(act) {
  box.addEventListener("click", event => {
    const piece = event.target.closest("span.c");
    if (piece && getSelection().isCollapsed) act(piece.addresses);
  });
}
