// Organ, year, edition, layout and notes: kept while they are typed, answered when they are left.
import { draft } from "./net.js";
import { api, data, facts, here } from "./sheet.js";
import { explain } from "./standing.js";
import { step } from "./place.js";
import { act } from "./answers.js";

for (const field of facts.elements) {
  const target = `fact:${field.name}`;
  const keep = () => { data.drafts[target] = field.value; draft(`${api}/draft`, { address: target, words: field.value }); };
  const store = () => {
    if (String(data.facts[field.name] ?? "") === field.value.trim()) return;
    const value = field.value;
    act(() => ({ do: "fact", name: field.name, value })).then(told => {
      if (told) { delete data.drafts[target]; draft(`${api}/draft`, { address: target, words: null }); }
    });
  };
  field.addEventListener("input", keep);
  field.addEventListener("change", store);
  field.addEventListener("focus", () => { here.target = target; explain(); });
  field.addEventListener("keydown", event => {
    if (event.isComposing) return;
    if (event.key === "Enter") { event.preventDefault(); field.blur(); step(1); }
    else if (event.key === "Escape") { event.preventDefault(); field.value = data.facts[field.name] ?? ""; keep(); field.blur(); }
  });
}
facts.addEventListener("submit", event => event.preventDefault());
