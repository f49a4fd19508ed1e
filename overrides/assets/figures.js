/* A picture opens large in a dialog: with a click or Enter; Escape, a click or the button closes it. */

import { words } from "./site.js";

function build() {
  const dialog = document.createElement("dialog");
  dialog.className = "shot-large";
  const close = Object.assign(document.createElement("button"), { type: "button", className: "shot-large__close" });
  close.setAttribute("aria-label", words["shot-close"]);
  close.title = words["shot-close"];
  close.textContent = "×";
  const frame = Object.assign(document.createElement("div"), { className: "shot-large__frame" });
  // The portal reads from left to right in most pictures, so that is where a narrow screen starts.
  frame.dir = "ltr";
  // It scrolls on a narrow screen, also with the keyboard.
  frame.tabIndex = 0;
  frame.setAttribute("role", "group");
  dialog.append(close, frame);
  // Whatever is clicked, the picture has been seen.
  dialog.addEventListener("click", () => dialog.close());
  document.body.append(dialog);
  return { dialog, frame };
}

let view = null;

function show(link) {
  view ??= build();
  const small = link.querySelector("img");
  const large = Object.assign(new Image(), { src: link.href, alt: small.alt });
  large.width = Number(small.getAttribute("width")) || small.naturalWidth;
  large.height = Number(small.getAttribute("height")) || small.naturalHeight;
  view.frame.replaceChildren(large);
  view.dialog.setAttribute("aria-label", small.alt);
  view.frame.setAttribute("aria-label", small.alt);
  view.dialog.addEventListener("close", () => { view.frame.replaceChildren(); link.focus(); }, { once: true });
  view.dialog.showModal();
}

export function start() {
  for (const link of document.querySelectorAll(".shot-zoom")) {
    link.setAttribute("aria-haspopup", "dialog");
    link.addEventListener("click", (event) => {
      if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      show(link);
    });
  }
}
