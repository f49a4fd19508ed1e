"""What a Translation must share with its source, beyond being up to date.

A pair is checked when both sides are there and belong together for sure; of a stale one only what the source
changed would be found, so it waits until it is up to date. Each check can be waived for a Block, with a reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from helpdesk.blocks import Block
from helpdesk.report import Finding, Place
from helpdesk.site import Site
from helpdesk.translations.checks import code, marks, mechanical, syntax, words
from helpdesk.translations.checks.facts import facts_of
from helpdesk.translations.checks.pairs import Pair, Problem, text_of
from helpdesk.translations.pages import PagePair
from helpdesk.translations.track import BlockState, Entry

Check = Callable[[PagePair], Iterator[Finding]]
CHECKED = (BlockState.FRESH, BlockState.PERHAPS_DONE, BlockState.MOVED, BlockState.UNCONFIRMED)
# Nothing in these is for readers.
UNREAD = frozenset({"comment", "snippet", "frame"})
# The Locale whose Labels stand in where a wording is not known, unless `extra.helpdesk.label-locale` says another.
STAND_IN = "en"


def checks_of(site: Site) -> Check:
    """All checks of a pair, ready to run on every Page of the Site; waived ones are left out."""
    vocabulary = vocabulary_of(site)
    judges = words.judges_of(vocabulary)

    def problems(source: Block, target: Block, pages: PagePair, *, own_ids: bool) -> Iterable[Problem]:
        if source.family == "code":
            return code.code_block(source.body, target.body)
        if source.text == target.text:
            return ()
        facts = facts_of(text_of(source)), facts_of(text_of(target))
        pair = Pair(source, target, *facts, pages.slug, pages.locale, own_ids)
        return code.code(pair) if target.family == "code" else problems_of(pair, judges)

    def run(pages: PagePair) -> Iterator[Finding]:
        if pages.target.data is None or pages.source.data is None:
            return
        own_ids = writes_ids(pages)
        for entry in pages.entries:
            if is_checked(entry):
                assert entry.source is not None
                assert entry.target is not None
                for problem in problems(entry.source, entry.target, pages, own_ids=own_ids):
                    yield from finding(pages, entry, entry.target, problem)
        for entry, block, problem in syntax.turned(pages.entries, pages.targets):
            yield from finding(pages, entry, block, problem)

    return run


def writes_ids(pair: PagePair) -> bool:
    """Whether at least half of the source's headings have an id of their own, or it has no headings."""
    bodies = [block.body for block in pair.sources if block.family == "heading"]
    return 2 * sum("{" in body and bool(facts_of(body).ids) for body in bodies) >= len(bodies)


def is_checked(entry: Entry) -> bool:
    """Whether a pair is worth checking."""
    both = entry.source is not None and entry.target is not None
    return both and entry.state in CHECKED and not entry.unsure and entry.joined <= 1 and entry.family not in UNREAD


def problems_of(pair: Pair, judges: Sequence[words.Judge]) -> Iterator[Problem]:
    """Everything wrong with one pair of texts."""
    is_plain = not pair.theirs.prose.tokens and not pair.ours.prose.tokens
    for check in mechanical.OF_PLAIN_WORDS if is_plain else mechanical.EVERY:
        yield from check(pair)
    for judge in judges:
        yield from judge(pair)
    yield from marks.shown_marks(pair)


def finding(pair: PagePair, entry: Entry, block: Block, problem: Problem) -> Iterator[Finding]:
    """The Finding of a Problem, unless the Block's record waives the check."""
    code = problem.kind.code
    if entry.record is not None and entry.record.reason_for(code) is not None:
        return
    place = Place(pair.target.path, block.body_line, block.column, pair.locale, pair.slug)
    where = {"page": pair.slug, "locale": pair.locale, "line": block.body_line, "code": code}
    yield problem.kind.at(place, {"check": code}, **{**where, **problem.values})


def vocabulary_of(site: Site) -> words.Vocabulary:
    """Labels and Terms of the project; what is wrong with the files `helpdesk pages` says."""
    from helpdesk.pages.lint_data import LABELS, TERMS, load_yaml

    extra = site.settings.get("extra")
    wishes = extra.get("helpdesk") if isinstance(extra, dict) else None
    stand_in = str(wishes.get("label-locale") or STAND_IN) if isinstance(wishes, dict) else STAND_IN
    judged = frozenset(
        locale.code for locale in site.translated if (site.root / f"i18n/lint/{locale.code}.yml").is_file()
    )
    labels, terms = load_yaml(site.root, LABELS)[0], load_yaml(site.root, TERMS)[0]
    return words.Vocabulary(labels, terms, site.source.code, stand_in, judged)


def inputs_of(site: Site) -> tuple[str, ...]:
    """The files, from the root, that the checks read beside the two Pages: a change there makes the cache stale."""
    lint = tuple(f"i18n/lint/{locale.code}.yml" for locale in site.translated)
    return ("i18n/labels.yml", "i18n/terms.yml", "i18n/links.yml", "mkdocs.yml", *lint)
