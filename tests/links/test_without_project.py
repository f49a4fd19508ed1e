"""A built site can be checked where there is no MkDocs project."""

import json

from helpdesk.__main__ import main


def test_a_built_site_needs_no_mkdocs_yml(tmp_path, monkeypatch, capsys):
    (tmp_path / "out").mkdir()
    (tmp_path / "out/index.html").write_text('<!doctype html><a href="nope.html">x</a>')
    monkeypatch.chdir(tmp_path)
    assert main(["links", "--built", "out", "--format", "json"]) == 1
    assert [finding["verdict"] for finding in json.loads(capsys.readouterr().out)["findings"]] == ["no-page"]


def test_markdown_without_mkdocs_yml_cannot_be_checked(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["links"]) == 2
    assert "There is no mkdocs.yml" in capsys.readouterr().err
