"""Inline nodes as Markdown that Python-Markdown reads back as the same nodes."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from helpdesk.articles.nodes import (
    Break,
    CodeSpan,
    Hyperlink,
    Inline,
    Inlines,
    Mark,
    Picture,
    Styled,
    Tag,
    Text,
    plain,
)

# Two spaces, not a backslash: Python-Markdown shows the backslash.
HARD_BREAK = "  \n"
# What Python-Markdown lets a backslash protect (markdown.core, ESCAPED_CHARS).
PROTECTED = "\\`*_{}[]()>#+-.!"

SPECIAL = re.compile(r"[\\`*_\[\]{}&<|\u00a0]")
BACKSLASH = re.compile(r"\\(?=[\\`*_{}\[\]()>#+\-.!|]|\Z)")
ANGLE = re.compile(r"<(?=[A-Za-z/!?]|\Z)")
ENTITY = re.compile(r"&(?=#?\w+;)")
STAR = re.compile(r"(?<!\s)\*|\*(?!\s)")
# A pair is protected whole: behind a backslash, the second of two would start emphasis of its own.
UNDERSCORE = re.compile(r"(?<!\w)_+")
# A bracket that a link, a definition or a footnote could be made of.
BRACKETS = re.compile(r"\]\s?[(\[:{]|\[\^|\]\Z|\[(?=[^\]]*\Z)|\[TOC\]", re.IGNORECASE)
# What would start a Block at the start of a line: (pattern of the first sign's context, how to write that sign).
LINE_STARTS = (
    (re.compile(r"(#|>|[+\-](?=\s|\Z)|-{2,}|\*(?=\s))"), "\\"),
    (re.compile(r"(!!!|\|)"), "\\"),
    (re.compile(r"(:(?=\s|\Z)|={3}|\?{3}|~{3}|;{3}|\^|/{3,}(?=\s))"), "&"),
)
NUMBERED = re.compile(r"(\d+)([.)])(?=\s|\Z)")
TASK = re.compile(r"\[(?=[ xX]\]\s)")
CODE_FENCES = re.compile(r"`+")
PLAIN_TARGET = re.compile(r"[^\s()<>\\\"'`]*")
# attr_list reads values in double quotes only up to the next one.
NO_TITLE = str.maketrans({'"': "&quot;", "\n": " "})


def written(children: Inlines, *, in_cell: bool = False) -> str:
    """The Markdown of a paragraph's or cell's inline nodes; in a cell everything stays on one line."""
    text = joined(children, in_cell=in_cell).strip(" \n")
    if in_cell:
        return re.sub(r"[ \t]*\n[ \t]*", " ", text)
    lines = text.split("\n")
    return "\n".join(line_start_protected(line.lstrip(" \t"), first=at == 0) for at, line in enumerate(lines))


def joined(children: Inlines, *, in_cell: bool) -> str:
    """All nodes one after the other, each knowing what stands around it."""
    parts: list[str] = []
    for at, child in enumerate(children):
        before = parts[-1][-1:] if parts and parts[-1] else ""
        after = children[at + 1] if at + 1 < len(children) else None
        if isinstance(child, Text) and at and isinstance(children[at - 1], Break):
            child = Text(child.text.lstrip(), child.where)  # noqa: PLW2901 - the same node on its new line
        parts.append(one(child, before, after, in_cell=in_cell))
    return "".join(parts)


def one(node: Inline, before: str, after: Inline | None, *, in_cell: bool) -> str:
    """The Markdown of one node between its neighbours."""
    match node:
        case Text(text=text):
            return protected(text, before, after, in_cell=in_cell)
        case CodeSpan(code=code):
            return code_span(code, in_cell=in_cell)
        case Styled():
            return styled(node, before, after, in_cell=in_cell)
        case Hyperlink():
            return hyperlink(node, in_cell=in_cell)
        case Picture():
            return picture(node)
        case Mark(name=name):
            return f'<a id="{attribute(name)}"></a>'
        case Break():
            return "<br>" if in_cell or after is None or isinstance(after, Break) or not before.strip() else HARD_BREAK
        case Tag(html=html):
            return re.sub(r"\s*\n\s*", " ", html)


def attribute(value: str) -> str:
    """A value between double quotes of HTML."""
    return value.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace("\n", " ")


def protected(text: str, before: str, after: Inline | None, *, in_cell: bool) -> str:
    """Text with a backslash or entity wherever Python-Markdown would see syntax."""
    if SPECIAL.search(text):
        text = BACKSLASH.sub(r"\\\\", text)
        text = text.replace("`", "\\`")
        text = STAR.sub(r"\\*", text)
        if before and (before.isalnum() or before == "_") and text.startswith("_"):
            text = "_" + UNDERSCORE.sub(underscores, text[1:])
        else:
            text = UNDERSCORE.sub(underscores, text)
        if BRACKETS.search(text):
            text = text.replace("[", "\\[").replace("]", "\\]")
        if "{" in text:
            text = "\n".join(braces_protected(line) for line in text.split("\n"))
        text = ENTITY.sub("&amp;", text)
        text = ANGLE.sub("&lt;", text)
        text = text.replace("\u00a0", "&nbsp;")
        if in_cell:
            text = text.replace("|", "\\|")
    if "  " in text:
        text = re.sub(" {2,}", " ", text)
    if text.endswith("!") and isinstance(after, Hyperlink | Picture):
        text = text[:-1] + "\\!"
    return text


def underscores(run: re.Match[str]) -> str:
    """Underscores that start no emphasis."""
    return "\\_" * len(run[0])


def braces_protected(line: str) -> str:
    """The line without braces for attr_list, which takes them at the end of a line and right behind an element."""
    if line.rstrip().endswith("}"):
        return line.replace("{", "\\{")
    start = len(line) - len(line.lstrip())
    return f"{line[:start]}\\{line[start:]}" if line.startswith("{", start) else line


def line_start_protected(line: str, *, first: bool) -> str:
    """The line with its first sign protected where it would start a Block."""
    for pattern, how in LINE_STARTS:
        if pattern.match(line):
            return f"\\{line}" if how == "\\" else f"&#{ord(line[0])};{line[1:]}"
    if match := NUMBERED.match(line):
        return f"{match[1]}\\{line[match.end(1) :]}"
    if first and TASK.match(line):
        return f"\\{line}"
    return line


def code_span(code: str, *, in_cell: bool) -> str:
    """Code between as many backquotes as it needs."""
    code = re.sub(r"[ \t]*\n[ \t]*", " ", code)
    if not code.strip():
        return "`` ` ``" if code == "`" else f"<code>{code}</code>"
    runs = {len(run) for run in CODE_FENCES.findall(code)}
    length = next(size for size in range(1, len(runs) + 2) if size not in runs)
    fence = "`" * length
    pad = " " if code.startswith("`") or code.endswith("`") else ""
    return f"{fence}{pad}{code}{pad}{fence}"


def styled(node: Styled, before: str, after: Inline | None, *, in_cell: bool) -> str:
    """Bold, emphasis or struck-out text, with blanks at its ends moved out."""
    inner = joined(node.children, in_cell=in_cell)
    lead = inner[: len(inner) - len(inner.lstrip())]
    tail = inner[len(inner.rstrip()) :]
    body = inner.strip()
    if not body:
        return inner
    if tail and re.search(r"(?<!\\)(?:\\\\)*\\$", body):  # a backslash would protect the closing stars
        body += "\\"
    if node.tag == "del":
        return f"{lead}<del>{body}</del>{tail}"
    if node.tag == "strong":
        return f"{lead}**{body}**{tail}" if holds(node, "strong") == 0 else f"{lead}<strong>{body}</strong>{tail}"
    follows = plain((after,))[:1] if after is not None else ""
    glued = (before.isalnum() and not lead) or (follows.isalnum() and not tail)
    if holds(node, "em") or (glued and clashes(node, before, after)):
        return f"{lead}<em>{body}</em>{tail}"
    mark = "_" if clashes(node, before, after) else "*"
    return f"{lead}{mark}{body}{mark}{tail}"


def clashes(node: Styled, before: str, after: Inline | None) -> bool:
    """Whether a single star would run into the stars of bold text."""
    return bool(holds(node, "strong")) or before == "*" or isinstance(after, Styled)


def holds(node: Styled, tag: str) -> int:
    """How many elements of that kind stand inside the node."""
    return sum((child.tag == tag) + holds(child, tag) for child in node.children if isinstance(child, Styled))


def hyperlink(node: Hyperlink, *, in_cell: bool) -> str:
    """An inline link; an address that is its own text stands in angle brackets."""
    if (
        not node.title
        and len(node.children) == 1
        and isinstance(node.children[0], Text)
        and node.children[0].text == node.target
        and re.fullmatch(r"https?://[^\s<>|`\\&\[\]]+", node.target)
    ):
        return f"<{node.target}>"
    text = joined(node.children, in_cell=in_cell).replace(HARD_BREAK, "<br>")
    text = re.sub(r"\s*\n\s*", " ", text)
    return f"[{bracketed(node.children, text)}]({target(node.target, in_cell=in_cell)}{title(node.title)})"


def bracketed(children: Inlines, text: str) -> str:
    """The text of a link with its own brackets protected."""
    if any(isinstance(child, Picture) for child in children):
        return text
    return re.sub(r"(?<!\\)([\[\]])", r"\\\1", text) if re.search(r"[\[\]]", plain(children)) else text


def picture(node: Picture) -> str:
    """An image with its alternative text."""
    alt = re.sub(r"([\\`*_\[\]{}])", r"\\\1", node.alt) if re.search(r"[\\`*\[\]{}]|(?<!\w)_", node.alt) else node.alt
    alt = ANGLE.sub("&lt;", ENTITY.sub("&amp;", alt))
    sizes = " ".join(f'{name}="{attribute(value)}"' for name, value in node.attributes)
    return f"![{alt}]({target(node.target, in_cell=True)}{title(node.title)}){f'{{ {sizes} }}' if sizes else ''}"


def target(address: str, *, in_cell: bool) -> str:
    """A target as Python-Markdown reads it; between angle brackets where it holds blanks or odd parentheses."""
    address = address.strip().replace("\n", " ")
    for sign, code in (("\\", "%5C"), ("`", "%60"), ("<", "%3C"), (">", "%3E"), ('"', "%22")):
        address = address.replace(sign, code)
    if in_cell:
        address = address.replace("|", "%7C")
    if not is_address(address):
        address = address.replace("[", "%5B").replace("]", "%5D")
    balanced = PLAIN_TARGET.fullmatch(address) or (
        not re.search(r"\s|'", address)
        and address.count("(") == address.count(")")
        and not re.search(r"\)[^(]*\(", address)
    )
    return address if balanced else f"<{address}>"


def is_address(text: str) -> bool:
    """Whether a site build can take the target apart; it fails on brackets where a host should be."""
    try:
        urlsplit(text)
    except ValueError:
        return False
    return True


def title(text: str) -> str:
    """The title behind a target, with the blank before it."""
    return f' "{text.translate(NO_TITLE)}"' if text else ""
