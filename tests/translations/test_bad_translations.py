"""What is broken is named with file and line; nothing is lost, and the other Pages are still reported."""

import errno
import os
import signal
import subprocess
import sys
import time

import pytest

from helpdesk import files
from helpdesk.translations.reading import parse
from helpdesk.translations.track import BlockState

GOOD = {
    "docs/nl/good.md": "# Goed\n\nDeze tekst is heel goed te lezen.\n",
    "docs/de/good.md": "# Gut\n\nGut lesbarer Text.\n",
}


@pytest.fixture
def site(project, helpdesk):
    def make(source, target="# Titel\n\nText.\n", ledger=None):
        written = {**GOOD, "docs/nl/a.md": source, "docs/de/a.md": target}
        if ledger is not None:
            written["i18n/state/de/a.txt"] = ledger
        return project(written, locales=("nl", "de"))

    return make


@pytest.mark.parametrize(
    "broken",
    [
        (b"# Titel\n\nkapot \xff hier\n", "unreadable", 3),
        (b"# Titel\n\n\nnul \0 hier\n", "unreadable", 4),
        (b"---\ntitle: [a\nverified: x\n---\n\nTekst.\n", "bad-front-matter", 3),
    ],
)
@pytest.mark.parametrize("side", ["nl", "de"])
def test_a_broken_page_is_one_finding_with_its_line(site, helpdesk, broken, side):
    source, code, line = broken
    root = site(source) if side == "nl" else site(b"# Titel\n\nTekst.\n", source)
    exit_code, report, _err = helpdesk(root, "translations", "--blocks")
    assert exit_code == 1
    found = [finding for finding in report["findings"] if finding["code"] == code]
    assert [(each["file"], each["line"]) for each in found] == [(f"docs/{side}/a.md", line)]
    states = {block["state"] for block in report["blocks"] if block["page"] == "a"}
    assert not states & {"fresh", "orphan"} | (states & {"missing"} if code == "unreadable" else set())
    assert any(finding["page"] == "good" for finding in report["findings"])


def test_a_page_that_cannot_be_read_is_not_an_empty_page(site, helpdesk):
    root = site(b"# Titel\n\nTekst.\n")
    helpdesk(root, "translations", "accept", "a")
    before = (root / "i18n/state/de/a.txt").read_bytes()
    (root / "docs/nl/a.md").write_bytes(b"\xff\xfe")
    code, report, _err = helpdesk(root, "translations", "--blocks")
    assert code == 1
    assert not [block for block in report["blocks"] if block["page"] == "a"]
    assert helpdesk(root, "translations", "accept", "a")[0] == 2
    assert (root / "i18n/state/de/a.txt").read_bytes() == before


def test_other_line_ends_and_a_byte_order_mark_are_no_edit(site, helpdesk):
    text = "---\ntitle: Titel\n---\n\n# Titel\n\n- punt\n  vervolg\n\n| a | b |\n|---|---|\n| c | d |\n"
    root = site(text, text.replace("punt", "Punkt").replace("Titel", "Überschrift"))
    for line in (3, 7, 10, 12):
        helpdesk(root, "translations", "accept", f"docs/de/a.md:{line}")
    helpdesk(root, "translations", "accept", "a")
    for path in ("docs/nl/a.md", "docs/de/a.md", "i18n/state/de/a.txt"):
        data = (root / path).read_text()
        (root / path).write_bytes(("\ufeff" + data).replace("\n", "\r\n").encode())
    blocks = helpdesk(root, "translations", "a", "--blocks")[1]["blocks"]
    assert {block["state"] for block in blocks} == {"fresh"}


def test_a_ledger_cut_in_the_middle_makes_no_block_fresh_by_accident(site, helpdesk):
    root = site(
        "# Titel\n\nEerste alinea hier.\n\nTweede alinea daar.\n", "# Kopf\n\nErster Absatz.\n\nZweiter Absatz.\n"
    )
    helpdesk(root, "translations", "accept", "a")
    ledger = root / "i18n/state/de/a.txt"
    whole = ledger.read_bytes()
    for place in range(len(whole) - 2):
        ledger.write_bytes(whole[:place])
        report = helpdesk(root, "translations", "a", "--blocks", "--no-cache")[1]
        fresh = [block for block in report["blocks"] if block["state"] == "fresh"]
        assert len(fresh) <= sum(record.trusted for record in parse(whole[:place].decode()).records)
        assert len(report["blocks"]) == 3


def test_a_file_removed_while_the_command_runs_is_no_crash(site, helpdesk, monkeypatch):
    root = site("# Titel\n\nTekst.\n")
    from helpdesk.site import Site

    slugs = Site.slugs
    monkeypatch.setattr(Site, "slugs", lambda self, locale: [*slugs(self, locale), "gone"])
    assert helpdesk(root, "translations", "--blocks")[0] == 1


def test_a_full_disk_leaves_the_old_ledger(site, helpdesk, monkeypatch):
    root = site("# Titel\n\nTekst.\n")
    helpdesk(root, "translations", "accept", "a")
    before = (root / "i18n/state/de/a.txt").read_bytes()
    (root / "docs/de/a.md").write_text("# Neuer Titel\n\nText.\n")

    def full(*_arguments):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    code, _report, error = helpdesk(root, "translations", "accept", "a")
    assert code == 2
    assert "No space left" in error
    assert (root / "i18n/state/de/a.txt").read_bytes() == before
    assert [path.name for path in (root / "i18n/state/de").iterdir()] == ["a.txt"]


@pytest.mark.parametrize("verb", [("accept", "a"), ("insert", "a"), ("export", "--po")])
def test_a_disk_that_refuses_is_told_with_the_file_and_the_remedy(site, helpdesk, monkeypatch, verb):
    root = site("# Titel\n\nTekst.\n\nNog meer tekst.\n", "# Titel\n\nText.\n\n- Liste\n")
    monkeypatch.setattr(os, "fsync", lambda _file: (_ for _ in ()).throw(OSError(errno.ENOSPC, "No space left")))
    code, _report, error = helpdesk(root, "translations", *verb, "--locale", "de")
    told = (
        "The file cannot be written (No space left). It was left as it is; run the command again when that is settled."
    )
    paths = {"accept": "i18n/state/de/a.txt", "insert": "docs/de/a.md", "export": "exchange/de/a.po"}
    assert (code, error) == (2, f"{paths[verb[0]]}: {told}\n")


def test_a_ledger_that_is_no_text_comes_back_with_git(site, helpdesk):
    root = site("# Titel\n")
    (root / "i18n/state/de").mkdir(parents=True, exist_ok=True)
    (root / "i18n/state/de/a.txt").write_bytes(b"[p 12345678]\n\xff\n")
    assert helpdesk(root, "translations", "accept", "a")[2] == (
        "i18n/state/de/a.txt:2: The file is not valid UTF-8. Bring the Ledger back with git; until then nothing is known "
        "of this Page's translations. Nothing was written.\n"
    )


def test_a_writer_never_overwrites_what_somebody_else_has_written_meanwhile(tmp_path):
    path = tmp_path / "a.txt"
    files.rewrite(path, b"one", None)
    files.rewrite(path, b"two", b"one")
    for before in (b"one", None):
        with pytest.raises(files.Changed):
            files.rewrite(path, b"three", before)
    assert path.read_bytes() == b"two"
    assert [each.name for each in tmp_path.iterdir()] == ["a.txt"]


def test_writers_at_the_same_time_lose_none_of_their_records(site):
    lines = range(3, 19, 2)
    page = "".join(f"Alinea {number} van de bron.\n\n" for number in lines)
    root = site("# Titel\n\n" + page, "# Kopf\n\n" + page.replace("Alinea", "Absatz"))
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "helpdesk", "--project", str(root), "translations", "accept"]
    runs = [subprocess.Popen([*command, f"docs/de/a.md:{line}"], env=environment) for line in lines]
    assert {run.wait() for run in runs} == {0}
    assert len(parse((root / "i18n/state/de/a.txt").read_text()).records) == len(lines)


@pytest.mark.parametrize("verb", [("adopt",), ("resolve",), ("export", "--po")])
def test_a_verb_for_many_pages_names_those_it_cannot_read_and_does_the_others(site, helpdesk, verb):
    ledger = f"<<<<<<< ours\n[p {'0' * 8}]\n=======\n>>>>>>> theirs\n" if verb == ("resolve",) else None
    root = site(b"kapot \xff\n", ledger=ledger)
    code, report, _err = helpdesk(root, "translations", *verb)
    assert code == 1
    assert [(found["code"], found["file"]) for found in report["findings"]] == [("unreadable", "docs/nl/a.md")]
    assert (root / "i18n/state/de/good.txt").exists() == (verb == ("adopt",))


@pytest.mark.parametrize("verb", [("adopt",), ("export", "--xliff")])
def test_an_unsettled_merge_is_never_taken_for_text(site, helpdesk, verb):
    root = site("# Titel\n\nTekst.\n", "# Titel\n\n<<<<<<< ours\nEen.\n=======\nTwee.\n>>>>>>> theirs\n")
    code, report, _err = helpdesk(root, "translations", *verb)
    assert code == 1
    assert [(found["code"], found["line"]) for found in report["findings"]] == [("page-conflict", 3)]
    assert not (root / "i18n/state/de/a.txt").exists()


def test_a_ledger_that_is_no_text_is_named_by_resolve(site, helpdesk):
    root = site("# Titel\n\nTekst.\n", ledger=b"[p \xff")
    code, report, _err = helpdesk(root, "translations", "resolve")
    assert (code, [found["file"] for found in report["findings"]]) == (1, ["i18n/state/de/a.txt"])


def test_a_page_that_cannot_be_read_has_no_difference_to_show(site, helpdesk):
    code, report, _err = helpdesk(site(b"kapot \xff\n"), "translations", "diff", "a")
    assert (code, [found["code"] for found in report["findings"]]) == (1, ["unreadable"])


def test_a_link_that_leads_round_in_a_circle_is_no_page(site, helpdesk):
    root = site("# Titel\n\nTekst.\n")
    for locale in ("nl", "de"):
        (root / f"docs/{locale}/loop.md").symlink_to("loop.md")
    assert helpdesk(root, "translations")[0] == 1
    assert helpdesk(root, "translations", "accept", "loop")[0] == 2


def test_a_folder_that_cannot_be_read_is_not_an_empty_folder(site, helpdesk, monkeypatch):
    root = site("# Titel\n")
    (root / "docs/de/sub").mkdir()
    scandir = os.scandir

    def closed(path):
        if str(path).endswith("sub"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", closed)
    code, _report, error = helpdesk(root, "translations")
    assert (code, "docs/de/sub: The folder cannot be read (Permission denied)" in error) == (2, True)


def test_a_report_that_cannot_be_printed_is_told_on_standard_error(site):
    command = [sys.executable, "-m", "helpdesk", "--project", str(site("# Titel\n")), "translations"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with open("/dev/full", "w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, env=environment, check=False)
    assert (done.returncode, done.stderr) == (2, "The Report cannot be printed (No space left on device).\n")


@pytest.mark.parametrize("sign", ["<!--", "{{", "{*", "`", "<!-- untranslated -->", "- a\n"])
def test_many_signs_that_nothing_closes_take_no_quadratic_time(site, helpdesk, sign):
    root = site("Een tekst hier.\n\n" + sign * 5_000, "Ein Text da.\n\n" + sign * 5_000)
    start = time.process_time()
    for words in (("--no-cache",), ("export", "--po"), ("insert", "a", "--dry-run"), ("diff", "a")):
        assert helpdesk(root, "translations", *words)[0] in (0, 1)
    assert time.process_time() - start < 30


def test_a_name_longer_than_any_file_is_no_page(site, helpdesk):
    assert helpdesk(site("# Titel\n"), "translations", "accept", "x" * 300)[0] == 2


def test_a_kill_during_a_write_leaves_the_old_file_or_the_new_one(tmp_path):
    path = tmp_path / "ledger.txt"
    texts = {"a" * 400_000, "b" * 400_000}
    path.write_text("a" * 400_000)
    program = (
        "import sys; from pathlib import Path; from helpdesk.files import write_text\n"
        "print('ready', flush=True)\n"
        "while True:\n    [write_text(Path(sys.argv[1]), sign * 400_000) for sign in 'ab']\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    for _try in range(5):
        with subprocess.Popen(
            [sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE, env=environment
        ) as child:
            child.stdout.readline()
            os.kill(child.pid, signal.SIGKILL)
        assert path.read_text() in texts


def test_a_page_of_two_megabytes_of_the_same_text_is_read(site, helpdesk):
    page = ("Een alinea met **nadruk** en een [link](x.md).\n\n- punt\n\n" * 900_000)[:2_000_000]
    root = site(page, page)
    start = time.process_time()
    code, report, _err = helpdesk(root, "translations", "a")
    assert code == 1
    assert report["summary"]["de"][BlockState.UNTRANSLATED.value] > 1000
    assert time.process_time() - start < 60


def test_ten_thousand_nested_quotes_on_both_sides(site, helpdesk):
    page = "# Titel\n\n" + "> " * 10_000 + "diep weggestopte tekst\n\nEinde van de tekst.\n"
    assert helpdesk(site(page, page.replace("tekst", "Text")), "translations", "--blocks")[0] == 1


def test_thousands_of_blocks_that_all_changed_take_no_quadratic_time(site, helpdesk):
    source = "".join(f"Alinea nummer {number} over iets heel anders {number * 7919}.\n\n" for number in range(3000))
    root = site(source, source.replace("Alinea", "Absatz"))
    helpdesk(root, "translations", "adopt")
    (root / "docs/nl/a.md").write_text(
        "".join(f"Nu {number * 31} staat er wat nieuws in {number}.\n\n" for number in range(3000))
    )
    start = time.process_time()
    report = helpdesk(root, "translations", "a", "--blocks")[1]
    assert time.process_time() - start < 30
    assert sum(block["translation"] is not None for block in report["blocks"]) == 3000
    assert sum(block["source"] is not None for block in report["blocks"]) == 3000


def test_a_page_of_fifty_megabytes_is_named_and_the_others_are_reported(site, helpdesk):
    root = site("Een regel.\n\n" * 4_200_000)
    start = time.process_time()
    report = helpdesk(root, "translations")[1]
    assert {finding["code"] for finding in report["findings"]} == {"too-large", "no-ledger"}
    assert time.process_time() - start < 5


def test_a_merge_conflict_in_a_page_is_named_and_nothing_is_accepted(site, helpdesk):
    root = site("# Titel\n\n<<<<<<< ours\nEen tekst.\n=======\nAndere tekst.\n>>>>>>> theirs\n")
    report = helpdesk(root, "translations")[1]
    assert ("page-conflict", 3) in {(finding["code"], finding["line"]) for finding in report["findings"]}
    assert helpdesk(root, "translations", "accept", "a")[0] == 2
