"""Where links and pictures lead: rewritten to Pages, and every doubt reported."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from helpdesk.articles import findings
from helpdesk.articles.anchors import Anchors, Lost, dangling, fragment_target, nearest
from helpdesk.articles.collection import Collection, is_outside, is_within, relative
from helpdesk.articles.log import Log
from helpdesk.articles.nodes import Hyperlink, Picture, Where, plain

# ISO 639-1 codes that Microsoft's sites use, so that `ad-fs` and `ws-fed` are no Locales.
LOCALE_SEGMENT = re.compile(
    r"/(?P<code>(?:ar|bg|bs|ca|cs|da|de|el|en|es|et|eu|fi|fr|gl|he|hi|hr|hu|id|is|it|ja|ka|kk|ko|lb|lt|lv|mk|ms|nb|nl|nn|no|"
    r"pl|pt|ro|ru|sk|sl|sq|sr|sv|th|tr|uk|vi|zh)-(?:[a-z]{4}-)?[a-z]{2})(?=/|$|[?#])",
    re.IGNORECASE,
)
LOCALE_QUERY = re.compile(r"[?&](?P<name>clcid|lcid|mkt|lang|locale|culture|setlang)=(?P<code>[^&#]+)", re.IGNORECASE)
OLD_ARTICLE = re.compile(
    r"https?://azure\.microsoft\.com/(?:[a-z]{2}-[a-z]{2}/)?documentation/articles/(?P<name>[\w-]+)/?(?:#(?P<fragment>.*))?",
    re.IGNORECASE,
)
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
UNSAFE = re.compile(r"(?:javascript|vbscript|file|data):", re.IGNORECASE)
PARTED_MAIL = re.compile(r"\Amailto:\s+", re.IGNORECASE)
# The ending alone in a folder of the article's name: `azure-faq/.md`.
PARTED_ENDING = re.compile(r"(?<=[\w-])/\.md\Z", re.IGNORECASE)
WINDOWS_PATH = re.compile(r"[A-Za-z]:[\\/]")


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A link into another article whose anchor can be checked once that article is read."""

    where: Where
    article: str
    fragment: str


@dataclass(slots=True)
class Targets:
    """Rewrites the targets of one article."""

    log: Log
    collection: Collection
    article: str
    """The article from the collection's root."""
    anchors: Anchors
    outgoing: list[Outgoing] = field(default_factory=list)
    pictures: dict[str, Path] = field(default_factory=dict)
    """Pictures that are there: their place from the root of the Pages, and the file."""

    label: str = ""
    """The words of the link being rewritten."""

    def link(self, node: Hyperlink) -> Hyperlink:
        """The link with the target it has in the Page."""
        self.label = plain(node.children)
        target = PARTED_MAIL.sub("mailto:", node.target.strip())
        if not target:
            return node
        if target.startswith("#"):
            return replace(node, target=self.same_page(target, node.where))
        if old := OLD_ARTICLE.fullmatch(target):
            article = self.collection.by_name.get(old["name"].lower(), "")
            if article:
                self.log.did("absolute-to-page")
                return replace(node, target=self.to_article(article, old["fragment"] or "", node.where))
        if target.startswith("//") or (SCHEME.match(target) and not WINDOWS_PATH.match(target)):
            self.external(target, node.where)
            return replace(node, target=target)
        return replace(node, target=self.local(target, node.where))

    def external(self, target: str, where: Where) -> None:
        """Doubts about an address of another site."""
        if UNSAFE.match(target):
            self.log.doubt(findings.UNSAFE_LINK, "check-address", where, target=target[:80])
            return
        try:
            host = (urlsplit(target).hostname or "").lower()
        except ValueError:
            return
        if entry := self.collection.retired.get(host) or self.collection.retired.get(host.removeprefix("www.")):
            use = f"Link to {entry.use} instead." if entry.use else "Lead it elsewhere, or take it out."
            self.log.doubt(
                findings.RETIRED_HOST,
                "retired-host",
                where,
                target=target,
                reason=entry.reason,
                use=use,
                suggestion=entry.use,
            )
        if found := LOCALE_SEGMENT.search(target):
            better = target[: found.start()] + target[found.end() :]
            self.locale(target, found["code"], better, where)
        elif found := LOCALE_QUERY.search(target):
            better = re.sub(r"[?&]$", "", (target[: found.start() + 1] + target[found.end() :].lstrip("&")))
            self.locale(target, f"{found['name']}={found['code']}", better, where)

    def locale(self, target: str, segment: str, better: str, where: Where) -> None:
        """A Finding for an address that asks for one language."""
        values = {"target": target, "segment": segment, "suggestion": better, "nearest": f" Try {better}"}
        self.log.doubt(findings.LOCALE_SEGMENT, "locale-segment", where, **values)

    def same_page(self, target: str, where: Where) -> str:
        """A target inside the Page; mended where only case or punctuation differ."""
        fragment = target[1:]
        if not fragment or fragment.lower() == "top":
            return target
        found = fragment_target(fragment, self.anchors)
        if found is None:
            self.dangling(fragment, self.article, where)
            return target
        if found != unquote(fragment):
            self.log.did("mend-anchor")
            self.log.doubt(findings.ANCHOR_MENDED, "mend-anchor", where, target=target, suggestion=f"#{found}")
        return f"#{found}"

    def local(self, target: str, where: Where) -> str:
        """A target on the old site, as it is from the Page."""
        path, _, fragment = target.partition("#")
        path, query, rest = path.partition("?")
        clean = PARTED_ENDING.sub(".md", unquote(path).replace("\\", "/"))
        if clean.startswith("/"):
            return self.site_path(target, clean, fragment, where)
        if clean.lower().endswith(".md") or self.collection.find(self.resolve(clean, where.source.path)):
            return self.article_link(target, clean, fragment, where)
        placed = self.file(clean, where, is_picture=False)
        return (placed or target.replace("\\", "/")) + query + rest + (f"#{fragment}" if fragment else "")

    def site_path(self, target: str, path: str, fragment: str, where: Where) -> str:
        """A target from the root of the old site; an article there may be a Page here."""
        name = re.fullmatch(r"/(?:[a-z]{2}-[a-z]{2}/)?documentation/articles/([\w-]+)/?", path, re.IGNORECASE)
        if name and (article := self.collection.by_name.get(name[1].lower(), "")):
            self.log.did("absolute-to-page")
            return self.to_article(article, fragment, where)
        self.log.doubt(findings.SITE_PATH, "check-address", where, target=target)
        return target

    def article_link(self, target: str, path: str, fragment: str, where: Where) -> str:
        """A target in another article, which may not be there."""
        resolved = self.resolve(path, where.source.path)
        article = self.collection.find(resolved)
        if not article and (
            moved := self.collection.by_name.get(posixpath.splitext(posixpath.basename(path))[0].lower(), "")
        ):
            article = moved
            self.log.did("moved-article")
        if article:
            if article != resolved and article.lower() == resolved.lower():
                self.log.doubt(findings.WRONG_CASE, "link-to-page", where, target=path, suggestion=article)
            self.log.did("link-to-page")
            return self.to_article(article, fragment, where)
        if is_outside(resolved):
            self.log.doubt(findings.OUTSIDE, "link-to-page", where, target=target)
            return target
        beside = self.collection.on_disk(resolved)
        if beside and not self.collection.whole:
            self.log.doubt(findings.NOT_YET, "link-to-page", where, target=path)
            return self.to_article(beside, fragment, where)
        self.missing(path, fragment, where)
        return self.from_page(self.collection.page_of(resolved)) + (f"#{fragment}" if fragment else "")

    def missing(self, path: str, fragment: str, where: Where) -> None:
        """A Finding for a link into an article that is not there."""
        if fragment:
            self.dangling(fragment, f"{path}, which is not among the articles,", where)
            return
        name = posixpath.splitext(posixpath.basename(path))[0]
        suggestion = nearest(name, self.collection.by_name) if len(self.collection.pages) < 500 else ""
        hint = f" Did you mean “{suggestion}”?" if suggestion else ""
        self.log.doubt(
            findings.MISSING_ARTICLE, "link-to-page", where, target=path, suggestion=suggestion, nearest=hint
        )

    def dangling(self, fragment: str, file: str, where: Where) -> None:
        """A Finding for an anchor that is not there."""
        anchors = self.anchors
        dangling(self.log, Lost(fragment, self.label, file, where), anchors.taken, anchors.titles)

    def to_article(self, article: str, fragment: str, where: Where) -> str:
        """The target that leads from this Page to the Page of an article."""
        if article == self.article:
            here = posixpath.basename(self.collection.page_of(article))
            return here + (self.same_page(f"#{fragment}", where) if fragment else "")
        if fragment:
            self.outgoing.append(Outgoing(where, article, fragment))
        return self.from_page(self.collection.page_of(article)) + (f"#{fragment}" if fragment else "")

    def from_page(self, path: str) -> str:
        """A path from the root of the Pages as this Page must write it."""
        return quoted(posixpath.relpath(path, posixpath.dirname(self.collection.page_of(self.article)) or "."))

    def resolve(self, path: str, source: Path) -> str:
        """A path as written in a file, from the root of the articles; as written in the article where an include has none."""
        root = self.collection.root
        here = relative(root / posixpath.dirname(self.article) / path, root)
        if source == root / self.article:
            return here
        beside = relative(source.parent / path, root)
        return beside if not is_outside(beside) or self.collection.find(beside) else here

    def picture(self, node: Picture) -> Picture:
        """The image with the place it has beside the Page."""
        target = node.target.strip()
        if target.startswith("//") or (SCHEME.match(target) and not WINDOWS_PATH.match(target)):
            self.external(target, node.where)
            return node
        path = unquote(target.partition("#")[0].partition("?")[0]).replace("\\", "/")
        if path != target and "\\" in target:
            self.log.did("picture-path")
        placed = self.file(path, node.where, is_picture=True) if path else ""
        return replace(node, target=placed or target.replace("\\", "/"))

    def file(self, path: str, where: Where, *, is_picture: bool) -> str:
        """A file beside the article, from the Page; reported when it is not there."""
        root, includes = self.collection.root, self.collection.includes
        source = where.source.path
        here = relative(root / posixpath.dirname(self.article) / path.lstrip("/"), root)
        if source != root / self.article and includes is not None:
            inside = relative(source.parent / path, includes)
            if not is_outside(inside) and (includes / inside).is_file() and is_within(includes / inside, includes):
                self.pictures[f"includes/{inside}"] = includes / inside
                return self.from_page(f"includes/{inside}")
        if is_outside(here):
            self.log.doubt(findings.OUTSIDE, "check-picture", where, target=path)
            return ""
        found = self.collection.on_disk(here)
        if found and not is_within(root / found, root):
            self.log.doubt(findings.OUTSIDE, "check-picture", where, target=path)
            return ""
        if not found:
            kind = findings.MISSING_PICTURE if is_picture else findings.MISSING_FILE
            self.log.doubt(kind, "check-picture", where, target=path)
        elif found != here:
            self.log.doubt(findings.WRONG_CASE, "check-picture", where, target=path, suggestion=found)
        if found:
            self.pictures[found] = root / found
        return self.from_page(found or here)


def quoted(path: str) -> str:
    """The path as a link writes it: blanks and signs with a meaning in addresses are percent-encoded."""
    return quote(path, safe="/!$&'()*+,;=:@~-._") if re.search(r"[\s?#%]", path) else path
