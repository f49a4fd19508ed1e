/* Ticks stay in this browser, for the same Page in any language. */

import { data, memory, words } from "./site.js";

/** The Page's path without the folder of its Locale. */
const page = location.pathname.replace(new URL(data.base + "/", location.href).pathname, "/").replace(`/${data.locale}/`, "/");
const key = (list) => `ticks${page}#${list}`;

function keep(list, number) {
  const boxes = [...list.querySelectorAll("input[type=checkbox]")];
  const name = (box) => box.getAttribute("aria-labelledby");
  const ticked = new Set(memory.read(key(number)) ?? boxes.filter((box) => box.checked).map(name));

  const bar = list.nextElementSibling;
  const progress = bar.querySelector(".checklist__progress");
  const clear = bar.querySelector("button");

  const show = () => {
    for (const box of boxes) box.checked = ticked.has(name(box));
    const done = boxes.filter((box) => box.checked).length;
    progress.textContent = words["checklist-progress"].replace("{done}", done).replace("{all}", boxes.length);
  };
  const change = () => { memory.write(key(number), [...ticked]); show(); };

  for (const box of boxes) {
    box.disabled = false;
    box.addEventListener("change", () => { ticked[box.checked ? "add" : "delete"](name(box)); change(); });
    box.closest("li").addEventListener("click", (event) => {
      if (event.target.closest("li") !== event.currentTarget) return;
      if (!event.target.closest("a, button, input, pre, summary") && !getSelection().toString()) box.click();
    });
  }
  clear.addEventListener("click", () => { ticked.clear(); change(); });
  show();
}

export function start() {
  document.querySelectorAll("article .task-list:not(.task-list .task-list)").forEach(keep);
}
