"""Small mends to a Page's HTML, so that everything in it works for everybody."""

from __future__ import annotations

import re
from html import escape

TASK = re.compile(
    r"<li class=\"task-list-item\"(?P<own> id=\"(?P<id>[^\"]+)\")?>"
    r"(?P<open>\s*<p(?: id=\"(?P<inner>[^\"]+)\")?>)?\s*<input type=\"checkbox\" disabled(?P<checked> checked)?/?>"
)
CODE = re.compile(r"<pre\b.*?</pre>|<code>([^<]+)</code>", re.DOTALL)
# At most as long as the narrowest screen is wide.
OPTION = re.compile(r"(?<![^\s\[(|=])--?[A-Za-z][\w-]{0,26}(?![\w-])")
HEADER_LINK = re.compile(r"(<a class=\"headerlink\" [^>]*?)title=\"([^\"]*)\"")


def with_names_on_tasks(html: str) -> str:
    """Task lists whose checkboxes are named by their own item; an item without an id gets its number as one."""
    number = 0

    def named(match: re.Match[str]) -> str:
        nonlocal number
        number += 1
        key = match["id"] or match["inner"] or f"check-{number}"
        box = f'<input type="checkbox" disabled{match["checked"] or ""} aria-labelledby="{key}">'
        # The paragraph names the box, not a whole item with its explanations.
        if match["open"]:
            return f'<li class="task-list-item"><p id="{key}">{box}'
        return f'<li class="task-list-item" id="{key}">{box}'

    return TASK.sub(named, html)


def with_names_on_heading_links(html: str) -> str:
    """Heading links that say what they are instead of "#"."""
    return HEADER_LINK.sub(r'\1aria-label="\2" title="\2"', html)


def with_whole_options(html: str) -> str:
    """Options such as `--dry-run` that stand in a sentence, marked so that no line ends right after their dashes."""

    def marked(match: re.Match[str]) -> str:
        if match[1] is None:
            return match[0]
        text = OPTION.sub(r'<span class="option">\g<0></span>', match[1])
        return f"<code>{text}</code>"

    return CODE.sub(marked, html)


def with_line_below_title(html: str, line: str) -> str:
    """The HTML with a line under its first title; at the start when it has no title."""
    head, end, rest = html.partition("</h1>")
    return f"{head}{end}\n{line}{rest}" if end else f"{line}{html}"


def verified_line(text: str, iso: str, words: str) -> str:
    """The line that says when the Page was checked; `text` holds {date}."""
    time = f'<time datetime="{iso}">{escape(words)}</time>'
    return f'<p class="verified">{escape(text).replace("{date}", time)}</p>'
