"""How well `helpdesk.blocks` sees what Python-Markdown renders, and how fast it is.

    PYTHONPATH=scripts python benchmarks/blocks.py agreement FOLDER…   # folders of Markdown pages
    PYTHONPATH=scripts python benchmarks/blocks.py speed FOLDER…
    PYTHONPATH=scripts python benchmarks/blocks.py peers FOLDER… po4a=po4a-updatepo mdpo=md2po

Agreement: Python-Markdown with a Material site's extensions parses each page; headings, items, cells, titles of
admonitions and tabs, and code are compared in order with the Blocks of the page. A page agrees when all are equal.
Speed: one cold pass over all files, splitting, normalising and digesting, on one core, beside Python-Markdown's own.
Peers: up to 100 of the files for us, for po4a and for mdpo, whose commands are given by path; what a call without
work costs is taken off, and a file that a peer cannot read counts for neither. They must be at least four times slower.
"""

from __future__ import annotations

import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path
from xml.etree.ElementTree import Element

import markdown
from mkdocs.utils import meta

from helpdesk.blocks import Block, split
from helpdesk.blocks.elements import PICTURE, SNIPPET

EXTENSIONS = [
    "abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc",
    "pymdownx.arithmatex", "pymdownx.betterem", "pymdownx.caret", "pymdownx.details", "pymdownx.highlight",
    "pymdownx.inlinehilite", "pymdownx.keys", "pymdownx.mark", "pymdownx.superfences", "pymdownx.tabbed",
    "pymdownx.tasklist", "pymdownx.tilde", "pymdownx.blocks.admonition", "pymdownx.blocks.details",
    "pymdownx.blocks.tab",
]  # fmt: skip
TYPES = ["note", "attention", "caution", "danger", "error", "tip", "hint", "warning", "info", "check"]
SETTINGS = {
    "pymdownx.arithmatex": {"generic": True},
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.blocks.admonition": {"types": TYPES},
    "pymdownx.blocks.tab": {"alternate_style": True},
    "pymdownx.superfences": {
        "custom_fences": [
            {"name": "mermaid", "class": "mermaid", "format": lambda source, *_a, **_k: f"<pre>{source}</pre>"}
        ]
    },
}
HELD = re.compile("\x02wzxhzdk:(\\d+)\x03")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
SEEN = ("heading", "li", "cell", "title", "tab", "code")
TITLE = re.compile(r'^(?:!!!|\?\?\?\+?|===[+!]*) ?([\w-]+)?[^"]*(?:"(.*)")?\s*$|^/{3,} *([\w-]+) *(?:\|(.*))?$')


def rendered(text: str) -> list[str]:
    """What Python-Markdown makes of a page, as lines of `family text`, in order of the page."""
    processor = markdown.Markdown(extensions=EXTENSIONS, extension_configs=SETTINGS)
    body, _data = meta.get_data(text)
    lines = body.split("\n")
    for preprocessor in processor.preprocessors:
        lines = preprocessor.run(lines)
    root = processor.parser.parseDocument(lines).getroot()
    stash = processor.htmlStash.rawHtmlBlocks
    extension = next(each for each in processor.registeredExtensions if type(each).__name__ == "FootnoteExtension")
    # A summary that the page writes as HTML is no title of ours.
    written = [
        line
        for line in walked(root, stash)
        if not (line.startswith("title ") and f"<summary>{line[6:].split(chr(2))[0]}" in text)
    ]
    notes: list[str] = []
    for note in extension.footnotes.values():
        content = Element("div")
        processor.parser.parseChunk(content, note)
        notes += walked(content, stash)
    return written + notes


def walked(element: Element, stash: list[object]) -> Iterator[str]:
    """The element and what is below it."""
    kind = str(element.attrib.get("class", ""))
    own = text_of(element)
    if element.tag in HEADINGS:
        yield f"heading {own}"
    elif element.tag in ("td", "th"):
        # A row too short for the table is filled up with cells that the page does not have.
        if own and not HELD.match(own):
            yield f"cell {own}"
    elif element.tag == "label":
        yield f"tab {own}"
    elif element.tag == "summary" or "admonition-title" in kind:
        yield f"title {own}"
    elif element.tag == "li":
        # The text of an item that turned out to hold more becomes a paragraph, behind the lists that were there already.
        first = next((each for each in element if each.tag not in ("ul", "ol")), None)
        if not own and first is not None and first.tag == "p" and "title" not in str(first.attrib.get("class", "")):
            own = text_of(first)
        if own and not HELD.match(own) and not PICTURE.match(own) and not SNIPPET.match(own):
            yield f"li {own}"
    if element.tag == "pre":
        yield "code"
    else:
        yield from held_code(element.text, stash)
        for child in element:
            yield from walked(child, stash)
            yield from held_code(child.tail, stash)


def held_code(text: str | None, stash: list[object]) -> Iterator[str]:
    """The code that SuperFences keeps aside."""
    for match in HELD.finditer(text or ""):
        kept = stash[int(match[1])]
        if isinstance(kept, str) and re.match("<(?:pre|(?:div|table)[^>]*highlight)", kept):
            yield "code"


def text_of(element: Element) -> str:
    return first_line(element.text or "")


def first_line(text: str) -> str:
    return " ".join(text.strip().split("\n")[0].split())


def seen(blocks: list[Block]) -> list[str]:
    """The Blocks in the same form."""
    lines = []
    for block in blocks:
        body = block.body.split("\n")[0]
        if block.family == "heading":
            lines.append(f"heading {' '.join(re.sub('#+$', '', body.lstrip('#')).split())}")
        elif block.family == "title":
            if title := title_of(body):
                lines.append(f"{'tab' if re.match('=|/+ *tab', body) else 'title'} {title}")
        elif block.family in ("li", "cell"):
            if body:
                lines.append(f"{block.family} {' '.join(body.split())}")
        elif block.family == "code":
            lines.append("code")
    return lines


def title_of(line: str) -> str:
    """The words of a title line as they are rendered; an admonition without a title shows its type."""
    match = TITLE.match(line)
    if match is None:
        return ""
    if line.startswith("/"):
        return " ".join((match[4] or "").split()) or match[3].capitalize()
    if match[2] is None:
        return (match[1] or "").lower().capitalize()
    return " ".join(match[2].split())


def agreement(folders: list[str]) -> None:
    pages = same = 0
    for path in files(folders):
        text = path.read_text(encoding="utf-8")
        try:
            expected = rendered(text)
        except RecursionError:
            continue
        found = seen(split(text))
        pages += 1
        if order(expected) == order(found):
            same += 1
        else:
            print(path)
            print("\n".join(list(unified_diff(order(expected), order(found), "rendered", "blocks", n=1))[:12]))
    print(f"{same} of {pages} pages agree: {100 * same / max(pages, 1):.2f} %")


def order(lines: list[str]) -> list[str]:
    """Tab labels come before all tabs' content in HTML: each family is compared in its own order."""
    return sorted(lines, key=lambda line: SEEN.index(line.split(" ")[0]))


def files(folders: list[str]) -> list[Path]:
    return sorted(path for folder in folders for path in Path(folder).rglob("*.md"))


def speed(folders: list[str]) -> None:
    texts = [path.read_bytes() for path in files(folders)]
    size = sum(map(len, texts)) / 1e6
    start = time.process_time()
    count = sum(len(split(text.decode())) for text in texts)
    ours = time.process_time() - start
    print(f"{len(texts)} files, {size:.1f} MB, {count} Blocks: {ours:.2f} s CPU, {size / ours:.1f} MB/s")
    sample = texts[:: max(len(texts) // 100, 1)]
    start = time.process_time()
    for text in sample:
        split(text.decode())
    ours = time.process_time() - start
    start = time.process_time()
    for text in sample:
        markdown.Markdown(extensions=EXTENSIONS, extension_configs=SETTINGS).convert(text.decode())
    theirs = time.process_time() - start
    print(f"Python-Markdown on {len(sample)} of them: {theirs / ours:.0f} times slower")


def po4a_call(command: str, page: Path, out: Path) -> list[str]:
    return [command, "-f", "text", "-o", "markdown", "-M", "utf-8", "-m", str(page), "-p", str(out)]


def mdpo_call(command: str, page: Path, out: Path) -> list[str]:
    return [command, "-q", "-s", "-p", str(out), str(page)]


PEERS = {"po4a": po4a_call, "mdpo": mdpo_call}


def peers(words: list[str]) -> None:
    commands = dict(word.split("=", 1) for word in words if word.split("=")[0] in PEERS)
    pages = files([word for word in words if "=" not in word])
    # md2po takes a name with other signs for a pattern or for Markdown.
    pages = [path for path in pages if re.fullmatch(r"[\w./-]+", str(path))]
    sample = pages[:: max(len(pages) // 100, 1)][:100]
    texts = {path: path.read_text(encoding="utf-8") for path in sample}
    for name, command in commands.items():
        theirs = peer_times(name, command, sample)
        ours = min(own_time([texts[path] for path in theirs]) for _run in range(5))
        size, spent = sum(path.stat().st_size for path in theirs) / 1e6, sum(theirs.values())
        print(
            f"{name}: {len(theirs)} of {len(sample)} files read, {size:.1f} MB: {spent:.2f} s CPU, {size / spent:.2f} MB/s;"
            f" ours {ours:.2f} s, {size / ours:.1f} MB/s: {spent / ours:.1f} times slower"
        )


def own_time(texts: list[str]) -> float:
    start = time.process_time()
    for text in texts:
        split(text)
    return time.process_time() - start


def peer_times(name: str, command: str, sample: list[Path]) -> dict[Path, float]:
    """The CPU seconds of a peer for each page that it can read, without those of its start."""
    times: dict[Path, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        nothing = Path(folder, "nothing.md")
        nothing.write_text("x\n")
        idle = min(cpu_of(PEERS[name](command, nothing, Path(folder, f"idle{number}.pot"))) or 0 for number in range(5))
        for number, page in enumerate(sample):
            spent = cpu_of(PEERS[name](command, page, Path(folder, f"{number}.pot")))
            if spent is not None:
                times[page] = max(spent - idle, 0)
    return times


def cpu_of(call: list[str]) -> float | None:
    """The CPU seconds of a call; None when it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(call, check=False, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return None if done.returncode else after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    {"agreement": agreement, "speed": speed, "peers": peers}[sys.argv[1]](sys.argv[2:])
