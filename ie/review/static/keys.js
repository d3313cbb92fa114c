// Keys by name; none of them while something is typed, a window of the page is open, or a modifier is down.
const help = document.getElementById("help");

export function toggleHelp() {
  if (help.open) help.close(); else help.showModal();
}
document.getElementById("help-button").addEventListener("click", toggleHelp);
document.getElementById("help-close").addEventListener("click", () => help.close());
help.addEventListener("keydown", event => { if (event.key === "?") { event.preventDefault(); event.stopPropagation(); help.close(); } });

export const typing = target => target.matches?.("input, select, textarea");

export function listen(table, other = () => false) {
  document.addEventListener("keydown", event => {
    if (event.isComposing || event.altKey || typing(event.target) || document.querySelector("dialog[open]")) return;
    let name = event.key;
    if (event.ctrlKey || event.metaKey) {
      if (name.toLowerCase() === "z") name = event.shiftKey ? "y" : "z";
      else if (name.toLowerCase() === "y") name = "y";
      else return;
    }
    // A button keeps its own Enter and blank.
    if (event.target.matches?.("button, a") && (name === "Enter" || name === " ")) return;
    if (name === "?") { event.preventDefault(); toggleHelp(); return; }
    if (other(event, name)) { event.preventDefault(); return; }
    const act = Object.hasOwn(table, name) ? table[name] : null;
    if (act) { event.preventDefault(); act(event); }
  });
  // The keys shown on the page are buttons too.
  document.addEventListener("click", event => {
    const key = event.target.closest("[data-press]")?.dataset.press;
    if (key && Object.hasOwn(table, key)) table[key](event);
  });
}

export function onScreen(element, pane) {
  const box = element.getBoundingClientRect();
  const frame = pane ? pane.getBoundingClientRect() : { top: 0, left: 0, right: innerWidth, bottom: innerHeight };
  return box.height > 0 && box.top >= Math.max(0, frame.top) - 1 && box.bottom <= Math.min(innerHeight, frame.bottom) + 1
    && box.left >= frame.left - 1 && box.right <= frame.right + 1;
}
