"""Checks of code: spans in a text, and Blocks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from helpdesk.translations.checks import kinds
from helpdesk.translations.checks.pairs import Pair, Problem, problem, shown

COMMENT = re.compile(
    r"(?:(?<!\S)#(?!\{).*|(?<![:\w\"'/])//.*|<!--.*?(?:-->|\Z)|/\*.*?(?:\*/|\Z)|(?<!\S)--\s.*|(?<!\S);.*)$"
)
# Text in quotes, and text between tags, may be meant for readers.
TEXT_IN_CODE = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|`[^`\n]*`|(?<=>)[^<>\n{}]+(?=<)")
# A diagram or a text is for readers, whatever its form.
DRAWN = re.compile(r"[ \t]*[`~]{3,}[ \t]*\{?[ \t]*\.?(?:mermaid|text|txt|plain\w*|console-output)\b")
# Readers copy commands: there every sign counts. In other code the author may have translated names.
COMMANDS = re.compile(
    r"[ \t]*[`~]{3,}[ \t]*\{?[ \t]*\.?(?:bash|sh|shell|zsh|fish|console|powershell|pwsh|ps1|cmd|bat|http)\b",
    re.IGNORECASE,
)
FENCED = re.compile(r"[ \t]*(?:`{3,}|~{3,})")
WORDS_ONLY = re.compile(r"[^\W\d_]+(?:[-' ][^\W\d_]+)*[.!?]?")
# Likeness, 0 to 100, from which a word in code, or several words, were misspelt.
MISSPELT, MISSPELT_WORDS = 75, 85
HTTP = re.compile(r"https?://\S+")
FENCE = re.compile(r"[ \t]*(?:`{3,}|~{3,})[ \t]*(?P<open>\{?[ \t]*\.?)(?P<language>[\w+#-]*)")
# Nothing colours these.
PLAIN = frozenset(("", "text", "txt", "plain", "plaintext", "none"))
# Most of what such a sample says is words.
PROSE = frozenset(("", "md", "markdown", "mdx", "html", "xml", "vue", "svelte", "astro"))
# Part of a line of code that no translator has words for.
CODE_PART = re.compile(r"(?<!\w)[^\W\d_]*+[\d_]\w*|[/$={}()\[\]<>\\|]+|(?<!\S)-+\w+")
SENTENCE = re.compile(r"(?<![^\W\d_])[^\W\d_]++[ ,'’-]++[^\W\d_]")


def code(pair: Pair) -> Iterator[Problem]:
    """Code spans."""
    theirs, ours = pair.theirs.code, pair.ours.code
    if theirs == ours:
        return
    gone = [span for span in theirs if span not in ours]
    added = [span for span in ours if span not in theirs]
    # Of code that stands there twice one copy may be wrong.
    if not gone and added and len(theirs) == len(ours):
        gone = list(Counter(theirs) - Counter(ours))
    if not gone:
        return
    foreign = [span for span in gone if any(is_translated(span, other) for other in added)]
    if len(theirs) > len(ours) or any(is_code(span) and span not in foreign for span in gone):
        yield problem(kinds.CODE, targets=shown(gone))
        return
    # A span around words, such as a title, is translated; a single word in it is more often a name or a value.
    wrong = [span for span in gone if any(is_misspelt(span, other) for other in added)]
    if wrong:
        yield problem(kinds.CODE, targets=shown(wrong))
    elif single := [span for span in gone if " " not in span or is_code(span)]:
        yield problem(kinds.CODE_WORD, targets=shown(single))


def is_misspelt(words: str, other: str) -> bool:
    """Whether words in code are more likely misspelt there than translated."""
    from rapidfuzz import fuzz

    least = MISSPELT_WORDS if " " in words else MISSPELT
    is_name = is_code(other) and " " not in words
    return is_name or fuzz.ratio(words.casefold(), other.casefold()) >= least


def is_code(span: str) -> bool:
    """Whether a span is more than words."""
    return WORDS_ONLY.fullmatch(span) is None


def code_block(source: str, target: str) -> Iterator[Problem]:
    """What a Block of code says otherwise than its source, without what may be translated in it."""
    if source == target:
        return
    theirs, ours = source.split("\n"), target.split("\n")
    # What merely stands further to the right may be text that its author never meant as code.
    if not FENCED.match(theirs[0]):
        return
    language = language_of(theirs[0])
    if (mine := language_of(ours[0])) != language and not same_language(language, mine):
        kind = kinds.CODE_UNMARKED if mine in PLAIN else kinds.CODE_LANGUAGE
        yield problem(kind, theirs=f'"{language}"', mine=f'"{mine}"')
        return
    if DRAWN.match(theirs[0]):
        counts = [sum(1 for line in lines if line.strip()) for lines in (theirs, ours)]
        if counts[0] != counts[1]:
            yield problem(kinds.CODE_LINES, theirs=counts[0], mine=counts[1])
        return
    yield from other_line(
        [*map(bare, theirs)], [*map(bare, ours)], language, is_command=bool(COMMANDS.match(theirs[0]))
    )


def other_line(theirs: list[str], ours: list[str], language: str, *, is_command: bool) -> Iterator[Problem]:
    """The first line that says something else."""
    wanted, mine = ([line for line in lines if line] for lines in (theirs, ours))
    if not is_command:
        # A comma or semicolon at the end is a matter of style.
        wanted, mine = ([line.rstrip(",;") or line for line in lines] for lines in (wanted, mine))
    if wanted == mine:
        return
    kind = kinds.CODE_BLOCK if is_command else kinds.CODE_SAMPLE
    if len(wanted) == len(mine):
        others = [at for at, line in enumerate(wanted) if line != mine[at]]
        real = [at for at in others if not is_translated(wanted[at], mine[at], prose=language in PROSE)]
        if not real and not is_command:
            return
        kind, number = (kind, real[0]) if real else (kinds.CODE_SAMPLE, others[0])
    else:
        both = zip(wanted, mine, strict=False)
        number = next((at for at, (one, other) in enumerate(both) if one != other), min(len(wanted), len(mine)))
    if number == len(wanted):
        yield problem(kind, number=number + 1, mine=f'"{mine[number][:60]}" is not in the source.')
        return
    other = mine[number] if number < len(mine) else "it ends there"
    yield problem(kind, number=number + 1, mine=f'"{other[:60]}" for "{wanted[number][:60]}".')


def language_of(fence: str) -> str:
    """The word behind a fence that names the language of its code."""
    found = FENCE.match(fence)
    return found["language"].lower() if found else ""


def same_language(one: str, other: str) -> bool:
    """Whether two names colour code alike: py and python. Of code that had none any name is fine."""
    if one in PLAIN:
        return True
    from pygments.lexers import find_lexer_class_by_name
    from pygments.util import ClassNotFound

    try:
        return find_lexer_class_by_name(one) is find_lexer_class_by_name(other)
    except ClassNotFound:
        return False


def is_translated(words: str, other: str, *, prose: bool = False) -> bool:
    """Whether code has only words in place of its own: letters that no code has, or a sentence where there was one."""
    if any(part not in other for part in CODE_PART.findall(words)):
        return False
    if any(not sign.isascii() and sign.isalpha() and sign not in words for sign in other):
        return True
    return prose and bool(SENTENCE.search(words)) and bool(SENTENCE.search(other))


def bare(line: str) -> str:
    """A line of code without comments, texts that people read, and the language behind a fence."""
    if fence := FENCE.match(line):
        line = "~~~" + fence["open"].strip() + line[fence.end() :]
    without = COMMENT.sub("", line)
    return " ".join(TEXT_IN_CODE.sub(told, HTTP.sub("…", without)).split())


def told(text: re.Match[str]) -> str:
    """One sign for a text; a number or a version in quotes is none."""
    is_number = any(sign.isdigit() for sign in text[0]) and not any(sign.isalpha() for sign in text[0])
    return text[0] if is_number else "…"
