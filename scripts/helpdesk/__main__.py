"""The one command: `helpdesk [--project DIR] NOUN [VERB] …`."""

from __future__ import annotations

import os
import sys

# What costs more time than telling an answer again is imported where it is needed, `typing` among it.
TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable
    from pathlib import Path

    from helpdesk.command import Verb

# Noun, the module that knows its verbs, one line of help. Only the chosen noun's module is imported.
NOUNS = {
    "articles": ("helpdesk.articles.command", "bring legacy articles in as Pages"),
    "translations": ("helpdesk.translations.command", "which paragraphs of which Translation need work, and why"),
    "links": ("helpdesk.links.command", "every link, anchor and picture, in every Locale"),
    "shots": ("helpdesk.shots.command", "the step pictures drawn from Scenes"),
    "pages": ("helpdesk.pages.command", "front matter, headings and plain language of every Page"),
    "check": ("helpdesk.check", "all of the above in one Report"),
}
FORMATS = ("text", "json", "github", "sarif", "junit")


class Unprintable(Exception):
    """Standard output takes no more, for another reason than that nobody reads it."""


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; the exit code is 0 clean, 1 Findings, 2 could not run, 130 interrupted."""
    words = sys.argv[1:] if arguments is None else arguments
    try:
        from helpdesk import answers

        known = answers.told(words, colour=has_colour())
        if known is None:
            return run_or_say_why(words)
        printed([known[0]])
        return known[1]
    except KeyboardInterrupt:
        print("Interrupted.", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader of our output, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Unprintable as error:
        print(error, file=sys.stderr)
        return 2


def process() -> int:
    """`main` for a process that ends with it: what is left then is not searched for what could be freed.

    Nor, after an interrupt, waited for: a silent name service may take long, and a second interrupt would end us by signal.
    """
    try:
        code = main()
    except KeyboardInterrupt:  # a second one, while the first was told
        code = 130
    if code == 130:
        sys.stderr.flush()
        os._exit(code)
    import gc

    gc.freeze()
    return code


def run_or_say_why(words: list[str]) -> int:
    """Runs one command; says why when it cannot run."""
    from helpdesk.command import CannotRun

    try:
        return run(words)
    except CannotRun as error:
        print(error, file=sys.stderr)
        return 2


def run(words: list[str]) -> int:
    """Finds noun and verb, runs them and prints the Report."""
    from importlib import import_module

    from helpdesk.command import CannotRun, Context

    project, rest = leading_project(words)
    if not rest or rest[0] not in NOUNS:
        top_parser().parse_args(rest)
        raise CannotRun(f"Give one of: {', '.join(NOUNS)}.")
    noun, rest = rest[0], rest[1:]
    verbs: dict[str, Verb] = import_module(NOUNS[noun][0]).VERBS
    name = rest[0] if rest and rest[0] and rest[0] in verbs else ""
    parsed = verb_parser(noun, name, verbs).parse_args(rest[1:] if name else rest)
    root = project_root(parsed.project if parsed.project is not None else project, needed=verbs[name].needs_project)
    colour = has_colour() and parsed.format == "text"
    report = verbs[name].run(parsed, Context(root, colour=colour, progress=show_progress))
    show_progress("")
    from helpdesk import answers, formats

    pieces = (text.encode("utf-8", "surrogateescape") for text in formats.pieces(report, parsed.format, colour=colour))
    if report.evidence is None or not report.evidence.holds:
        printed(pieces)
    else:
        copy = answers.Copy()
        printed(copy.of(pieces))
        answers.keep(words, report.evidence, copy, report.exit_code, colour=has_colour())
    return report.exit_code


def has_colour() -> bool:
    """Whether whoever reads the output wants colour."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def printed(pieces: Iterable[bytes]) -> None:
    """Prints UTF-8, whatever the terminal's own encoding."""
    sys.stdout.flush()
    try:
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise Unprintable(f"The Report cannot be printed ({error.strerror}).") from error


def project_root(start: str | None, *, needed: bool) -> Path:
    """The project's folder; the current one where none is needed and none is there. Raises CannotRun."""
    from pathlib import Path

    from helpdesk.command import CannotRun
    from helpdesk.site import find_project

    if start is not None:
        if not Path(start).is_dir():
            raise CannotRun(f"There is no folder {start}. Give the project's folder with --project.")
        return Path(start).resolve()
    try:
        here = Path.cwd()
    except FileNotFoundError as error:
        raise CannotRun("The current folder is gone. Go to another, or give the project's with --project.") from error
    try:
        return find_project(here)
    except CannotRun:
        if needed:
            raise
        return here


def leading_project(words: list[str]) -> tuple[str | None, list[str]]:
    """The value of a `--project` before the noun, and the words after it."""
    if words and words[0] == "--project" and len(words) > 1:
        return words[1], words[2:]
    if words and words[0].startswith("--project="):
        return words[0].partition("=")[2], words[1:]
    return None, words


def top_parser() -> argparse.ArgumentParser:
    """Explains the nouns; also says what is wrong with a noun that is none."""
    import argparse

    width = max(map(len, NOUNS))
    nouns = "\n".join(f"  {noun:{width}}  {text}" for noun, (_module, text) in NOUNS.items())
    parser = argparse.ArgumentParser(
        prog="helpdesk",
        usage="helpdesk [--project DIR] NOUN [VERB] …",
        description="Keeps a multilingual MkDocs site true.",
        epilog=f"nouns:\n{nouns}\n\n`helpdesk NOUN --help` tells more. Exit: 0 clean, 1 Findings, 2 could not run.",
        formatter_class=lambda prog: argparse.RawDescriptionHelpFormatter(prog, width=help_width()),
    )
    parser.add_argument("--project", metavar="DIR", help="the folder with mkdocs.yml (default: here or above)")
    parser.add_argument("noun", metavar="NOUN", choices=NOUNS, help=argparse.SUPPRESS)
    return parser


def verb_parser(noun: str, name: str, verbs: dict[str, Verb]) -> argparse.ArgumentParser:
    """The arguments of one verb and those that every verb has."""
    import argparse

    width = max(map(len, verbs))
    listed = "\n".join(f"  {verb:{width}}  {verbs[verb].help}" for verb in verbs if verb)
    parser = argparse.ArgumentParser(
        prog=f"helpdesk {noun} {name}".rstrip(),
        description=verbs[name].help,
        epilog=f"verbs:\n{listed}" if listed and not name else None,
        formatter_class=lambda prog: argparse.RawDescriptionHelpFormatter(prog, width=help_width()),
    )
    parser.add_argument("--project", metavar="DIR", help="the folder with mkdocs.yml (default: here or above)")
    parser.add_argument("--format", choices=FORMATS, default="text", help="how to print the Report")
    verbs[name].configure(parser)
    return parser


def help_width() -> int:
    """How wide the help may be, asked here because argparse would load a compressor to find out."""
    try:
        columns = int(os.environ.get("COLUMNS", "")) or os.get_terminal_size().columns
    except (ValueError, OSError):
        columns = 80
    return columns - 2


def show_progress(text: str) -> None:
    """One line on a terminal that the next one replaces; an empty text clears it."""
    if sys.stderr.isatty():
        # A line that wraps could not be replaced; some terminals do not say how wide they are.
        width = os.get_terminal_size(sys.stderr.fileno()).columns or 80
        print(f"\r\x1b[K{text[: width - 1]}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(process())
