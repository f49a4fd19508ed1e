"""How right tracking is: on real histories edited on both sides, on random edits, and when Ledgers are merged.

    PYTHONPATH=scripts python benchmarks/tracking.py history REPOSITORY SOURCE-FOLDER TRANSLATION-FOLDER [COMMITS]
    PYTHONPATH=scripts python benchmarks/tracking.py random [COUNT] FOLDER…
    PYTHONPATH=scripts python benchmarks/tracking.py merge REPOSITORY SOURCE-FOLDER [PAGES]

history: pages of a public repository in two Locales, from the oldest version at which both were in step to today.
The truth is made by following every Block commit by commit, where an edit is small and what it did is plain; tracking
then has to find the same pairs in one leap, both sides edited meanwhile. A truth that cannot be judged counts as
neither right nor wrong nor lost, whatever tracking says: where a single commit left a Block less than PLAIN per cent
alike, or the step leads elsewhere when it is followed backwards, nobody can tell from the texts whether the Block was
edited or replaced. How many such pairs there are is printed.
random: pages with Blocks edited, swapped, deleted, inserted, split and merged by a seeded generator on both sides;
every Block of either side must stand in exactly one entry, and no text may be lost.
merge: two edits of a page from its history, made in parallel, that git merges cleanly; each side's accepted Ledger is
then merged by git too.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from rapidfuzz import fuzz

from helpdesk.blocks import Block, split
from helpdesk.translations.grade import features_of
from helpdesk.translations.ledger import Record, as_text
from helpdesk.translations.sources import source_side
from helpdesk.translations.track import BlockState, track

PAGES = 80
# A Block that one commit leaves less alike than this (rapidfuzz ratio, 0 to 100) may be another.
PLAIN = 75


def tracked(text: str) -> list[Block]:
    return [block for block in split(text) if block.tracked]


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


def plain(old: Block, new: Block) -> bool:
    """Whether one commit's edit leaves no doubt that this is the same Block."""
    return old.digest == new.digest or fuzz.ratio(old.normal, new.normal) >= PLAIN


def one_step(before: list[Block], after: list[Block]) -> dict[int, int]:
    """What became of each Block in one commit."""
    records = [Record(b.family, b.digest[:8], b.body, "") for b in before]
    return source_side(records, after)[0]


def followed(texts: list[str]) -> tuple[dict[int, int], set[int]]:
    """Which Block of the first text became which of the last, step by step; and those of which nobody can say."""
    doubtful: set[int] = set()
    before = tracked(texts[0])
    fates = {at: at for at in range(len(before))}
    for text in texts[1:]:
        after = tracked(text)
        step, back = one_step(before, after), one_step(after, before)
        doubtful |= {
            first
            for first, at in fates.items()
            if at in step and not (plain(before[at], after[step[at]]) and back.get(step[at]) == at)
        }
        fates = {first: step[at] for first, at in fates.items() if at in step}
        before = after
    return {first: at for first, at in fates.items() if first not in doubtful}, doubtful


def history(repository: str, source: str, translation: str, commits: str = "12") -> None:
    listed = set(git(repository, "ls-tree", "-r", "--name-only", "HEAD").split("\n"))
    pages = [path for path in sorted(listed) if path.startswith(source) and path.endswith((".md", ".mdx"))]
    pages = [path for path in pages if translation + path[len(source) :] in listed]
    random.Random(4).shuffle(pages)
    total: Counter[str] = Counter()
    for path in pages[:PAGES]:
        targets = versions(repository, translation + path[len(source) :], int(commits))
        sources = versions(repository, path, 60)
        start = leap_start(sources, targets)
        if start is not None:
            total.update(
                judged(path, [text for _w, text in sources[start[0] :]], [text for _w, text in targets[start[1] :]])
            )
    right, wrong, lost = total["right"], total["wrong"], total["lost"]
    print(
        f"{total['pages']} pages; Blocks edited since: {total['source edits']} in the source, {total['target edits']} in translations"
    )
    print(f"{total['unjudged']} pairs cannot be judged and count as neither")
    print(f"{right + wrong} pairs shown, {wrong} wrong: precision {right / max(right + wrong, 1):.5f}")
    print(f"{right + lost} pairs in truth, {lost} not found: recall {right / max(right + lost, 1):.5f}")


def leap_start(sources: list[tuple[int, str]], targets: list[tuple[int, str]]) -> tuple[int, int] | None:
    """The oldest versions at which the two Pages were in step: every Block had its partner."""
    for there in range(len(targets) - 1):
        older = [at for at, (when, _text) in enumerate(sources) if when <= targets[there][0]]
        if not older or older[-1] == len(sources) - 1:
            continue
        entries = track(split(sources[older[-1]][1]), [], split(targets[there][1]))
        if entries and all(entry.source and entry.target for entry in entries):
            return older[-1], there
    return None


def judged(path: str, sources: list[str], targets: list[str]) -> Counter[str]:
    """What one leap from the first to the last versions shows, beside what the single steps say."""
    s0, t0, s1, t1 = (tracked(text) for text in (sources[0], targets[0], sources[-1], targets[-1]))
    first = track(s0, [], t0)
    records = [Record(e.source.family, e.source.digest[:8], e.source.body, e.target.digest) for e in first]
    (fate_s, doubtful_s), (fate_t, doubtful_t) = followed(sources), followed(targets)
    place = {id(block): at for blocks in (s1, t1) for at, block in enumerate(blocks)}
    origin_s = {now: s0[was].digest for was, now in fate_s.items()}
    number = {id(block): at for blocks in (s0, t0) for at, block in enumerate(blocks)}
    partner = {number[id(e.source)]: number[id(e.target)] for e in first}
    truth = {fate_s[was]: fate_t[there] for was, there in partner.items() if was in fate_s and there in fate_t}
    counts: Counter[str] = Counter(pages=1)
    counts["unjudged"] = sum(was in doubtful_s or there in doubtful_t for was, there in partner.items())
    known_t = set(fate_t.values())
    counts["source edits"] = sum(s1[now].digest != s0[was].digest for was, now in fate_s.items())
    counts["target edits"] = sum(t1[now].digest != t0[was].digest for was, now in fate_t.items())
    shown = {place[id(e.source)]: place[id(e.target)] for e in track(s1, records, t1) if e.source and e.target}
    for here, there in truth.items():
        got = shown.get(here)
        same = got is not None and t1[got].digest == t1[there].digest
        # Blocks with the same text are one and the same to a reader.
        if same or got == there:
            counts["right"] += 1
        elif got is None:
            counts["lost"] += 1
            print(f"lost  {path}: {s1[here].body[:80]!r} / {t1[there].body[:80]!r}")
        else:
            counts["wrong"] += 1
            print(f"wrong {path}: {s1[here].body[:80]!r} / {t1[got].body[:80]!r}, not {t1[there].body[:80]!r}")
    for here, got in shown.items():
        # Where a step rewrote the page, what both sides share outweighs what the steps say.
        features = features_of(s1[here].body)
        shared = bool(features) and features == features_of(t1[got].body)
        judged_elsewhere = here in truth or got in truth.values()
        if here not in truth and here in origin_s and got in known_t and judged_elsewhere and not shared:
            counts["wrong"] += 1
            print(f"wrong {path}: {s1[here].body[:80]!r} / {t1[got].body[:80]!r}")
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


def merge(repository: str, source: str, count: str = "160") -> None:
    """Ledger conflicts of parallel edits that merge cleanly in Markdown."""
    listed = git(repository, "ls-tree", "-r", "--name-only", "HEAD").split("\n")
    pages = [path for path in listed if path.startswith(source) and path.endswith((".md", ".mdx"))]
    random.Random(5).shuffle(pages)
    clean = conflicts = 0
    for path in pages[: int(count)]:
        for base, ours, theirs in parallel([text for _when, text in versions(repository, path, 12)]):
            merged, conflict = merge_file(base, ours, theirs)
            if conflict or merged in (ours, theirs):
                continue
            clean += 1
            ledgers = [ledger_of(text) for text in (base, ours, theirs)]
            conflicts += merge_file(*ledgers)[1]
    print(
        f"{clean} parallel edits that merge cleanly, {conflicts} Ledger conflicts: {100 * conflicts / max(clean, 1):.1f} %"
    )


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


def ledger_of(text: str) -> str:
    """The Ledger of a translation that follows its source Block by Block."""
    return as_text(Record(b.family, b.digest[:8], b.body, b.digest[::-1]) for b in tracked(text))


if __name__ == "__main__":
    {"history": history, "random": random_edits, "merge": merge}[sys.argv[1]](*sys.argv[2:])
