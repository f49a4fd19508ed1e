"""A Page that gets another name keeps what was accepted of it, although its Ledger still has the old one."""

import shutil

import pytest

NL = "# Titel\n\nEerst leest u dit.\n\nDaarna leest u dat.\n\nTot slot is u klaar.\n"
DE = "# Kopf\n\nZuerst lesen Sie dies.\n\nDanach lesen Sie das.\n\nZum Schluss sind Sie fertig.\n"
OLD, NEW = "i18n/state/de/a.txt", "i18n/state/de/map/b.txt"


@pytest.fixture
def renamed(project, helpdesk):
    """`map/b` was `a` before, and its source has changed since it was accepted; `c` was never accepted."""
    root = project(
        {"docs/nl/a.md": NL, "docs/de/a.md": DE, "docs/nl/c.md": "Iets heel anders.\n", "docs/de/c.md": "Anderes.\n"},
        locales=("nl", "de"),
    )
    assert helpdesk(root, "translations", "accept", "a")[0] == 0
    for locale in ("nl", "de"):
        (root / f"docs/{locale}/map").mkdir()
        (root / f"docs/{locale}/a.md").rename(root / f"docs/{locale}/map/b.md")
    (root / "docs/nl/map/b.md").write_text(NL.replace("Eerst leest u dit", "Eerst leest u vooral iets anders"))
    return root


def states(root, helpdesk):
    blocks = helpdesk(root, "translations", "map/b", "--blocks")[1]["blocks"]
    return [block["state"] for block in blocks]


def codes(root, helpdesk):
    findings = helpdesk(root, "translations")[1]["findings"]
    return {(finding["page"], finding["code"]): finding["help"] for finding in findings}


def test_the_states_are_as_they_were_and_the_command_that_renames_the_ledger_is_named(renamed, helpdesk):
    assert states(renamed, helpdesk) == ["fresh", "stale", "fresh", "fresh"]
    told = codes(renamed, helpdesk)
    assert set(told) == {("map/b", "ledger-elsewhere"), ("map/b", "stale"), ("c", "no-ledger")}
    assert f"`mkdir -p i18n/state/de/map && git mv {OLD} {NEW}`" in told["map/b", "ledger-elsewhere"]
    (renamed / NEW).parent.mkdir()
    (renamed / OLD).rename(renamed / NEW)
    assert set(codes(renamed, helpdesk)) == {("map/b", "stale"), ("c", "no-ledger")}
    assert states(renamed, helpdesk) == ["fresh", "stale", "fresh", "fresh"]


def test_a_ledger_that_comes_back_or_goes_is_seen_by_the_next_run(renamed, helpdesk):
    before = codes(renamed, helpdesk)
    shutil.move(renamed / OLD, renamed / "aside.txt")
    assert set(codes(renamed, helpdesk)) == {("map/b", "no-ledger"), ("c", "no-ledger")}
    shutil.move(renamed / "aside.txt", renamed / OLD)
    assert codes(renamed, helpdesk) == before


def test_adopt_takes_the_records_along_and_makes_nothing_fresh(renamed, helpdesk):
    assert helpdesk(renamed, "translations", "adopt")[0] == 0
    assert states(renamed, helpdesk) == ["fresh", "stale", "fresh", "fresh"]
    assert set(codes(renamed, helpdesk)) == {("map/b", "stale")}
    assert (renamed / NEW).read_text() == (renamed / OLD).read_text()


def test_accept_writes_the_ledger_under_the_new_name(renamed, helpdesk):
    assert helpdesk(renamed, "translations", "accept", "docs/de/map/b.md:3")[0] == 0
    assert states(renamed, helpdesk) == ["fresh"] * 4
    assert set(codes(renamed, helpdesk)) == {("c", "no-ledger")}


def test_typo_finds_the_ledger_too(renamed, helpdesk):
    assert helpdesk(renamed, "translations", "typo", "map/b")[0] == 0
    assert states(renamed, helpdesk) == ["fresh"] * 4


@pytest.mark.parametrize("locale", ["nl", "de"])
def test_the_ledger_of_a_page_that_one_side_still_has_belongs_to_that_page(renamed, helpdesk, locale):
    (renamed / f"docs/{locale}/a.md").write_text("Nog steeds hier.\n")
    assert set(states(renamed, helpdesk)) == {"unconfirmed"}


def test_of_two_ledgers_that_fit_equally_none_is_taken(renamed, helpdesk):
    shutil.copy(renamed / OLD, renamed / "i18n/state/de/a2.txt")
    assert set(states(renamed, helpdesk)) == {"unconfirmed"}


def test_a_page_of_nothing_but_a_table_and_code_is_found_too(project, helpdesk):
    page = "| Eerste kolom | Tweede kolom |\n| --- | --- |\n{}\n```sh\nmaak stap-1 alles\nmaak stap-2 alles\n```\n"
    rows = [f"| {one} kast | {one} tafel |\n" for one in ("groene", "blauwe", "gele", "rode", "witte")]
    root = project({"docs/nl/a.md": page.format("".join(rows))}, locales=("nl", "de"))
    (root / "docs/de").mkdir()
    (root / "docs/de/a.md").write_text(page.format("".join(rows).replace("kast", "Schrank").replace("tafel", "Tisch")))
    helpdesk(root, "translations", "accept", "a", "--copies")
    before = [block["state"] for block in helpdesk(root, "translations", "--blocks")[1]["blocks"]]
    for locale in ("nl", "de"):
        (root / f"docs/{locale}/a.md").rename(root / f"docs/{locale}/b.md")
    report = helpdesk(root, "translations", "--blocks")[1]
    assert [block["state"] for block in report["blocks"]] == before
    assert "ledger-elsewhere" in {finding["code"] for finding in report["findings"]}


def test_a_folder_of_ledgers_that_cannot_be_read_is_told_page_by_page(project, helpdesk):
    root = project({"docs/nl/a.md": NL, "docs/de/a.md": DE}, locales=("nl", "de"))
    (root / "i18n/state").mkdir(parents=True)
    (root / "i18n/state/de").symlink_to("de")
    assert helpdesk(root, "translations")[0] == 1
    assert "unreadable" in {finding["code"] for finding in helpdesk(root, "translations")[1]["findings"]}
