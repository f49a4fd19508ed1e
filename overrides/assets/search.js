/* Search in the language of the Page, with Pagefind's index. Fetched when a reader opens it, not before. */

import { comparable, likest } from "./search-names.js";
import { data, root, words } from "./site.js";

const dialog = document.getElementById("search");
const input = document.getElementById("search-input");
const status = document.getElementById("search-status");
const list = document.getElementById("search-results");

// More than a reader on a phone looks at.
const MOST = 8;
// Short enough for every ending of the languages we know, long enough to mean something.
const STEM = 4;

// Scripts whose words of one or two letters say little.
const LETTERS = /^[\p{Script=Latin}\p{Script=Arabic}\p{Script=Cyrillic}\p{Script=Greek}]+$/u;

// の, を, が and their like, which stand in nearly every sentence.
const PARTICLE = /^\p{Script=Hiragana}$/u;
// A name counts for more than the words of the text, which give 1 at most; so many of the likest ones are looked at.
const NAMED = 3;
const NAMES = 12;

// A long Page is not less to the point than a short one, and a word that comes back often tells what a Page is about.
// Measured on the queries of tests/search in every Locale.
const RANKING = { pageLength: 0, termSaturation: 2 };

// A connection may break off, most of all on the way.
const TRIES = 3;

let engine;
let latest = 0;
let selected = -1;

/** Pagefind with this Site's index. A start that failed is forgotten, so that the next word typed is a new try. */
async function load() {
  engine ??= start();
  try {
    return await engine;
  } catch (error) {
    engine = undefined;
    throw error;
  }
}

async function start() {
  const { createInstance } = await import(new URL("pagefind/pagefind.js", root));
  const basePath = new URL("pagefind/", root).pathname;
  for (let left = TRIES - 1; ; left -= 1) {
    const instance = createInstance({ basePath, baseUrl: "/", excerptLength: 22, ranking: RANKING });
    try {
      // Only what needs the index tells that it could not be fetched.
      await instance.filters();
      return instance;
    } catch (error) {
      await instance.destroy();
      if (!left) throw error;
    }
  }
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

/** The same Pages with scores up to 1. */
function share(found) {
  const best = Math.max(...found.map(({ score }) => score));
  return found.map(({ result, score }) => ({ result, score: score / best }));
}

/** The Pages of all lists, best first by the sum of their scores. */
function merged(lists) {
  const pages = new Map();
  for (const { result, score } of lists.flat()) {
    const page = pages.get(result.id) ?? { result, score: 0 };
    page.score += score;
    pages.set(result.id, page);
  }
  return [...pages.values()].sort((one, other) => other.score - one.score);
}

/** The Pages for a query, best first: by their names and by the words of their text. */
export async function find(query, locale = data.locale) {
  const lists = [share(await lookInTexts(query, locale)), await lookInNames(query, locale)];
  return merged(lists).map(({ result }) => result);
}

/** The Pages with names like the query; a Page counts by the best of them. */
async function lookInNames(query, locale) {
  const { name: all = {} } = await (await load()).filters();
  const words = (text) => comparable(split(plain(text), locale));
  const names = Object.keys(all).map((name) => ({ name, words: words(name) }));
  const pages = new Map();
  for (const { name, score } of likest(words(query), names, NAMES)) {
    const { results } = await (await load()).search(null, { filters: { name } });
    for (const result of results) if (!pages.has(result.id)) pages.set(result.id, { result, score: NAMED * score ** 2 });
  }
  return [...pages.values()];
}

/** The Pages with all words of the query in their text, else those with most of them. */
async function lookInTexts(query, locale) {
  const spaced = split(query, locale).join(" ");
  if (!spaced) return [];
  for (const spelling of new Set([spaced, plain(spaced)])) {
    const found = await look(spelling);
    if (found.length) return found;
  }
  const all = split(plain(query), locale);
  const telling = all.filter((word) => word.length > 2 || !LETTERS.test(word));
  const lists = await Promise.all((telling.length ? telling : all).map(lookForWord));
  return merged(lists.map(share));
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
