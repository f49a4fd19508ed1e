"""Checklist and timeline: what script will use stands in the HTML already, so that nothing moves when it runs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from itertools import count

LIST_EDGE = re.compile(r"<ul\b[^>]*>|</ul>")
TASK_LIST = '<ul class="task-list">'
TABLE = re.compile(r"<table>(?P<body>.*?)</table>", re.DOTALL)
DAYS = re.compile(r"data-days=\"\d+(?:-\d+)?\"")


def with_checklists(html: str, words: Mapping[str, str]) -> str:
    """The HTML with a line for progress, hidden without script, after each outermost task list."""
    parts, done, depth, outermost = [], 0, 0, False
    for edge in LIST_EDGE.finditer(html):
        opens = edge[0] != "</ul>"
        if opens and depth == 0:
            outermost = edge[0] == TASK_LIST
        depth += 1 if opens else -1
        if depth == 0 and not opens and outermost:
            total = html.count('type="checkbox"', done, edge.end())
            parts += [html[done : edge.end()], checklist_line(total, words)]
            done = edge.end()
    return "".join(parts) + html[done:]


def checklist_line(total: int, words: Mapping[str, str]) -> str:
    """How many items are done, and a button that starts again."""
    progress = words["checklist-progress"].replace("{done}", "0").replace("{all}", str(total))
    return (
        '\n<div class="checklist by-script">'
        f'<p class="checklist__progress" role="status">{escape(progress)}</p>'
        f'<button type="button" class="action action--quiet">{escape(words["checklist-clear"])}</button>'
        f'<p class="checklist__kept">{escape(words["checklist-kept"])}</p></div>'
    )


def with_tables(html: str, words: Mapping[str, str]) -> str:
    """Tables that scroll by themselves on a narrow screen; one with days after a date gets a field for the date."""
    number = count(1)

    def wrapped(match: re.Match[str]) -> str:
        table = f"<table>{match['body']}</table>"
        if not DAYS.search(match["body"]):
            return f'<div class="table">{table}</div>'
        return f'{timeline_form(next(number), words)}<div class="table timeline">{table}</div>'

    return TABLE.sub(wrapped, html)


def timeline_form(number: int, words: Mapping[str, str]) -> str:
    """The question for the date, hidden without script."""
    key = f"timeline-date-{number}"
    return (
        '<div class="timeline-form by-script">'
        f'<label for="{key}">{escape(words["timeline-label"])}</label>'
        f'<input type="date" id="{key}" min="2010-01-01" max="2099-12-31" aria-describedby="{key}-help">'
        f'<p id="{key}-help">{escape(words["timeline-help"])}</p>'
        f'<button type="button" class="action" hidden>{escape(words["timeline-calendar"])}</button></div>\n'
    )
