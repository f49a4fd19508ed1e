"""Links from one article into another, checked once all articles are read."""

from __future__ import annotations

import re
from urllib.parse import unquote

from helpdesk.articles.anchors import Lost, dangling, fold
from helpdesk.articles.log import Log
from helpdesk.articles.task import Done, Settings
from helpdesk.report import Finding

PAGE_IDS = re.compile(r"\{[^}\n]*?#([^\s}]+)[^}\n]*\}|\bid=\"([^\"]+)\"")


def dangling_between(done: list[Done], settings: Settings) -> list[Finding]:
    """A Finding for every link whose anchor the other article has not."""
    ids = {one.article: set(one.ids) for one in done if one.ids}
    result: list[Finding] = []
    for one in done:
        log = Log(settings.collection.locale, settings.collection.page_of(one.article).removesuffix(".md"))
        for link in one.outgoing:
            names = ids.get(link.article)
            if names is None:
                names = ids[link.article] = ids_on_disk(link.article, settings)
            if names and unquote(link.fragment) not in names:
                exact = [name for name in names if fold(name) == fold(link.fragment)]
                dangling(log, Lost(link.fragment, "", link.article, link.where), exact or names)
        result.extend(log.findings)
    return result


def ids_on_disk(article: str, settings: Settings) -> set[str]:
    """The ids of a Page made before, or the anchors of an article not imported; none when neither can be read."""
    for path in (settings.into / settings.collection.page_of(article), settings.collection.root / article):
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        found = {first or second for first, second in PAGE_IDS.findall(text)}
        return found | set(re.findall(r"<a\s+name=[\"']?([^\"'>\s]+)", text))
    return set()
