"""`helpdesk links`: the verbs, their arguments, and nothing else. Whatever costs time is imported by the verb that runs."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from helpdesk.collector import no_collections
from helpdesk.command import Context, Verb
from helpdesk.links.external.command import VERB as EXTERNAL
from helpdesk.report import Report


def configure_inside(parser: ArgumentParser) -> None:
    """What the bare noun takes."""
    parser.add_argument("pages", nargs="*", metavar="PAGE", help="Slugs or files; all Pages when none is given")
    parser.add_argument("--locale", metavar="LOCALE", help="only Links that stand in Pages of this Locale")
    parser.add_argument("--built", metavar="DIR", help="check the HTML in this folder, whatever generator made it")
    parser.add_argument("--cold", action="store_true", help="read every file afresh, without the cache")


@no_collections()
def inside(arguments: Namespace, context: Context) -> Report:
    """Every Link, Anchor and picture inside the Site."""
    if arguments.built is not None:
        from helpdesk.links.built.check import check as check_built

        return check_built(arguments, context)
    from helpdesk.links.markdown.check import check
    from helpdesk.site import find_project

    find_project(context.project)  # a built site needs no mkdocs.yml, Markdown does
    return check(arguments, context)


def configure_fix(parser: ArgumentParser) -> None:
    """What `fix` takes."""
    parser.add_argument("pages", nargs="*", metavar="PAGE", help="Slugs or files; all Pages when none is given")
    parser.add_argument("--locale", metavar="LOCALE", help="only Pages of this Locale")
    parser.add_argument("--dry-run", action="store_true", help="show the patch, write nothing")


def fixed(arguments: Namespace, context: Context) -> Report:
    """The right target, written where there is only one."""
    from helpdesk.links.fix import fix

    return fix(arguments, context)


VERBS = {
    "": Verb("Every link, anchor and picture inside the Site", configure_inside, inside, needs_project=False),
    "external": EXTERNAL,
    "fix": Verb("Write the right target: permanent moves, Locale segments, near misses", configure_fix, fixed),
}
