"""How a Locale's running text reads, in figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from helpdesk.pages.lint import Text
from helpdesk.pages.lint_data import Lint, Readability
from helpdesk.pages.passages import RUNNING
from helpdesk.pages.readability import FORMULAS, Measure
from helpdesk.prose import OBJECT
from helpdesk.sentences import WORD, sentences_of

# A formula made for samples of a hundred words says nothing about fewer.
ENOUGH_WORDS = 100


def measure(texts: Iterable[Text], lint: Lint) -> Measure:
    """The counts over all running text; names of code and numbers are words, headings and tables are left out."""
    sentences = 0
    words: list[str] = []
    signs = 0
    for text in texts:
        if text.kind not in RUNNING:
            continue
        for sentence in sentences_of(text.prose.words, lint.abbreviations):
            sentences += 1
            words.extend(WORD.findall(sentence.words.replace(OBJECT, " ")))
            signs += sum(sign.isalnum() for sign in sentence.words)
    return measured(sentences, words, signs, lint.readability)


def measured(sentences: int, words: Sequence[str], signs: int, wishes: Readability | None) -> Measure:
    """The counts over these words."""
    counts = [syllables(word, wishes) for word in words] if wishes else []
    return Measure(
        sentences=sentences,
        words=len(words),
        signs=signs,
        syllables=sum(counts),
        three=sum(count >= 3 for count in counts),
        four=sum(count >= 4 for count in counts),
        long=sum(len(word) > 6 for word in words),
        one=sum(count == 1 for count in counts),
    )


def syllables(word: str, wishes: Readability) -> int:
    """How many syllables a word has by the Locale's patterns; at least one."""
    count = sum(1 for _vowels in wishes.nucleus.finditer(word))
    if wishes.less is not None:
        count -= sum(1 for _silent in wishes.less.finditer(word))
    return max(1, count)


def score(text: Measure, wishes: Readability) -> float | None:
    """The figure by the Locale's formula; None when there is too little text for it."""
    if not text.sentences or (text.words < ENOUGH_WORDS and text.signs < 5 * ENOUGH_WORDS):
        return None
    return FORMULAS[wishes.formula](text)


def misses(figure: float, wishes: Readability) -> bool:
    """Whether the figure is beyond the Locale's bound."""
    below = wishes.at_least is not None and figure < wishes.at_least
    return below or (wishes.at_most is not None and figure > wishes.at_most)
