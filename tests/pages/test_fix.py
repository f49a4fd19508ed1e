"""`pages fix` mends what needs no thought, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from helpdesk.frontmatter import parse
from helpdesk.pages.fix import Edit, applied
from helpdesk.pages.page import PageText
from helpdesk.pages.passages import passages_of

SOURCE = "# A { #a }\n\n## B { #b }\n\n## C { #c .x }\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# X\n\n## Y\n\n## Z\n", "# X { #a }\n\n## Y { #b }\n\n## Z { #c }\n"),
        ("# X\r\n\r\n## Y { #b }\r\n\r\n## Z ##\r\n", "# X { #a }\r\n\r\n## Y { #b }\r\n\r\n## Z { #c } ##\r\n"),
        ("# X\n\n## Y\n", None),
        ("# X\n\n### Y\n\n## Z\n", None),
        ("---\ntitle: a: b\n---\n# X\n\n## Y\n\n## Z\n", None),
        ("# X\n\n## Y\n\n## Z", "# X { #a }\n\n## Y { #b }\n\n## Z { #c }"),
    ],
)
def test_ids_come_from_the_source_where_both_pages_have_the_same_headings(project, helpdesk, before, after):
    root = project({"docs/nl/a.md": SOURCE, "docs/en/a.md": before})
    helpdesk(root, "pages", "fix")
    assert (root / "docs/en/a.md").read_bytes().decode() == (after or before)
    assert (root / "docs/nl/a.md").read_text() == SOURCE


def test_a_dry_run_shows_the_patch_and_writes_nothing(project, capsys):
    from helpdesk.__main__ import main

    root = project({"docs/nl/a.md": SOURCE, "docs/en/a.md": "# X\n\n## Y\n\n## Z\n"})
    assert main(["--project", str(root), "pages", "fix", "--dry-run"]) == 0
    printed = capsys.readouterr().out
    assert "+++ b/docs/en/a.md\n" in printed
    assert "+## Y { #b }\n" in printed
    assert (root / "docs/en/a.md").read_text() == "# X\n\n## Y\n\n## Z\n"


def test_a_second_run_changes_nothing(project, helpdesk):
    root = project({"docs/nl/a.md": SOURCE, "docs/en/a.md": "# X\n\n## Y\n\n## Z\n"})
    assert helpdesk(root, "pages", "fix")[1]["summary"]["changed"] == ["docs/en/a.md"]
    assert helpdesk(root, "pages", "fix")[1]["summary"]["changed"] == []


@given(some.text(alphabet="#*_`[]()<>!{}: \n\t\r-|>=\"'ab1.、", max_size=200))
def test_any_text_is_read_without_error_and_in_order(text):
    page = PageText("a", "nl", "docs/nl/a.md", text)
    last = 0
    for passage in passages_of(text, parse(text)):
        assert last <= passage.start <= passage.end <= len(text)
        last = passage.end
    for each in page.texts:
        prose = each.prose
        offsets = [prose.offset(index) for index in range(len(prose.words) + 1)]
        assert offsets == sorted(offsets)


@given(
    some.text(max_size=50), some.lists(some.tuples(some.integers(0, 50), some.integers(0, 5), some.text(max_size=3)))
)
def test_edits_never_lose_what_they_do_not_name(text, wanted):
    edits = [Edit(min(at, len(text)), min(at + size, len(text)), new) for at, size, new in wanted]
    untouched = "".join(sign for at, sign in enumerate(text) if not any(edit.start <= at < edit.end for edit in edits))
    remaining = iter(applied(text, edits))
    assert all(sign in remaining for sign in untouched)
