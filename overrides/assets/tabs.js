/* A kind of subscription chosen once stays chosen: in every set of tabs, on every Page, in every language. */

import { data, memory } from "./site.js";

const labelsOf = (set) => [...set.querySelectorAll(":scope > .tabbed-labels > label")];

function choose(set, label) {
  const input = document.getElementById(label.htmlFor);
  if (input) input.checked = true;
}

/** The label to choose: by its words, or by its place when the words are another language's. */
export function labelFor(names, choice, locale) {
  if (!choice) return -1;
  const same = names.indexOf(choice.name);
  if (same >= 0) return same;
  return choice.locale !== locale && choice.count === names.length ? choice.place : -1;
}

function restore(choices) {
  for (const set of document.querySelectorAll(".tabbed-set")) {
    const labels = labelsOf(set);
    const names = labels.map((label) => label.textContent.trim());
    for (const choice of choices) {
      const place = labelFor(names, choice, data.locale);
      if (place >= 0) { choose(set, labels[place]); break; }
    }
  }
}

export function start() {
  const choices = memory.read("tabs") ?? [];
  restore(choices);
  addEventListener("change", (event) => {
    const set = event.target.closest(".tabbed-set");
    if (!set || event.target.parentElement !== set) return;
    const labels = labelsOf(set);
    const place = labels.findIndex((label) => label.htmlFor === event.target.id);
    const names = labels.map((label) => label.textContent.trim());
    const choice = { name: names[place], place, count: names.length, locale: data.locale };
    const top = event.target.getBoundingClientRect().top;
    const kept = [choice, ...choices.filter(({ name }) => !names.includes(name))].slice(0, 8);
    choices.splice(0, choices.length, ...kept);
    memory.write("tabs", choices);
    restore([choice]);
    // Sets above may have grown or shrunk; what the reader looks at stays where it was.
    scrollBy({ top: event.target.getBoundingClientRect().top - top, behavior: "instant" });
  });
}
