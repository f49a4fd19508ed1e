"""The state of Pages, from the cache where nothing has changed, and how it is shown."""

from __future__ import annotations

from collections import Counter

from helpdesk.report import Finding
from helpdesk.site import Site
from helpdesk.stamps import NOTHING, stamp_at
from helpdesk.translations.cache import Cache
from helpdesk.translations.checks import checks_of
from helpdesk.translations.pages import File, PagePair, file_of, findings_of, load, pair, uses_sane_lists, words_to_do
from helpdesk.translations.renamed import LeftBehind
from helpdesk.translations.track import BlockState, Entry


class Pages:
    """The Pages of one Locale."""

    def __init__(self, site: Site, locale: str, *, use_cache: bool = True) -> None:
        self.site = site
        self.locale = locale
        self.cache = Cache(site, locale) if use_cache else None
        self.checks = checks_of(site)
        self.sane_lists = uses_sane_lists(site)
        self.left = LeftBehind(site, locale)

    def result(self, slug: str) -> tuple[list[Finding], dict[str, int]]:
        """The Findings of a Page and its counts, remembered where nothing has changed."""
        site, locale = self.site, self.locale
        paths = (site.page_path(slug, site.source.code), site.page_path(slug, locale), site.ledger_path(slug, locale))
        # Stamps are taken before the files are read: what changes in between has another one next time.
        stamps = [stamp_at(f"{site.root}/{path}") for path in paths]
        if stamps[2] == NOTHING:
            stamps += self.left.stamps
        seal = self.cache.seal(stamps) if self.cache else ""
        if self.cache is not None and (result := self.cache.find_sealed(slug, seal)) is not None:
            return result
        data = [bytes_of(f"{site.root}/{path}") for path in paths]
        if self.cache is None or any(isinstance(each, OSError) for each in data):
            return self.of_pair(load(site, slug, locale, self.left))
        known = [each for each in data if not isinstance(each, OSError)]
        if known[2] is None and known[0] is not None and self.left.ledger_for(known[0]):
            return self.of_pair(load(site, slug, locale, self.left))
        key = self.cache.key(*known)
        if (result := self.cache.find(slug, key, seal)) is not None:
            return result
        codes = (site.source.code, locale, locale)
        files = [
            File(path, None) if each is None else file_of(path, each, code, slug)
            for path, each, code in zip(paths, known, codes, strict=True)
        ]
        result = self.of_pair(pair(slug, locale, (files[0], files[1], files[2]), sane_lists=self.sane_lists))
        self.cache.keep(slug, key, seal, result)
        return result

    def of_pair(self, found: PagePair) -> tuple[list[Finding], dict[str, int]]:
        """The Findings and counts of a Page that was read."""
        counts: Counter[str] = Counter(entry.state.value for entry in found.entries)
        counts["words"] = sum(map(words_to_do, found.entries))
        return findings_of(self.site, found, self.checks), dict(counts)

    def whole(self, slug: str) -> tuple[list[Finding], dict[str, int], list[dict[str, object]]]:
        """Findings, counts and every Block."""
        found = load(self.site, slug, self.locale, self.left)
        result = self.of_pair(found)
        return *result, [as_json(found, entry) for entry in found.entries]

    @property
    def settled(self) -> bool:
        """Whether no file that was looked at changed just before, so that its stamp can be believed."""
        return self.cache is not None and self.cache.settled

    def save(self, *, whole: bool) -> None:
        """Keeps the results for the next run."""
        if self.cache is not None:
            self.cache.save(whole=whole)


def bytes_of(path: str) -> bytes | OSError | None:
    """The bytes of a file, None where there is none, the error where it cannot be read."""
    try:
        with open(path, "rb", buffering=0) as stream:
            return stream.read()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        return error


def as_json(found: PagePair, entry: Entry) -> dict[str, object]:
    """A Block as the contract's JSON object."""

    def side(block: object) -> dict[str, object] | None:
        from helpdesk.blocks import Block

        return {"line": block.body_line, "text": block.body} if isinstance(block, Block) else None

    return {
        "locale": found.locale,
        "page": found.slug,
        "family": entry.family,
        "state": entry.state.value,
        "grade": entry.grade.value if entry.grade else None,
        "source": side(entry.source),
        "translation": side(entry.target),
        "unsure": entry.unsure,
        "accepted_source": entry.record.text if entry.record else None,
    }


def summary_line(locale: str, total: Counter[str]) -> str:
    """One Locale in a line."""
    states = ", ".join(f"{total[state.value]} {state.value}" for state in BlockState if total[state.value])
    return f"{locale}: {states or 'no Blocks'}; {total['words']} words to do."


def block_lines(blocks: list[dict[str, object]]) -> str:
    """Every Block with its state, for people."""
    lines = []
    for block in blocks:
        side = block["translation"] or block["source"]
        assert isinstance(side, dict)
        text = str(side["text"]).replace("\n", " ")
        state = block["state"] if not block["grade"] else f"{block['state']} ({block['grade']})"
        lines.append(f"{block['locale']} {block['page']}:{side['line']} {block['family']} {state}: {text[:80]}")
    return "\n".join(lines) + "\n" if lines else ""
