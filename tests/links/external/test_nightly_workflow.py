"""The nightly workflow, its last step run with a `gh` that writes down what it is asked."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[3]
WORKFLOW = yaml.safe_load((ROOT / ".github/workflows/nightly-links.yml").read_text())
STEPS = WORKFLOW["jobs"]["links"]["steps"]
GH = """#!/bin/sh
echo "$@" >> calls
case "$1 $2" in
  "issue list") cat open-issue;;
  "label create") exit 1;;
esac
"""


def finding(code, verdict=None, message="It is broken."):
    extra = {"verdict": verdict} if verdict else {}
    return {"code": code, "message": message, "help": "Mend it.", "file": "docs/nl/a.md", "line": 3, **extra}


@pytest.fixture
def night(tmp_path):
    """Runs the last step on these Findings: exit code, what `gh` was asked, and the text of the issue."""

    def run(findings, open_issue=""):
        (tmp_path / ".venv/bin").mkdir(parents=True)
        (tmp_path / ".venv/bin/python").symlink_to(sys.executable)
        (tmp_path / "scripts").symlink_to(ROOT / "scripts")
        (tmp_path / "report.json").write_text(json.dumps({"schema": 1, "findings": findings, "summary": {}}))
        (tmp_path / "open-issue").write_text(open_issue)
        gh = tmp_path / "gh"
        gh.write_text(GH)
        gh.chmod(0o755)
        path = f"{tmp_path}:{os.environ['PATH']}"
        done = subprocess.run(
            ["bash", "-e", "-c", STEPS[-1]["run"]], cwd=tmp_path, env={**os.environ, "PATH": path}, check=False
        )
        calls = (tmp_path / "calls").read_text().splitlines() if (tmp_path / "calls").exists() else []
        asked = [
            " ".join(call.split()[:3])
            for call in calls
            if call.startswith(("issue create", "issue edit", "issue close"))
        ]
        return done.returncode, asked, (tmp_path / "body.md").read_text()

    return run


def test_the_night_asks_for_what_ran_out_and_keeps_what_it_found():
    assert "schedule" in WORKFLOW[True]  # YAML 1.1 reads the key `on` so
    (check,) = [step for step in STEPS if "links external" in step.get("run", "")]
    assert "links external --expired --format json" in check["run"]
    restored, kept = [step for step in STEPS if step.get("uses", "").startswith("actions/cache/")]
    assert restored["with"]["path"] == kept["with"]["path"] == ".cache/helpdesk"
    assert kept["with"]["key"].startswith(restored["with"]["restore-keys"])
    assert WORKFLOW["permissions"]["issues"] == "write"


def test_the_first_night_with_findings_opens_an_issue(night):
    code, asked, body = night([finding("external-broken", "broken"), finding("external-transient", "transient")])
    assert (code, asked) == (0, ["issue create --title"])
    assert body == "- `docs/nl/a.md:3` **broken** It is broken. Mend it.\n"


def test_the_next_night_renews_it(night):
    assert night([finding("known-failure-expired")], "7")[:2] == (0, ["issue edit 7"])


@pytest.mark.parametrize(
    "findings", [[], [finding("external-transient", "transient")], [finding("external-cache-ignored")]]
)
def test_a_night_without_work_for_a_person_closes_it(night, findings):
    assert night(findings, "7")[:2] == (0, ["issue close 7"])


def test_a_quiet_night_without_issue_does_nothing(night):
    assert night([])[:2] == (0, [])


@pytest.mark.parametrize("code", ["no-network", "external-interrupted"])
def test_a_night_that_found_nothing_out_leaves_the_issue_alone(night, code):
    failed, asked, _body = night([finding(code)], "7")
    assert (failed, asked) == (1, [])


def test_a_text_longer_than_an_issue_is_cut_between_lines(night):
    _code, _asked, body = night([finding("external-broken", "broken", "é<b>" * 100)] * 1000)
    assert len(body) < 65_536
    assert body.endswith(" more: run `helpdesk links external`\n")
    assert "<b>" not in body
