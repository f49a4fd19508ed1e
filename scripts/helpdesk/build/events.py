"""What happens at each event of MkDocs. The only module of the package with state: one Run for all Locales' builds."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin

from helpdesk.build import addresses, dates, figures, images, interface, notices, search, speed, status, strict, view
from helpdesk.build import content as mends
from helpdesk.build.sitemap import sitemap
from helpdesk.build.versions import Edition, PageFile, Version, versions, without_prefix
from helpdesk.site import Site, walk_pages
from helpdesk.site import load as load_site

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

# The theme puts a digest of its content into the name.
THEME_SHEET = "assets/stylesheets/main."

log = logging.getLogger("mkdocs.helpdesk")


@dataclass(slots=True)
class Run:
    """What is known during the builds of all Locales together."""

    root: Path
    editions: list[Edition]
    current: Edition
    site_url: str
    words: dict[str, dict[str, str]]
    addresses: dict[str, str]
    existing: set[str]
    """Every Markdown file below the folders of the Locales, such as "de/cancel.md"."""
    site: Site
    for_writers: bool = False
    """Whether Pages show what work waits in them."""
    notices: dict[str, notices.Notices | None] = field(default_factory=dict)
    """What to say on a Page, by its address, between its Markdown and its HTML."""
    pages: dict[str, PageFile] = field(default_factory=dict)
    documents: list[search.Document] = field(default_factory=list)
    environment: Any = None
    theme_sheet: str = ""

    @property
    def source(self) -> Edition:
        """The Locale at the root of the Site."""
        return next(edition for edition in self.editions if edition.default)

    def versions(self, page: PageFile) -> list[Version]:
        """The versions of a Page in all Locales."""
        return versions(page, self.editions, self.current.locale, self.existing, self.site_url)

    def edition(self, locale: str) -> Edition:
        """A Locale by its code; the current one when it is not built, as in a preview of one Locale."""
        return next((edition for edition in self.editions if edition.locale == locale), self.current)


RUN: Run
PREVIEW = False


def configured(config: MkDocsConfig) -> MkDocsConfig:
    """Starts a Run at the first Locale, and tells the extensions the words of the current one."""
    global RUN  # noqa: PLW0603 - MkDocs gives its events no place to keep anything
    i18n: Any = config.plugins["i18n"]
    if not i18n.building:
        RUN = started(config, i18n)
        strict.report_once(logging.getLogger("mkdocs"))
        # MkDocs counts warnings for the first build, which holds the others; they must not stop at their own.
        config.strict = False
    RUN.current = RUN.edition(i18n.current_language)
    config.mdx_configs["toc"] = {
        **config.mdx_configs.get("toc", {}),
        "permalink_title": RUN.words[RUN.current.locale].get("heading-link", ""),
    }
    return config


def started(config: MkDocsConfig, i18n: Any) -> Run:
    """A new Run; warns of a Locale whose folder is missing."""
    root = Path(config.config_file_path or ".").resolve().parent
    languages = [each for each in i18n.config.languages if each.build and each.locale != "null"]
    editions = [Edition(each.locale, each.name, each.default) for each in languages]
    warn_of_pages(root, editions)
    source = next(edition.locale for edition in editions if edition.default)
    return Run(
        root=root,
        editions=editions,
        current=editions[0],
        site_url=config.site_url or "",
        words={edition.locale: interface.words(root, edition.locale, source) for edition in editions},
        addresses=addresses.named_addresses(root),
        site=load_site(root),
        for_writers=shows_work(config),
        existing={
            f"{edition.locale}/{slug}.md"
            for edition in editions
            for slug in walk_pages(f"{config.docs_dir}/{edition.locale}", "")
        },
    )


def warn_of_pages(root: Path, editions: list[Edition]) -> None:
    """What `helpdesk pages` finds is a warning: a missing title, ids that differ, a Locale without a folder."""
    from datetime import UTC, datetime

    from helpdesk.pages.read import build_findings

    preview = editions[0].locale if len(editions) == 1 else None
    for finding in build_findings(root, datetime.now(UTC).date(), preview):
        place = finding.place
        log.warning("%s:%d:%d: %s %s", place.file, place.line, place.column, finding.message, finding.help)


def begun(command: str) -> None:
    """Remembers whether MkDocs serves a preview."""
    global PREVIEW  # noqa: PLW0603 - MkDocs tells it once, before there is a Run
    PREVIEW = command == "serve"


def shows_work(config: MkDocsConfig) -> bool:
    """Whether Pages show writers what work waits in them: in previews, or as `extra.helpdesk` says."""
    chosen = (config.extra.get("helpdesk") or {}).get("translation-marks")
    return PREVIEW if chosen is None else bool(chosen)


def collected(files: Files, config: MkDocsConfig) -> Files:
    """Only the files this Locale's build needs; remembers the Pages for the sitemap."""
    for file in files.documentation_pages():
        source = getattr(file, "norm_src_uri", file.src_uri)
        RUN.pages.setdefault(source, PageFile(source, without_prefix(file.url, RUN.current)))
    if not RUN.theme_sheet:
        RUN.theme_sheet = next((file.src_uri for file in files if file.src_uri.startswith(THEME_SHEET)), "")
    return speed.without_unused_files(files, config.docs_dir, first_locale=RUN.current.default)


def environment(env: Environment, config: MkDocsConfig) -> Environment:
    """The templates, compiled once for all Locales."""
    if RUN.environment is None:
        RUN.environment = speed.keep_compiled(env, RUN.root)
        RUN.environment.globals["theme_sheet"] = RUN.theme_sheet
    return RUN.environment  # type: ignore[no-any-return]


def notices_of(page: Page) -> notices.Notices | None:
    """What to say about parts of the Page that are not up to date; None on Pages of the source and fallbacks."""
    if is_fallback(page) or RUN.current.locale not in {locale.code for locale in RUN.site.translated}:
        return None
    slug = page_file(page).source.removesuffix(".md")
    words = RUN.words[RUN.current.locale]
    return notices.notices_of(
        notices.Translated(RUN.site, slug, RUN.current.locale, words, for_writers=RUN.for_writers)
    )


def is_fallback(page: Page) -> bool:
    """Whether the Page's text is another Locale's."""
    return getattr(page.file, "locale", RUN.current.locale) != RUN.current.locale


def page_file(page: Page) -> PageFile:
    """The Page's place, free of the Locale."""
    source = getattr(page.file, "norm_src_uri", page.file.src_uri)
    return PageFile(source, without_prefix(page.file.url, RUN.current))


def markdown(text: str, page: Page) -> str:
    """The Page's Markdown with notices and the addresses it names."""
    RUN.notices[page.url] = notices_of(page)
    if said := RUN.notices[page.url]:
        text = notices.in_markdown(text, said)
    return addresses.with_definitions(text, RUN.addresses)


def content(html: str, page: Page, files: Files) -> str:
    """The Page's HTML, mended for everybody, with sizes on pictures and the day it was checked."""
    words = RUN.words[RUN.current.locale]
    html = mends.with_names_on_tasks(html)
    html = mends.with_names_on_heading_links(html)
    html = mends.with_tables_wrapped(html)
    by_url = {file.url: file for file in files.media_files()}

    def file_of(address: str) -> Path | None:
        file = by_url.get(unquote(urljoin(page.url, address)))
        return Path(file.abs_src_path) if file and file.abs_src_path else None

    html = images.with_pictures(html, file_of, lambda picture: figures.figure(picture, words))
    if said := RUN.notices.pop(page.url, None):
        html = notices.in_html(html, said)
    day = dates.date_of(page.meta.get("verified"))
    if day and page_file(page).url:
        line = mends.verified_line(words["verified"], day.isoformat(), dates.in_words(day, RUN.current.locale))
        html = mends.with_line_below_title(html, line)
    return html


def template_context(context: dict[str, Any], config: MkDocsConfig) -> dict[str, Any]:
    """The view of a page without Markdown: its other versions are the home Pages."""
    home = RUN.versions(PageFile("index.md", ""))
    context["help"] = view.PageView(
        RUN.words[RUN.current.locale], RUN.current, RUN.current, home, near=near_pages(config, context["nav"])
    )
    return context


def page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """The view of a Page; also gives its text to the search index."""
    place = page_file(page)
    known = RUN.versions(place)
    context["help"] = view.PageView(
        words=RUN.words[RUN.current.locale],
        edition=RUN.current,
        text=RUN.edition(str(getattr(page.file, "locale", ""))) if is_fallback(page) else RUN.current,
        versions=known,
        home=not place.url,
        near=near_pages(config, nav),
        sources=sources_of(page, config, nav),
        offers=view.offers(known, RUN.words),
    )
    if not is_fallback(page):
        RUN.documents.append(document(page))
    return context


def near_pages(config: MkDocsConfig, nav: Navigation) -> list[view.Near]:
    """The Pages that `extra.always_near` names, in the current Locale."""
    wanted = config.extra.get("always_near") or []
    by_source = {page_file(page).source: page for page in nav.pages}
    return [view.Near(str(by_source[name].title), by_source[name].url) for name in wanted if name in by_source]


def sources_of(page: Page, config: MkDocsConfig, nav: Navigation) -> list[view.SourceLink]:
    """The Page's sources with links to the Page that explains them."""
    about = next((each for each in nav.pages if page_file(each).source == config.extra.get("sources_page")), None)
    anchors = (about.present_anchor_ids if about else None) or set()
    return view.source_links(page.meta.get("sources"), about.url if about else None, anchors)


def document(page: Page) -> search.Document:
    """The Page for the search index."""
    keywords = page.meta.get("keywords") or []
    return search.Document(
        url="/" + page.url.removeprefix("./"),
        locale=RUN.current.locale,
        title=str(page.title),
        html=page.content or "",
        description=str(page.meta.get("description") or ""),
        keywords=tuple(map(str, keywords)) if isinstance(keywords, list) else (str(keywords),),
    )


def template_written(output: str, name: str, config: MkDocsConfig) -> str:
    """A 404 page in every Locale's folder, and one sitemap for all."""
    if name == "sitemap.xml":
        return sitemap(map(RUN.versions, RUN.pages.values()))
    if name == "404.html" and not RUN.current.default:
        path = Path(config.site_dir, RUN.current.locale, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(output, "utf-8")
        return ""
    return output


def built(config: MkDocsConfig) -> None:
    """When all Locales are built: the search index, and for writers the status page."""
    if not config.plugins["i18n"].building:  # type: ignore[attr-defined]
        if RUN.for_writers:
            path = Path(config.site_dir, status.FOLDER, "index.html")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(status.status_page(RUN.site, list(status.rows(RUN.site))), "utf-8")
        search.write_index(RUN.documents, Path(config.site_dir, "pagefind"))
