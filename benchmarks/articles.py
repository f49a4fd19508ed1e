"""How much of a folder of legacy articles survives the import, and at what cost.

    python benchmarks/articles.py CORPUS [--includes DIR] [--sample N] [--seed N] [--locale nl] [--show N]

CORPUS is a checkout with `articles/` and `includes/` (or any folder of legacy articles). Every article is rendered twice: as the
old platform showed it (markdown-it, GFM, with the old markers) and as the Page shows it (Python-Markdown with the
site's extensions). What a reader sees of the one must be found in the other, counted fact by fact. Nothing here uses
the importer's own parser or writer: `helpdesk` runs as a command.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from urllib.parse import unquote

import markdown
import yaml
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

EXTENSIONS = [
    "attr_list", "sane_lists", "tables", "def_list", "admonition", "footnotes", "abbr", "md_in_html", "toc",
    "pymdownx.superfences", "pymdownx.details", "pymdownx.tabbed", "pymdownx.highlight", "pymdownx.tasklist",
]  # fmt: skip
OPTIONS = {"pymdownx.tabbed": {"alternate_style": True}, "pymdownx.highlight": {"use_pygments": False}}
CONTENT = ("words", "headings", "code", "spans", "links", "images", "anchors", "videos", "header")
STRUCTURE = ("admonitions", "levels", "items", "cells", "bold", "leftover")

HEADER_END = re.compile(r"\s*<\s*(properties|tags|eigenschappen|labels)\b.*?(?:/>|\n\s*>)", re.DOTALL | re.IGNORECASE)
INCLUDE = re.compile(r"\[AZURE\. ?(?:INCLUDE|OPNEMEN) *\[[^\]]*\] ?\(([^)]*)\) *\]", re.IGNORECASE)
KINDS = {
    "note": "note", "opmerking": "note", "hinweis": "note", "information": "note", "important": "important",
    "belangrijk": "important", "belangrijke": "important", "wichtig": "important", "tip": "tip", "tipp": "tip",
    "warning": "warning", "waarschuwing": "warning", "warnung": "warning", "caution": "warning",
}  # fmt: skip
MARKER = re.compile(
    r"\[?!?(?:AZURE\. ?)?(NOTE|IMPORTANT|TIP|WARNING|CAUTION|INFORMATION|Opmerking|Belangrijke?|Waarschuwing|Hinweis|Wichtig|Warnung)[\]:]+",
    re.IGNORECASE,
)
NOTE = re.compile(
    rf"\[AZURE\. ?({'|'.join(KINDS)})\b\]?:?|\[!({'|'.join(KINDS)})\]|\bAZURE\. ({'|'.join(KINDS)})\b:?",
    re.IGNORECASE,
)
SELECTOR = re.compile(r"\[AZURE\. ?(?:SELECTOR|GEGEVENSKIEZER)(?:-LI[JS]+T)?\]?(?: ?\([^)]*\)?\]?\)?)?", re.IGNORECASE)
VIDEO = re.compile(r"\[AZURE\. ?(?:VIDEO +([\w-]+)|([\w-]+) +VIDEO) *\]+", re.IGNORECASE)
BARE = re.compile(r"(?<![\w/\"'=>(\[@.-])https?://[^\s<>\"')\]]+", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]+")
LOCALE = re.compile(r"/[a-z]{2}-[a-z]{2}(?=/)", re.IGNORECASE)
OLD_ARTICLE = re.compile(r"https?://azure\.microsoft\.com/documentation/articles/([\w-]+)/?")
LEFTOVER = re.compile(r"\*\*|\]\(|\{\s*#|\{:|\[AZURE\.|!!!|^\|", re.IGNORECASE | re.MULTILINE)
SKIP = {"script", "style"}


# ---- the original, as the old platform showed it ----------------------------------------------------------------


def original_html(path: Path, includes: Path | None) -> tuple[str, dict[str, str]]:
    """The old platform's rendering of an article, and its header values."""
    text = path.read_text(encoding="utf-8")
    values = {}
    while match := HEADER_END.match(text):
        values.update(re.findall(r'([A-Za-z][\w.]*)\s*=\s*"([^"]*)"', match[0]))
        text = text[match.end() :]
    text = with_includes(text, path, includes)
    return render(text), values


def with_includes(text: str, path: Path, includes: Path | None) -> str:
    """The text with each include's text in its place, indented as its line is; missing ones leave nothing."""
    lines = text.split("\n")
    code = code_lines(text)
    for index, written in enumerate(lines):
        line = written
        if index in code or "[azure." not in line.lower():
            continue
        for match in INCLUDE.finditer(line):
            name = match[1].strip().rpartition("includes/")[2]
            file = includes / name if includes else None
            inner = without_header(file.read_text(encoding="utf-8")).strip("\n") if file and file.is_file() else ""
            lead = re.match(r"[\s>]*", line)[0]
            body = inner.replace("\n", "\n" + lead)
            # What stands behind an include is a word of its own.
            line = re.sub(re.escape(match[0]) + r"(?=\w)", lambda _found, text=body: f"{text} ", line).replace(
                match[0], body
            )
        lines[index] = line
    return "\n".join(lines)


def without_header(text: str) -> str:
    """The text of an include without the header that some have: no reader ever saw it."""
    while match := HEADER_END.match(text):
        text = text[match.end() :]
    return text


def code_lines(text: str) -> set[int]:
    """The lines that stand in code blocks."""
    tokens = MarkdownIt("commonmark").parse(text)
    return {line for token in tokens if token.type in {"fence", "code_block"} for line in range(*token.map)}


def unparted(table: re.Match[str]) -> str:
    """A table without the blank lines after which CommonMark would show its HTML as code."""
    return re.sub(r"\n\s*\n(?=(?: {4,}|\t)\s*</?(?:p|t[dhr]|tbody|thead|table|[uo]l|li|div)\b)", "\n", table[0])


def render(text: str) -> str:
    """GFM as HTML, with what the old renderer allowed beside it."""
    text = re.sub(r"<table\b.*?</table>", unparted, text, flags=re.DOTALL | re.IGNORECASE)
    lines = text.split("\n")
    code = code_lines(text)
    labels = {match[1].strip().lower() for match in re.finditer(r"^ {0,3}\[([^\]]+)\]:", text, re.MULTILINE)}

    def joined(match: re.Match[str]) -> str:
        return "]" if match[1][1:-1].strip().lower() in labels else match[0]

    for index, written in enumerate(lines):
        line = written
        if index in code:
            continue
        line = re.sub(r"^([\s>]*#{1,6})(<a\s)", r"\1 \2", line)
        # Markdown went on below a line end of HTML; the entity keeps CommonMark from a block of raw HTML.
        line = re.sub(r"^([\s>]*)(</?br\s*/?>)", r"\1&#8203;\2", line, flags=re.IGNORECASE)
        line = re.sub(r"\]\(mailto:\s+", "](mailto:", line)
        line = line.replace("/.md#", ".md#")
        line = re.sub(r"\] +(?=(\[[^\]\[]+\]))", joined, line)
        line = re.sub(r"\]\(([^()<>\"]*#[^()<>\"]* [^()<>\"]*)\)", r"](<\1>)", line)
        line = re.sub(r"\] +\((?=https?://|\.{0,2}/|#|[\w/.-]+\.(?:md|png|jpg)\b)", "](", line)
        line = re.sub(
            r"\]\(([^()<>\"]*\S [^()<>\"]*\.(?:png|jpg|gif|md)|https?://[^()<>\"]* [^()<>\"]*)\)", r"](<\1>)", line
        )
        lines[index] = line.replace("\\", "/") if re.search(r"!\[[^\]]*\]\([^)]*\\", line) else line
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return parser.render("\n".join(lines))


# ---- the Page ---------------------------------------------------------------------------------------------------


def page_html(text: str) -> tuple[str, dict[str, object]]:
    """The Page as MkDocs renders it, and its front matter."""
    front: dict[str, object] = {}
    if text.startswith("---\n"):
        head, _, text = text[4:].partition("---\n")
        front = yaml.load(head, yaml.CSafeLoader) or {}
    converter = markdown.Markdown(extensions=EXTENSIONS, extension_configs=OPTIONS)
    return converter.convert(text.lstrip("\n")), front


# ---- what a reader sees -----------------------------------------------------------------------------------------


def squeezed(text: str) -> str:
    """The words, in lower case, with one blank between."""
    return " ".join(WORD.findall(text)).lower()


def slugged(name: str) -> str:
    """An anchor without case and punctuation."""
    return re.sub(r"[\W_]+", "-", unquote(name)).strip("-").lower()


def target_of(href: str) -> str:
    """A link's target without folder, case and Locale."""
    href = LOCALE.sub("", unquote(href.strip()).replace("\\", "/"))
    href = OLD_ARTICLE.sub(r"\1.md", href)
    if re.match(r"[a-z]+:", href, re.IGNORECASE):
        return href.lower().rstrip("/")
    path, _, fragment = href.partition("#")
    return f"{path.rstrip('/').rpartition('/')[2].lower().removesuffix('.md')}#{slugged(fragment)}"


def facts_of(html: str, *, old: bool) -> dict[str, Counter[str]]:
    """Everything a reader sees, as multisets by kind."""
    facts: dict[str, Counter[str]] = {name: Counter() for name in (*CONTENT, *STRUCTURE)}
    body = LexborHTMLParser(shown_placeholders(html) if old else html).body
    if body is None:
        return facts
    if old:
        notes(body, facts)
    visible: list[str] = []
    walk(body, facts, visible, {"old": old, "depth": 0})
    text = "\n".join(visible)
    if old:
        for match in VIDEO.finditer(text):
            facts["videos"][(match[1] or match[2]).lower()] += 1
        text = SELECTOR.sub(" ", NOTE.sub(" ", INCLUDE.sub(" ", VIDEO.sub(" ", text))))
        text = re.sub(r"\[AZURE\.INCLUDE[^\]]*\]?", " ", text)
    for match in BARE.finditer(text):
        facts["links"][f"{match[0].rstrip('.,;:!?*_').lower().rstrip('/')} bare"] += 1
    facts["words"].update(WORD.findall(text.lower()))
    facts["leftover"].update(LEFTOVER.findall("".join(visible)))
    return facts


REAL_TAGS = {
    "a",
    "abbr",
    "acronym",
    "b",
    "big",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "font",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "iframe",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "legend",
    "li",
    "mark",
    "meta",
    "nobr",
    "object",
    "ol",
    "option",
    "p",
    "param",
    "pre",
    "q",
    "s",
    "samp",
    "script",
    "section",
    "select",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
    "html",
    "head",
    "body",
}


def shown_placeholders(html: str) -> str:
    """Made-up tags as text: a browser hides them, which is a fault of the original and none of the Page."""
    return re.sub(
        r"<(/?)([A-Za-z][\w:-]*)([^<>]*)>",
        lambda tag: tag[0] if tag[2].lower() in REAL_TAGS else f"&lt;{tag[1]}{tag[2]}{tag[3]}&gt;",
        html,
    )


def notes(body, facts) -> None:
    """The old markers in quotations."""
    for paragraph in body.css("blockquote p"):
        for match in NOTE.finditer(paragraph.text(separator="\n")):
            kind = next(group for group in match.groups() if group).lower()
            facts["admonitions"][KINDS[kind]] += 1


def walk(node, facts, visible, state) -> None:
    """Counts the facts below an element."""
    for child in node.iter(include_text=True):
        name = child.tag
        attributes = child.attributes if name[0] != "-" else {}
        if name == "-text":
            visible.append(child.text_content)
            continue
        if name == "-comment" or name in SKIP:
            continue
        for key in ("id", "name"):
            if attributes.get(key) and (key == "id" or name == "a"):
                facts["anchors"][slugged(attributes[key])] = 1
        if name == "pre":
            facts["code"][code_text(child)] += 1
            continue
        if name == "code":
            facts["spans"][" ".join((child.text() or "").split())] += 1
            continue
        inner = state
        if re.fullmatch("h[1-6]", name):
            title = squeezed(child.text())
            facts["headings"][title] += bool(title)
            facts["levels"][f"{name} {title}"] += bool(title)
        elif name == "a" and attributes.get("href"):
            link(child, attributes["href"], facts)
        elif name == "img":
            alt = squeezed(attributes.get("alt") or "")
            facts["images"][f"{target_of(attributes.get('src') or '')} {alt}"] += 1
        elif name in {"b", "strong"}:
            word = squeezed(child.text())
            facts["bold"][word] += bool(word)
        elif name in {"td", "th"}:
            cell = squeezed(clean(child.text(separator=" "), old=state["old"])).replace(" ", "")
            facts["cells"][cell] += bool(cell)
        elif name in {"ul", "ol"}:
            inner = {**state, "depth": state["depth"] + 1}
            items(child, inner, facts, name)
        elif name == "div" and "admonition" in (attributes.get("class") or "").split():
            facts["admonitions"][attributes["class"].split()[1]] += 1
        walk(child, facts, visible, inner)
        if name in {"p", "li", "div", "td", "th", "br", "tr"} or name[0] == "h":
            visible.append("\n")


def clean(text: str, *, old: bool) -> str:
    """The text without the old markers."""
    return SELECTOR.sub(" ", NOTE.sub(" ", VIDEO.sub(" ", text))) if old else text


def items(node, state, facts, name: str) -> None:
    """Depth, number and first words of the items of a list."""
    number = int(node.attributes.get("start") or 1)
    for item in node.iter():
        if item.tag == "li":
            # Letters, not words, so that a blank put between glued words makes no other item.
            letters = squeezed(clean(own_text(item), old=state["old"])).replace(" ", "")[:40]
            if letters:
                facts["items"][f"{state['depth']} {number if name == 'ol' else '-'} {letters}"] += 1
            number += 1


def own_text(node) -> str:
    """The words of an item without those of lists, code and admonition titles in it."""
    parts = []
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            parts.append(child.text_content)
        elif child.tag not in {"ul", "ol", "pre", "table", "blockquote", "div", "-comment"}:
            parts.append(own_text(child))
    return "".join(parts)


def link(node, href: str, facts) -> None:
    """Counts a link, a bare address or a video."""
    text = squeezed(node.text())
    target = target_of(href)
    video = re.search(r"documentation/videos/([\w-]+)", href)
    if video and text.split()[:1] == ["video"]:
        facts["videos"][video[1].lower()] += 1
        return
    if text and squeezed(href) == text:
        facts["links"][f"{href.lower().rstrip('/')} bare"] += 1
    else:
        facts["links"][f"{target} {text}"] += 1


def code_text(node) -> str:
    """Code with tabs, common indent and blanks at line ends out of account."""
    lines = [line.expandtabs(4).rstrip() for line in (node.text() or "").split("\n")]
    lines = [line for line in lines if line]
    indent = min((len(line) - len(line.lstrip()) for line in lines), default=0)
    return "\n".join(line[indent:] for line in lines)


# ---- comparing --------------------------------------------------------------------------------------------------


def lost(article: str) -> tuple[str, dict[str, list[str]]]:
    """The facts of an article that its Page has not, by kind."""
    old_html, values = original_html(settings["articles"] / article, settings["includes"])
    page = settings["pages"] / f"{os.path.splitext(article)[0]}.md"
    if not page.is_file():
        return article, {"words": ["no Page"]}
    new_html, front = page_html(page.read_text(encoding="utf-8"))
    old, new = facts_of(old_html, old=True), facts_of(new_html, old=False)
    new["bold"].update(new["headings"])
    missing: dict[str, list[str]] = {}
    for kind in (*CONTENT, *STRUCTURE):
        rest = new["leftover"] - old["leftover"] if kind == "leftover" else old[kind] - new[kind]
        if rest := forgiven(kind, rest, new):
            missing[kind] = [f"{count} x {fact[:150]}" for fact, count in rest.items()]
    have = {squeezed(str(value)) for value in front.values()} | {str(value) for value in front.values()}
    wrong = [name for name, value in values.items() if not header_kept(value, have)]
    if wrong:
        missing["header"] = wrong
    return article, missing


def forgiven(kind: str, rest: Counter[str], new: dict[str, Counter[str]]) -> Counter[str]:
    """Without the differences that are meant: a bare address in code or in a link is no link lost."""
    if kind == "links":
        return Counter(
            {
                fact: count
                for fact, count in rest.items()
                if not (fact.endswith(" bare") and any(fact[:-5] in other for other in new["links"]))
            }
        )
    if kind == "bold":
        return Counter({fact: count for fact, count in rest.items() if not any(fact in other for other in new["bold"])})
    return rest


def header_kept(value: str, have: set[str]) -> bool:
    """Whether the front matter has the value of a header."""
    match = re.fullmatch(r"(\d\d)/(\d\d)/(\d{4})", value)
    if match:
        return f"{match[3]}-{match[1]}-{match[2]}" in have
    return not squeezed(value) or squeezed(value) in have or squeezed(value.rpartition("|")[0]) in have


settings: dict[str, Path | None] = {}


def imported(articles: Path, into: Path, locale: str) -> tuple[dict[str, object], float, float]:
    """Runs the import; its summary, CPU seconds and the most memory of one process in MiB."""
    words = ["articles", "import", str(articles), "--into", str(into), "--locale", locale, "--format", "json"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run([sys.executable, "-m", "helpdesk", *words], capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if run.returncode not in {0, 1}:
        raise SystemExit(run.stderr)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return json.loads(run.stdout)["summary"], seconds, after.ru_maxrss / 1024


def main() -> None:
    """Imports, compares and prints the shares."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--includes", type=Path)
    parser.add_argument("--sample", type=int, default=0, help="compare only so many articles, chosen by --seed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--locale", default="nl")
    parser.add_argument("--show", type=int, default=0, help="print the losses of so many articles")
    parser.add_argument("--only", default="", help="only articles whose path contains this")
    given = parser.parse_args()
    articles = given.corpus / "articles" if (given.corpus / "articles").is_dir() else given.corpus
    includes = given.includes or given.corpus / "includes"
    with tempfile.TemporaryDirectory() as folder:
        summary, seconds, memory = imported(articles, Path(folder), given.locale)
        print(f"{summary['files']} in {seconds:.1f} CPU s, largest process {memory:.0f} MiB")
        names = sorted(path.relative_to(articles).as_posix() for path in articles.rglob("*.md"))
        names = [name for name in names if given.only in name]
        if given.sample:
            names = random.Random(given.seed).sample(names, min(given.sample, len(names)))
        settings.update(articles=articles, includes=includes if includes.is_dir() else None, pages=Path(folder))
        with multiprocessing.get_context("fork").Pool(2) as pool:
            results = pool.map(lost, names, chunksize=16)
    show(results, given.show)


def show(results: list[tuple[str, dict[str, list[str]]]], limit: int) -> None:
    """The shares, what was lost by kind, and the first articles in detail."""
    whole = sum(not any(kind in missing for kind in CONTENT) for _article, missing in results)
    faithful = sum(not missing for _article, missing in results)
    count = len(results)
    print(f"{count} articles: {whole / count:.2%} without content loss, {faithful / count:.2%} faithful")
    print(Counter(kind for _article, missing in results for kind in missing))
    for article, missing in [result for result in results if result[1]][:limit]:
        print(article)
        for kind, facts in missing.items():
            print(f"    {kind}: {facts[:4]}")


if __name__ == "__main__":
    main()
