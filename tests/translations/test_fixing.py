"""`translations fix`: what needs no words is copied where it is sure, and shown as a patch."""

import subprocess

import pytest


@pytest.fixture
def after_edit(project, helpdesk):
    """The Translation after `fix`, where the source was accepted as one text and now reads as another."""

    def run(source, target, edited, *words):
        root = project({"docs/nl/a.md": source, "docs/de/a.md": target}, locales=("nl", "de"))
        assert helpdesk(root, "translations", "accept", "a")[0] == 0
        (root / "docs/nl/a.md").write_bytes(edited.encode())
        code, report, _err = helpdesk(root, "translations", "fix", "a", *words)
        assert code == 0
        return root, report, (root / "docs/de/a.md").read_bytes().decode()

    return run


@pytest.mark.parametrize(
    ("source", "target", "edited", "wanted"),
    [
        # What one address becomes may be what another was.
        ("Lees [een](1.md) en [twee](2.md).", "Lies [eins](1.md) und [zwei](2.md).",
         "Lees [een](2.md) en [twee](1.md).", "Lies [eins](2.md) und [zwei](1.md)."),
        ("Lees [een](1.md) en [twee](2.md).", "Lies [zwei](2.md) und [eins](1.md).",
         "Lees [een](2.md) en [twee](3.md).", "Lies [zwei](3.md) und [eins](2.md)."),
        # Words that changed places have taken their links along.
        ("Lees [een](1.md) en [twee](2.md).", "Lies [eins](1.md) und [zwei](2.md).",
         "Lees [twee](2.md) en [een](1.md).", "Lies [eins](1.md) und [zwei](2.md)."),
        # Of two links to one place, nobody knows here which of them changed.
        ("Lees [een](1.md) en [twee](1.md).", "Lies [eins](1.md) und [zwei](1.md).",
         "Lees [een](1.md) en [twee](3.md).", "Lies [eins](1.md) und [zwei](1.md)."),
        # A tag that became code is another text.
        ("<b>Een</b> zin.", "<b>Ein</b> Satz.", "`b` Een</b> zin.", "<b>Ein</b> Satz."),
        # Code keeps the line ends and the margin of its Page; a line without text has no blanks.
        ("1. Doe\n\n    ```sh\n    a\n    ```\n", "1. Tun\r\n\r\n    ```sh\r\n    a\r\n    ```\r\n",
         "1. Doe\n\n    ```sh\n    a\n\n    b\n    ```\n", "1. Tun\r\n\r\n    ```sh\r\n    a\r\n\r\n    b\r\n    ```\r\n"),
    ],
)  # fmt: skip
def test_what_needs_no_words_is_copied_only_where_it_is_sure(after_edit, source, target, edited, wanted):
    assert after_edit(source, target, edited)[2] == wanted


@pytest.mark.parametrize("end", ["", "\n", "\u2028line\r\n"])
def test_the_patch_is_one_that_git_applies(after_edit, helpdesk, end):
    root, report, before = after_edit("Zie [a](1.md)." + end, "Siehe [a](1.md)." + end, "Zie [a](2.md).", "--dry-run")
    (root / "fix.patch").write_bytes(report["patch"].encode())
    subprocess.run(["git", "apply", "fix.patch"], cwd=root, check=True)
    assert (root / "docs/de/a.md").read_bytes().decode() == before.replace("1.md", "2.md")


def test_the_patch_of_a_new_page_is_one_that_git_applies(project, helpdesk):
    root = project({"docs/nl/a.md": "# Een kop\n\nEen zin zonder einde."}, locales=("nl", "de"))
    report = helpdesk(root, "translations", "new", "a", "--dry-run")[1]
    (root / "new.patch").write_bytes(report["patch"].encode())
    subprocess.run(["git", "apply", "new.patch"], cwd=root, check=True)
    patched = (root / "docs/de/a.md").read_bytes()
    (root / "docs/de/a.md").unlink()
    helpdesk(root, "translations", "new", "a")
    assert (root / "docs/de/a.md").read_bytes() == patched
