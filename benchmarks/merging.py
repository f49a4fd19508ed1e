"""What becomes of a Ledger when two writers edit a Page at the same time and git merges what they wrote.

    PYTHONPATH=scripts python benchmarks/merging.py REPOSITORY SOURCE-FOLDER [PAGES] [SEED]

Two edits of a Page from its history, made parallel. The translation is the source with other words, line by line as the
source is. Each writer accepts what they wrote, with the steps that `translations accept` has. Counted are the
merges in which git merges source and translation cleanly:
both: each edits the source, translates it and accepts it.
words: each accepts their edit of the source for the old translation, as `typo` does.
translation: one edits the source, translates and accepts it; the other rewords Blocks of the translation and accepts them.
unfollowed: one edits the source and leaves the translation alone; the other rewords the translation and accepts it.
After the merge, and after `resolve` where it was needed, nothing may be fresh but what a writer accepted so, line by line
where the Ledger goes by line. The same is looked at where the source or the translation had conflicts too, settled as one side has them.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
import tempfile
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from edits import Writer
from tracking import git, versions

from helpdesk.translations.ledger import as_text
from helpdesk.translations.ledgers import settled
from helpdesk.translations.lines import digits_of, goes_by_line
from helpdesk.translations.pages import File, PagePair, pair
from helpdesk.translations.track import BlockState
from helpdesk.translations.writing import accepted, merged, pairs_of

WORD = re.compile(r"`[^`\n]*`|\]\([^)\n]*\)|<[^>\n]*>|\{[^}\n]*\}|^[a-z]+:|\b[A-Za-z]{4,}\b", re.MULTILINE)
Pages = tuple[str, str, str]
"""Source, translation and Ledger."""


def translated(text: str) -> str:
    """The text in another language: the words turned round, all else as it is."""
    parts = re.split(r"(^[ \t]*```.*?^[ \t]*```|^---\n.*?^---\n|^import .*?$)", text, flags=re.MULTILINE | re.DOTALL)
    return "".join(part if at % 2 else WORD.sub(other_word, part) for at, part in enumerate(parts))


def other_word(match: re.Match[str]) -> str:
    word = match[0]
    return word[::-1].lower() if word.isalpha() else word


def read(pages: Pages) -> PagePair:
    files = [File(name, text.encode(), None, text) for name, text in zip("stl", pages, strict=True)]
    return pair("x", "l", (files[0], files[1], files[2]), sane_lists=False)


def with_accepted(pages: Pages) -> Pages:
    """The pages after somebody accepted the whole Page."""
    found = read(pages)
    arguments = Namespace(waive=())
    records = {id(entry): accepted(entry, arguments, "") for entry in pairs_of(found, copies=True)}
    return (*pages[:2], as_text(merged(found, records)))


def reworded(text: str, chance: random.Random) -> str:
    """The text with other words in a few Blocks."""
    writer = Writer(chance, text, [])
    for _edit in range(chance.randint(1, 3)):
        if writer.slices:
            writer.reword(chance.randrange(len(writer.slices)), 0.1)
    return writer.text()


def writers(base: str, ours: str, theirs: str, chance: random.Random) -> Iterator[tuple[str, Pages, Pages, Pages]]:
    """The pages before, and after each of two writers, in every way of working."""
    start = with_accepted((base, translated(base), ""))
    target, book = start[1:]
    yield (
        "both",
        start,
        with_accepted((ours, translated(ours), book)),
        with_accepted((theirs, translated(theirs), book)),
    )
    yield "words", start, with_accepted((ours, target, book)), with_accepted((theirs, target, book))
    other = with_accepted((base, reworded(target, chance), book))
    yield "translation", start, with_accepted((ours, translated(ours), book)), other
    yield "unfollowed", start, (ours, target, book), other


def vouched(pages: list[Pages]) -> set[tuple[str, str]]:
    """Pairs of Digests that a writer accepted; of Blocks by line also pairs of their lines."""
    result: set[tuple[str, str]] = set()
    for each in pages:
        for entry in read(each).entries:
            if entry.state in (BlockState.FRESH, BlockState.MOVED) and entry.source and entry.target:
                result.add((entry.source.digest, entry.target.digest))
                result |= {(entry.source.family, line) for line in digits_of(entry.source.family, entry.source.body)}
                result |= {(entry.target.family, line) for line in digits_of(entry.target.family, entry.target.body)}
    return result


def judge(pages: Pages, known: set[tuple[str, str]]) -> Counter[str]:
    """What is fresh after a merge, and what of it nobody accepted."""
    found = read(pages)
    if found.ledger.faults:
        found = read((*pages[:2], as_text(settled(found))))
    counts: Counter[str] = Counter()
    for entry in found.entries:
        counts["Blocks"] += 1
        if entry.state not in (BlockState.FRESH, BlockState.MOVED) or not entry.source or not entry.target:
            continue
        counts["fresh"] += 1
        source, target = entry.source, entry.target
        by_line = goes_by_line(source, target) and all(
            (block.family, line) in known for block in (source, target) for line in digits_of(block.family, block.body)
        )
        if (source.digest, target.digest) not in known and not by_line:
            counts["accident"] += 1
            print(f"fresh by accident: {source.body[:80]!r} / {target.body[:80]!r}")
    return counts


def parallel(texts: list[str]) -> Iterator[tuple[str, str, str]]:
    """Two consecutive edits made parallel: the second one applied to the text before the first."""
    for first, second, third in zip(texts, texts[1:], texts[2:], strict=False):
        other, conflict = merge_file(second, third, first)
        if not conflict and other not in (first, third):
            yield first, second, other


def merge_file(base: str, ours: str, theirs: str) -> tuple[str, bool]:
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, name) for name in ("ours", "base", "theirs")]
        for path, text in zip(paths, (ours, base, theirs), strict=True):
            path.write_text(text)
        done = subprocess.run(
            ["git", "merge-file", "-p", *map(str, paths)], check=False, capture_output=True, text=True
        )
        return done.stdout, done.returncode != 0


def merges(repository: str, source: str, count: str = "160", seed: str = "5") -> None:
    listed = git(repository, "ls-tree", "-r", "--name-only", "HEAD").split("\n")
    pages = [path for path in listed if path.startswith(source) and path.endswith((".md", ".mdx"))]
    chance = random.Random(int(seed))
    chance.shuffle(pages)
    totals: dict[str, Counter[str]] = {}
    for path in pages[: int(count)]:
        for texts in parallel([text for _when, text in versions(repository, path, 12)]):
            for name, base, ours, theirs in writers(*texts, chance):
                together = [merge_file(*three) for three in zip(base, ours, theirs, strict=True)]
                (first, no), (second, nor), (book, conflict) = together
                total = totals.setdefault(name, Counter())
                known = vouched([base, ours, theirs])
                if no or nor:
                    for side in (ours, theirs):
                        settled_ = judge((side[0] if no else first, side[1] if nor else second, book), known)
                        total["settled accidents"] += settled_["accident"]
                    continue
                if (first, second) in (ours[:2], theirs[:2]):
                    continue
                total.update(clean=1, conflicts=conflict)
                total.update(judge((first, second, book), known))
    for name, total in totals.items():
        print(
            f"{name}: {total['clean']} clean merges, {total['conflicts']} Ledger conflicts "
            f"({100 * total['conflicts'] / max(total['clean'], 1):.1f} %); {total['fresh']} of {total['Blocks']} Blocks "
            f"fresh, {total['accident']} + {total['settled accidents']} by accident"
        )


if __name__ == "__main__":
    merges(*sys.argv[1:])
