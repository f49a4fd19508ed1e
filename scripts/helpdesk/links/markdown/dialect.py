"""Which Markdown a Site writes: what `mkdocs.yml` says that changes where links and ids are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from helpdesk.site import Site

# Extensions that are sums of others (pymdownx.extra, extra): what of theirs matters here.
BUNDLES = {
    "extra": ("attr_list", "md_in_html", "footnotes", "def_list", "fenced_code"),
    "pymdownx.extra": ("attr_list", "md_in_html", "footnotes", "def_list", "pymdownx.superfences"),
}
# Plugins that fill in links or ids while building, so that the Markdown alone does not show them all.
MAKES_IDS = ("macros", "mkdocstrings", "include-markdown", "table-reader", "gen-files", "include_dir_to_nav")
MAKES_NAMES = ("autorefs", "mkdocstrings", "macros", "include-markdown", "ezlinks", "roamlinks")
MAKES_PAGES = ("gen-files", "gen_files", "monorepo", "multirepo", "mkdocs-jupyter", "api-autonav", "techdocs-core")


@dataclass(frozen=True, slots=True)
class Dialect:
    """The settings a scan depends on; its `repr` is part of the cache's key."""

    attribute_lists: bool = False
    markdown_in_html: bool = False
    footnotes: bool = False
    bare_addresses: bool = False
    """Whether `https://…` in plain text becomes a link (pymdownx.magiclink)."""
    slugify: str = "markdown.extensions.toc.slugify"
    case: str = "none"
    """What pymdownx.slugs does with letters: none, lower, lower-ascii, fold."""
    separator: str = "-"
    normal_form: str = "NFC"
    percent_encoded: bool = False
    emoji: bool = False
    """Whether `:name:` becomes a picture (pymdownx.emoji)."""
    tab_ids: bool = False
    """Whether content tabs get an id made from their title."""
    joined_tab_ids: bool = False
    snippets: tuple[str, ...] = ()
    """Folders of pymdownx.snippets, from the root; empty when the extension is off."""
    appended: tuple[str, ...] = ()
    """Files that pymdownx.snippets puts at the end of every Page."""
    open_ids: bool = False
    """A plugin makes ids that the Markdown does not show."""
    open_names: bool = False
    """A plugin resolves reference names that no Page defines."""
    open_pages: bool = False
    """A plugin makes whole Pages."""
    list_indent: int = 4


def dialect_of(site: Site) -> Dialect:
    """What the Site's settings say; MkDocs' own defaults where they say nothing."""
    options = extensions_of(site.settings.get("markdown_extensions"))
    toc = options.get("toc", {})
    slugify = toc.get("slugify") or "markdown.extensions.toc.slugify"
    keywords = keywords_of(slugify)
    tabs = options.get("pymdownx.tabbed", {})
    snippets = options.get("pymdownx.snippets")
    plugins = plugin_names(site.settings.get("plugins"))
    return Dialect(
        attribute_lists="attr_list" in options,
        markdown_in_html="md_in_html" in options,
        footnotes="footnotes" in options,
        bare_addresses="pymdownx.magiclink" in options,
        slugify=str(slugify),
        case=str(keywords.get("case", "none")),
        normal_form=str(keywords.get("normalize", "NFC")),
        percent_encoded=bool(keywords.get("percent_encode")),
        emoji="pymdownx.emoji" in options,
        separator=str(toc.get("separator", "-")),
        tab_ids=bool(tabs.get("slugify")),
        joined_tab_ids=bool(tabs.get("combine_header_slug")),
        snippets=tuple(texts(snippets.get("base_path", "."))) if snippets is not None else (),
        appended=tuple(texts(snippets.get("auto_append", ()))) if snippets is not None else (),
        open_ids=not plugins.isdisjoint(MAKES_IDS),
        open_names=not plugins.isdisjoint(MAKES_NAMES),
        open_pages=not plugins.isdisjoint(MAKES_PAGES),
        list_indent=2 if "mdx_truly_sane_lists" in options else 4,
    )


def keywords_of(value: object) -> Mapping[str, object]:
    """The `kwds` of a `!!python/object/apply` value."""
    keywords = getattr(value, "keywords", None)
    return keywords if isinstance(keywords, dict) else {}


def texts(value: object) -> list[str]:
    """One text or a list of them, as a list."""
    return [str(each) for each in value] if isinstance(value, (list, tuple)) else [str(value)]


def extensions_of(value: object) -> dict[str, Mapping[str, object]]:
    """Extension names with their options, bundles taken apart, `markdown.extensions.` left off."""
    options: dict[str, Mapping[str, object]] = {}
    for entry in entries_of(value):
        for name, given in entry.items():
            short = str(name).removeprefix("markdown.extensions.")
            options[short] = given if isinstance(given, dict) else {}
            for part in BUNDLES.get(short, ()):
                options.setdefault(part, {})
    return options


def entries_of(value: object) -> list[dict[object, object]]:
    """A list of names and of one-name mappings, or one mapping, in one form."""
    if isinstance(value, dict):
        return [value]
    items = value if isinstance(value, list) else []
    return [item if isinstance(item, dict) else {item: None} for item in items]


def plugin_names(value: object) -> set[str]:
    """The names of the plugins, theme prefixes left off."""
    return {str(name).rpartition("/")[2] for entry in entries_of(value) for name in entry}
