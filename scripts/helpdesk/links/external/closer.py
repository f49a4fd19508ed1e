"""A closer look at pages that answered well: error pages in disguise, and ids LinkChecker could not read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from urllib.parse import urlsplit, urlunsplit

from helpdesk.links.external import soft404
from helpdesk.links.external.addresses import sibling, split_fragment
from helpdesk.links.external.model import Answer, Judgement, Verdict
from helpdesk.links.external.pages import Fetch, Page, is_html

# A host that answered this many impossible addresses honestly needs no more of them.
HONEST_ENOUGH = 20
AT_ONCE = 6


@dataclass(frozen=True, slots=True)
class Closer:
    """Looks at single pages through the proxy."""

    fetch: Fetch
    """A page, as much of it as a reader sees at once."""
    fetch_whole: Fetch
    """A page to its end, for its ids."""
    progress: Callable[[str], None]

    def with_ids(self, answers: Mapping[str, Answer], wanted: frozenset[str]) -> dict[str, Answer]:
        """The Answers whose ids LinkChecker did not get, with the ids we found; none where the page did not come whole."""
        lacking = [
            answer
            for url, answer in answers.items()
            if url in wanted and answer.status == 200 and answer.anchors is None and not answer.landed_on_fragment
            if answer.problem is None and answer.header("content-type") and is_html(answer.header("content-type"))
        ]
        found = {}
        # One at a time: such pages are large.
        for answer in lacking:
            self.progress(f"reading the ids of {answer.final}")
            page = self.fetch_whole(split_fragment(answer.final)[0])
            if page.status == 200 and page.whole:
                found[answer.url] = replace(answer, anchors=page.anchors)
        return found

    def pretenders(self, answers: Iterable[Answer]) -> dict[str, Judgement]:
        """The pages that are error pages in disguise, by address."""
        suspects = [
            answer
            for answer in answers
            if answer.status == 200 and not answer.problem and is_html(answer.header("content-type"))
        ]
        by_sibling: dict[str, list[Answer]] = defaultdict(list)
        for answer in suspects:
            by_sibling[sibling(split_fragment(answer.final)[0])].append(answer)
        pool = ThreadPoolExecutor(AT_ONCE)
        try:
            found = pool.map(self.group, by_sibling.items(), self.skips(by_sibling))
            return {url: judgement for group in found for url, judgement in group.items()}
        finally:
            # Whoever is interrupted does not wait for slow servers; the proxy ends what is under way.
            pool.shutdown(wait=False, cancel_futures=True)

    def skips(self, by_sibling: Mapping[str, list[Answer]]) -> list[bool]:
        """Per group, whether its host has so many that the impossible address need not be asked for."""
        seen: Counter[str] = Counter()
        result = []
        for url in by_sibling:
            host = urlsplit(url).netloc
            seen[host] += 1
            result.append(seen[host] > HONEST_ENOUGH)
        return result

    def group(self, pair: tuple[str, list[Answer]], skip: bool) -> dict[str, Judgement]:  # noqa: FBT001 - mapped over
        """The pretenders among the pages of one folder."""
        beside_url, answers = pair
        if not beside_url or (skip and not any(answer.suspect for answer in answers)):
            beside = Page(0)
        else:
            self.progress(f"asking {urlsplit(beside_url).netloc} for a page that cannot exist")
            beside = self.fetch(beside_url)
        result = {}
        for answer in answers:
            if answer.suspect or (beside.status == 200 and self.knows_missing(beside_url)):
                judgement = self.looked_at(answer, beside)
                if judgement:
                    result[answer.url] = judgement
        return result

    def knows_missing(self, url: str) -> bool:
        """Whether the host ever says that a page is not there; one that never does tells nothing by showing a page."""
        parts = urlsplit(url)
        top = urlunsplit((parts.scheme, parts.netloc, "/" + parts.path.rstrip("/").rpartition("/")[2], "", ""))
        return top != url and self.fetch(top).status in {404, 410}

    def looked_at(self, answer: Answer, beside: Page) -> Judgement | None:
        """What the page itself says; None where it is what it should be."""
        page = self.fetch(split_fragment(answer.final)[0])
        if page.status != 200:
            return None
        if soft404.is_soft_404(page, beside):
            return Judgement(Verdict.SOFT404, 'it says "not found" although its status says "found"')
        return None
