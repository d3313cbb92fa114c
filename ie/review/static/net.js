// Requests one after the other: an answer counts as given only when the server says that it is stored.
const token = document.querySelector('meta[name="review-token"]').content;
export const words = JSON.parse(document.getElementById("words").textContent);
const saved = document.getElementById("saved"), alertBox = document.getElementById("alert");
const RETRY_MS = 1500;
export const TOLD_MS = 5000;
let queue = Promise.resolve(), waiting = 0, fading = 0;

// `shown` milliseconds, or until the next answer.
export function say(text, kind = "", shown = 0) {
  clearTimeout(fading);
  if (shown) fading = setTimeout(() => say(""), shown);
  alertBox.textContent = text;
  alertBox.className = kind;
  alertBox.hidden = !text;
}

export function newAction() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), b => b.toString(16).padStart(2, "0")).join("");
}

async function send(path, body) {
  const response = await fetch(path, {
    method: "POST", credentials: "same-origin", keepalive: true,
    headers: { "content-type": "application/json", "x-review-token": token }, body: JSON.stringify(body),
  });
  if (response.ok) return await response.json();
  const text = await response.text();
  let message = text;
  try { message = JSON.parse(text).error; } catch { /* a plain sentence */ }
  throw Object.assign(new Error(message), { refused: true });
}

// `build` is called when its turn comes, so that it sees what the answers before it have changed; null sends nothing.
export function post(path, build) {
  waiting += 1;
  saved.textContent = words.saving;
  const turn = queue.then(() => given(path, build)).then(told => {
    waiting -= 1;
    if (!waiting) saved.textContent = told ? `${words.saved} ✓` : "";
    return told;
  });
  queue = turn.catch(() => null);
  return turn;
}

async function given(path, build) {
  const body = build();
  if (!body) return null;
  for (;;) {
    try {
      const told = await send(path, body);
      say("");
      return told;
    } catch (error) {
      if (error.refused) { say(error.message, "bad"); return null; }
      say(words.offline, "bad");
      await new Promise(done => setTimeout(done, RETRY_MS));
    }
  }
}

export const busy = () => waiting > 0;
addEventListener("beforeunload", event => { if (busy()) event.preventDefault(); });

// A draft's answer is only worth something if no later one was sent.
let lastDraft = 0;
export async function draft(path, body) {
  const mine = ++lastDraft;
  try {
    const told = await send(path, body);
    return mine === lastDraft ? told : null;
  } catch (error) {
    if (!error.refused) say(words.offline, "bad");
    return null;
  }
}
export function dropDrafts() { lastDraft += 1; }
