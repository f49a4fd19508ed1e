"""`helpdesk check`: what every bare noun reports, as one Report."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from importlib import import_module

from helpdesk.command import Context, Verb
from helpdesk.report import Finding, Report

# The nouns whose bare form reads the whole Site, in the order a writer wants to hear of them.
READING = ("pages", "translations", "links", "shots")


def nothing_more(_parser: ArgumentParser) -> None:
    """The command takes no arguments of its own."""


def check(_arguments: Namespace, context: Context) -> Report:
    """All Findings of all reading commands; the summary has one key per noun."""
    findings: list[Finding] = []
    summary: dict[str, object] = {}
    for noun in READING:
        context.progress(noun)
        verb: Verb = import_module(f"helpdesk.{noun}.command").VERBS[""]
        parser = ArgumentParser()
        verb.configure(parser)
        report = verb.run(parser.parse_args([]), context)
        findings.extend(report.findings)
        summary[noun] = dict(report.summary)
    return Report(tuple(findings), summary)


VERBS = {"": Verb("Every Finding of every reading command, in one Report", nothing_more, check)}
