"""The letters our fonts can draw, so that no picture falls back on a font that another machine lacks."""

from __future__ import annotations

# Code points that both weights in `fonts/` have, first and last of each range.
RANGES = (
    (0x20, 0x7E),
    (0xA0, 0xAC),
    (0xAE, 0x148),
    (0x14A, 0x1C3),
    (0x1C5, 0x24F),
    (0x1E00, 0x1E9B),
    (0x621, 0x652),
    (0x660, 0x669),
    (0x671, 0x6D3),
    (0x3000, 0x3003),
    (0x3005, 0x301C),
    (0x3041, 0x3096),
    (0x3099, 0x30FF),
    (0xFF01, 0xFF5D),
)
MARKS = frozenset("‐‑–—‘’‚“”„†•…‹›€™−")
# Rows of JIS X 0208 level 1 in EUC-JP: the kanji that the Japanese font was cut down to.
FIRST_ROW, LAST_ROW = 0xB0, 0xCF


def has(letter: str) -> bool:
    """Whether our fonts have this letter."""
    point = ord(letter)
    return any(first <= point <= last for first, last in RANGES) or letter in MARKS or is_common_kanji(letter)


def is_common_kanji(letter: str) -> bool:
    """Whether it is a kanji of JIS X 0208 level 1."""
    if not 0x4E00 <= ord(letter) <= 0x9FFF:
        return False
    try:
        code = letter.encode("euc_jp")
    except UnicodeEncodeError:
        return False
    return len(code) == 2 and FIRST_ROW <= code[0] <= LAST_ROW


def lacking(words: str) -> str:
    """The letters of these words that our fonts do not have, each once."""
    return "".join(dict.fromkeys(letter for letter in words if not has(letter)))
