"""What every command prints, whatever it found."""

import json
import re
import xml.etree.ElementTree as tree

import pytest

from helpdesk.formats import FORMATS
from helpdesk.report import Kind, Place, Report, Severity

LOST = Kind("lost", Severity.ERROR, 'The page "{name}" is gone.', "Bring it back.")
KNOWN = Kind("known", Severity.NOTE, "All 100% fine: yes,\nreally.", "")


def report(*kinds):
    return Report(tuple(kind.at(Place("docs/nl/a.md", 3, 7), {"target": "b.md"}, name="b") for kind in kinds))


def test_text_starts_with_a_place_that_editors_make_clickable():
    assert FORMATS["text"](report(LOST)).startswith('docs/nl/a.md:3:7: error: The page "b" is gone. Bring it back.\n')


def test_a_clean_report_says_so():
    assert FORMATS["text"](Report()) == "Nothing to report.\n"


def test_notes_alone_do_not_fail_a_run():
    assert report(KNOWN).exit_code == 0
    assert report(KNOWN, LOST).exit_code == 1


def test_json_has_every_key_of_the_contract_and_what_the_job_adds():
    finding = json.loads(FORMATS["json"](report(LOST)))["findings"][0]
    assert finding == {
        "code": "lost", "severity": "error", "message": 'The page "b" is gone.', "help": "Bring it back.",
        "file": "docs/nl/a.md", "line": 3, "column": 7, "locale": "", "page": "", "target": "b.md",
    }  # fmt: skip


def test_annotations_encode_what_would_end_them():
    assert "::All 100%25 fine: yes,%0Areally.\n" in FORMATS["github"](report(KNOWN))


def test_a_sarif_fingerprint_survives_moved_lines():
    moved = Report((LOST.at(Place("docs/nl/a.md", 90, 1), {"target": "b.md"}, name="b"),))
    prints = [
        json.loads(FORMATS["sarif"](each))["runs"][0]["results"][0]["partialFingerprints"]
        for each in (report(LOST), moved)
    ]
    assert prints[0] == prints[1]


def test_junit_counts_failures_but_not_notes():
    suite = tree.fromstring(FORMATS["junit"](report(LOST, KNOWN))).find("testsuite")
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")


@pytest.mark.parametrize("findings", [(), (LOST, KNOWN)], ids=["clean", "findings"])
def test_junit_has_all_that_the_strictest_schema_asks_for(findings):
    suites = tree.fromstring(FORMATS["junit"](report(*findings)))
    assert not suites.attrib
    for number, suite in enumerate(suites):
        names = {"name", "package", "id", "timestamp", "hostname", "tests", "failures", "errors", "time"}
        assert (set(suite.attrib), suite.get("id")) == (names, str(number))
        inner = [element.tag for element in suite]
        assert inner == ["properties", *["testcase"] * int(suite.get("tests")), "system-out", "system-err"]
        for case in suite.iter("testcase"):
            assert set(case.attrib) == {"name", "classname", "time"}
            assert {element.tag for element in case} <= {"failure"}


ODD = Report(
    (LOST.at(Place("docs/nl/a b,\udcff\x01ü.md", 3, 7), {"target": "\ud800\uffff"}, name="\x1b[31m]]>&\udcff\0"),)
)


@pytest.mark.parametrize("form", FORMATS)
def test_odd_characters_leave_every_format_well_formed(form):
    data = FORMATS[form](ODD).encode("utf-8", "surrogateescape")
    assert not re.search(rb"[\0-\x08\x0b-\x1f]", data)
    if form in {"json", "sarif"}:
        json.loads(data.decode("utf-8"))
    if form == "junit":
        tree.fromstring(data)


def test_json_keeps_a_file_name_that_is_no_text():
    assert json.loads(FORMATS["json"](ODD))["findings"][0]["file"] == ODD.findings[0].place.file


def test_the_place_of_a_sarif_result_is_an_address():
    (result,) = json.loads(FORMATS["sarif"](ODD))["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "docs/nl/a%20b%2C%FF%01%C3%BC.md"
