"""Two writers work side by side, and git merges what they accepted."""

import subprocess

import pytest

CODE = ["# een", "maak stap-1", "", "maak stap-2", "maak stap-3", "", "# twee", "maak stap-4"]
SOURCE = ["De hele tekst staat", "op drie regels, zodat twee", "schrijvers erin kunnen werken."]
PAGE = "# Titel {{ #titel }}\n\nEerst leest u dit.\n\n{}\n\n```sh\n{}\n```\n\nDaarna leest u dat.\n"
SWAPPED = {"een": "eins", "twee": "zwei", "Titel": "Kopf", "Eerst leest u dit": "Zuerst lesen Sie dies",
           "Daarna leest u dat": "Danach lesen Sie das", "De hele tekst staat": "Der ganze Text steht",
           "op drie regels, zodat": "auf drei Zeilen, damit", "schrijvers erin kunnen werken": "Leute darin arbeiten"}  # fmt: skip


def page(source=SOURCE, code=CODE):
    return PAGE.format("\n".join(source), "\n".join(code))


def german(text):
    for dutch, other in SWAPPED.items():
        text = text.replace(dutch, other)
    return text


class Team:
    """A project in git, in which each writer starts from the same commit."""

    def __init__(self, root, helpdesk):
        self.root, self.helpdesk = root, helpdesk

    def git(self, *words):
        who = ["-c", "user.name=w", "-c", "user.email=w@example.org", "-c", "core.autocrlf=false"]
        return subprocess.run(["git", *who, *words], cwd=self.root, check=False, capture_output=True, text=True)

    def writes(self, branch, nl, de):
        self.git("checkout", "-q", "-b", branch, "start")
        (self.root / "docs/nl/a.md").write_text(nl)
        (self.root / "docs/de/a.md").write_text(de)
        assert self.helpdesk(self.root, "translations", "accept", "a")[0] in (0, 1)
        self.git("add", "-A")
        self.git("commit", "-q", "-m", branch)

    def merge(self):
        """Merges the one into the other; the files that have conflicts."""
        self.git("merge", "-q", "one")
        return set(self.git("diff", "--name-only", "--diff-filter=U").stdout.split())

    def states(self):
        blocks = self.helpdesk(self.root, "translations", "--blocks")[1]["blocks"]
        return {(block["family"], block["state"]) for block in blocks if block["state"] != "fresh"}


@pytest.fixture
def team(project, helpdesk):
    root = project({"docs/nl/a.md": page(), "docs/de/a.md": german(page())}, locales=("nl", "de"))
    team = Team(root, helpdesk)
    team.git("init", "-q")
    assert helpdesk(root, "translations", "accept", "a")[0] == 0
    team.git("add", "-A")
    team.git("commit", "-q", "-m", "start")
    team.git("tag", "start")
    return team


def test_two_writers_in_one_piece_of_code_do_not_collide(team):
    for branch, at, new in (("one", 0, "# een, met uitleg"), ("two", 7, "maak stap-4 --snel")):
        code = [*CODE[:at], new, *CODE[at + 1 :]]
        team.writes(branch, page(code=code), german(page(code=code)))
    assert team.merge() == set()
    assert team.states() == set()


def test_a_line_that_only_one_side_has_collides_with_nothing(team):
    more = [*CODE[:4], "# een regel voor de lezer", *CODE[4:]]
    team.writes("one", page(code=more), german(page()))
    other = [*CODE[:7], "maak stap-4 --snel"]
    team.writes("two", page(code=other), german(page(code=other)))
    assert team.merge() == set()
    assert team.states() == set()


def test_a_line_of_code_that_the_other_writer_translated_anew_is_not_fresh_by_accident(team):
    code = ["# een, anders", *CODE[1:]]
    team.writes("one", page(code=code), german(page()))
    team.writes("two", page(), german(page()).replace("# eins", "# zuerst"))
    assert team.merge() == {"i18n/state/de/a.txt"}
    assert team.helpdesk(team.root, "translations", "resolve")[0] == 0
    assert [family for family, _state in team.states()] == ["code"]


def test_a_wrapped_text_whose_translation_the_other_writer_changed_is_not_fresh_by_accident(team):
    team.writes("one", page(["De hele tekst staat hier", *SOURCE[1:]]), german(page()))
    team.writes("two", page(), german(page()).replace("Leute darin", "viele darin"))
    conflicts = team.merge()
    assert conflicts <= {"i18n/state/de/a.txt"}
    if conflicts:
        assert team.helpdesk(team.root, "translations", "resolve")[0] == 0
    assert [family for family, _state in team.states()] == ["p"]


@pytest.mark.parametrize(
    ("source", "target", "state"),
    [
        ("Eerst leest u een.", "Zuerst lesen Sie A.", None),
        ("Eerst leest u twee.", "Zuerst lesen Sie B.", None),
        ("Eerst leest u een.", "Zuerst lesen Sie B.", "stale"),
        ("Eerst leest u twee.", "Zuerst lesen Sie A.", "stale"),
        ("Eerst leest u een.", "Zuerst lesen Sie C.", "unconfirmed"),
        ("Eerst leest u drie.", "Zuerst lesen Sie A.", "stale"),
        ("Eerst leest u drie.", "Zuerst lesen Sie B.", "stale"),
    ],
)
def test_after_resolve_one_record_speaks_of_a_block_that_both_changed(team, source, target, state):
    before = ("Eerst leest u dit.", "Zuerst lesen Sie dies.")
    for branch, mine in (("one", ("een", "A")), ("two", ("twee", "B"))):
        text = page().replace(before[0], f"Eerst leest u {mine[0]}.")
        team.writes(branch, text, german(page()).replace(before[1], f"Zuerst lesen Sie {mine[1]}."))
    assert team.merge() == {"docs/nl/a.md", "docs/de/a.md", "i18n/state/de/a.txt"}
    (team.root / "docs/nl/a.md").write_text(page().replace(before[0], source))
    (team.root / "docs/de/a.md").write_text(german(page()).replace(before[1], target))
    assert team.helpdesk(team.root, "translations", "resolve")[0] == 0
    assert team.states() == ({("p", state)} if state else set())


def test_equal_cells_in_a_conflict_all_keep_their_record(team):
    table = "| a | b |\n| - | - |\n| ja | ja |\n| {} | ja |\n"
    for branch, word in (("one", "nee"), ("two", "soms")):
        text = table.format(word)
        team.writes(branch, page() + "\n" + text, german(page()) + "\n" + text.replace("ja", "doch"))
    team.merge()
    text = table.format("nee")
    (team.root / "docs/nl/a.md").write_text(page() + "\n" + text)
    (team.root / "docs/de/a.md").write_text(german(page()) + "\n" + text.replace("ja", "doch"))
    assert team.helpdesk(team.root, "translations", "resolve")[0] == 0
    assert team.states() <= {("cell", "untranslated")}
