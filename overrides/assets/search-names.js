/* How well a query calls a Page by name. The names of a Page are its title and its keywords, in their plain form. */

// Fewer letters than these, or less of the longer word, do not make two words forms of one.
const STEM = 4;
const KIN = 0.6;
// What a word of the query that is in no name counts for, so that it does not hide the others.
const UNKNOWN = 1.5;
// Less alike than this, a name says nothing.
const ALIKE = 0.3;

// Scripts in which two signs can be a stem.
const SIGNS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
// Arabic writes the article, and what stands before it, onto the word.
const ARTICLE = /^(?:[وبفك]?ال|لل)(?=..)/;

/** The words of a query or a name as they are compared: without marks or article. */
export function comparable(words) {
  const unmarked = (word) => word.normalize("NFD").replace(/[\u0300-\u036f]/g, "").normalize("NFC");
  return words.map((word) => unmarked(word).replace(ARTICLE, ""));
}

/** From 0 to 1: how much two words look like forms of one. */
export function kinship(one, other) {
  if (one === other) return 1;
  const longest = Math.max(one.length, other.length);
  let same = 0;
  while (same < longest && one[same] === other[same]) same += 1;
  const enough = same >= (SIGNS.test(one) ? 2 : STEM) && same / longest >= KIN;
  return enough ? same / longest : 0;
}

/** What every word of the names tells: the rarer, the more. */
function telling(names) {
  const times = new Map();
  for (const { words } of names) for (const word of new Set(words)) times.set(word, (times.get(word) ?? 0) + 1);
  for (const [word, count] of times) times.set(word, Math.log(1 + names.length / count));
  return times;
}

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

/** The names most like a query, best first, each with its likeness: 1 when it has the same words. */
export function likest(query, names, most) {
  const worth = telling(names);
  const match = (word, words) => Math.max(0, ...words.map((other) => kinship(word, other) * worth.get(other)));
  const vocabulary = [...worth.keys()];
  const whole = sum(query.map((word) => match(word, vocabulary) || UNKNOWN));
  const likeness = ({ words }) => {
    const size = sum(words.map((word) => worth.get(word)));
    return size ? sum(query.map((word) => match(word, words))) / Math.sqrt(whole * size) : 0;
  };
  const all = names.map(({ name, words }) => ({ name, score: Math.min(1, likeness({ words })) }));
  return all.filter(({ score }) => score >= ALIKE).sort((one, other) => other.score - one.score).slice(0, most);
}
