/* Search in the language of the Page, with Pagefind's index. Fetched when a reader opens it, not before. */

import { data, root, words } from "./site.js";

const dialog = document.getElementById("search");
const input = document.getElementById("search-input");
const status = document.getElementById("search-status");
const list = document.getElementById("search-results");

// More than a reader on a phone looks at.
const MOST = 8;
// How many Pages are looked at closely; each is one small file.
const RATED = 12;
// Short enough for every ending of the languages we know, long enough to mean something.
const STEM = 4;

// Scripts whose words of one or two letters say little.
const LETTERS = /^[\p{Script=Latin}\p{Script=Arabic}\p{Script=Cyrillic}\p{Script=Greek}]+$/u;

// の, を, が and their like, which stand in nearly every sentence.
const PARTICLE = /^\p{Script=Hiragana}$/u;
// What each way of matching a Page's own search words counts, beside the ranking of the index (about 1 at most).
const PHRASE = { same: 2, within: 0.5 };

// A long Page is not less to the point than a short one, and a word that comes back often tells what a Page is about.
// Measured on the queries of tests/search in every Locale.
const RANKING = { pageLength: 0, termSaturation: 2 };

let engine;
let latest = 0;
let selected = -1;

async function load() {
  if (!engine) {
    engine = await import(new URL("pagefind/pagefind.js", root));
    const bundlePath = new URL("pagefind/", root).pathname;
    await engine.options({ baseUrl: "/", bundlePath, excerptLength: 22, ranking: RANKING });
    await engine.init();
  }
  return engine;
}

const PLAIN = { "ł": "l", "ı": "i", "ø": "o", "đ": "d", "ß": "ss" };
/** The spelling without letters that Pagefind does not fold; the index holds it too. */
export const plain = (text) => text.replaceAll("İ", "i").toLowerCase().replace(/[łıøđß]/g, (letter) => PLAIN[letter]);

/** The words of a query; languages without spaces are cut where their words end, and lose the particles between. */
export function split(query, locale) {
  const segments = [...new Intl.Segmenter(locale, { granularity: "word" }).segment(query)];
  const all = segments.filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment);
  const telling = all.filter((word) => !PARTICLE.test(word));
  return telling.length ? telling : all;
}

async function look(text) {
  const { results } = await (await load()).search(text);
  return results.map((result) => ({ result, score: result.score }));
}

/** One word, and when it is not there its beginning, for endings that differ. */
async function lookForWord(word) {
  for (let end = word.length; end >= Math.min(STEM, word.length); end -= 1) {
    const found = await look(word.slice(0, end));
    if (found.length) return found;
  }
  return [];
}

function merged(lists) {
  const pages = new Map();
  for (const found of lists) {
    const best = Math.max(...found.map(({ score }) => score));
    for (const { result, score } of found) {
      const page = pages.get(result.id) ?? { result, score: 0 };
      page.score += score / best;
      pages.set(result.id, page);
    }
  }
  return [...pages.values()].sort((one, other) => other.score - one.score);
}

/** The Pages that have all words of the query. */
async function withAll(query, locale) {
  const spaced = split(query, locale).join(" ");
  for (const spelling of new Set([spaced, plain(spaced)])) {
    const found = await look(spelling);
    if (found.length) return found;
  }
  return [];
}

/** The Pages that have some words of the query, or their beginnings; those with most of them first. */
async function withSome(query, locale) {
  const all = split(plain(query), locale);
  const telling = all.filter((word) => word.length > 2 || !LETTERS.test(word));
  const lists = await Promise.all((telling.length ? telling : all).map(lookForWord));
  return merged(lists.filter((found) => found.length));
}

/** Text as queries and search words are compared: spelled plainly, without marks, one blank between words. */
const comparable = (text, locale) =>
  split(plain(text).normalize("NFD").replace(/[\u0300-\u036f]/g, "").normalize("NFC"), locale).join(" ");

/** What the writer's own words for a Page add: the whole query is one of them, or stands in one. */
export function bonus(query, keywords, locale) {
  const wanted = comparable(query, locale);
  const known = keywords.split("|").map((words) => comparable(words, locale));
  if (known.includes(wanted)) return PHRASE.same;
  return known.some((words) => ` ${words} `.includes(` ${wanted} `)) ? PHRASE.within : 0;
}

/** What of these is worth showing, with the writer's own words taken in. */
async function rated(found, query, locale) {
  const best = Math.max(...found.map(({ score }) => score));
  return Promise.all(found.slice(0, RATED).map(async ({ result, score }) => {
    const { meta } = await result.data();
    const extra = bonus(query, meta.keywords ?? "", locale);
    return { result, extra, score: score / best + extra };
  }));
}

/** The Pages for a query, best first: those with all words, or for which a writer noted them; else those with some. */
export async function find(query, locale = data.locale) {
  if (!split(query, locale).length) return [];
  const [all, some] = await Promise.all([withAll(query, locale), withSome(query, locale)]);
  const pages = await rated(all, query, locale);
  const present = new Set(pages.map(({ result }) => result.id));
  for (const page of await rated(some, query, locale)) {
    if (!present.has(page.result.id) && (page.extra || !all.length)) pages.push(page);
  }
  return pages.sort((one, other) => other.score - one.score).map(({ result }) => result);
}

const weight = (part) => part.weighted_locations.reduce((sum, { balanced_score: score }) => sum + score, 0);

function entry(page, number) {
  const parts = page.sub_results.filter(({ anchor }) => anchor);
  const best = parts.sort((one, other) => weight(other) - weight(one))[0];
  const link = document.createElement("a");
  link.className = "search__result";
  link.id = `search-result-${number}`;
  link.href = new URL((best ?? page).url.replace(/^\//, ""), root);
  link.tabIndex = -1;
  link.setAttribute("role", "option");
  link.setAttribute("aria-selected", "false");
  const line = (kind, text) => {
    const span = document.createElement("span");
    span.className = `search__${kind}`;
    span.textContent = text;
    link.append(span);
    return span;
  };
  line("title", page.meta.title);
  if (best) line("part", best.title);
  // Pagefind escapes the text and adds nothing but <mark>.
  line("excerpt", "").innerHTML = best ? best.excerpt : page.meta.description ?? "";
  return link;
}

function select(number) {
  const options = [...list.children];
  selected = options.length ? (number + options.length) % options.length : -1;
  options.forEach((option, index) => option.setAttribute("aria-selected", String(index === selected)));
  options[selected]?.scrollIntoView({ block: "nearest" });
  if (selected >= 0) input.setAttribute("aria-activedescendant", options[selected].id);
  else input.removeAttribute("aria-activedescendant");
}

function counted(count, query) {
  if (count === 0) return words["search-none"].replace("{query}", query);
  return count === 1 ? words["search-one"] : words["search-many"].replace("{count}", count);
}

async function answer() {
  const query = input.value.trim();
  const turn = ++latest;
  if (!query) {
    list.replaceChildren();
    input.setAttribute("aria-expanded", "false");
    status.textContent = words["search-hint"];
    return;
  }
  if (!list.children.length) status.textContent = words["search-busy"];
  try {
    const results = (await find(query)).slice(0, MOST);
    const pages = await Promise.all(results.map((result) => result.data()));
    if (turn !== latest) return; // the reader has typed on
    list.replaceChildren(...pages.map(entry));
    input.setAttribute("aria-expanded", String(pages.length > 0));
    status.textContent = counted(pages.length, query);
    select(pages.length ? 0 : -1);
  } catch {
    status.textContent = words["search-failed"];
  }
}

input.addEventListener("input", answer);
input.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (list.children.length) select(selected + (event.key === "ArrowDown" ? 1 : -1));
  } else if (event.key === "Enter") {
    event.preventDefault();
    list.children[selected]?.click();
  }
});
list.addEventListener("click", (event) => {
  // An anchor on the same Page opens nothing new: the dialog makes room for it.
  if (event.target.closest("a") && !event.ctrlKey && !event.metaKey) dialog.close();
});
dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });

export function open() {
  dialog.showModal();
  input.select();
  load().catch(() => { status.textContent = words["search-failed"]; });
}
