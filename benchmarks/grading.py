"""How right the grade of an edit is, on real edits from the history of a public repository.

    PYTHONPATH=scripts python benchmarks/grading.py REPOSITORY FOLDER [EDITS]

An edit is a Block before and after one commit. Its label comes from an independent rule that shares no code with
`grade_of`: both forms are rendered by Python-Markdown, the rendered text is taken without code and tags but with
`alt` and `title`, cut at blanks, and the words that differ are counted (of each place the longer side), signs around
a word left out. Nothing differs: mechanical. Up to two words or only signs: small. More: words. A block of code is mechanical.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from html.parser import HTMLParser
from itertools import pairwise

import markdown
from material.extensions.emoji import to_svg, twemoji
from tracking import git, one_step, tracked, versions

from helpdesk.blocks import Block
from helpdesk.translations.grade import grade_of

JUDGED = ("p", "li", "heading", "cell", "dd", "dt", "alt", "title", "front", "code")
EXTENSIONS = ["attr_list", "pymdownx.emoji", "pymdownx.superfences", "pymdownx.critic", "pymdownx.keys"]

ICONS = {"pymdownx.emoji": {"emoji_index": twemoji, "emoji_generator": to_svg}}


class Reading(HTMLParser):
    """What a person reads of HTML, code left out."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.code = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.code += tag == "code"
        if "twemoji" not in dict(attrs).get("class", "") and "emojione" not in dict(attrs).get("class", ""):
            self.text += [f" {value or ''} " for name, value in attrs if name in ("alt", "title")]

    def handle_endtag(self, tag: str) -> None:
        self.code -= tag == "code"

    def handle_data(self, data: str) -> None:
        if not self.code:
            self.text.append(data)


def rendered(family: str, body: str, addresses: str) -> list[str]:
    """The words of a Block as a reader sees them; `addresses` are what its page's links lead to."""
    if family == "front":
        body = body.partition(":")[2].strip().strip("\"'")
    elif family == "title":
        body = body.partition("|")[2] if body.lstrip().startswith("///") else '"'.join(body.split('"')[1:-1])
    page = Reading()
    page.feed(
        markdown.markdown(
            ("# " if family == "heading" else "") + body + "\n\n" + addresses,
            extensions=EXTENSIONS,
            extension_configs=ICONS,
        )
    )
    page.close()
    return "".join(page.text).split()


def label(family: str, before: str, after: str, addresses: tuple[str, str]) -> str:
    """The grade by the independent rule."""
    if family == "code":
        return "mechanical"
    old, new = rendered(family, before, addresses[0]), rendered(family, after, addresses[1])
    if old == new:
        return "mechanical"
    old, new = (["".join(filter(str.isalnum, word)) for word in words] for words in (old, new))
    old, new = list(filter(None, old)), list(filter(None, new))
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    changed = sum(max(b - a, d - c) for tag, a, b, c, d in steps if tag != "equal")
    return "small" if changed <= 2 else "words"


def addresses_of(page: list[Block]) -> str:
    """The page's lines such as `[name]: address`, without which a link's name would read as text."""
    return "\n".join(block.body for block in page if block.family == "reference")


def edits(repository: str, folder: str) -> Iterator[tuple[str, Block, Block, tuple[str, str]]]:
    """Blocks before and after a commit, the pages in a seeded order."""
    listed = git(repository, "ls-tree", "-r", "--name-only", "HEAD").split("\n")
    pages = [path for path in sorted(listed) if path.startswith(folder) and path.endswith(".md")]
    random.Random(6).shuffle(pages)
    for path in pages:
        texts = [tracked(text) for _when, text in versions(repository, path, 25)]
        for before, after in pairwise(texts):
            for was, now in one_step(before, after).items():
                if before[was].digest != after[now].digest and before[was].family in JUDGED:
                    yield path, before[was], after[now], (addresses_of(before), addresses_of(after))


def main(repository: str, folder: str, count: str = "1500") -> None:
    counts: Counter[tuple[str, str]] = Counter()
    seen: set[tuple[str, str]] = set()
    for path, before, after, addresses in edits(repository, folder):
        if (before.body, after.body) in seen:
            continue
        seen.add((before.body, after.body))
        wanted = label(before.family, before.body, after.body, addresses)
        got = grade_of(before.family, before.body, after.body)
        counts[wanted, got.value] += 1
        if wanted != got.value:
            print(f"{path} {before.family} {wanted}, graded {got.value}:\n  {before.body!r}\n  {after.body!r}")
        if len(seen) == int(count):
            break
    right = sum(number for (wanted, got), number in counts.items() if wanted == got)
    for (wanted, got), number in sorted(counts.items()):
        print(f"{wanted:10} graded {got:10} {number}")
    print(f"{len(seen)} edits, {right} graded right: {100 * right / max(len(seen), 1):.2f} %")


if __name__ == "__main__":
    main(*sys.argv[1:])
