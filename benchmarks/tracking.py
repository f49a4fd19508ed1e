"""How right tracking is: on real histories edited on both sides, and on random edits. Merged Ledgers: `merging.py`.

    PYTHONPATH=scripts python benchmarks/tracking.py history REPOSITORY SOURCE-FOLDER TRANSLATION-FOLDER [COMMITS]
    PYTHONPATH=scripts python benchmarks/tracking.py known REPOSITORY SOURCE-FOLDER TRANSLATION-FOLDER [SCRIPTS]
    PYTHONPATH=scripts python benchmarks/tracking.py random [COUNT] FOLDER…

history: pages of a public repository in two Locales, from three versions at which both were in step (the oldest, the
newest, one between) to today. The truth is made by following every Block commit by commit with difflib, which shares no
code with tracking: equal texts in order, moved ones that occur once, and in a replaced run what is at least PLAIN per
cent alike; tracking then has to find the same pairs in one leap, both sides edited meanwhile. Where a commit left two
Blocks that could have come from one, or less than PLAIN per cent, nobody can tell from the texts: such pairs count as
neither right nor wrong nor lost; how many there are is printed. A pair is wrong when it leads elsewhere than the truth,
to a text that reads otherwise, and when a Block that has its partner in truth is shown with a third.
known: pages in step whose two sides are edited by a seeded script, see `edits.py`, that keeps account of which Block is
which; so every pair shown is judged and nothing is left out.
random: pages with Blocks edited, swapped, deleted, inserted, split and merged by a seeded generator on both sides;
every Block of either side must stand in exactly one entry, and no text may be lost.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from edits import Slice, slices_of, tracked, two_sided
from rapidfuzz import fuzz

from helpdesk.blocks import Block, split
from helpdesk.translations.ledger import Record
from helpdesk.translations.sources import source_side
from helpdesk.translations.track import BlockState, track

COMMITS = 12
# A Block that one commit leaves less alike than this (rapidfuzz ratio, 0 to 100) may be another.
PLAIN = 75
# Less alike than this it is another.
PERHAPS = 55
# By so much one choice must be better than any other.
CLEARLY = 8


def git(repository: str, *words: str) -> str:
    return subprocess.run(
        ["git", "-C", repository, *words], check=False, capture_output=True, text=True, errors="replace"
    ).stdout


def versions(repository: str, path: str, count: int) -> list[tuple[int, str]]:
    """The last texts of a file with their times, oldest first."""
    listed = git(repository, "log", f"-{count}", "--format=%ct %H", "HEAD", "--", path).split("\n")
    commits = [line.split() for line in reversed(listed) if line]
    names = "".join(f"{commit}:{path}\n" for _when, commit in commits)
    batch = subprocess.run(
        ["git", "-C", repository, "cat-file", "--batch"], check=False, capture_output=True, input=names.encode()
    ).stdout
    texts = []
    for when, _commit in commits:
        header, _newline, batch = batch.partition(b"\n")
        if header.endswith(b"missing"):
            continue
        size = int(header.split()[-1])
        texts.append((int(when), batch[:size].decode(errors="replace")))
        batch = batch[size + 1 :]
    return texts


def one_step(before: list[Block], after: list[Block]) -> dict[int, int]:
    """What became of each Block in one commit, as tracking sees it."""
    records = [Record(b.family, b.digest[:8], b.body, "") for b in before]
    return source_side(records, after)[0]


def step(before: list[Block], after: list[Block]) -> tuple[dict[int, int], set[int]]:
    """What became of each Block in one commit, without tracking; and those of which nobody can say."""
    old, new = ([(block.family, block.digest) for block in side] for side in (before, after))
    fates: dict[int, int] = {}
    doubtful: set[int] = set()
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            fates.update(zip(range(a, b), range(c, d), strict=True))
        elif tag == "replace":
            replaced(before, after, (range(a, b), range(c, d)), fates, doubtful)
    counts, rest = Counter(old), set(range(len(new))) - set(fates.values())
    places = {new[at]: at for at in rest}
    left = Counter(new[at] for at in rest)
    for at in set(range(len(old))) - fates.keys():
        if counts[old[at]] == 1 == left[old[at]]:
            fates[at] = places[old[at]]
            doubtful.discard(at)
    used = set(fates.values())
    for at in set(range(len(old))) - fates.keys():
        if any(likeness(before[at], after[other]) >= PERHAPS for other in rest - used):
            doubtful.add(at)
    return fates, doubtful


def likeness(one: Block, other: Block) -> float:
    return fuzz.ratio(one.normal, other.normal) if one.family == other.family else 0.0


def replaced(
    before: list[Block], after: list[Block], run: tuple[range, range], fates: dict[int, int], doubtful: set[int]
) -> None:
    """The pairs of a run of Blocks that a commit replaced by another run."""
    scores = sorted(((likeness(before[i], after[j]), i, j) for i in run[0] for j in run[1]), reverse=True)
    ones, others = set(run[0]), set(run[1])
    for score, one, other in scores:
        if score < PERHAPS:
            break
        if one not in ones or other not in others:
            continue
        rivals = {
            i
            for each, i, j in scores
            if each >= score - CLEARLY and (i == one) != (j == other) and i in ones and j in others
        }
        if rivals or score < PLAIN:
            doubtful |= {one, *rivals}
        if not rivals:
            fates[one] = other
            ones.discard(one)
            others.discard(other)


def followed(texts: list[str]) -> tuple[dict[int, int], set[int]]:
    """Which Block of the first text became which of the last, step by step; and those of which nobody can say."""
    doubtful: set[int] = set()
    fates = {at: at for at in range(len(blocks_of(texts[0])))}
    for before, after in pairwise(texts):
        fate, unclear = step_of(before, after)
        doubtful |= {first for first, at in fates.items() if at in unclear}
        fates = {first: fate[at] for first, at in fates.items() if at in fate}
    return fates, doubtful


@lru_cache(maxsize=500)
def blocks_of(text: str) -> list[Block]:
    return tracked(text)


@lru_cache(maxsize=500)
def step_of(before: str, after: str) -> tuple[dict[int, int], set[int]]:
    return step(blocks_of(before), blocks_of(after))


def page_pairs(repository: str, source: str, translation: str) -> Iterator[tuple[str, str]]:
    """The paths of all pages in two Locales, in a seeded order."""
    listed = set(git(repository, "ls-tree", "-r", "--name-only", "HEAD").split("\n"))
    pages = [path for path in sorted(listed) if path.startswith(source) and path.endswith((".md", ".mdx"))]
    pages = [path for path in pages if translation + path[len(source) :] in listed]
    random.Random(4).shuffle(pages)
    for path in pages:
        yield path, translation + path[len(source) :]


def in_step(source: str, target: str) -> bool:
    """Whether two pages have the same Blocks, one after the other, and links and code say nothing against it."""
    one, other = blocks_of(source), blocks_of(target)
    if not 0 < len(one) == len(other):
        return False
    entries = track(one, [], other)
    return len(entries) == len(one) and all(
        entry.source is here and entry.target is there for entry, here, there in zip(entries, one, other, strict=True)
    )


def history(repository: str, source: str, translation: str, pages: str = "80") -> None:
    total: Counter[str] = Counter()
    for path, other in list(page_pairs(repository, source, translation))[: int(pages)]:
        targets, sources = versions(repository, other, COMMITS), versions(repository, path, 200)
        starts = leap_starts(sources, targets)
        total["pages"] += bool(starts)
        for here, there in starts:
            total.update(judged(path, [text for _w, text in sources[here:]], [text for _w, text in targets[there:]]))
    print(
        f"{total['pages']} pages, {total['leaps']} leaps; Blocks edited since: "
        f"{total['source edits']} in the source, {total['target edits']} in translations"
    )
    print(f"{total['unjudged']} pairs cannot be judged and count as neither")
    summary(total)


def summary(total: Counter[str]) -> None:
    right, wrong, lost, found = total["right"], total["wrong"], total["lost"], total["found"]
    print(f"{right + wrong} pairs shown, {wrong} wrong: precision {right / max(right + wrong, 1):.5f}")
    print(f"{found + lost} pairs in truth, {lost} not found: recall {found / max(found + lost, 1):.5f}")


def leap_starts(sources: list[tuple[int, str]], targets: list[tuple[int, str]]) -> list[tuple[int, int]]:
    """Up to three versions at which the two Pages were in step: the oldest, the newest and one between."""
    found = []
    for there in range(len(targets) - 1):
        older = [at for at, (when, _text) in enumerate(sources) if when <= targets[there][0]]
        if older and older[-1] < len(sources) - 1 and in_step(sources[older[-1]][1], targets[there][1]):
            found.append((older[-1], there))
    return sorted({found[0], found[len(found) // 2], found[-1]}) if found else []


def judged(path: str, sources: list[str], targets: list[str]) -> Counter[str]:
    """What one leap from the first to the last versions shows, beside what the single steps say."""
    s0, t0, s1, t1 = (blocks_of(text) for text in (sources[0], targets[0], sources[-1], targets[-1]))
    (fate_s, doubtful_s), (fate_t, doubtful_t) = followed(sources), followed(targets)
    both = [at for at in range(len(s0)) if at in fate_s and at in fate_t]
    doubtful = doubtful_s | doubtful_t
    truth = {fate_s[at]: fate_t[at] for at in both if at not in doubtful}
    counts: Counter[str] = Counter(leaps=1, unjudged=len(both) - len(truth))
    counts["source edits"] = sum(s1[now].digest != s0[was].digest for was, now in fate_s.items())
    counts["target edits"] = sum(t1[now].digest != t0[was].digest for was, now in fate_t.items())
    shown = shown_pairs(s0, t0, s1, t1)
    partner = {there: here for here, there in truth.items()}
    for here, there in truth.items():
        got = shown.get(here)
        # Blocks with the same text are one and the same to a reader.
        if got is not None and t1[got].digest == t1[there].digest:
            counts.update(("right", "found"))
        elif got is None:
            counts["lost"] += 1
            print(f"lost  {path}: {s1[here].body[:80]!r} / {t1[there].body[:80]!r}")
        else:
            counts.update(("wrong", "lost"))
            print(f"wrong {path}: {s1[here].body[:80]!r} / {t1[got].body[:80]!r}, not {t1[there].body[:80]!r}")
    unclear = {fate_s[at] for at in doubtful_s if at in fate_s}
    for here, got in shown.items():
        third = here not in truth and here not in unclear and got in partner
        if third and s1[partner[got]].digest != s1[here].digest:
            counts["wrong"] += 1
            print(f"wrong {path}: {s1[here].body[:80]!r} / {t1[got].body[:80]!r}")
    return counts


def shown_pairs(s0: list[Block], t0: list[Block], s1: list[Block], t1: list[Block]) -> dict[int, int]:
    """What tracking pairs, after the pages in step were accepted."""
    records = [Record(s.family, s.digest[:8], s.body, t.digest) for s, t in zip(s0, t0, strict=True)]
    place = {id(block): at for blocks in (s1, t1) for at, block in enumerate(blocks)}
    entries = track(s1, records, t1)
    return {place[id(e.source)]: place[id(e.target)] for e in entries if e.source and e.target}


def known(repository: str, source: str, translation: str, count: str = "1000") -> None:
    pages = []
    for path, other in page_pairs(repository, source, translation):
        texts = [git(repository, "show", f"HEAD:{each}") for each in (path, other)]
        if in_step(*texts):
            pages.append((path, (texts[0], texts[1])))
    stores: tuple[list[Slice], list[Slice]] = ([], [])
    for _path, (one, other) in pages:
        for here, there in zip(slices_of(one)[1], slices_of(other)[1], strict=True):
            if here.is_free and there.is_free:
                stores[0].append(here)
                stores[1].append(there)
    chance, total = random.Random(7), Counter[str]()
    while total["scripts"] < int(count):
        path, texts = chance.choice(pages)
        sides = two_sided(texts, stores, chance)
        blocks = [tracked(side.text()) for side in sides]
        # A page that the edits cut otherwise than they meant, such as a list that became code, has no known truth.
        if all(side.is_in_place(cut) for side, cut in zip(sides, blocks, strict=True)):
            total.update(scripts=1)
            numbers = [[each.numbers for each in side.slices] for side in sides]
            total.update(judged_by_number(path, texts, blocks, numbers))
    print(f"{len(pages)} pages, {total['scripts']} scripts of edits on both sides")
    summary(total)


def judged_by_number(
    path: str, texts: tuple[str, str], blocks: list[list[Block]], numbers: list[list[frozenset[int]]]
) -> Counter[str]:
    """What tracking shows of a page beside the numbers that its Blocks were given."""
    (s1, t1), (ones, others) = blocks, numbers
    shown = shown_pairs(tracked(texts[0]), tracked(texts[1]), s1, t1)
    counts: Counter[str] = Counter()
    found: set[int] = set()
    for here, there in shown.items():
        twins = [at for at in range(len(s1)) if s1[at].digest == s1[here].digest]
        same = frozenset().union(*(ones[at] & others[there] for at in twins))
        twins = [at for at in range(len(t1)) if t1[at].digest == t1[there].digest]
        same |= frozenset().union(*(others[at] & ones[here] for at in twins))
        found |= same
        counts["right" if same else "wrong"] += 1
        if not same:
            print(f"wrong {path}: {s1[here].body[:80]!r} / {t1[there].body[:80]!r}")
    for each in ones + others:
        # Of what was merged one pair is all there can be.
        found |= each if each & found else frozenset()
    truth = frozenset().union(*ones) & frozenset().union(*others)
    for number in truth - found:
        here, there = (next(at for at, each in enumerate(side) if number in each) for side in (ones, others))
        print(f"lost  {path}: {s1[here].body[:80]!r} / {t1[there].body[:80]!r}")
    counts["found"], counts["lost"] = len(truth & found), len(truth - found)
    return counts


def edited(blocks: list[str], chance: random.Random, words: list[str]) -> list[str]:
    """A few random edits of a list of slices."""
    blocks = list(blocks)
    for _edit in range(chance.randint(1, 6)):
        at = chance.randrange(len(blocks))
        kind = chance.choice(("edit", "delete", "insert", "swap", "split", "merge", "copy"))
        if kind == "edit":
            pieces = blocks[at].split(" ")
            pieces[chance.randrange(len(pieces))] = chance.choice(words)
            blocks[at] = " ".join(pieces)
        elif kind == "delete" and len(blocks) > 1:
            del blocks[at]
        elif kind == "insert":
            blocks.insert(at, " ".join(chance.choices(words, k=chance.randint(1, 20))) + "\n\n")
        elif kind == "swap":
            other = chance.randrange(len(blocks))
            blocks[at], blocks[other] = blocks[other], blocks[at]
        elif kind == "split" and " " in blocks[at]:
            blocks[at : at + 1] = [piece + "\n\n" for piece in blocks[at].split(". ", 1)]
        elif kind == "merge" and at + 1 < len(blocks):
            blocks[at : at + 2] = [blocks[at].rstrip() + " " + blocks[at + 1]]
        elif kind == "copy":
            blocks.insert(at, blocks[at])
    return blocks


def random_edits(count: str, *folders: str) -> None:
    chance = random.Random(20_000)
    texts = [path.read_text() for folder in folders for path in sorted(Path(folder).rglob("*.md"))]
    texts = [text for text in texts if 200 < len(text) < 8_000]
    start = time.process_time()
    for number in range(int(count)):
        text = texts[number % len(texts)]
        words = text.split()
        before = [block.text for block in split(text)]
        source, target = "".join(edited(before, chance, words)), "".join(edited(before, chance, words))
        records = [Record(b.family, b.digest[:8], b.body, b.digest) for b in tracked(text)]
        sources, targets = split(source), split(target)
        account(sources, records, targets)
        assert "".join(b.text for b in sources) == source
        assert "".join(b.text for b in targets) == target
    print(f"{count} random edit scripts: every Block accounted for once, {time.process_time() - start:.0f} s CPU")


def account(sources: list[Block], records: list[Record], targets: list[Block]) -> None:
    """Every Block of either side stands in exactly one entry, and fresh is what a record says."""
    entries = track(sources, records, targets)
    accepted = {(record.family, record.source, record.target) for record in records}
    for side, blocks in (("source", sources), ("target", targets)):
        seen = [id(getattr(entry, side)) for entry in entries if getattr(entry, side) is not None]
        assert sorted(seen) == sorted(id(block) for block in blocks if block.tracked), side
    for entry in entries:
        if entry.state is BlockState.FRESH:
            assert entry.source is not None
            assert entry.target is not None
            assert (entry.source.family, entry.source.digest[:8], entry.target.digest) in accepted


if __name__ == "__main__":
    {"history": history, "known": known, "random": random_edits}[sys.argv[1]](*sys.argv[2:])
