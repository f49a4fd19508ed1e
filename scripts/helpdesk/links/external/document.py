"""What of a page's bytes browsers make elements of: comments, scripts, templates and plain texts hold none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpdesk.links.markup import is_sign

LONG_NUMBER = re.compile(rb"&#\d{9,};?")
# Meant for attributes; spelt out in text, too, it changes nothing that is looked for there.
NAMED = re.compile(rb"&([a-zA-Z][a-zA-Z0-9]*)([;=]?)")
SIGN = re.compile(rb"[^\n]")
BEGINNING = re.compile(rb"<!--|<(script|style|template|noscript|textarea|iframe|xmp)\b", re.IGNORECASE)
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


def digestible(body: bytes) -> bytes:
    """The page without what LinkChecker's parser stumbles over.

    Comments that never end, numbers of signs that are none, and ampersands that begin no sign.
    """
    last = max(body.rfind(b"-->"), body.rfind(b"--!>"), 0)
    return NAMED.sub(spelt_out, LONG_NUMBER.sub(b"&#xfffd;", body[:last] + body[last:].replace(b"<!--", b"")))


def spelt_out(reference: re.Match[bytes]) -> bytes:
    """A reference by name, its ampersand spelt out where it is none."""
    return reference[0] if is_sign(reference[1].decode(), reference[2].decode()) else b"&amp;" + reference[0][1:]


def blanked(body: bytes) -> bytes:
    """The page with blanks and line ends where nothing holds elements, so that every place stays where it is."""
    pieces, start = [], 0
    for begin, end in without_elements(body):
        pieces += [body[start:begin], SIGN.sub(b" ", body[begin:end])]
        start = end
    return b"".join((*pieces, body[start:]))


def without_elements(body: bytes) -> Iterator[tuple[int, int]]:
    """Where such content lies; what never ends is taken as if it had not begun, so that no id is lost to it."""
    position = 0
    endless: set[bytes] = set()
    while found := BEGINNING.search(body, position):
        position = found.end()
        name = (found[1] or b"").lower()
        if name in endless:
            continue
        begin, end = content(body, found, name, endless)
        if end < 0:
            endless.add(name)
            continue
        yield begin, end
        position = end


def content(body: bytes, start: re.Match[bytes], name: bytes, endless: set[bytes]) -> tuple[int, int]:
    """Where the content lies that begins with this comment or tag; its end is -1 where it has none."""
    if not name:
        # The two hyphens of `<!-->` begin and end a comment.
        found = COMMENT_END.search(body, start.start() + 2)
        return start.end(), max(found.start(), start.end()) if found else -1
    begin = body.find(b">", start.end()) + 1
    if not begin:
        return -1, -1
    if name == b"template":
        return begin, template_end(body, begin, endless)
    found = ENDS[name].search(body, begin)
    return begin, found.start() if found else -1


def template_end(body: bytes, position: int, endless: set[bytes]) -> int:
    """Where the template ends that begins here; what stands in its own templates, comments and texts does not end it.

    What is found to have no end is added to `endless`: looking for it from every template would take for ever.
    """
    depth = 1
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
            _begin, end = content(body, found, name, endless)
            position = max(position, end)
            endless.update({name} if end < 0 else ())
    return -1
