"""What a run remembers of the one before never shows: a second run says what a first one would."""

import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpdesk.links.built.judge import Judge

PAGE = '<html><head>{head}</head><body><main id="m"><h2 id="{id}">T</h2>{body}</main></body></html>'
SHEET = '<link rel="stylesheet" href="/s.css">'
SITE = {
    "index.html": PAGE.format(
        id="k", head=SHEET, body='<a href="a/#k">x</a> <a href="gone/">y</a> <a href="#no">z</a>'
    ),
    "a/index.html": PAGE.format(id="k", head="", body='<a href="../b/#k">x</a> <img src="../d.svg#v">'),
    "b/index.html": PAGE.format(id="k", head="", body='<a href="../a/#other">x</a> <a href="?q#m">y</a>'),
    "s.css": "p{background:url(p.png)}",
    "d.svg": '<svg xmlns="http://www.w3.org/2000/svg"><g id="v"/></svg>',
    "p.png": "p",
}
CONTENTS = [
    *SITE.values(),
    PAGE.format(id="other", head=SHEET, body='<a href="/b/#k">x</a>'),
    PAGE.format(id="k", head='<base href="/b/">', body='<a href="#k">x</a> <a href="gone.html">y</a>'),
    '<link rel="canonical" href="https://example.org/help/"><a href="/help/a/">x</a><a name="k" href="/a/">y</a>',
    '<svg xmlns="http://www.w3.org/2000/svg"><g id="w"/></svg>',
    "p{background:url(gone.png)}",
    "<urlset><url><loc>https://example.org/help/gone/</loc></url></urlset>",
    b"\xff\xfe",
    None,
]
NAMES = [*SITE, "c/index.html", "sitemap.xml", "a/index.htm", "t.css"]
edits = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(CONTENTS)), min_size=1, max_size=3)


@pytest.fixture
def site(project, helpdesk, monkeypatch):
    """Writes files, or removes those whose content is None; gives what a run says of the whole site."""
    root = project({"mkdocs.yml": "site_name: x\n", **{f"site/{name}": text for name, text in SITE.items()}})
    # Every file counts as long settled, as on a disk where nobody wrote a moment ago.
    monkeypatch.setattr("helpdesk.links.built.store.SETTLED", -(1 << 62))

    def run(changes=(), *words):
        for name, content in dict(changes).items():
            file = root / "site" / name
            file.unlink(missing_ok=True)
            if content is not None:
                file.parent.mkdir(exist_ok=True)
                file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return helpdesk(root, "links", "--built", str(root / "site"), *words)[1]

    run.root = root
    return run


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(edits, min_size=1, max_size=3))
def test_a_run_after_changes_says_what_a_first_run_says(site, rounds):
    shutil.rmtree(site.root / ".cache", ignore_errors=True)
    site(dict.fromkeys(NAMES) | SITE)
    for changes in rounds:
        changes = [change for change in changes if change != ("index.html", None)]  # noqa: PLW2901 - some page stays
        assert site(changes) == site((), "--cold")


def test_pages_that_have_not_changed_are_not_judged_again(site, monkeypatch):
    judged = []
    whole = Judge.faults
    monkeypatch.setattr(Judge, "faults", lambda self, page, facts: judged.append(page) or whole(self, page, facts))
    site()
    judged.clear()
    site({"b/index.html": SITE["b/index.html"] + '<a href="more/">x</a>'})
    assert judged == ["b/index.html", "s.css"]


@pytest.mark.parametrize("change", [{"c/index.html": "new"}, {"d.svg": "<svg/>"}, {"a/index.html": "<p>no ids</p>"}])
def test_all_are_judged_again_when_what_they_lead_to_has_changed(site, monkeypatch, change):
    judged = []
    whole = Judge.faults
    monkeypatch.setattr(Judge, "faults", lambda self, page, facts: judged.append(page) or whole(self, page, facts))
    site()
    judged.clear()
    site(change)
    assert {"index.html", "a/index.html", "b/index.html"} <= set(judged)
