"""A Report as text for people, as JSON, as CI annotations, as SARIF and as JUnit."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from urllib.parse import quote

from helpdesk import __version__
from helpdesk.report import Finding, Report, Severity

COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}
# Findings that are encoded at once.
PIECE = 200
# All but the line break and the tab; what some terminals still heed; and what no encoding can write.
CONTROLS = re.compile(r"[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udc7f\udd00-\udfff]")
SURROGATES = re.compile(r"[\ud800-\udfff]")
NOT_XML = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def as_text(report: Report, *, colour: bool = False) -> str:
    """For people: `file:line:column` first, so that an editor makes it clickable."""
    lines = [report.text.rstrip("\n")] if report.text else []
    for finding in report.findings:
        word = finding.severity.value
        shown = f"\x1b[{COLOURS[finding.severity]}m{word}\x1b[0m" if colour else word
        place = finding.place
        told = f"{finding.message} {finding.help}".rstrip()
        lines.append(f"{harmless(place.file)}:{place.line}:{place.column}: {shown}: {harmless(told)}")
    if report.findings:
        lines.append(counted(report.findings))
    elif not lines:
        lines.append("Nothing to report.")
    return "\n".join(lines) + "\n"


def harmless(text: str) -> str:
    """The text without the characters that a terminal takes for orders; Pages and addresses may hold any."""
    return CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text)


def counted(findings: tuple[Finding, ...]) -> str:
    """How many Findings of each severity, in words."""
    counts = [(sum(finding.severity is severity for finding in findings), severity.value) for severity in Severity]
    return ", ".join(f"{count} {word}{'s' * (count != 1)}" for count, word in counts if count) + "."


def as_json(report: Report, *, colour: bool = False) -> str:
    """The contract of schema 1."""
    return well_formed("".join(json_pieces(report)))


def json_pieces(report: Report) -> Iterator[str]:
    """The same in pieces, because a Report of tens of thousands of Findings is large."""
    # Without `indent`, which makes json ten times slower: one line per Finding reads and diffs as well.
    encode = json.JSONEncoder(ensure_ascii=False).encode
    yield '{"schema": 1,\n "findings": ['
    for start in range(0, len(report.findings), PIECE):
        lines = [encode(finding.as_json()) for finding in report.findings[start : start + PIECE]]
        yield ("\n  " if start == 0 else ",\n  ") + ",\n  ".join(lines)
    yield "\n ]" if report.findings else "]"
    for key, value in {"summary": dict(report.summary), **report.adds}.items():
        yield f",\n {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}"
    yield "}\n"


def pieces(report: Report, name: str, *, colour: bool = False) -> Iterable[str]:
    """The Report in the format of this name, in pieces that are worth writing one by one."""
    return map(well_formed, json_pieces(report)) if name == "json" else [FORMATS[name](report, colour=colour)]


def well_formed(json_text: str) -> str:
    """JSON that can be written as UTF-8: the bytes of a file name that is none are escaped, not lost."""
    try:
        json_text.encode()
    except UnicodeEncodeError:
        return SURROGATES.sub(lambda found: f"\\u{ord(found[0]):04x}", json_text)
    return json_text


def as_github(report: Report, *, colour: bool = False) -> str:
    """Workflow commands that GitHub shows beside the line (docs.github.com, workflow commands)."""
    lines = []
    for finding in report.findings:
        place = finding.place
        properties = (
            f"file={escaped(harmless(place.file))},line={place.line},col={place.column},title={escaped(finding.code)}"
        )
        text = harmless(f"{finding.message} {finding.help}".rstrip())
        for plain, code in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A")):
            text = text.replace(plain, code)
        lines.append(f"::{GITHUB[finding.severity]} {properties}::{text}\n")
    return "".join(lines)


def escaped(value: str) -> str:
    """A property of a workflow command, with the five characters that would end it encoded."""
    for plain, code in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C")):
        value = value.replace(plain, code)
    return value


def fingerprint(finding: Finding) -> str:
    """The same for the same fault after lines have moved: no line or column goes into it."""
    from hashlib import sha256

    place = finding.place
    parts = (finding.code, place.file, place.locale, place.page, str(finding.adds.get("target", finding.message)))
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def as_sarif(report: Report, *, colour: bool = False) -> str:
    """SARIF 2.1.0 (OASIS standard), with fingerprints that survive moved lines."""
    rules = {finding.code: {"id": finding.code} for finding in report.findings}
    results = [sarif_result(finding) for finding in report.findings]
    driver = {"name": "helpdesk", "version": __version__, "rules": list(rules.values())}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    text = json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"
    return well_formed(text)


def sarif_result(finding: Finding) -> dict[str, object]:
    """One Finding as a SARIF result."""
    place = finding.place
    region = {"startLine": place.line, "startColumn": place.column}
    uri = quote(place.file.encode("utf-8", "surrogateescape"), safe="/")
    location = {"artifactLocation": {"uri": uri, "uriBaseId": "%SRCROOT%"}, "region": region}
    return {
        "ruleId": finding.code,
        "level": finding.severity.value,
        "message": {"text": f"{finding.message} {finding.help}".rstrip()},
        "locations": [{"physicalLocation": location}],
        "partialFingerprints": {"helpdesk/v1": fingerprint(finding)},
    }


def as_junit(report: Report, *, colour: bool = False) -> str:
    """One test suite per file, one failed case per Finding; notes pass. Valid by the strictest schema (windyroad/JUnit-Schema)."""
    import xml.etree.ElementTree as tree

    top = tree.Element("testsuites")
    ordered = sorted(report.findings, key=lambda finding: finding.place.file)
    for number, (file, group) in enumerate(groupby(ordered, key=lambda finding: finding.place.file)):
        findings = list(group)
        failures = sum(finding.severity is not Severity.NOTE for finding in findings)
        suite = tree.SubElement(top, "testsuite", junit_suite(file, number, len(findings), failures))
        tree.SubElement(suite, "properties")
        notes = []
        for finding in findings:
            where = f"{file}:{finding.place.line}:{finding.place.column}"
            name = xml_text(f"{where} {finding.code}")
            case = tree.SubElement(suite, "testcase", classname=finding.code, name=name, time="0")
            body = xml_text(f"{where}: {finding.message} {finding.help}".rstrip())
            if finding.severity is Severity.NOTE:
                notes.append(body)
            else:
                tree.SubElement(
                    case, "failure", message=xml_text(finding.message), type=finding.severity.value
                ).text = body
        tree.SubElement(suite, "system-out").text = "\n".join(notes)
        tree.SubElement(suite, "system-err")
    if not report.findings:
        suite = tree.SubElement(top, "testsuite", junit_suite("helpdesk", 0, 1, 0))
        tree.SubElement(suite, "properties")
        tree.SubElement(suite, "testcase", classname="helpdesk", name="nothing to report", time="0")
        tree.SubElement(suite, "system-out")
        tree.SubElement(suite, "system-err")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tree.tostring(top, encoding="unicode") + "\n"


def junit_suite(file: str, number: int, tests: int, failures: int) -> dict[str, str]:
    """The attributes of a test suite; time and host are the same always, so that the same Report is the same bytes."""
    counts = {"tests": str(tests), "failures": str(failures), "errors": "0", "time": "0"}
    run = {"timestamp": "1970-01-01T00:00:00", "hostname": "localhost"}
    return {"name": xml_text(file) or "helpdesk", "package": "helpdesk", "id": str(number), **run, **counts}


def xml_text(text: str) -> str:
    """The text without the characters XML 1.0 cannot hold."""
    return NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


FORMATS: dict[str, Callable[..., str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
    "junit": as_junit,
}
