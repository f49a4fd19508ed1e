"""What of a page's bytes browsers make elements of: comments, scripts, templates and plain texts hold none."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A start tag of more than a thousand signs is left alone: looking further from every `<script` would take for ever.
BEGINNING = re.compile(rb"<!--|<(script|style|template|noscript|textarea|iframe|xmp)\b[^>]{0,1000}>", re.IGNORECASE)
ENDS = {
    name: re.compile(rb"</" + name + rb"\b", re.IGNORECASE)
    for name in (b"script", b"style", b"template", b"noscript", b"textarea", b"iframe", b"xmp")
}
COMMENT_END = re.compile(rb"--!?>")
IN_TEMPLATE = re.compile(rb"</template\b|" + BEGINNING.pattern, re.IGNORECASE)


def document(body: bytes) -> bytes:
    """The page without what holds no elements; the tags around it, with their own ids, stay."""
    pieces, start = [], 0
    for begin, end in without_elements(body):
        pieces.append(body[start:begin])
        start = end
    return b"".join((*pieces, body[start:])) if pieces else body


def without_elements(body: bytes) -> Iterator[tuple[int, int]]:
    """Where such content lies; what never ends is taken as if it had not begun, so that no id is lost to it."""
    position = 0
    endless = set()
    while found := BEGINNING.search(body, position):
        position = found.end()
        name = (found[1] or b"").lower()
        if name in endless:
            continue
        end = content_end(body, found, name)
        if end < 0:
            endless.add(name)
            continue
        yield position, end
        position = end


def content_end(body: bytes, start: re.Match[bytes], name: bytes) -> int:
    """Where the content ends that begins after this tag; -1 where it never does."""
    if name == b"template":
        return template_end(body, start.end())
    # The two hyphens of `<!-->` begin and end a comment.
    found = ENDS[name].search(body, start.end()) if name else COMMENT_END.search(body, start.start() + 2)
    return max(found.start(), start.end()) if found else -1


def template_end(body: bytes, position: int) -> int:
    """Where the template ends that begins here; what stands in its own templates, comments and texts does not end it."""
    depth = 1
    endless: set[bytes] = set()
    while found := IN_TEMPLATE.search(body, position):
        position = found.end()
        name = (found[1] or b"").lower()
        if found[0].startswith(b"</"):
            depth -= 1
            if not depth:
                return found.start()
        elif name == b"template":
            depth += 1
        elif name not in endless:
            end = content_end(body, found, name)
            position = max(position, end)
            endless.update({name} if end < 0 else ())
    return -1
