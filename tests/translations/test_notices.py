"""What readers and writers are told about parts of a Translation that are not up to date."""

import markdown
import pytest
from selectolax.lexbor import LexborHTMLParser

from helpdesk.build import notices, status
from helpdesk.site import load

WORDS = {
    "translation-stale": "Maybe old.",
    "translation-missing": "Only in {language}.",
    "translation-summary": "Look at:",
    "translation-more": "{count} more",
}
NL = "---\ntitle: Titel\n---\n\n# Kop { #kop }\n\nEen lange eerste zin over foto's.\n\n- Eerste punt.\n- Tweede punt.\n"
EN = (
    "---\ntitle: Title\n---\n\n# Head { #kop }\n\nA long first sentence on photos.\n\n- First point.\n- Second point.\n"
)


@pytest.fixture
def shown(project, helpdesk):
    """Accepts a translation, then changes the source; gives the built text of the translated Page."""

    def make(after, *, accepted=NL, english=EN, accept=("accept", "a", "--locale", "en"), for_writers=False):
        root = project({"docs/nl/a.md": accepted, "docs/en/a.md": english})
        helpdesk(root, "translations", *accept)
        (root / "docs/nl/a.md").write_text(after)
        page = notices.Translated(load(root), "a", "en", WORDS, for_writers=for_writers)
        found = notices.notices_of(page)
        body = english.split("---\n\n", 1)[1]
        text = notices.in_markdown(body, found) if found else body
        html = markdown.markdown(text, extensions=["attr_list"])
        return notices.in_html(html, found) if found else html

    return make


def test_a_fresh_page_carries_nothing_extra(shown):
    assert shown(NL) == markdown.markdown(EN.split("---\n\n", 1)[1], extensions=["attr_list"])


def test_a_stale_block_has_the_source_of_today_one_click_away(shown):
    html = shown(
        NL.replace("Een lange eerste zin over foto's.", "Een lange eerste zin over foto's & <b>heel</b> iets anders.")
    )
    assert '<p data-translation="stale">A long first sentence on photos.</p><details class="outdated"' in html
    assert 'lang="nl" dir="ltr"' in html
    assert (
        '<summary lang="en" dir="ltr">Maybe old.</summary><p>Een lange eerste zin over foto&#x27;s &amp; heel iets anders.</p>'
        in html
    )


def test_the_list_below_the_title_leads_to_the_part(shown):
    html = shown(NL.replace("Tweede punt.", "Een heel ander tweede punt."))
    assert (
        '</h1>\n<div class="outdated-list" data-pagefind-ignore><p>Look at:</p><ul><li><a href="#outdated-1">Second point.</a>'
        in html
    )
    assert 'id="outdated-1"' in html


@pytest.mark.parametrize(("parts", "shown_at_once", "folded"), [(9, 9, ""), (10, 8, "2 more"), (40, 8, "32 more")])
def test_of_a_long_list_the_rest_is_one_click_away(shown, parts, shown_at_once, folded):
    points = "".join(f"- Punt nummer {letter}.\n" for letter in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN"[:parts])
    changed = points.replace("Punt nummer", "Heel iets anders staat nu bij")
    english = EN.replace("- First point.\n- Second point.\n", points.replace("Punt nummer", "Point number"))
    source = NL.replace("- Eerste punt.\n- Tweede punt.\n", points)
    page = LexborHTMLParser(shown(source.replace(points, changed), accepted=source, english=english))
    assert len(page.css(".outdated-list > ul > li")) == shown_at_once
    assert len(page.css(".outdated-list li")) == parts
    assert "".join(summary.text() for summary in page.css(".outdated-list summary")) == folded


def test_a_missing_block_is_shown_in_the_source_language_at_its_place(shown):
    html = shown(NL.replace("- Tweede punt.", "- Tussenin.\n- Tweede punt."))
    assert "Only in Nederlands." in html
    assert html.index("First point.") < html.index("<p>Tussenin.</p>") < html.rindex("Second point.")


def test_a_block_whose_source_is_gone_is_marked(shown):
    html = shown(NL.replace("- Tweede punt.\n", ""))
    assert 'Second point.<div class="outdated"' in html


@pytest.mark.parametrize(
    "after", [NL.replace("zin", "regel"), NL.replace("- ", "* "), NL.replace("lange eerste", "lange\neerste")]
)
def test_small_and_invisible_edits_do_not_trouble_readers(shown, after):
    assert "outdated" not in shown(after)


def test_readers_are_not_told_of_an_edit_the_author_keeps_quiet(project, helpdesk, shown):
    changed = NL.replace("Een lange eerste zin over foto's.", "Een veel betere en kortere zin, zelfde feit.")
    assert "outdated" in shown(changed)
    root = project({"docs/nl/a.md": changed, "docs/en/a.md": EN})
    code, _report, error = helpdesk(
        root, "translations", "typo", "a:7", "--locale", "en", "--quiet-for-readers", "--reason", "Only wording."
    )
    assert (code, error) == (0, "")
    assert notices.notices_of(notices.Translated(load(root), "a", "en", WORDS)) is None


def test_writers_see_state_difference_and_command(shown):
    html = shown(NL.replace("eerste zin", "tweede zin"), for_writers=True)
    assert '<div class="work" data-state="stale" lang="en"' in html
    assert "<del>eerste</del><ins>tweede</ins>" in html
    assert "helpdesk translations accept a:7 --locale en" in html


def test_writers_are_told_what_to_do_with_a_text_that_no_command_settles(shown):
    orphan = shown(NL.replace("- Tweede punt.\n", ""), for_writers=True)
    assert "<strong>orphan</strong> line 10 Remove the text if readers no longer need it.</div>" in orphan
    moved = shown(NL.replace("- Eerste punt.\n- Tweede punt.", "- Tweede punt.\n- Eerste punt."), for_writers=True)
    assert "Move the text to the same place.</div>" in moved
    assert "<code>" not in orphan + moved


def test_markdown_that_another_hook_has_changed_still_tells_its_reader(project, helpdesk):
    root = project({"docs/nl/a.md": NL, "docs/en/a.md": EN})
    helpdesk(root, "translations", "accept", "a", "--locale", "en")
    (root / "docs/nl/a.md").write_text(NL.replace("Tweede punt.", "Een heel ander tweede punt."))
    found = notices.notices_of(notices.Translated(load(root), "a", "en", WORDS))
    text = notices.in_markdown("# Quite different\n", found)
    assert text == "# Quite different\n"
    html = notices.in_html("<h1>Quite different</h1>", found)
    assert '<a href="#outdated-1">Second point.</a>' in html
    assert 'id="outdated-1"' in html
    assert "<p>Een heel ander tweede punt.</p>" in html


RICH = """---
title: Titel {0}
description: Beschrijving {0}
---

# Kop {0}

Alinea {0}

!!! note "Vak {0}"

    Binnen {0}

=== "Tab {0}"

    Alinea in tab {0}

- [ ] Taak {0}

| Kolom {0} | Rij {0} |
|---|---|
| Cel {0} | Cel twee {0} |

Begrip {0}
:   Uitleg {0}

1. Stap {0}

    ![Beeld {0}](a.png)

Noot[^1] {0}

[^1]: Voetnoot {0}
"""
EXTENSIONS = ["attr_list", "admonition", "def_list", "tables", "footnotes", "pymdownx.tasklist", "pymdownx.tabbed"]


def test_every_kind_of_stale_block_has_its_source_one_click_away_and_a_link_at_the_top(project, helpdesk):
    english = RICH.format("in het Engels")
    root = project({"docs/nl/a.md": RICH.format("van de bron"), "docs/en/a.md": english})
    helpdesk(root, "translations", "accept", "a", "--locale", "en")
    (root / "docs/nl/a.md").write_text(RICH.format("van de bron, en nu drie woorden meer"))
    found = notices.notices_of(notices.Translated(load(root), "a", "en", WORDS))
    text = notices.in_markdown(english.split("---\n\n", 1)[1], found)
    styles = {"pymdownx.tabbed": {"alternate_style": True}}
    html = notices.in_html(markdown.markdown(text, extensions=EXTENSIONS, extension_configs=styles), found)
    page = LexborHTMLParser(html)
    links = [link.attributes["href"] for link in page.css(".outdated-list a")]
    assert len(links) == len(set(links)) == 19
    for link in links:
        told = page.css_first(f"details.outdated{link}")
        assert told.attributes["lang"] == "nl"
        assert told.css_first("p").text().endswith("van de bron, en nu drie woorden meer")
    assert not page.css("p details, a details, label details, h1 details")
    assert len(page.css("input[type=checkbox]")) == 1
    assert "[^" not in page.text()
    assert "[ ]" not in page.text()
    assert [block.css_first("summary").text() for block in page.css(".tabbed-block > details:first-child")] == [
        "Maybe old."
    ]


def test_a_missing_paragraph_stands_where_its_source_stands_not_in_the_box_before_it(shown):
    before = NL + '\n!!! note "Vak"\n\n    Binnen het vak.\n\n## Einde\n'
    english = EN + '\n!!! note "Box"\n\n    In the box.\n\n## End\n'
    html = shown(before.replace("## Einde", "Een nieuwe alinea.\n\n## Einde"), accepted=before, english=english)
    page = LexborHTMLParser(html)
    told = next(each for each in page.css("details") if "Een nieuwe alinea." in each.text())
    assert told.next.next.text() == "End"


def test_the_list_below_the_title_is_in_the_order_of_the_page(shown):
    before = NL + '\n!!! note "Vak"\n\n    Binnen het vak.\n\n## Einde\n\nDe laatste zin van de pagina.\n'
    english = EN + '\n!!! note "Box"\n\n    In the box.\n\n## End\n\nThe last sentence of the page.\n'
    after = before.replace("## Einde", "Een nieuwe alinea.\n\n## Einde").replace(
        "van de pagina", "van de pagina, anders dan eerst"
    )
    page = LexborHTMLParser(shown(after, accepted=before, english=english))
    names = [link.text() for link in page.css(".outdated-list a")]
    assert names == ["Een nieuwe alinea.", "The last sentence of the page."]


def test_the_status_page_counts_every_page_of_every_locale(project, helpdesk):
    root = project({"docs/nl/a.md": NL, "docs/en/a.md": EN, "docs/nl/b/index.md": "# B { #b }\n"})
    helpdesk(root, "translations", "accept", "a", "--locale", "en")
    site = load(root)
    html = status.status_page(site, list(status.rows(site)))
    assert "5 fresh" in html
    assert "1 missing" in html
    assert 'href="../en/b/"' in html
