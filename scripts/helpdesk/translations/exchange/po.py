"""Units as a gettext PO file: bilingual, with context and previous source, and no line numbers.

`msgfmt -c` takes it, and Weblate's gettext component and Poedit read it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpdesk.translations.exchange.units import Exchange, Progress, Unit

if TYPE_CHECKING:
    import polib

SUFFIX = ".po"
PAGE, SOURCE = "X-Helpdesk-Page", "X-Helpdesk-Source-Language"
EVIDENCE = "translation "
# The same Page gives the same file: the time stands in the history of the project.
NO_TIME = "2000-01-01 00:00+0000"
# A line with a text, unless the text is closed on it.
OPEN = re.compile(r'^(?:msg\w+(?:\[\d+\])?[ \t]*)?"(?!(?:[^"\\\n]|\\.)*"[ \t]*\r?$)', re.MULTILINE)


class Broken(Exception):
    """A file that cannot be read; `line` says where."""

    def __init__(self, reason: str, line: int = 1) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


def written(exchange: Exchange) -> str:
    """The file's text."""
    import polib

    po = polib.POFile(wrapwidth=100)
    po.metadata = {
        "Project-Id-Version": exchange.slug,
        "Report-Msgid-Bugs-To": "",
        "POT-Creation-Date": NO_TIME,
        "PO-Revision-Date": NO_TIME,
        "Last-Translator": "helpdesk",
        "Language-Team": exchange.locale,
        "Language": exchange.locale.replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        PAGE: exchange.slug,
        "X-Helpdesk-Locale": exchange.locale,
        SOURCE: exchange.source_locale,
    }
    for unit in exchange.units:
        po.append(entry_of(unit))
    return str(po)


def entry_of(unit: Unit, comment: str = "") -> polib.POEntry:
    """One Unit as an entry."""
    import polib

    return polib.POEntry(
        msgctxt=unit.key,
        msgid=unit.source,
        msgstr=unit.target,
        previous_msgid=unit.previous or None,
        previous_msgctxt=None,
        comment=f"{EVIDENCE}{unit.evidence}" if unit.evidence else "",
        tcomment=comment,
        flags=["fuzzy"] if unit.progress is Progress.REVIEW else [],
    )


def read(text: str) -> Exchange:
    """What a file holds; raises Broken when it is no PO file. Page and Locale are empty where it does not say them."""
    import polib

    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise Broken("it is empty")
    # polib takes a text that nothing closes as if it were whole.
    if open_text := OPEN.search(text):
        raise Broken("the text on this line does not end", text.count("\n", 0, open_text.start()) + 1)
    try:
        # A line's end keeps polib from taking a short text for the name of a file.
        po = polib.pofile(text.replace("\r\n", "\n") + "\n", encoding="utf-8")
    except (OSError, ValueError, UnicodeError, IndexError, AttributeError) as error:
        found = re.search(r"\(line (\d+)\)|line (\d+)", str(error))
        line = int(found[1] or found[2]) if found else 1
        raise Broken(
            str(error).partition(" in po file")[0].partition("(line")[0].strip() or "it is no PO file", line
        ) from error
    # Where a longer text is parted every line but its last ends with a blank or a line end; that a translation ends with
    # one and its source does not is an error in a PO file (gettext manual, msgfmt --check-format).
    last = po[-1] if len(po) and text.rstrip().rpartition("\n")[2].startswith('"') else None
    if last is not None and last.msgstr[-1:].isspace() and not last.msgid[-1:].isspace():
        raise Broken("it ends in the middle of a text", last.linenum or 1)
    header = po.metadata
    return Exchange(
        header.get(PAGE, ""),
        header.get("X-Helpdesk-Locale", header.get("Language", "").replace("_", "-")),
        header.get(SOURCE, ""),
        tuple(unit_of(entry) for entry in po if not entry.obsolete),
    )


def unit_of(entry: polib.POEntry) -> Unit:
    """One entry as a Unit."""
    target = entry.msgstr or (entry.msgstr_plural or {}).get(0, "")
    progress = Progress.EMPTY if not target else Progress.REVIEW if entry.fuzzy else Progress.DONE
    evidence = next(
        (line[len(EVIDENCE) :].strip() for line in entry.comment.split("\n") if line.startswith(EVIDENCE)), ""
    )
    line = entry.linenum or 1
    return Unit(entry.msgctxt or "", entry.msgid, target, progress, evidence, entry.previous_msgid or "", line)
