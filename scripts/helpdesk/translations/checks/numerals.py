"""Numbers that are not written with digits alone: words, signs, Roman numerals, hundreds and millions."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import digit

WORDS = {
    1: "one once single een eerste één ein eine einen einem einer eines erste ersten un une uno una primer primera premier première jeden jedna jedno bir ilk واحد واحدة 一 한 하나 um uma один одна одно",
    2: "two twice second couple tweede zweite segundo deuxième drugi ikinci both twee beide zwei beide beiden deux dos ambos dwa dwie dwóch oba iki اثنان اثنين يومين شهرين مرتين 二 両 两 兩 두 둘 dois duas два две дву дважды due двох дві دو दो สอง två dva dvě kaksi δύο",
    3: "three third derde dritt tercer tiers tierce terzi terze troisième trzeci üçüncü drie drei trois tres trzy trzech üç ثلاثة ثلاث 三 세 셋 três три трёх трех tre tri tři трьох سه तीन สาม kolme trei τρία τρεις",
    4: "four vier quatre cuatro cztery czterech dört أربعة أربع 四 네 quatro четыре quattro чотири чотирьох چهار चार สี่ fyra fire čtyři neljä patru bốn τέσσερα τέσσερις",
    5: "five vijf fünf cinq cinco pięć beş خمسة خمس 五 다섯 пять cinque п'ять پنج पाँच पांच ห้า fem pět viisi năm πέντε",
    6: "six zes sechs six seis sześć altı ستة ست 六 여섯 шесть шість شش छह หก seks šest kuusi șase sáu έξι",
    7: "seven zeven sieben sept siete siedem yedi سبعة سبع 七 일곱 sete семь sette сім هفت सात เจ็ด sju sedm seitsemän șapte επτά",
    8: "eight acht huit ocho osiem sekiz ثمانية ثماني 八 여덟 oito восемь вісім هشت आठ แปด åtta otte kahdeksan tám οκτώ",
    9: "nine negen neun neuf nueve dziewięć dokuz تسعة تسع 九 아홉 nove девять дев'ять نه नौ เก้า devět yhdeksän nouă chín εννέα",
    10: "ten tien zehn dix diez dziesięć عشرة عشر 十 열 dez десять dieci ده दस สิบ deset kymmenen zece mười δέκα",
    11: "eleven elf onze once jedenaście أحد",
    12: "twelve twaalf zwölf douze doce dwanaście اثنا اثني",
    14: "fourteen veertien vierzehn quatorze catorce czternaście",
    15: "fifteen vijftien fünfzehn quinze quince piętnaście quindici quarter kwart viertel quart cuarto",
    20: "twenty twintig zwanzig vingt veinte dwadzieścia venti vinte yirmi عشرون عشرين",
    30: "thirty dertig dreißig trente treinta trzydzieści trenta otuz half halbe demi media pół yarım ثلاثون ثلاثين",
    40: "forty veertig vierzig quarante cuarenta czterdzieści quaranta quarenta",
    50: "fifty vijftig fünfzig cinquante cincuenta pięćdziesiąt cinquanta elli",
    60: "sixty zestig sechzig soixante sesenta sześćdziesiąt sessanta",
    90: "ninety negentig neunzig noventa dziewięćdziesiąt novanta",
    100: "hundred honderd hundert cent cien sto cento yüz مائة",
}
# Other words start with these too: September, achten, November. Of the rest "zweitägig" is a two as well.
WHOLE = frozenset(("sept", "acht", "nove", "once", "eleven", "quatre"))
SHORT = 3
# Parts of many other words; elsewhere an article or an ending may touch the number.
ALONE = frozenset(("دو", "سه", "شش", "نه", "ده", "دو", "दो", "छह", "दस"))
# What stands behind a number and multiplies it.
SCALES = {
    r"(?:(?:k|thousand|duizend|tausend|mille|mil|tysiące|tysięcy|bin)\b|тысяч|ألف|千)": 1_000,
    r"[万萬만]": 10_000,
    r"(?:m(?:ill?ion|iljoen|ilyon|ln\b|io\b|illón)|миллион|مليون)": 1_000_000,
    r"[億亿억]": 100_000_000,
}
SCALED = re.compile(
    r"(?<!\d)(?<!\d[.,])(\d+(?:[.,]\d+)*)[ \u00a0\u202f-]?(?:" + "|".join(f"({scale})" for scale in SCALES) + ")",
    re.IGNORECASE,
)
FACTORS = tuple(SCALES.values())
FRACTIONS = {"½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3"}
FOREIGN = re.compile(r"[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59\uff10-\uff19½¼¾⅓⅔]")


def with_plain_digits(text: str) -> str:
    """The text with digits 0 to 9, whatever its language writes, and fractions in full."""
    if text.isascii():
        return text
    return FOREIGN.sub(lambda sign: f" {FRACTIONS[sign[0]]}" if sign[0] in FRACTIONS else str(digit(sign[0])), text)


@lru_cache(maxsize=256)
def written(value: int) -> re.Pattern[str]:
    """Finds a number up to 100 written as a word, in Chinese or in Roman numerals."""
    words = [
        rf"(?<!\w){word}(?!\w)"
        if word in ALONE
        else word
        if not word.isascii()
        else rf"\b{word}{'(?![a-z])' if len(word) <= SHORT or word in WHOLE else ''}"
        for word in WORDS.get(value, "").split()
    ]
    return re.compile("|".join([*words, chinese(value), rf"\b(?-i:{roman(value)})(?:e|th|è|º)?\b"]), re.IGNORECASE)


def chinese(value: int) -> str:
    """A pattern of a number from 1 to 100 as it is written in China and Japan."""
    signs = " 一二三四五六七八九"
    tens, ones = divmod(value, 10)
    whole = "百" if value == 100 else f"{signs[tens] if tens > 1 else ''}{'十' if tens else ''}{signs[ones]}".strip()
    return rf"(?<![一二三四五六七八九十百]){whole}(?![一二三四五六七八九十百])"


def roman(value: int) -> str:
    """A number from 1 to 100 in Roman numerals."""
    parts = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    found = ""
    for size, sign in parts:
        found += sign * (value // size)
        value %= size
    return found


@lru_cache(maxsize=8)
def scaled(text: str) -> dict[str, str]:
    """Of each number with a thousand or a million behind it, what it is without and with them."""
    found: dict[str, str] = {}
    for match in SCALED.finditer(text):
        factor = next(size for sign, size in zip(match.groups()[1:], FACTORS, strict=True) if sign)
        number = match[1].replace(",", ".")
        whole, _point, part = number.rpartition(".")
        groups = number.split(".")
        if len(groups) > 1 and all(len(group) == 3 for group in groups[1:]):
            value = float("".join(groups))
        else:
            value = float(f"{whole.replace('.', '') or '0'}.{part}") if whole else float(part)
        found[number] = str(round(value * factor))
    return found
