"""The whole way, LinkChecker included, against a server that misbehaves; times are cut short, nothing else is."""

import time
from argparse import ArgumentParser

import odd_faults  # noqa: F401 - adds its cases
import pytest
from fault_server import CASES, FaultServer

from helpdesk.command import Context
from helpdesk.links.external import command
from helpdesk.links.external.check import Surroundings
from helpdesk.links.external.model import Limits
from helpdesk.links.external.waves import Clock

QUICK = Limits(connect=1.5, answer=2.5, body=1.5, waits=(0.1, 0.1))


@pytest.fixture(scope="module")
def checked(tmp_path_factory):
    """The links of all cases by address, the server, and the report."""
    folder = tmp_path_factory.mktemp("faults")
    with FaultServer(folder) as server, pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(folder / "ca.pem"))
        root = folder / "project"
        (root / "docs").mkdir(parents=True)
        (root / "mkdocs.yml").write_text("site_name: Faults\n")
        urls = [server.url(case) for case in CASES]
        (root / "docs" / "index.md").write_text("".join(f"- [x](<{url}>)\n" for url in urls))
        parser = ArgumentParser()
        command.configure(parser)
        words = [word for address in server.allowed() for word in ("--allow-private", address)]
        around = Surroundings(limits=QUICK, clock=Clock(time.time, lambda _seconds: None))
        report = command.report_of(parser.parse_args(["--all", *words]), Context(root), around)
        yield {link["url"]: link for link in report.adds["links"]}, server, report


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.scheme}-{case.host}{case.path}")
def test_every_misbehaviour_gets_the_verdict_it_deserves(checked, case):
    links, server, _report = checked
    link = links[server.url(case)]
    assert link["verdict"] in case.right, link
    if case.to:
        assert link["to"] == server.base(case.scheme, case.host) + case.to


def test_no_connection_ever_reaches_a_forbidden_host(checked):
    _links, server, _report = checked
    assert server.forbidden == []


def test_only_broken_links_are_errors(checked):
    _links, _server, report = checked
    assert report.exit_code == 1
    assert {finding.adds.get("verdict") for finding in report.findings if finding.severity.value != "note"} == {
        "broken"
    }


def test_a_failing_address_is_asked_three_times_and_a_good_one_once(checked):
    links, server, _report = checked
    assert links[server.base() + "/status/500"]["attempts"] == 3
    assert links[server.base() + "/status/200"]["attempts"] == 1
    assert links[server.base() + "/flaky/503-twice"]["attempts"] == 3
    assert links[server.base() + "/status/404"]["attempts"] == 1


def test_all_fragments_of_a_page_cost_one_request(checked):
    _links, server, _report = checked
    # Once for all Links to it and once through each of the two redirects, plain and with TLS, and a look at what is beside it.
    assert server.visits["/anchors"] <= 6


def test_a_certificate_that_ran_out_is_called_by_its_name(checked):
    links, server, _report = checked
    assert "certificate has expired" in links[server.base("https", "tls-expired") + "/status/200"]["reason"]
    assert "mismatch" in links[server.base("https", "tls-wrong") + "/status/200"]["reason"]


def test_a_redirect_into_a_private_network_names_the_address(checked):
    links, server, _report = checked
    assert "169.254.169.254" in links[server.base() + "/private/metadata"]["reason"]
