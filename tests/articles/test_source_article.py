"""The one article this Site is made from: a copy of its damage, its constructs and nothing of its length."""

import json

import pytest
import yaml

from helpdesk.__main__ import main

ARTICLE = """\
<properties
    pageTitle="Uw abonnement opzeggen | Microsoft Azure"
    description="Hoe u opzegt: stap voor stap"
    services=""
    authors="genlin"
    />

<tags
    ms.service="billing"
    ms.date="09/26/2016"
    ms.author="genli"/>

# <a name="cancel-it"></a>Uw abonnement opzeggen

Ga naar het [Beheercentrum](https://account.windowsazure.com/subscriptions). De toegang wordt beÃ«indigd.

- Ga naar de [pagina](https://ms.portal.azure.com/?flight=1#blade/X)en **Stop** alles.

## <a name="cancel-subscription"></a>Abonnement annuleren

1. Meld u aan.

2. Klik op **Annuleren**.

    ![selectsub](./media/billing/Selectsub.png)

## <a name="reactivate-subscription"></a>Abonnement opnieuw activeren

U kunt [het opnieuw activeren](billing-become-disable.md#how-to-re-enable).
"""


@pytest.fixture
def imported(tmp_path, monkeypatch, capsys):
    """The exit code, the Report and the Page of the article above, imported outside of any project."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    code = main(["articles", "import", "article.txt", "--locale", "nl", "--into", "pages", "--format", "json"])
    return code, json.loads(capsys.readouterr().out), (tmp_path / "pages/article.md").read_text(encoding="utf-8")


def test_header_becomes_front_matter(imported):
    values = yaml.safe_load(imported[2].split("---\n")[1])
    assert values["title"] == "Uw abonnement opzeggen"
    assert values["description"] == "Hoe u opzegt: stap voor stap"
    assert str(values["ms.date"]) == "2016-09-26"
    assert (values["services"], values["authors"], values["ms.author"]) == ("", "genlin", "genli")


def test_old_anchors_become_heading_ids(imported):
    assert "# Uw abonnement opzeggen { #cancel-it }\n" in imported[2]
    assert "## Abonnement annuleren { #cancel-subscription }\n" in imported[2]
    assert "<a name" not in imported[2]


def test_steps_keep_their_pictures(imported):
    assert "2. Klik op **Annuleren**.\n\n    ![selectsub](media/billing/Selectsub.png)\n" in imported[2]


def test_encoding_is_repaired_and_the_repair_is_reported(imported):
    assert "wordt beëindigd." in imported[2]
    assert "encoding-repaired" in codes_at(imported[1], "beÃ«indigd")


def test_glued_word_is_parted_and_reported(imported):
    assert ") en **Stop** alles" in imported[2]
    assert "glued-word" in codes_at(imported[1], ")en **Stop**")


def test_what_a_writer_must_decide_is_reported_with_its_line(imported):
    report = imported[1]
    assert "retired-host" in codes_at(report, "account.windowsazure")
    assert "retired-host" in codes_at(report, "ms.portal")
    assert "missing-picture" in codes_at(report, "Selectsub")


def test_dangling_anchor_names_the_nearest_one(imported):
    (finding,) = [finding for finding in imported[1]["findings"] if finding["code"] == "dangling-anchor"]
    assert (finding["line"], finding["target"], finding["suggestion"]) == (
        line_of("#how-to"),
        "#how-to-re-enable",
        "#reactivate-subscription",
    )
    assert finding["rule"]


def test_summary_counts_every_rule(imported):
    code, report, _page = imported
    assert code == 1
    assert report["summary"]["rules"]["anchor-to-id"] == 3
    assert report["summary"]["files"]["written"] == 1
    assert report["summary"]["pages"][0]["page"] == "article"


def test_importing_again_writes_nothing(imported, tmp_path, capsys):
    page = tmp_path / "pages/article.md"
    before = page.stat().st_mtime_ns
    main(["articles", "import", "article.txt", "--locale", "nl", "--into", "pages", "--format", "json"])
    assert json.loads(capsys.readouterr().out)["summary"]["files"]["unchanged"] == 1
    assert page.stat().st_mtime_ns == before


def line_of(words):
    return ARTICLE.count("\n", 0, ARTICLE.index(words)) + 1


def codes_at(report, words):
    return {finding["code"] for finding in report["findings"] if finding["line"] == line_of(words)}
