"""The Site: what `mkdocs.yml` says of its Locales, and where a Page lives. Only this module knows."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from helpdesk.command import CannotRun
from helpdesk.stamps import is_file

CONFIGURATION = "mkdocs.yml"


class Locale(NamedTuple):
    """One language of the Site as `mkdocs.yml` declares it."""

    code: str
    """What static-i18n calls `locale`; also the folder's name."""
    name: str
    default: bool
    line: int
    """Where `mkdocs.yml` declares it."""


class Site(NamedTuple):
    """An MkDocs project, with static-i18n's folder structure or with one Locale at `docs_dir`."""

    root: Path
    docs_dir: str
    """From the root, with "/" between folders; "docs" unless `mkdocs.yml` says otherwise."""
    site_dir: str
    site_url: str
    use_directory_urls: bool
    locales: tuple[Locale, ...]
    nav: object
    settings: Mapping[str, object]
    """The whole of `mkdocs.yml`, `!ENV` resolved, tags of Python objects as their text."""

    @property
    def source(self) -> Locale:
        """The Locale that the others are translated from: the default one."""
        return next(locale for locale in self.locales if locale.default)

    @property
    def translated(self) -> tuple[Locale, ...]:
        """Every Locale but the source."""
        return tuple(locale for locale in self.locales if not locale.default)

    @property
    def is_multilingual(self) -> bool:
        """Whether Pages live in one folder per Locale."""
        return bool(self.locales[0].code)

    def folder(self, locale: str) -> str:
        """The folder of a Locale's Pages, from the root."""
        return f"{self.docs_dir}/{locale}" if locale else self.docs_dir

    def page_path(self, slug: str, locale: str) -> str:
        """The file of a Page, from the root."""
        return f"{self.folder(locale)}/{slug}.md"

    def ledger_path(self, slug: str, locale: str) -> str:
        """The Ledger of a Page, from the root."""
        return f"i18n/state/{locale}/{slug}.txt"

    def slugs(self, locale: str) -> list[str]:
        """The Slugs of all Pages of a Locale, sorted; files and folders that start with a dot are none."""
        return sorted(name.removesuffix(".md") for name in self.page_names(locale, (".md",)))

    def page_names(self, locale: str, endings: tuple[str, ...]) -> list[str]:
        """The files of a Locale with one of these endings, from its folder, in the order of the disk."""
        return list(walk_files(str(self.root / self.folder(locale)), "", endings))

    def place_of(self, path: str) -> tuple[str, str]:
        """The Locale and the Slug of a Markdown file given from the root; empty where it has none."""
        for locale in self.locales:
            folder = self.folder(locale.code) + "/"
            if path.startswith(folder) and path.endswith(".md"):
                return locale.code, path[len(folder) : -3]
        return "", ""


def walk_pages(top: str, prefix: str) -> Iterator[str]:
    """The Slugs below a folder, in the order of the disk; a missing folder has none."""
    return (name.removesuffix(".md") for name in walk_files(top, prefix, (".md",)))


def walk_files(top: str, prefix: str, endings: tuple[str, ...]) -> Iterator[str]:
    """The files with these endings below a folder, in the order of the disk; a missing folder has none."""
    try:
        entries = list(os.scandir(top))
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise CannotRun(
            f"{top}: The folder cannot be read ({error.strerror}), so nothing is known of its Pages."
        ) from error
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from walk_files(entry.path, f"{prefix}{entry.name}/", endings)
        elif entry.name.endswith(endings) and is_file(entry):
            yield prefix + entry.name


def find_project(start: Path) -> Path:
    """The nearest folder at or above `start` that has an `mkdocs.yml`; raises CannotRun when none has."""
    for folder in (start, *start.parents):
        if (folder / CONFIGURATION).is_file():
            return folder
    raise CannotRun(f"There is no {CONFIGURATION} in {start} or above it. Give the project's folder with --project.")


def load(root: Path) -> Site:
    """The Site at this root; raises CannotRun, with file and line, when `mkdocs.yml` cannot be used."""
    settings, lines = read_configuration(root / CONFIGURATION, CONFIGURATION)
    docs_dir = folder_name(settings, "docs_dir", "docs")
    locales = locales_of(settings, lines, root / docs_dir)
    return Site(
        root=root,
        docs_dir=docs_dir,
        site_dir=folder_name(settings, "site_dir", "site"),
        site_url=str(settings.get("site_url") or ""),
        use_directory_urls=settings.get("use_directory_urls") is not False,
        locales=locales,
        nav=settings.get("nav"),
        settings=settings,
    )


def folder_name(settings: Mapping[str, object], key: str, default: str) -> str:
    """A folder from the root without a slash at its end."""
    return os.path.normpath(str(settings.get(key) or default)).replace(os.sep, "/")


def locales_of(settings: Mapping[str, object], lines: Mapping[str, int], docs: Path) -> tuple[Locale, ...]:
    """The Locales in the order of `mkdocs.yml`; one with an empty code where none has a folder for its Pages."""
    options = plugin_options(settings.get("plugins"), "i18n")
    languages = options.get("languages") if options else None
    if not isinstance(languages, list) or not is_in_folders(options, languages, docs):
        return (Locale("", "", default=True, line=1),)
    locales = []
    for entry in languages:
        if not isinstance(entry, dict) or not entry.get("locale"):
            raise CannotRun(f"{CONFIGURATION}: An entry of the i18n plugin's languages has no locale. Add one.")
        code = str(entry["locale"])
        if code == "null":
            continue
        name = str(entry.get("name") or code)
        locales.append(Locale(code, name, default=entry.get("default") is True, line=lines.get(code, 1)))
    if sum(locale.default for locale in locales) != 1:
        raise CannotRun(f"{CONFIGURATION}: Exactly one of the i18n plugin's languages must have `default: true`.")
    return tuple(locales)


def is_in_folders(options: Mapping[str, object], languages: list[object], docs: Path) -> bool:
    """Whether each Locale has a folder; where nothing is said, static-i18n wants the Locale in the name of the file."""
    told = options.get("docs_structure")
    codes = [entry.get("locale") for entry in languages if isinstance(entry, dict)]
    return told != "suffix" if told else any((docs / str(code)).is_dir() for code in codes)


def plugin_options(plugins: object, name: str) -> dict[str, object]:
    """The options of a plugin in any of the forms `mkdocs.yml` allows; empty when it is not there."""
    entries = plugins if isinstance(plugins, list) else [plugins]
    for entry in entries:
        if isinstance(entry, dict) and name in entry:
            options = entry[name]
            return options if isinstance(options, dict) else {}
    return {}


def read_configuration(path: Path, shown: str) -> tuple[dict[str, object], dict[str, int]]:
    """The settings of an `mkdocs.yml` with `INHERIT` merged in, and the line of each `locale:` value."""
    import yaml

    base = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader

    class Loader(base):  # type: ignore[misc,valid-type]
        """Knows the tags MkDocs and its themes use, without running what they name."""

    Loader.add_constructor("!ENV", environment)
    Loader.add_constructor("!relative", lambda _loader, node: str(node.value))
    Loader.add_multi_constructor("tag:yaml.org,2002:python/", named)
    Loader.add_multi_constructor("!", lambda _loader, suffix, _node: suffix)
    try:
        with open(path, "rb") as stream:
            loader = Loader(stream)
            node = loader.get_single_node()
            settings = loader.construct_document(node) if node is not None else {}
    except OSError as error:
        raise CannotRun(f"{shown}: The file cannot be read ({error.strerror}).") from error
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{shown}:{mark.line + 1}:{mark.column + 1}" if mark else shown
        raise CannotRun(f"{where}: The file is not valid YAML: {getattr(error, 'problem', error)}.") from error
    if not isinstance(settings, dict):
        raise CannotRun(f"{shown}:1:1: The file must hold settings such as `site_name: …`.")
    if parent := settings.pop("INHERIT", None):
        inherited, _lines = read_configuration(path.parent / str(parent), str(parent))
        settings = merged(inherited, settings)
    return settings, locale_lines(node)


class PythonName(str):
    """The name of a Python object in `mkdocs.yml`, never imported; `keywords` are the `kwds` it is called with."""

    __slots__ = ("keywords",)
    keywords: dict[str, object]


def named(loader: object, suffix: str, node: object) -> PythonName:
    """`name:a.b` or `object/apply:a.b {kwds: …}` as the name `a.b` and its keywords."""
    import yaml

    name = PythonName(suffix.partition(":")[2] or suffix)
    content = loader.construct_mapping(node, deep=True) if isinstance(node, yaml.MappingNode) else {}  # type: ignore[attr-defined]
    keywords = content.get("kwds")
    name.keywords = keywords if isinstance(keywords, dict) else {}
    return name


def environment(loader: object, node: object) -> object:
    """The value of MkDocs' `!ENV` tag: the first variable that is set, else the last item as the default."""
    import yaml

    if isinstance(node, yaml.ScalarNode):
        names, default = [str(node.value)], None
    else:
        items = loader.construct_sequence(node)  # type: ignore[attr-defined]
        names, default = ([str(name) for name in items[:-1]], items[-1]) if len(items) > 1 else (items, None)
    for name in names:
        if name in os.environ:
            return yaml.safe_load(os.environ[name])
    return default


def merged(base: dict[str, object], over: dict[str, object]) -> dict[str, object]:
    """Mappings merged key by key as MkDocs' INHERIT does; anything else is replaced."""
    result = dict(base)
    for key, value in over.items():
        present = result.get(key)
        result[key] = merged(present, value) if isinstance(present, dict) and isinstance(value, dict) else value
    return result


def locale_lines(node: object) -> dict[str, int]:
    """The line of every `locale: xx` in the file, for messages that must point at it."""
    import yaml

    lines: dict[str, int] = {}
    pending = [node]
    while pending:
        current = pending.pop()
        if isinstance(current, yaml.SequenceNode):
            pending.extend(current.value)
        elif isinstance(current, yaml.MappingNode):
            for key, value in current.value:
                if key.value == "locale" and isinstance(value, yaml.ScalarNode):
                    lines[value.value] = value.start_mark.line + 1
                pending.append(value)
    return lines
