/* Everything a Page does by itself. Without script the Page stays whole; what is rarely needed is fetched when it is. */

export const data = JSON.parse(document.getElementById("help-data").textContent);
export const words = data.words;
/** The Site's root, whatever folder it is published in. */
export const root = new URL(data.base.endsWith("/") ? data.base : data.base + "/", location.href);

const byId = (id) => document.getElementById(id);

/** What the reader's browser remembers; nothing when it may not. */
export const memory = {
  read(key) {
    try { return JSON.parse(localStorage.getItem("help." + key)); } catch { return null; }
  },
  write(key, value) {
    try { localStorage.setItem("help." + key, JSON.stringify(value)); } catch { /* private window */ }
  },
};

function keepColours() {
  const button = byId("scheme-button");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => document.documentElement.getAttribute("data-md-color-scheme");
  const isDark = () => (chosen() ? chosen() === "slate" : system.matches);
  const name = () => {
    button.setAttribute("aria-label", words[isDark() ? "scheme-light" : "scheme-dark"]);
    button.title = button.getAttribute("aria-label");
  };
  button.addEventListener("click", () => {
    const scheme = isDark() ? "default" : "slate";
    document.documentElement.setAttribute("data-md-color-scheme", scheme);
    try { localStorage.setItem("help.scheme", scheme); } catch { /* private window */ }
    name();
  });
  system.addEventListener("change", name);
  name();
  button.hidden = false;
}

function openMenu() {
  const menu = byId("menu");
  const close = byId("menu-close");
  const narrow = matchMedia("(max-width: 59.99em)");
  const link = byId("menu-button");
  // A link leads to the menu without script; with script it is a button that opens it.
  const button = document.createElement("button");
  for (const { name, value } of link.attributes) if (name !== "href") button.setAttribute(name, value);
  button.type = "button";
  button.append(...link.childNodes);
  button.setAttribute("aria-controls", "menu");
  link.replaceWith(button);
  const veil = Object.assign(document.createElement("div"), { className: "veil", hidden: true });
  document.body.append(veil);
  close.hidden = false;

  const behind = () => [...document.querySelectorAll(".bar, .md-content, .contents, .pager, .foot, .skip, .offer")];
  const show = (open) => {
    menu.classList.toggle("menu--open", open);
    menu.inert = narrow.matches && !open;
    veil.hidden = !open;
    for (const part of behind()) part.inert = open;
    button.setAttribute("aria-expanded", String(open));
  };
  button.addEventListener("click", () => { show(true); close.focus(); });
  const dismiss = () => { if (menu.classList.contains("menu--open")) { show(false); button.focus(); } };
  close.addEventListener("click", dismiss);
  veil.addEventListener("click", dismiss);
  addEventListener("keydown", (event) => { if (event.key === "Escape") dismiss(); });
  narrow.addEventListener("change", () => show(false));
  show(false);
}

function openSearch() {
  const button = byId("search-button");
  const open = async () => {
    try {
      (await import("./search.js")).open();
    } catch {
      byId("search").showModal();
      byId("search-status").textContent = words["search-failed"];
    }
  };
  button.addEventListener("click", open);
  byId("search-close").addEventListener("click", () => byId("search").close());
  addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (slash || (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey))) {
      event.preventDefault();
      if (!byId("search").open) open();
    }
  });
  button.hidden = false;
}

/** The same place in another language: the anchor goes along, and the choice is remembered. */
function keepPlace() {
  const menu = byId("languages");
  if (!menu) return;
  menu.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link) return;
    link.hash = location.hash;
    memory.write("locale", link.hreflang);
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) { menu.open = false; menu.querySelector("summary").focus(); }
  });
  addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
}

/** The offer for a reader who prefers a language that this Page is also in; none when it was turned down before. */
export function offerFor(preferred, current, offers) {
  for (const wanted of preferred) {
    const language = wanted.toLowerCase().split("-")[0];
    if (current.toLowerCase().split("-")[0] === language) return null;
    const found = offers.find(({ locale }) => locale.toLowerCase() === wanted.toLowerCase())
      ?? offers.find(({ locale }) => locale.toLowerCase().split("-")[0] === language);
    if (found) return found;
  }
  return null;
}

/** One line in the reader's own language at the foot of the screen. No redirect; a refusal is remembered. */
function showOffer(offer, refused) {
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

function offerLanguage() {
  const chosen = memory.read("locale");
  const offer = offerFor(chosen ? [chosen] : navigator.languages ?? [], data.locale, data.offers);
  const refused = memory.read("refused") ?? [];
  if (!offer || refused.includes(offer.locale)) return;
  showOffer(offer, refused);
}

function followHeadings() {
  const links = new Map([...document.querySelectorAll(".contents a")].map((link) => [link.hash.slice(1), link]));
  const headings = [...links.keys()].map((id) => byId(decodeURIComponent(id))).filter(Boolean);
  if (!headings.length) return;
  const mark = () => {
    const read = headings.filter((heading) => heading.getBoundingClientRect().top < 120).pop();
    for (const [id, link] of links) {
      if (read && decodeURIComponent(id) === read.id) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  const watcher = new IntersectionObserver(mark, { rootMargin: "-110px 0px -50% 0px", threshold: [0, 1] });
  headings.forEach((heading) => watcher.observe(heading));
}

/** What is wider than the screen can be scrolled by keyboard, and says what it is. */
function reachScrollers() {
  const watcher = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) {
        target.tabIndex = 0;
        if (target.matches(".table")) { target.setAttribute("role", "group"); target.setAttribute("aria-label", words.table); }
      } else {
        for (const name of ["tabindex", "role", "aria-label"]) target.removeAttribute(name);
      }
    }
  });
  document.querySelectorAll(".table, pre > code").forEach((element) => watcher.observe(element));
}

function copyCode() {
  for (const code of document.querySelectorAll(".highlight pre > code")) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "copy", textContent: words.copy });
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(code.innerText.trimEnd());
      button.textContent = words.copied;
      setTimeout(() => { button.textContent = words.copy; }, 2000);
    });
    code.parentElement.append(button);
  }
}

function openDetailsOnPaper() {
  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("article details:not([open])")) details.open = true;
  });
}

const labelsOf = (set) => [...set.querySelectorAll(":scope > .tabbed-labels > label")];

function choose(set, label) {
  const input = document.getElementById(label.htmlFor);
  if (input) input.checked = true;
}

/** The label to choose: by its words, or by its place when the words are another language's. */
function labelFor(names, choice, locale) {
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

/** What an address names is shown, also where it stands in a tab that is not chosen. */
function showTarget() {
  // Before the page has scrolled nothing is :target yet; ids are ASCII, so there is nothing to decode.
  const target = document.getElementById(location.hash.slice(1));
  let block = target?.closest(".tabbed-block");
  if (!block) return;
  for (; block; block = block.parentElement.closest(".tabbed-block")) {
    const set = block.closest(".tabbed-set");
    choose(set, labelsOf(set)[[...block.parentElement.children].indexOf(block)]);
  }
  target.scrollIntoView();
}

/** A kind of subscription chosen once stays chosen: in every set of tabs, on every Page, in every language. */
function linkTabs() {
  const choices = memory.read("tabs") ?? [];
  restore(choices);
  showTarget();
  addEventListener("hashchange", showTarget);
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

const whenThere = async (selector, part) => {
  if (document.querySelector(selector)) (await import(part)).start();
};

if (document.getElementById("menu")) {
  linkTabs();
  keepColours();
  openMenu();
  openSearch();
  keepPlace();
  offerLanguage();
  followHeadings();
  reachScrollers();
  copyCode();
  openDetailsOnPaper();
  whenThere(".task-list", "./checklist.js");
  whenThere(".timeline", "./timeline.js");
  whenThere(".shot-zoom", "./figures.js");
}
