"""Units as an XLIFF 1.2 file (OASIS standard), as OmegaT, Weblate and Poedit read it."""

from __future__ import annotations

import re
import xml.etree.ElementTree as tree
from dataclasses import replace

from helpdesk.translations.exchange.po import Broken
from helpdesk.translations.exchange.units import Exchange, Progress, Unit

SUFFIX = ".xlf"
SPACE = "urn:oasis:names:tc:xliff:document:1.2"
KEEP_BLANKS = "{http://www.w3.org/XML/1998/namespace}space"
UNIT = re.compile(r'<(?:\w+:)?trans-unit\b[^<>]*?\bid="([^"]*)"')
STATES = {Progress.DONE: "translated", Progress.REVIEW: "needs-review-translation", Progress.EMPTY: "needs-translation"}
UNFINISHED = frozenset(
    {"new", "needs-translation", "needs-adaptation", "needs-l10n", "needs-review-translation",
     "needs-review-adaptation", "needs-review-l10n"}
)  # fmt: skip


def written(exchange: Exchange) -> str:
    """The file's text."""
    top = tree.Element("xliff", {"version": "1.2", "xmlns": SPACE})
    file = tree.SubElement(
        top,
        "file",
        {
            "original": exchange.slug,
            "source-language": exchange.source_locale or "und",
            "target-language": exchange.locale,
            "datatype": "plaintext",
        },
    )
    body = tree.SubElement(file, "body")
    for unit in exchange.units:
        add(body, unit)
    tree.indent(top, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tree.tostring(top, encoding="unicode") + "\n"


def add(body: tree.Element, unit: Unit, comment: str = "") -> None:
    """One Unit as a trans-unit."""
    element = tree.SubElement(body, "trans-unit", {"id": unit.key, "resname": unit.key, KEEP_BLANKS: "preserve"})
    if unit.evidence:
        element.set("extradata", unit.evidence)
    if unit.progress is Progress.DONE:
        element.set("approved", "yes")
    tree.SubElement(element, "source").text = unit.source
    tree.SubElement(element, "target", {"state": STATES[unit.progress]}).text = unit.target
    if comment:
        tree.SubElement(element, "note").text = comment
    if unit.previous:
        before = tree.SubElement(element, "alt-trans", {"alttranstype": "previous-version"})
        tree.SubElement(before, "source").text = unit.previous
        tree.SubElement(before, "target").text = unit.target


def read(text: str) -> Exchange:
    """What a file holds; raises Broken when it is no XLIFF 1.2 file."""
    # A document type may name other files or blow up; no tool writes one into XLIFF.
    if "<!DOCTYPE" in text[:4096].upper() or "<!ENTITY" in text.upper():
        raise Broken("it has a document type, which XLIFF has no use for")
    try:
        top = tree.fromstring(text.removeprefix("\ufeff").encode("utf-8"))  # noqa: S314 - no document type gets here
        elements = list(top.iter())
    except tree.ParseError as error:
        raise Broken(str(error).partition(":")[0], error.position[0]) from error
    file = next((each for each in elements if local(each) == "file"), None)
    if file is None:
        raise Broken("it is no XLIFF 1.2 file")
    line_of = lines_of(text)
    units = tuple(
        replace(unit_of(each), line=line_of.get(each.get("id", ""), 1))
        for each in elements
        if local(each) == "trans-unit"
    )
    return Exchange(file.get("original", ""), file.get("target-language", ""), file.get("source-language", ""), units)


def lines_of(text: str) -> dict[str, int]:
    """The line each trans-unit starts on, by its id."""
    found: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if (match := UNIT.search(line)) is not None:
            found.setdefault(match[1], number)
    return found


def local(element: tree.Element) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def unit_of(element: tree.Element) -> Unit:
    """One trans-unit as a Unit; tags inside a text are left out."""
    parts = {local(child): child for child in reversed(list(element))}
    source = "".join(parts["source"].itertext()) if "source" in parts else ""
    target = "".join(parts["target"].itertext()) if "target" in parts else ""
    state = parts["target"].get("state", "") if "target" in parts else ""
    progress = Progress.EMPTY if not target else Progress.REVIEW if state in UNFINISHED else Progress.DONE
    return Unit(element.get("id", ""), source, target, progress, element.get("extradata", ""))
