"""What share of faults the checks of a pair find, one fault at a time in public translations.

    python benchmarks/faults.py PROJECT [--locale de …] [--each 40]

PROJECT has an `mkdocs.yml` with static-i18n and Translations that belong to their sources. Nothing is written there.
Each fault is put into as many Blocks as `--each` says, at random places, and the Page is looked at as the command does.
It counts as found when the Page has a Finding more than before: of a check, or that the Block is missing, untranslated
or without a source. Blocks with a Finding of their own are left out.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from helpdesk.blocks import Block
from helpdesk.site import Site
from helpdesk.site import load as load_site
from helpdesk.translations.checks import checks_of
from helpdesk.translations.pages import File, PagePair, findings_of, load, pair

LINK = re.compile(r"(?<!!)\[([^\[\]`]+)\]\(([^()\s]+)\)")
CODE = re.compile(r"(?<!`)`[^`\n]+`(?!`)")
NUMBER = re.compile(r"(?<![\w.,`/-])\d{2,}(?![\w`/-])")
DIGIT = re.compile(r"(?<![\w.,`/#{-])[2-9](?![\w.,`/})-])")
VERSION = re.compile(r"(?<![\w.])v?\d+\.\d+\.\d+(?![\w.-])")
PICTURE = re.compile(r"!\[([^\[\]]+)\]\([^()]+\)")

# Texts with fewer sentences, or fewer words, have no half worth the name.
HALVED, SHORT = 3, 12


def halves(one: str, other: str) -> str:
    """The first half of the sentences of one text and the second half of those of the other; alike where it has one."""
    first, second = (re.split(r"(?<=[.!?。！？]) ?", text) for text in (one, other))
    if min(len(first), len(second)) < HALVED or min(len(one.split()), len(other.split())) < SHORT:
        return other if one is not other else one
    return " ".join([*first[: len(first) // 2], *second[len(second) // 2 :]])


FAULTS: dict[str, tuple[str, Callable[[str, str], str]]] = {
    # The families a fault can be put into ("" is any with words), and how from the translation and its source.
    "link dropped": ("", lambda ours, _theirs: LINK.sub(r"\1", ours, count=1)),
    "link elsewhere": ("", lambda ours, _theirs: LINK.sub(r"[\1](other/page.md)", ours, count=1)),
    "fragment changed": ("", lambda ours, _theirs: re.sub(r"(\]\([^()\s#]*#[\w-]+)\)", r"\1-x)", ours, count=1)),
    "code dropped": ("", lambda ours, _theirs: CODE.sub("", ours, count=1)),
    "code changed": ("", lambda ours, _theirs: CODE.sub(lambda m: f"`{m[0][1:-1].swapcase()}_`", ours, count=1)),
    "number changed": ("", lambda ours, _theirs: NUMBER.sub(lambda m: str(int(m[0]) + 7), ours, count=1)),
    "number dropped": ("", lambda ours, _theirs: NUMBER.sub("", ours, count=1)),
    "picture dropped": ("", lambda ours, _theirs: PICTURE.sub("", ours, count=1)),
    "other picture": ("", lambda ours, _theirs: PICTURE.sub("![x](other.png)", ours, count=1)),
    "no alternative text": ("", lambda ours, _theirs: PICTURE.sub(lambda m: "![" + m[0][m[0].index("]") :], ours, count=1)),
    "id changed": ("heading", lambda ours, _theirs: re.sub(r"(\{[^{}]*#)([\w-]+)", r"\1\2-x", ours)),
    "id dropped": ("heading", lambda ours, _theirs: re.sub(r"\s*\{[^{}]*\}\s*$", "", ours)),
    "box of another type": ("title", lambda ours, _theirs: re.sub(r"^(\W+)(note|tip|warning|info)", r"\1danger", ours)),
    "line of code changed": ("code", lambda ours, _theirs: re.sub(r"(?m)^(\s*)(\w+)\b(?=.*\n)", r"\1\2x", ours, count=1)),
    "copy of the source": ("", lambda _ours, theirs: theirs),
    "sentence of the source": ("p", lambda ours, theirs: f"{ours} {theirs}"),
    "starts with a number": ("p", lambda ours, _theirs: "3. " + ours),
    "starts with a dash": ("p", lambda ours, _theirs: "- " + ours),
    "starts with a hash": ("p", lambda ours, _theirs: "# " + ours),
    "starts with a plus": ("p", lambda ours, _theirs: "+ " + ours),
    "blank in bold": ("", lambda ours, _theirs: re.sub(r"\*\*(\w[^*]*)\*\*", r"** \1**", ours, count=1)),
    "blank in a link": ("", lambda ours, _theirs: LINK.sub(r"[\1] (\2)", ours, count=1)),
    "bold lost": ("", lambda ours, _theirs: re.sub(r"\*\*(\w[^*]*\w)\*\*", r"\1", ours, count=1)),
    "bold renamed": ("", lambda ours, _theirs: re.sub(r"\*\*(\w[^*]*\w)\*\*", r"**\1x**", ours, count=1)),
    "attributes dropped": ("p", lambda ours, _theirs: re.sub(r"\n\{[^{}\n]+\}\s*$", "", ours)),
    "pipe dropped": ("cell*", lambda marker, _theirs: marker.replace("|", "", 1)),
    "item numbered": ("li*", lambda marker, _theirs: re.sub(r"[-*+]([ ]+)$", r"1.\1", marker)),
    "heading deeper": ("heading*", lambda marker, _theirs: marker.replace("#", "##", 1)),
    "item dropped": ("li!", lambda _text, _theirs: ""),
    "cell dropped": ("cell!", lambda _text, _theirs: ""),
    "one digit changed": ("", lambda ours, _theirs: DIGIT.sub(lambda m: str((int(m[0]) + 3) % 8 + 2), ours, count=1)),
    "number added": ("p", lambda ours, _theirs: re.sub(r"(\w) (\w)", r"\1 347 \2", ours, count=1)),
    "version changed": ("", lambda ours, _theirs: VERSION.sub(lambda m: m[0][:-1] + str((int(m[0][-1]) + 1) % 10), ours, count=1)),
    "decimals shifted": ("", lambda ours, _theirs: re.sub(r"(?<![\w.,])(\d)[.,](\d{1,2})(?![\w.,])", r"\1\2", ours, count=1)),
    "per cent dropped": ("", lambda ours, _theirs: re.sub(r"(\d)[  ]?%(?!\w)", r"\1", ours, count=1)),
    "unit changed": ("", lambda ours, _theirs: re.sub(r"(\d[  ]?)[MG]B\b", r"\1TB", ours, count=1)),
    "code without marks": ("", lambda ours, _theirs: CODE.sub(lambda m: m[0][1:-1], ours, count=1)),
    "code in quotes": ("", lambda ours, _theirs: CODE.sub(lambda m: f"«{m[0][1:-1]}»", ours, count=1)),
    "code translated": ("", lambda ours, _theirs: re.sub(r"(?<!`)`[a-z]{3,}`(?!`)", "`palabra`", ours, count=1)),
    "code with another first sign": ("", lambda ours, _theirs: re.sub(r"(?<!`)`[-./@$](\w[^`\n]*)`(?!`)", r"`\1`", ours, count=1)),
    "code not closed": ("", lambda ours, _theirs: CODE.sub(lambda m: m[0][:-1], ours, count=1)),
    "line of code dropped": ("code", lambda ours, _theirs: re.sub(r"\n[^\n`]*\w[^\n`]*(?=\n)", "", ours, count=1)),
    "code in another language": ("code", lambda ours, _theirs: re.sub(r"\A(\s*`{3,}\s*)\w+", r"\1ruby", ours)),
    "code in no language": ("code", lambda ours, _theirs: re.sub(r"\A(\s*`{3,}\s*)\w+(?=[ \t]*\n)", r"\1", ours)),
    "end of code dropped": ("code", lambda ours, _theirs: re.sub(r"\n[ \t]*`{3,}[ \t]*\Z", "", ours)),
    "placeholder renamed": ("", lambda ours, _theirs: re.sub(r"(?<![\w{`])\{(\w+)\}(?!`)", r"{\1x}", ours, count=1)),
    "placeholder put in": ("p", lambda ours, _theirs: re.sub(r"(\w) (\w)", r"\1 {name} \2", ours, count=1)),
    "paragraph half translated": ("p", lambda ours, theirs: halves(theirs, ours)),
    "second half copied": ("p", halves),
    "bold not closed": ("", lambda ours, _theirs: re.sub(r"\*\*(\w[^*]*)\*\*", r"**\1", ours, count=1)),
    "bold closed after a blank": ("", lambda ours, _theirs: re.sub(r"\*\*(\w[^*]*)\*\*", r"**\1 **", ours, count=1)),
    "bold with one star": ("", lambda ours, _theirs: re.sub(r"\*\*(\w[^*]*)\*\*", r"**\1*", ours, count=1)),
    "bracket not closed": ("", lambda ours, _theirs: LINK.sub(r"[\1(\2)", ours, count=1)),
    "parenthesis not closed": ("", lambda ours, _theirs: LINK.sub(r"[\1](\2", ours, count=1)),
    "brackets in full width": ("", lambda ours, _theirs: LINK.sub(r"[\1]（\2）", ours, count=1)),
    "blank in an address": ("", lambda ours, _theirs: re.sub(r"(\]\([^()\s]*[/.])(?=[^()\s]+\))", r"\1 ", ours, count=1)),
    "tag not closed": ("", lambda ours, _theirs: re.sub(r"</(?:a|b|i|kbd|code|span|strong|em|sup|sub|small|p|div)>", "", ours, count=1)),
    "tag broken": ("", lambda ours, _theirs: re.sub(r"<(a|b|i|kbd|code|span|strong|em|sup|sub|br|img)\b([^<>]*)>", r"< \1\2>", ours, count=1)),
    "footnote mark dropped": ("", lambda ours, _theirs: re.sub(r"\[\^[^\]\s]+\](?!:)", "", ours, count=1)),
    "name of an address changed": ("", lambda ours, _theirs: re.sub(r"(\]\[[^\[\]]+)\]", r"\1x]", ours, count=1)),
    "address dropped": ("reference!", lambda _text, _theirs: ""),
    "attributes of a link dropped": ("", lambda ours, _theirs: re.sub(r"(?<=\))\{[^{}\n]+\}", "", ours, count=1)),
    "class changed": ("", lambda ours, _theirs: re.sub(r"(\{[^{}\n]*\.)([\w-]+)(?=[^{}\n]*\})", r"\1\2x", ours, count=1)),
    "box in another language": ("title", lambda ours, _theirs: re.sub(r"^(!!!|\?\?\?\+?) ?(\w+)", r"\1 achtung", ours)),
    "title in other quotes": ("title", lambda ours, _theirs: re.sub(r'"([^"]+)"', r"„\1“", ours)),
    "quote of a title dropped": ("title", lambda ours, _theirs: re.sub(r'"([^"]+)"', r'"\1', ours)),
    "colon at the start": ("p", lambda ours, _theirs: ": " + ours),
    "rule below the text": ("p", lambda ours, _theirs: ours + "\n---"),
    "four blanks before the text": ("p", lambda ours, _theirs: "    " + ours),
    "more-than sign before the text": ("p", lambda ours, _theirs: "> " + ours),
    "item joined to the one above": ("li*", lambda _marker, _theirs: " "),
    "paragraph dropped": ("p!", lambda _text, _theirs: ""),
    "heading dropped": ("heading!", lambda _text, _theirs: ""),
    "code dropped whole": ("code!", lambda _text, _theirs: ""),
    "said twice": ("p", lambda ours, _theirs: ours + "\n\n" + ours),
    "words dropped": ("p", lambda ours, _theirs: " ".join(ours.split()[: len(ours.split()) // 3]) if len(ours.split()) > 20 else ours),
}  # fmt: skip
QUIET = ("unconfirmed", "no-ledger", "perhaps-done", "moved", "stale")
PAIRED = ("unconfirmed", "fresh", "moved")


def main() -> None:
    """Puts every fault into the project named on the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("project", type=Path)
    parser.add_argument("--locale", action="append")
    parser.add_argument("--each", type=int, default=40)
    parser.add_argument("--show", default="", help="shows the misses of this fault")
    wanted = parser.parse_args()
    site = load_site(wanted.project.resolve())
    choose = random.Random(7)
    locales = wanted.locale or [locale.code for locale in site.translated]
    pages = [(slug, locale) for locale in locales for slug in site.slugs(locale)]
    choose.shuffle(pages)
    tried, found = faults_found(site, pages, wanted.each, wanted.show)
    for name in FAULTS:
        if tried[name]:
            codes = Counter(code for fault, code in found.elements() if fault == name)
            share = sum(codes.values()) / tried[name]
            print(f"{name:24} {tried[name]:4} {100 * share:6.1f} %  {dict(codes.most_common(4))}")


def faults_found(
    site: Site, pages: list[tuple[str, str]], each: int, show: str
) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """How often each fault was tried, and what each was found by."""
    check, choose = checks_of(site), random.Random(3)
    tried: Counter[str] = Counter()
    found: Counter[tuple[str, str]] = Counter()
    for slug, locale in pages:
        if all(tried[name] >= each for name in FAULTS):
            break
        whole = load(site, slug, locale)
        if not whole.is_readable or whole.target.data is None:
            continue
        before = codes_of(site, whole, check)
        faulted = {finding.place.line for finding in findings_of(site, whole, check) if finding.code not in QUIET}
        places = {id(block): at for at, block in enumerate(whole.targets)}
        for name in FAULTS:
            for entry in choose.sample(whole.entries, len(whole.entries)):
                if tried[name] >= each or entry.source is None or entry.target is None:
                    continue
                text = faulty(name, whole, places[id(entry.target)], entry.source)
                if not text or entry.state.value not in PAIRED or entry.target.body_line in faulted:
                    continue
                target = File(whole.target.path, text.encode(), None, text)
                again = pair(slug, locale, (whole.source, target, whole.state), sane_lists=False)
                more = codes_of(site, again, check) - before
                tried[name] += 1
                if more:
                    found[name, more.most_common(1)[0][0]] += 1
                elif name == show:
                    print(f"{locale} {slug}\n  {entry.source.body[:300]!r}\n  {entry.target.body[:300]!r}")
                break
    return tried, found


def faulty(name: str, whole: PagePair, at: int, source: Block) -> str:
    """The Page with this fault in one Block; empty where the fault changes nothing there."""
    block, (family, change) = whole.targets[at], FAULTS[name]
    if block.family in ("comment", "snippet", "frame", "html") or family.rstrip("*!") not in ("", block.family):
        return ""
    if family == "" and block.family == "code":
        return ""
    if family.endswith("!"):
        text = ""
    elif family.endswith("*"):
        text = change(block.marker, "") + block.text[block.begin :]
    else:
        raw = block.text[block.begin : block.end]
        text = block.marker + change(raw, source.text[source.begin : source.end]) + block.tail
    if text == block.text:
        return ""
    return "".join(
        [*(each.text for each in whole.targets[:at]), text, *(each.text for each in whole.targets[at + 1 :])]
    )


def codes_of(site: Site, whole: PagePair, check: Callable[[PagePair], object]) -> Counter[str]:
    """The codes of a Page's Findings; that somebody must look at it again is no discovery."""
    found = findings_of(site, whole, check)  # type: ignore[arg-type]
    return Counter(finding.code for finding in found if finding.code not in QUIET)


if __name__ == "__main__":
    main()
