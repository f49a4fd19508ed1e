"""What the command says, keeps and asks for, with an engine that answers from a table."""

import json
import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from table_engine import World, run

from conftest import mkdocs_yml
from helpdesk import formats
from helpdesk.command import CannotRun
from helpdesk.links.external import cache
from helpdesk.links.external.engine import EngineFailed, EngineMissing, EngineStuck
from helpdesk.links.external.model import Answer, Hop, Problem
from helpdesk.links.external.occurrences import addresses_in

DAY = 86400
A, B = "https://a.org/x", "https://b.org/y"


@pytest.fixture
def world():
    """A network of its own for every test."""
    return World()


@pytest.fixture
def external(world):
    """Runs the command: `external(root, "--all")` gives the Report."""
    return lambda root, *words: run(world, root, *words)


def verdicts(report):
    return {link["url"]: link["verdict"] for link in report.adds["links"]}


def codes(report):
    return sorted(finding.code for finding in report.findings)


def broken(url):
    return Answer(url, 404)


def down(url):
    return Answer(url, problem=Problem.TIMEOUT)


def unknown_host(url):
    return Answer(url, problem=Problem.NO_HOST)


def test_one_finding_names_every_place_source_locale_first(project, external, world):
    world.pages[A] = broken(A)
    root = project({"docs/en/a.md": f"text\n[a]({A})", "docs/nl/a.md": f"[a]({A})", "docs/nl/b.md": f"![b]({A})"})
    (finding,) = external(root).findings
    assert (finding.place.file, finding.place.line, finding.place.column) == ("docs/nl/a.md", 1, 5)
    assert [place["file"] for place in finding.adds["occurrences"]] == ["docs/nl/a.md", "docs/nl/b.md", "docs/en/a.md"]
    assert (finding.adds["verdict"], finding.adds["attempts"]) == ("broken", 1)
    assert finding.adds["first_failed"] == datetime.fromtimestamp(world.now, UTC).date().isoformat()


def test_an_address_is_asked_for_once_however_often_it_is_written(project, external, world):
    external(project({"docs/nl/a.md": f"[a]({A}) [b]({A}#one) [c]({A}#two) [d](HTTPS://A.ORG/x)"}))
    assert world.asked == [A]


def test_a_named_address_is_mended_where_it_is_named(project, external, world):
    world.pages[A] = broken(A)
    root = project(
        {"i18n/links.yml": f"addresses:\n  one: {{url: '{A}', evidence: S1}}\n", "docs/nl/a.md": "[text][one]"}
    )
    (finding,) = external(root).findings
    assert (finding.place.file, finding.place.line) == ("i18n/links.yml", 2)
    assert [place["file"] for place in finding.adds["occurrences"]] == ["i18n/links.yml", "docs/nl/a.md"]


SNIPPETS = "markdown_extensions:\n  - pymdownx.snippets:\n      base_path: [parts]\n"


def test_what_a_snippet_links_to_is_told_once_at_its_own_place(project, external, world):
    world.pages[A] = broken(A)
    pages = {f"docs/{number}.md": '# P\n\n--8<-- "part.md"\n' for number in range(10)}
    root = project({"mkdocs.yml": f"site_name: t\n{SNIPPETS}", **pages, "parts/part.md": f"one\r\n[a]({A})\r\n"})
    (finding,) = external(root).findings
    assert (finding.place.file, finding.place.line, finding.place.column) == ("parts/part.md", 2, 5)
    assert len(finding.adds["occurrences"]) == 1


def test_a_place_in_a_page_comes_before_one_in_a_snippet_and_a_name_in_it_counts(project, external, world):
    world.pages[A] = broken(A)
    names = f"addresses:\n  one: {{url: '{A}', evidence: S1}}\n"
    root = project(
        {
            "mkdocs.yml": mkdocs_yml(["nl", "en"]) + SNIPPETS,
            "docs/nl/a.md": '--8<-- "part.md"\n',
            "docs/en/b.md": f"<{A}>",
            "parts/part.md": "[text][one]",
            "i18n/links.yml": names,
        }
    )
    (finding,) = external(root).findings
    assert [place["file"] for place in finding.adds["occurrences"]] == [
        "i18n/links.yml",
        "docs/en/b.md",
        "parts/part.md",
    ]


def test_only_broken_makes_the_run_fail(project, external, world):
    world.pages = {
        A: Answer(A, 200, (Hop(301, "https://a.org/new"),)),
        B: Answer(B, 503),
        "https://c.org/": Answer("https://c.org/", 403),
        "https://d.org/": Answer("https://d.org/", 200, anchors=frozenset({"there"})),
    }
    report = external(project({"docs/nl/a.md": f"<{A}> <{B}> <https://c.org/> <https://d.org/#gone>"}))
    assert codes(report) == ["external-blocked", "external-fragment", "external-moved", "external-transient"]
    assert report.exit_code == 0


def test_all_lists_every_address_also_the_good_ones(project, external, world):
    world.pages[A] = Answer(A, 200, (Hop(308, "https://a.org/new"),))
    report = external(project({"docs/nl/a.md": f"[a]({A}#x) <{B}>"}), "--all")
    listed = json.loads(formats.as_json(report))["links"] if hasattr(formats, "as_json") else report.adds["links"]
    assert [(link["url"], link["verdict"], link["to"]) for link in listed] == [
        (f"{A}#x", "moved", "https://a.org/new#x"),
        (B, "ok", None),
    ]
    assert set(listed[0]) >= {"url", "verdict", "to", "attempts", "first_failed", "occurrences"}


def test_a_host_that_works_again_is_fine(project, external, world):
    world.pages[A] = [down(A), Answer(A, 200)]
    report = external(project({"docs/nl/a.md": f"<{A}>"}), "--all")
    assert report.adds["links"][0]["attempts"] == 2
    assert verdicts(report) == {A: "ok"}


def test_a_server_is_given_the_time_it_asks_for_within_reason(project, external, world):
    world.pages[A] = [Answer(A, 429, retry_after=12.0), Answer(A, 200)]
    world.pages[B] = [Answer(B, 503, retry_after=4000.0), Answer(B, 200)]
    assert set(verdicts(external(project({"docs/nl/a.md": f"<{A}> <{B}>"}), "--all")).values()) == {"ok"}
    assert world.slept == [12.0, 18.0]


def test_a_server_that_wants_to_be_left_alone_for_hours_is_asked_twice(project, external, world):
    world.pages[A] = Answer(A, 429, retry_after=4000.0)
    (link,) = external(project({"docs/nl/a.md": f"<{A}>"}), "--all").adds["links"]
    assert (link["verdict"], link["attempts"], world.slept) == ("blocked", 2, [30.0])


def test_trouble_becomes_broken_only_after_days(project, external, world):
    root = project({"docs/nl/a.md": f"<{A}>"})
    world.pages[A] = down(A)
    first = datetime.fromtimestamp(world.now, UTC).date().isoformat()
    seen = []
    for _night in range(4):
        (link,) = external(root, "--all").adds["links"]
        seen.append((link["verdict"], link["first_failed"] == first))
        world.now += DAY
    assert seen == [("transient", True)] * 3 + [("broken", True)]


def test_many_runs_in_one_day_are_no_days(project, external, world):
    root = project({"docs/nl/a.md": f"<{A}>"})
    world.pages[A] = down(A)
    assert [verdicts(external(root, "--all"))[A] for _run in range(5)] == ["transient"] * 5


def test_one_good_answer_ends_the_row_of_failures(project, external, world):
    root = project({"docs/nl/a.md": f"<{A}>"})
    for answer in (down(A), down(A), Answer(A, 200), down(A)):
        world.pages[A] = answer
        report = external(root, "--all")
        world.now += 2 * DAY
    assert verdicts(report) == {A: "transient"}


def test_expired_asks_only_for_what_ran_out_and_still_tells_the_rest(project, external, world):
    root = project({"docs/nl/a.md": f"<{A}> <{B}>"})
    world.pages[A] = broken(A)
    external(root)
    world.asked.clear()
    assert verdicts(external(root, "--expired", "--all")) == {A: "broken", B: "ok"}
    assert world.asked == []
    world.now += 1.1 * DAY
    assert codes(external(root, "--expired")) == ["external-broken"]
    assert world.asked == [A]


def test_a_cache_of_nonsense_is_ignored_and_spoken_of(project, external):
    for content in (
        b"\xff\x00",
        b"[]",
        b'{"version": 99, "links": {}}',
        b'{"version": 1, "links": {"https://a.org/x": 5}}',
        b'{"version": 1, "links": {"https://a.org/x": {"verdict": "ok", "checked": 1e999, "expires": 1e999}}}',
        b'{"version": 1, "links": {"https://a.org/x": {"verdict": "ok", "checked": NaN, "expires": 1}}}',
        b'{"version": 1, "links": {"https://a.org/x": {"verdict": "ok", "checked": 1, "expires": 9999999999}}}',
        b'{"version": 1, "links": {"https://a.org/x": {"verdict": "ok", "checked": 3000000000, "expires": 3000000001}}}',
        b'{"version": 1, "links": {"https://a.org/x": {"verdict": "ok", "checked": 1, "expires": 2, "attempts": 1e999}}}',
        b'{"version": 1, "links": {"https://a.org/\\ud800": {"verdict": "ok", "checked": 1, "expires": 2}}}',
        b'{"version": 1, "links": {"https://a.org/x": {"verdict": "ok", "to": "\\ud800", "checked": 1, "expires": 2}}}',
    ):
        root = project({"docs/nl/a.md": f"<{A}>", cache.FILE: content})
        assert codes(external(root, "--expired")) == ["external-cache-ignored"]
        assert codes(external(root, "--expired")) == []


def test_runs_at_the_same_time_keep_what_each_found(project, world):
    root = project({})
    urls = [f"https://host{number}.org/" for number in range(16)]

    def run(url):
        judgement = cache.Judgement(cache.Verdict.OK)
        cache.save(root, {url: cache.aged(url, judgement, None, world.now, cache.Patience())}, world.now)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(run, urls))
    assert sorted(cache.load(root).results) == sorted(urls)


def test_a_known_failure_is_silent_until_it_runs_out(project, external, world):
    world.pages[A] = broken(A)
    entry = f"known-failures:\n  - {{url: '{A}', verdict: broken, reason: r, owner: o, expires: %s}}\n"
    files = {"docs/nl/a.md": f"<{A}>"}
    assert codes(external(project({**files, "i18n/links.yml": entry % "2099-01-01"}))) == []
    assert codes(external(project({**files, "i18n/links.yml": entry % "2020-01-01"}))) == [
        "external-broken",
        "known-failure-expired",
    ]


def test_a_known_failure_that_covers_nothing_is_a_finding(project, external, world):
    known = f"known-failures:\n- {{url: '{A}', verdict: broken, reason: r, owner: o, expires: 2099-01-01}}\n- {{url: 'https://gone.org/*', reason: r, owner: o, expires: 2099-01-01}}\n- {{url: '{B}'}}\n"
    report = external(project({"docs/nl/a.md": f"<{A}>", "i18n/links.yml": known}))
    assert [(finding.code, finding.place.line) for finding in report.findings] == [
        ("known-failure-unused", 2),
        ("known-failure-unused", 3),
        ("known-failure-incomplete", 4),
    ]
    assert "reason and owner and expires" in report.findings[2].message


def test_a_known_failure_with_a_verdict_there_is_not_covers_nothing(project, external, world):
    world.pages[A] = broken(A)
    entry = f"known-failures:\n- {{url: '{A}', verdict: brokn, reason: r, owner: o, expires: 2099-01-01}}\n"
    report = external(project({"docs/nl/a.md": f"<{A}>", "i18n/links.yml": entry}))
    assert codes(report) == ["external-broken", "known-failure-unclear"]
    assert '"brokn"' in report.findings[1].message


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("known-failures: soon\n", 1),
        ("addresses: {}\nknown-failures:\n  url: https://a.org/x\n", 2),
        ("- url: https://a.org/x\n", 1),
        ("known-failures: [\n", 2),
        ('addresses:\n  a: "https://a.org/\\ud800"\n', 2),
    ],
)
def test_known_failures_that_are_no_list_are_spoken_of(project, external, text, line):
    (finding,) = external(project({"docs/nl/a.md": f"<{A}>", "i18n/links.yml": text})).findings
    assert (finding.code, finding.place.line) == ("links-file-unreadable", line)


@pytest.mark.parametrize("text", ["", "# nothing\n", "known-failures:\n", "known-failures: []\n"])
def test_a_file_without_known_failures_is_fine(project, external, text):
    assert codes(external(project({"docs/nl/a.md": f"<{A}>", "i18n/links.yml": text}))) == []


def test_a_known_failure_may_leave_a_part_open_and_takes_other_signs_as_they_are(project, external, world):
    url = "https://a.org/[x]?y=1"
    world.pages = {"https://a.org/[x]?y=1": broken(url)}
    entry = "known-failures:\n- {url: 'https://a.org/[x]?y=*', reason: r, owner: o, expires: 2099-01-01}\n"
    assert codes(external(project({"docs/nl/a.md": f"[a](<{url}>)", "i18n/links.yml": entry}))) == []


def test_no_network_is_one_finding(project, external, world):
    urls = [f"https://host{number}.org/" for number in range(30)]
    world.pages = {url: unknown_host(url) for url in urls}
    world.knows_names = False
    report = external(project({"docs/nl/a.md": " ".join(f"<{url}>" for url in urls)}), "--all")
    assert codes(report) == ["no-network"]
    assert set(verdicts(report).values()) == {"transient"}
    assert len(world.asked) == 30


def test_one_unknown_host_is_broken_where_others_answer(project, external, world):
    world.pages[A] = unknown_host(A)
    world.knows_names = False
    assert verdicts(external(project({"docs/nl/a.md": f"<{A}> <{B}>"}), "--all")) == {A: "broken", B: "ok"}


def test_without_any_route_even_names_that_never_exist_say_nothing(project, external, world):
    urls = ["https://example.com/a", "https://docs.example/b", "http://nowhere.invalid/"]
    world.pages = {url: unknown_host(url) for url in urls}
    root = project({"docs/nl/a.md": " ".join(f"<{url}>" for url in urls)})
    world.has_a_route = False
    assert codes(external(root)) == ["no-network"]
    world.has_a_route = True
    assert codes(external(root)) == ["external-broken"]


def test_an_engine_that_cannot_start_is_one_finding(project, external, world):
    world.pages[A] = EngineMissing("LinkChecker is not installed")
    report = external(project({"docs/nl/a.md": f"<{A}> <{B}>"}), "--all")
    assert codes(report) == ["link-checker-failed"]
    assert "because of that: 2" in report.findings[0].message
    assert not (report.adds["links"][0]["first_failed"])


def test_an_engine_that_hangs_is_not_waited_for_again_and_again(project, external, world):
    urls = [f"https://host{number}.org/" for number in range(5)]
    world.pages = {url: EngineStuck("LinkChecker answered nothing any more and was stopped") for url in urls}
    report = external(project({"docs/nl/a.md": " ".join(f"<{url}>" for url in urls)}), "--all")
    assert codes(report) == ["link-checker-failed"]
    assert len(world.asked) == 2


def test_after_a_crash_the_rest_is_still_checked(project, external, world):
    world.pages[B] = [EngineFailed("LinkChecker was stopped by signal 9"), Answer(B, 200)]
    report = external(project({"docs/nl/a.md": f"<{A}> <{B}> <https://c.org/>"}), "--all")
    assert verdicts(report) == {A: "ok", B: "ok", "https://c.org/": "ok"}


def test_an_address_that_kills_every_engine_spoils_no_other(project, external, world):
    urls = [f"https://host{number}.org/" for number in range(12)]
    world.pages[urls[5]] = EngineFailed("LinkChecker was stopped by signal 11")
    report = external(project({"docs/nl/a.md": " ".join(f"<{url}>" for url in urls)}), "--all")
    assert verdicts(report) == {url: "transient" if url == urls[5] else "ok" for url in urls}
    assert "because of that: 1" in report.findings[0].message


def test_a_link_of_a_megabyte_is_no_address(project, external, world):
    report = external(project({"docs/nl/a.md": f"<https://a.org/{'x' * 1_000_000}>"}))
    assert codes(report) == ["external-broken"]
    assert len(report.findings[0].message) < 500


def test_what_the_engine_leaves_out_is_asked_once_more(project, external, world):
    world.pages[A] = [None, Answer(A, 404)]
    assert verdicts(external(project({"docs/nl/a.md": f"<{A}> <{B}>"}), "--all")) == {A: "broken", B: "ok"}


def test_an_interrupt_still_reports_and_keeps_what_is_known(project, external, world):
    world.pages[B] = KeyboardInterrupt()
    root = project({"docs/nl/a.md": f"<{A}> <{B}>"})
    report = external(root, "--all")
    assert verdicts(report) == {A: "ok"}
    assert (report.exit_code, codes(report)) == (130, ["external-interrupted"])
    assert set(cache.load(root).results) == {A}


def test_a_shard_checks_its_share(project, external, world):
    urls = [f"https://host{number}.org/" for number in range(20)]
    root = project({"docs/nl/a.md": " ".join(f"<{url}>" for url in urls)})
    shares = [set(verdicts(external(root, "--all", "--shard", f"{number}/3"))) for number in (1, 2, 3)]
    assert sorted(url for share in shares for url in share) == sorted(urls)
    assert all(shares)


def test_hosts_that_ask_everybody_to_sign_in_need_only_answer(project, external, world):
    config = "site_name: T\nextra: {helpdesk: {links: {sign-in: [portal.azure.com]}}}\n"
    portal = "https://portal.azure.com/"
    world.pages[portal] = Answer(portal, 200, (Hop(302, "https://login.microsoftonline.com/x"),))
    page = f"<{portal}#blade/Some/Blade> <{portal}#some-id>"
    assert set(verdicts(external(project({"mkdocs.yml": config, "docs/a.md": page}), "--all")).values()) == {"ok"}
    world.pages[portal] = Answer(portal, 404)
    assert set(verdicts(external(project({"mkdocs.yml": config, "docs/a.md": page}), "--all")).values()) == {"broken"}


def test_addresses_that_no_browser_opens_are_broken_without_a_request(project, external, world):
    report = external(project({"docs/nl/a.md": "[a](<http://a.org:99999/>)"}), "--all")
    assert list(verdicts(report).values()) == ["broken"]
    assert world.asked == []


def test_a_host_that_is_kept_for_examples_is_never_broken(project, external, world):
    url = "https://example.com/your-page"
    world.pages[url] = broken(url)
    assert codes(external(project({"docs/nl/a.md": f"<{url}>"}))) == []


def test_links_fix_is_given_the_moves_a_program_may_write(project, external, world):
    world.pages[A] = Answer(A, 200, (Hop(301, "https://a.org/new"),))
    world.pages[B] = Answer(B, 200, (Hop(301, "http://b.org/plain"),))
    root = project({"docs/nl/a.md": f"[a]({A}#x) <{B}>"})
    external(root)
    assert cache.permanent_moves(root) == {f"{A}#x": "https://a.org/new#x"}


def test_links_in_built_pages_are_found_with_their_place(project, external, world):
    world.pages[A] = broken(A)
    html = f'<!-- <a href="{B}"> --><p>\n<a class="x > y" href="{A}">a</a><img src="//b.org/y">'
    root = project({"site/en/index.html": html})
    report = external(root, "--built", str(root / "site"), "--all")
    (finding,) = report.findings
    assert (finding.place.file, finding.place.line, finding.place.locale) == ("site/en/index.html", 2, "en")
    assert verdicts(report) == {A: "broken", B: "ok"}


def test_addresses_in_a_page_are_read_as_browsers_read_them():
    page = (
        "<script>'<a href=http://no>'</script><a title='é' href=' https://a.org/?b&amp;c&copy=1 '>\n\n<img SRC=//e.f/g>"
    )
    assert list(addresses_in(page.encode())) == [("https://a.org/?b&c&copy=1", 1, 57), ("//e.f/g", 3, 10)]


@pytest.mark.parametrize("sign", ["<a ", '<a href="', "<!--", "<a href=http://x>", "<a href=x>\n"])
def test_a_million_signs_are_read_in_one_go(sign):
    assert all(url == "http://x" for url, _line, _column in addresses_in(sign.encode() * (1_000_000 // len(sign))))


@pytest.mark.parametrize(
    "words", [["--allow-private", "a b"], ["--changed-since", "HEAD"], ["--changed-since", ""], ["--built", "gone"]]
)
def test_what_cannot_be_done_is_said(project, external, words):
    with pytest.raises(CannotRun):
        external(project({"docs/nl/a.md": f"<{A}>"}), *words)


def git(root, *words):
    name = ["-c", "user.name=T", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"]
    return subprocess.run(["git", *name, *words], cwd=root, check=True, capture_output=True, text=True).stdout


def test_a_pull_request_checks_only_the_links_it_adds(project, external, world):
    root = project({"docs/nl/a.md": f"[a]({A})\n\nold text\n", "docs/nl/b.md": "nothing\n"})
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-qm", "first")
    (root / "docs/nl/a.md").write_text(f"old text\n\nSee [a]({A}), too\n")
    (root / "docs/nl/b.md").write_text(f"now with [b]({B})\n")
    (root / "docs/nl/new.md").write_text("[c](https://c.org/)\n")
    assert set(verdicts(external(root, "--changed-since", "main", "--all"))) == {B, "https://c.org/"}


@pytest.mark.parametrize(
    ("attribute", "setting"),
    [("-diff", "x.y=z"), ("diff=upper", "diff.upper.textconv=tr a-z A-Z <"), ("text", "diff.interHunkContext=20")],
)
def test_what_git_shows_people_does_not_change_which_links_are_new(project, external, attribute, setting):
    root = project({"docs/nl/a.md": f"one\n\n<{A}>\n\nthree\n"})
    (root / ".gitattributes").write_text(f"*.md {attribute}\n")
    git(root, "init", "-q", "-b", "main")
    git(root, "config", *setting.split("=", 1))
    git(root, "add", ".")
    git(root, "commit", "-qm", "first")
    (root / "docs/nl/a.md").write_text(f"zero\none\n\n<{A}> again\n\n<{B}>\n")
    assert set(verdicts(external(root, "--changed-since", "main", "--all"))) == {B}


def test_a_link_that_the_menu_gets_is_new_and_has_its_place(project, external):
    root = project({"docs/nl/a.md": "text\n"})
    settings = root / "mkdocs.yml"
    settings.write_text(f"{settings.read_text()}nav:\n  - A: {A}\n")
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-qm", "first")
    settings.write_text(f"{settings.read_text()}  - B: {B}\n")
    (link,) = external(root, "--changed-since", "main", "--all").adds["links"]
    (place,) = link["occurrences"]
    assert (link["url"], place["line"], place["column"]) == (B, settings.read_text().count("\n"), 8)


def test_a_changed_file_may_have_any_name(project, external, world):
    names = ['docs/nl/a "quoted" b.md', "docs/nl/back\\slash.md", "docs/nl/tab\there.md", "docs/nl/ünï 日本.md"]
    root = project(dict.fromkeys(names, f"<{A}>\n"))
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-qm", "first")
    for number, name in enumerate(names):
        (root / name).write_text(f"<{A}>\n\n<https://host{number}.org/>\n")
    assert len(verdicts(external(root, "--changed-since", "main", "--all"))) == len(names)


def test_a_shallow_clone_says_how_to_get_the_revision(project, external, tmp_path):
    root = project({"docs/nl/a.md": f"<{A}>"})
    git(root, "init", "-q", "-b", "main")
    for text in ("one", "two"):
        (root / "docs/nl/a.md").write_text(text)
        git(root, "add", ".")
        git(root, "commit", "-qm", text)
    first = git(root, "rev-parse", "HEAD~1").strip()
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{root}", str(clone))
    with pytest.raises(CannotRun, match="fetch-depth: 0"):
        external(clone, "--changed-since", first)
