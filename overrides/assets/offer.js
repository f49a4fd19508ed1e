/* One line in the reader's own language at the foot of the screen. No redirect; a refusal is remembered. */

import { memory, root } from "./site.js";

export function show(offer, refused) {
  const box = document.createElement("aside");
  box.className = "offer";
  box.lang = offer.locale;
  box.dir = offer.dir;
  box.setAttribute("aria-label", offer.text);
  const text = Object.assign(document.createElement("p"), { textContent: offer.text });
  const link = Object.assign(document.createElement("a"), { className: "action", textContent: offer.accept });
  link.href = new URL(offer.url, root);
  link.hreflang = offer.locale;
  link.addEventListener("click", () => {
    link.hash = location.hash;
    memory.write("locale", offer.locale);
  });
  const button = Object.assign(document.createElement("button"), { type: "button", className: "action action--quiet", textContent: offer.dismiss });
  button.addEventListener("click", () => {
    memory.write("refused", [...refused, offer.locale]);
    box.remove();
  });
  box.append(text, link, button);
  document.body.append(box);
}
