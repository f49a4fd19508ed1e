"""`helpdesk links`: what is wrong with the Links inside the Site, told from its Markdown."""

from __future__ import annotations

from argparse import Namespace

from helpdesk.command import Context
from helpdesk.links.markdown.pages import read_pages
from helpdesk.report import Report
from helpdesk.site import load


def check(arguments: Namespace, context: Context) -> Report:
    """The Report of the bare noun."""
    reading = read_pages(load(context.project), cold=arguments.cold)
    links = sum(len(page.facts.links) for page in reading.pages)
    return Report(tuple(reading.findings), {"pages": len(reading.pages), "links": links})
