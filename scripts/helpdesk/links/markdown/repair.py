"""What to write instead of a wrong target."""

from __future__ import annotations

import posixpath
from urllib.parse import quote

from helpdesk.links.disk import fold
from helpdesk.links.markdown.atlas import Atlas, Hit
from helpdesk.links.markdown.judge import PATHS, Judgement, Reason
from helpdesk.links.markdown.pages import SitePage
from helpdesk.links.markdown.snippets import Snippets
from helpdesk.links.model import Link
from helpdesk.links.suggest import Nearest


class Repair:
    """Suggestions for one Site; the lists to choose from are made when first needed."""

    def __init__(self, atlas: Atlas, names: list[str], snippets: Snippets) -> None:
        self.atlas, self.snippets = atlas, snippets
        self.names, self.known = Nearest(names), frozenset(names)
        self._ids: dict[str, Nearest] = {}
        self._files: dict[tuple[str, str], Nearest] = {}

    def suggestion(self, page: SitePage, link: Link, judgement: Judgement) -> str:
        """The text to put in the target's place; empty when nothing is near."""
        reason = judgement.reason
        if reason is Reason.NAME:
            bare = judgement.target.strip()
            return (
                bare if bare != judgement.target and bare in (*page.facts.names, *self.known) else self.names.to(bare)
            )
        if reason is Reason.ADDRESS_LOCALE:
            return judgement.better
        if reason is Reason.SNIPPET:
            return self.snippets.near(judgement.target)
        if reason in (Reason.ID, Reason.TRANSLATED_ID) and judgement.hit:
            return self._with_id(link, judgement.hit, judgement.fragment)
        if reason in (Reason.LETTERS, Reason.OTHER_LOCALE) and judgement.hit:
            return self.written(page, link, judgement.hit, judgement.fragment)
        if reason in (Reason.PATH, Reason.MARKDOWN_ADDRESS):
            return self._elsewhere(page, link, judgement)
        return ""

    def is_sure(self, page: SitePage, link: Link, judgement: Judgement) -> bool:
        """Whether the suggestion may be written without asking."""
        reason, hit = judgement.reason, judgement.hit
        if judgement.fragment and "#" not in self.suggestion(page, link, judgement):
            return False  # where on the page a link leads is not to be lost
        if reason in (Reason.LETTERS, Reason.OTHER_LOCALE, Reason.ADDRESS_LOCALE):
            return True
        if reason is Reason.NAME:
            bare = judgement.target.strip()
            return bare != judgement.target or self.names.sure(bare) != ""
        if reason in (Reason.ID, Reason.TRANSLATED_ID) and hit:
            return bool(self._ids_near(hit).sure(judgement.fragment))
        if reason in (Reason.PATH, Reason.MARKDOWN_ADDRESS):
            if self._moved(page, link, judgement) or self._direct(page, link, judgement) is not None:
                return True
            # A whole address may be that of another version or language, which is built elsewhere.
            return "://" not in link.target and self._surely(page, link, judgement)
        return False

    def _surely(self, page: SitePage, link: Link, judgement: Judgement) -> bool:
        """Whether one file is so like the missing one that no other can have been meant."""
        wanted = judgement.target.rstrip("/").removesuffix(".html")
        ending = posixpath.splitext(wanted)[1] or ".md"
        near = self._files_like(page.locale, ending).sure(wanted if wanted.endswith(ending) else wanted + ending)
        hit = self.atlas.find(f"{page.locale}/{near}".lstrip("/"), page.locale) if near else None
        suggestion = self.suggestion(page, link, judgement)
        return hit is not None and self.written(page, link, hit, judgement.fragment) == suggestion

    def _ids_near(self, hit: Hit) -> Nearest:
        if hit.path not in self._ids:
            self._ids[hit.path] = Nearest(self.atlas.ids[hit.path])
        return self._ids[hit.path]

    def _with_id(self, link: Link, hit: Hit, fragment: str) -> str:
        near = self._ids_near(hit).to(fragment)
        return f"{link.target.partition('#')[0]}#{near}" if near else ""

    def _elsewhere(self, page: SitePage, link: Link, judgement: Judgement) -> str:
        target = link.target
        if "@" in target and "/" not in target and "." in target:
            return f"mailto:{target}"
        if target.lower().startswith("www."):
            return f"https://{target}"
        if moved := self._moved(page, link, judgement):
            return moved
        if hit := self._direct(page, link, judgement):
            return self.written(page, link, hit, judgement.fragment)
        return self._nearest(page, link, judgement.target.rstrip("/").removesuffix(".html"), judgement.fragment)

    def _moved(self, page: SitePage, link: Link, judgement: Judgement) -> str:
        """Where the redirects plugin leads from a Page of this name: the build makes that address, no link to the file."""
        moves = self.atlas.moves
        if not moves:
            return ""
        wanted = judgement.target
        new = moves.get(f"{page.locale}/{wanted}".lstrip("/"), "") or moves.get(wanted, "")
        path, _sign, fragment = new.partition("#")
        if path not in self.atlas.pages:
            return new
        return self.written(page, link, Hit(path, self.atlas.locale_of(path)), fragment or judgement.fragment)

    def _direct(self, page: SitePage, link: Link, judgement: Judgement) -> Hit | None:
        """The Page that was named as an address, or without its ending."""
        if judgement.target.endswith(PATHS) and is_path(link):
            return None  # the file of just this name was looked for already
        wanted = judgement.target.rstrip("/").removesuffix(".html")
        pages = (f"{wanted}.md", f"{wanted}/index.md", f"{wanted}/README.md")
        for path in (wanted,) if wanted.lower().endswith(PATHS) else (wanted, *pages):
            if path and (hit := self.atlas.find(f"{page.locale}/{path}".lstrip("/"), page.locale)):
                return hit
        return None

    def _nearest(self, page: SitePage, link: Link, wanted: str, fragment: str) -> str:
        name = wanted[wanted.rfind("/") + 1 :]
        ending = name[name.rfind(".") :] if "." in name[1:] else ".md"
        if not name.endswith(ending):
            wanted, name = wanted + ending, name + ending
        same_name = self.atlas.named.get(fold(name), ())
        own = [path for path in same_name if self.atlas.locale_of(path) in (page.locale, self.atlas.source)]
        logical = dict.fromkeys(map(self._logical, own))
        near = next(iter(logical)) if len(logical) == 1 else self._files_like(page.locale, ending).to(wanted)
        hit = self.atlas.find(f"{page.locale}/{near}".lstrip("/"), page.locale) if near else None
        return self.written(page, link, hit, fragment) if hit else ""

    def _files_like(self, locale: str, ending: str) -> Nearest:
        key = locale, ending
        if key not in self._files:
            wanted = {locale, self.atlas.source, ""}
            paths = (path for path in sorted(self.atlas.files) if path.endswith(ending))
            self._files[key] = Nearest(self._logical(path) for path in paths if self.atlas.locale_of(path) in wanted)
        return self._files[key]

    def written(self, page: SitePage, link: Link, hit: Hit, fragment: str) -> str:
        """The target as this Page should have it: relative, to the file in Markdown, to the address in raw HTML."""
        own = self._logical(page.path[len(self.atlas.site.docs_dir) + 1 :])
        there = self._logical(hit.path)
        tail = (
            f"#{fragment}" if fragment and hit.path in self.atlas.pages and fragment in self.atlas.ids[hit.path] else ""
        )
        if there == own and tail:
            return tail
        if link.raw and hit.path in self.atlas.pages:
            start = self.atlas.page_address(page.path[len(self.atlas.site.docs_dir) + 1 :], page.locale)
            end = self.atlas.page_address(f"{page.locale}/{there}".lstrip("/"), page.locale)
            return quote(relative(end, start) + "/", safe="/:") + tail
        start = posixpath.dirname(own)
        if link.raw:
            start = self.atlas.page_address(page.path[len(self.atlas.site.docs_dir) + 1 :], page.locale)
            there = f"{page.locale}/{there}" if hit.locale == page.locale != self.atlas.source else there
        path = relative(there, start)
        if link.target.startswith("./") and not path.startswith("."):
            path = f"./{path}"
        return (quote(path) if " " in path or "(" in path else path) + tail

    def _logical(self, path: str) -> str:
        locale = self.atlas.locale_of(path)
        return path[len(locale) + 1 :] if locale else path


def is_path(link: Link) -> bool:
    """Whether the target is one that MkDocs takes for the path of a file, not for an address."""
    target = link.target
    return not link.raw and target[:1] != "/" and "\\" not in target and "://" not in target


def relative(path: str, start: str) -> str:
    """The path as seen from a folder."""
    return posixpath.relpath("/" + path, "/" + start)
