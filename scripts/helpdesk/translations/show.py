"""`translations diff`: what changed in the source, as a word diff, with the translation and similar ones."""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from helpdesk.command import Context
from helpdesk.report import Finding, Report
from helpdesk.site import Site
from helpdesk.site import load as load_site
from helpdesk.translations.command import locales_of, spot_of
from helpdesk.translations.findings import GRADES
from helpdesk.translations.pages import PagePair, faults_of, load, words_to_do
from helpdesk.translations.track import BlockState, Entry

TOKEN = re.compile(r"\s+|[^\W_]+|[\W_]")
SHOWN = (BlockState.STALE, BlockState.PERHAPS_DONE, BlockState.MISSING, BlockState.UNTRANSLATED)
# A translation that is less alike than this is no help.
SIMILAR = 60
# So many comparisons take about 3 s; a Page with more work than that gets similar translations for its first Blocks.
MOST_COMPARED = 4_000_000


def diff(arguments: Namespace, context: Context) -> Report:
    """The word diff of each Block of a Page that needs work."""
    site = load_site(context.project)
    spot = spot_of(site, arguments.page)
    named = arguments.locale or (spot.locale if spot.locale not in ("", site.source.code) else None)
    texts: list[str] = []
    adds: list[dict[str, object]] = []
    wrong: list[Finding] = []
    never = 0
    for locale in locales_of(site, [named] if named else None):
        found = load(site, spot.slug, locale)
        wrong += faults_of(found)
        never += sum(entry.state is BlockState.UNCONFIRMED for entry in found.entries)
        memory: list[tuple[str, str]] | None = None
        left = MOST_COMPARED
        for entry in found.entries:
            if entry.state not in SHOWN or (spot.line and not covers(entry, spot.line)):
                continue
            if memory is None:
                memory = list(dict.fromkeys(remembered(site, locale)))
            left -= len(memory)
            similar = best_similar(entry, memory) if left >= 0 else None
            texts.append(shown(found, entry, similar, colour=context.colour))
            adds.append(as_json(found, entry, similar))
    said = f"Nothing has changed since it was accepted{f'; {never} Blocks were never accepted' if never else ''}.\n"
    text = "\n".join(texts) if texts or wrong else said
    return Report(tuple(wrong), {"blocks": len(adds)}, {"diffs": adds}, text)


def covers(entry: Entry, line: int) -> bool:
    """Whether the line lies in the entry's Block."""
    block = entry.block
    return block.line <= line < block.line + max(block.text.rstrip().count("\n") + 1, 1)


def remembered(site: Site, locale: str) -> Iterator[tuple[str, str]]:
    """The translation memory: source texts with their accepted translations, of the whole Locale."""
    for slug in site.slugs(locale):
        if not (site.root / site.ledger_path(slug, locale)).exists():
            continue
        for entry in load(site, slug, locale).entries:
            if entry.record and entry.target and entry.record.trusted and entry.record.target == entry.target.digest:
                yield entry.record.text, entry.target.body


def best_similar(entry: Entry, memory: list[tuple[str, str]]) -> tuple[str, str, int] | None:
    """The most similar source that has a translation, with the likeness in percent."""
    from rapidfuzz import fuzz, process

    if entry.source is None:
        return None
    own = entry.target.body if entry.target else None
    choices = [source for source, _target in memory]
    for _text, score, place in process.extract(
        entry.source.body, choices, scorer=fuzz.ratio, score_cutoff=SIMILAR, limit=3
    ):
        source, target = memory[place]
        if target != own:
            return source, target, int(score)
    return None


def shown(found: PagePair, entry: Entry, similar: tuple[str, str, int] | None, *, colour: bool) -> str:
    """One Block for people."""
    block = entry.block
    path = found.target.path if entry.target else found.source.path
    grade = f", {GRADES[entry.grade]}" if entry.grade else ""
    lines = [f"{path}:{block.body_line}:{block.column}: {entry.state.value}{grade}, {words_to_do(entry)} words to do"]
    if entry.source and entry.record:
        lines.append(f"  source       {word_diff(entry.record.text, entry.source.body, colour=colour)}")
    elif entry.source:
        lines.append(f"  source       {entry.source.body}")
    if entry.target:
        lines.append(f"  translation  {entry.target.body}")
    if similar:
        lines += [f"  similar      {similar[0]} ({similar[2]} %)", f"               {similar[1]}"]
    return "\n".join(line.replace("\n", "\n               ") for line in lines) + "\n"


def as_json(found: PagePair, entry: Entry, similar: tuple[str, str, int] | None) -> dict[str, object]:
    """One Block as JSON."""
    from helpdesk.translations.states import as_json as block_json

    block = block_json(found, entry)
    accepted, source = entry.record, entry.source
    block["diff"] = word_diff(accepted.text, source.body, colour=False) if accepted and source else None
    block["similar"] = {"source": similar[0], "translation": similar[1], "likeness": similar[2]} if similar else None
    return block


def word_diff(before: str, after: str, *, colour: bool) -> str:
    """Both texts in one: `[-gone-]` and `{+new+}`, in red and green on a terminal."""
    gone = ("\x1b[31m[-", "-]\x1b[0m") if colour else ("[-", "-]")
    new = ("\x1b[32m{+", "+}\x1b[0m") if colour else ("{+", "+}")
    old_tokens, new_tokens = TOKEN.findall(before), TOKEN.findall(after)
    if len(old_tokens) * len(new_tokens) > 4_000_000:
        return f"{gone[0]}{before}{gone[1]}{new[0]}{after}{new[1]}"
    pieces: list[str] = []
    matcher = SequenceMatcher(None, old_tokens, new_tokens, autojunk=False)
    for tag, a, b, c, d in joined(matcher.get_opcodes(), old_tokens):
        if tag == "equal":
            pieces.append("".join(old_tokens[a:b]))
            continue
        pieces.append(f"{gone[0]}{''.join(old_tokens[a:b])}{gone[1]}" if a < b else "")
        pieces.append(f"{new[0]}{''.join(new_tokens[c:d])}{new[1]}" if c < d else "")
    return "".join(pieces)


Step = tuple[str, int, int, int, int]


def joined(steps: Sequence[Step], tokens: list[str]) -> list[Step]:
    """The steps with changes that only a blank parts made one."""
    result: list[Step] = []
    for number, step in enumerate(steps):
        between = step[0] == "equal" and "".join(tokens[step[1] : step[2]]).isspace()
        change = step[0] != "equal" or (between and 0 < number < len(steps) - 1)
        if change and result and result[-1][0] == "change":
            last = result[-1]
            result[-1] = ("change", last[1], step[2], last[3], step[4])
        else:
            result.append(("change" if change and step[0] != "equal" else "equal", *step[1:]))
    return result
