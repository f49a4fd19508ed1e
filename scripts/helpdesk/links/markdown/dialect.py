"""Which Markdown a Site writes: what `mkdocs.yml` says that changes where links and ids are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from helpdesk.site import Site

STOCK_SLUGIFY = "markdown.extensions.toc.slugify"
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
    abbreviations: bool = False
    remarks: bool = False
    """Whether `{>>…<<}` is a remark of an editor, in which nothing is read (pymdownx.critic)."""
    math: bool = False
    """Whether what stands between dollar signs or `\\(…\\)` is a formula (pymdownx.arithmatex)."""
    blocks: bool = False
    """Whether `/// name` begins a block that may have an id (pymdownx.blocks)."""
    symbols: bool = False
    """Whether `(c)` and the like become one sign (pymdownx.smartsymbols)."""
    highlighted: bool = False
    """Whether `#!py ` at the start of code in a line names its language (pymdownx.inlinehilite)."""
    note_separator: str = ":"
    """What stands between `fn` and the name in the id of a footnote."""
    bare_addresses: bool = False
    """Whether `https://…` in plain text becomes a link (pymdownx.magiclink)."""
    slugify: str = STOCK_SLUGIFY
    case: str = "none"
    """What pymdownx.slugs does with letters: none, lower, lower-ascii, fold."""
    separator: str = "-"
    normal_form: str = "NFC"
    percent_encoded: bool = False
    emoji: bool = False
    """Whether `:name:` becomes a picture (pymdownx.emoji)."""
    tabs: Dialect | None = None
    """How content tabs get an id made from their title; None when they get none."""
    joined_tab_ids: bool = False
    snippets: tuple[str, ...] = ()
    """Folders of pymdownx.snippets, from the root; empty when the extension is off, "" for that of the Page."""
    snippets_anywhere: bool = False
    """Whether files outside these folders may be put in too."""
    appended: tuple[str, ...] = ()
    """Files that pymdownx.snippets puts at the end of every Page."""
    open_ids: bool = False
    """A plugin makes ids that the Markdown does not show."""
    open_names: bool = False
    """A plugin resolves reference names that no Page defines."""
    open_pages: bool = False
    """A plugin makes whole Pages."""
    hooks: bool = False
    """Scripts of the Site change the Markdown while building."""
    list_indent: int = 4


def dialect_of(site: Site) -> Dialect:
    """What the Site's settings say; MkDocs' own defaults where they say nothing."""
    options = extensions_of(site.settings.get("markdown_extensions"))
    toc = options.get("toc", {})
    tabs = options.get("pymdownx.tabbed", {})
    snippets = options.get("pymdownx.snippets")
    plugins = plugin_names(site.settings.get("plugins"))
    dialect = Dialect(
        attribute_lists="attr_list" in options,
        markdown_in_html="md_in_html" in options,
        footnotes="footnotes" in options,
        abbreviations="abbr" in options,
        remarks="pymdownx.critic" in options,
        math="pymdownx.arithmatex" in options,
        blocks=any(name.startswith("pymdownx.blocks.") for name in options),
        symbols="pymdownx.smartsymbols" in options,
        highlighted="pymdownx.inlinehilite" in options,
        note_separator=str(options.get("footnotes", {}).get("SEPARATOR", ":")),
        bare_addresses="pymdownx.magiclink" in options,
        emoji="pymdownx.emoji" in options,
        joined_tab_ids=bool(tabs.get("combine_header_slug")),
        snippets=tuple(folders_of(site, snippets)) if snippets is not None else (),
        snippets_anywhere=snippets is not None and snippets.get("restrict_base_path") is False,
        appended=tuple(texts(snippets.get("auto_append", ()))) if snippets is not None else (),
        open_ids=not plugins.isdisjoint(MAKES_IDS),
        open_names=not plugins.isdisjoint(MAKES_NAMES),
        open_pages=not plugins.isdisjoint(MAKES_PAGES),
        hooks=bool(site.settings.get("hooks")),
        list_indent=2 if "mdx_truly_sane_lists" in options else 4,
    )
    if tabs.get("slugify"):
        dialect = replace(dialect, tabs=slugged(dialect, tabs))
    return slugged(dialect, toc)


def slugged(dialect: Dialect, options: Mapping[str, object]) -> Dialect:
    """The dialect with the way in which an extension's options make ids of words."""
    slugify = options.get("slugify") or STOCK_SLUGIFY
    keywords = keywords_of(slugify)
    return replace(
        dialect,
        slugify=str(slugify),
        case=str(keywords.get("case", "none")),
        normal_form=str(keywords.get("normalize", "NFC")),
        percent_encoded=bool(keywords.get("percent_encode")),
        separator=str(options.get("separator", "-")),
    )


def folders_of(site: Site, options: Mapping[str, object]) -> Iterator[str]:
    """The base paths of pymdownx.snippets; MkDocs' `!relative` may start them with the folder of the settings or the Pages."""
    for folder in texts(options.get("base_path") or "."):
        first, slash, rest = folder.partition("/")
        first = {"$config_dir": ".", "$docs_dir": site.docs_dir}.get(first, first)
        yield first + slash + rest


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
