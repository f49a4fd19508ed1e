"""What happens at each event of MkDocs. The only module of the package with state: one Run for all Locales' builds."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin

import mkdocs.utils
from mkdocs.exceptions import PluginError

from helpdesk.blocks import without_marks
from helpdesk.build import (
    addresses,
    components,
    dates,
    figures,
    images,
    notices,
    preview,
    search,
    speed,
    status,
    strict,
    view,
)
from helpdesk.build import content as mends
from helpdesk.build.run import Run, begun
from helpdesk.build.sitemap import sitemap
from helpdesk.build.versions import PageFile, without_prefix
from helpdesk.command import CannotRun
from helpdesk.translations.pages import uses_sane_lists

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

# The theme puts a digest of its content into the name.
THEME_SHEET = "assets/stylesheets/main."

log = logging.getLogger("mkdocs.helpdesk")


RUN: Run
PREVIEW = False
CLEAN = mkdocs.utils.clean_directory


def started(*, serves: bool) -> None:
    """Called once per command."""
    global PREVIEW  # noqa: PLW0603 - MkDocs gives its events no place to keep anything
    PREVIEW = serves


def configured(config: MkDocsConfig) -> MkDocsConfig:
    """Starts a Run at the first Locale, and tells the extensions the words of the current one."""
    global RUN  # noqa: PLW0603 - MkDocs gives its events no place to keep anything
    i18n: Any = config.plugins["i18n"]
    if not i18n.building:
        before = globals().get("RUN")
        try:
            RUN = begun(config, i18n, preview=PREVIEW)
        except CannotRun as error:
            raise PluginError(str(error)) from error
        strict.report_once(logging.getLogger("mkdocs"))
        speed.share_environment(config.theme, RUN.root)
        if PREVIEW:
            build_what_changed(before, config, i18n)
        # MkDocs counts warnings for the first build, which holds the others; they must not stop at their own.
        config.strict = False
    RUN.current = RUN.edition(i18n.current_language)
    config.mdx_configs["toc"] = {
        **config.mdx_configs.get("toc", {}),
        "permalink_title": RUN.words[RUN.current.locale].get("heading-link", ""),
    }
    return config


def keep_directory(directory: str) -> None:
    """Stands in for MkDocs' emptying of the folder that it builds into."""


def build_what_changed(before: Run | None, config: MkDocsConfig, i18n: Any) -> None:
    """Leaves the Locales that a save did not change as an earlier build of this preview has left them."""
    mkdocs.utils.clean_directory = CLEAN
    RUN.files = preview.snapshot(RUN.root, Path(config.docs_dir))
    if before is None or before.site_dir != config.site_dir or before.editions != RUN.editions:
        return
    docs = os.path.relpath(config.docs_dir, RUN.root)
    wanted = preview.affected(before.files, RUN.files, RUN.editions, docs, RUN.existing)
    if wanted is None or not before.done:
        return
    mkdocs.utils.clean_directory = keep_directory
    for language in i18n.config.languages:
        if not language.default and language.locale not in wanted:
            language.build = False
            RUN.documents[language.locale] = before.documents.get(language.locale, [])


def listed(files: Files) -> Files:
    """Only the files that this Locale's build can show: its own, and the source Locale's where it has none."""
    shown = {RUN.current.locale, RUN.site.source.code}
    return speed.without_media_of_others(files, {each.code for each in RUN.site.locales} - shown)


def collected(files: Files, config: MkDocsConfig) -> Files:
    """Only the files this Locale's build needs; remembers the Pages for the sitemap."""
    for file in files.documentation_pages():
        source = getattr(file, "norm_src_uri", file.src_uri)
        RUN.pages.setdefault(source, PageFile(source, without_prefix(file.url, RUN.current)))
    if not RUN.theme_sheet:
        RUN.theme_sheet = next((file.src_uri for file in files if file.src_uri.startswith(THEME_SHEET)), "")
    if RUN.current.default:
        speed.join_styles(files, config)
    return speed.without_unused_files(files, config.docs_dir, first_locale=RUN.current.default)


def environment(env: Environment, config: MkDocsConfig) -> Environment:
    """The templates, which must know the name of the theme's sheet."""
    env.globals["theme_sheet"] = RUN.theme_sheet
    return env


def notices_of(page: Page) -> notices.Notices | None:
    """What to say about parts of the Page that are not up to date; None on Pages of the source and fallbacks."""
    if is_fallback(page) or RUN.current.locale not in {locale.code for locale in RUN.site.translated}:
        return None
    slug = page_file(page).source.removesuffix(".md")
    locale = RUN.current.locale
    return notices.notices_of(
        notices.Translated(
            RUN.site, slug, locale, RUN.words[locale], for_writers=RUN.for_writers, left=RUN.left.get(locale)
        )
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
    text = without_marks(text, sane_lists=uses_sane_lists(RUN.site))
    RUN.notices[page.url] = notices_of(page)
    if said := RUN.notices[page.url]:
        text = notices.in_markdown(text, said)
    return addresses.with_definitions(text, RUN.addresses)


def content(html: str, page: Page, files: Files) -> str:
    """The Page's HTML, mended for everybody, with sizes on pictures and the day it was checked."""
    words = RUN.words[RUN.current.locale]
    html = mends.with_names_on_tasks(html)
    html = mends.with_names_on_heading_links(html)
    html = mends.with_whole_options(html)
    html = components.with_checklists(html, words)
    html = components.with_tables(html, words)
    by_url = {file.url: file for file in files.media_files()}

    def file_of(address: str) -> Path | None:
        file = by_url.get(unquote(urljoin(page.url, address)))
        return Path(file.abs_src_path) if file and file.abs_src_path else None

    html = images.with_pictures(html, file_of, lambda picture: figures.figure(picture, words))
    if said := RUN.notices.pop(page.url, None):
        html = notices.in_html(html, said)
    day = dates.date_of(page.meta.get("verified"))
    if day and page_file(page).url:
        shown = dates.in_words(day, RUN.current.locale, words.get("date-first", "1"))
        line = mends.verified_line(words["verified"], day.isoformat(), shown)
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
        RUN.documents.setdefault(RUN.current.locale, []).append(search.document_of(page, RUN.current.locale))
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
    if config.plugins["i18n"].building:  # type: ignore[attr-defined]
        return
    # A preview of one Locale is for writing, not for an overview.
    if RUN.for_writers and len(RUN.editions) > 1:
        path = Path(config.site_dir, status.FOLDER, "index.html")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(status.status_page(RUN.site, list(status.rows(RUN.site))), "utf-8")
    # After a save the index of the first build stays: making it takes longer than all the rest together.
    if mkdocs.utils.clean_directory is not keep_directory:
        documents = [document for edition in RUN.editions for document in RUN.documents.get(edition.locale, [])]
        search.write_index(documents, Path(config.site_dir, "pagefind"))
    mkdocs.utils.clean_directory = CLEAN
    RUN.done = True
