"""How often each check of a pair speaks on public translations, and a sample of what it says, to be judged by reading.

    python benchmarks/checks.py DOCS --source en --locale de --locale fr [--sample 20]

DOCS is a folder with one folder of Markdown per Locale (FastAPI's `docs`, or `src/content/docs` of Astro's with its
`.mdx` files named `.md`). Nothing is written there. The share is per thousand pairs that were looked at.
Judged by reading a random sample (FastAPI: de es fr ja ko pt ru tr uk zh zh-hant hi, 87,841 pairs, 136 Findings; Astro:
de es fr ja pl zh-cn, MDX that no MkDocs renders, so much of its code is read as text there). Right means that source
and translation really differ in that:

    check              FastAPI: found, right       Astro: found, right
    links              0                           347, 9 of 10
    ids, attributes    0                           0
    pictures, alts     0                           0
    anchors            0                           8, 0 of 8 (ids made by a generator that writes none itself)
    code, spans        122, 28 of 43               1,125, not judged
    code, one word     10 of these, 9 of 10        45 and more of these, 10 of 12 ("asrto add", "inclure")
    code, Blocks       0                           2,299, 0 of 11 (texts and names in samples translated)
    numbers            13, 8 of 11                 91, 4 of 10 (the rest is code read as text)
    shape, box-type    0                           82, 14 of 14
    placeholders       0                           16, 1 of 14 (code read as text)
    syntax             1, 1 of 1                   6, 5 of 6
    untranslated-part  0                           15, 9 of 14

Sites that no check was made with before, in a random sample of 15 or all there were;
`rocky` is Rocky Linux' documentation, a MkDocs site of 1,465 translated Pages; `others` are Starlight, SWR and Astro ko it
pt-br ru, MDX again. Findings per 1,000 pairs before and after the checks were mended with what rocky showed:

    check              rocky: before, after    others: before, after    others, right
    links              2.30, 2.28              7.7, 6.5                 8 of 15, then hosts and inner Locales were mended
    code, warning      41.8, 22.7              11.9, 10.8               13 of 15
    code, note         3.1, 22.0 (fences)      31.7, 11.4               6 of 15, then words in samples were let be
    numbers            4.69, 4.06              2.04, 1.97               14 of 15
    placeholders       0.07, 0.07              0.58, 0.60               3 of 15 (code read as text)
    shape              1.40, 2.48              0.30, 0.46               10 of 15 (5 were no pairs)
    box-type           8.35, 3.44              0                        rocky: the rest of 13 once "Note" is "note"
    syntax             0.57, 1.35              0.05, 0.23               8 of 10 (indented MDX); rocky 38 of 40
    untranslated-part  1.27, 1.27              0.37, 0.37               rocky and Hexo: 12 of 12

Hence the weights in `helpdesk.translations.checks.kinds`. Ids are errors: never wrong, and a link breaks. Code that is
no command is a note, as are Terms, which a writer may have good reason not to use, and a single word in code that may
have been translated; a note never makes a run fail. All else is a warning, and waived where it is wrong.
What share of faults is found `benchmarks/faults.py` measures.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections import Counter
from pathlib import Path

from helpdesk.report import Finding
from helpdesk.site import load as load_site
from helpdesk.translations.checks import checks_of, is_checked
from helpdesk.translations.pages import load


def main() -> None:
    """Measures the folder named on the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("docs", type=Path)
    parser.add_argument("--source", default="en")
    parser.add_argument("--locale", action="append", required=True)
    parser.add_argument("--sample", type=int, default=0)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "docs").symlink_to(wanted.docs.resolve())
        entries = "".join(
            f"        - {{locale: {code}, name: {code}, default: {str(code == wanted.source).lower()}}}\n"
            for code in (wanted.source, *wanted.locale)
        )
        head = "site_name: x\nplugins:\n  - i18n:\n      docs_structure: folder\n      languages:\n"
        (root / "mkdocs.yml").write_text(head + entries)
        findings, pairs, spent = measured(root, wanted.locale)
    counts = Counter(finding.code for finding in findings)
    print(f"{pairs} pairs, {spent:.1f} s of CPU, {len(findings)} Findings")
    for code, count in counts.most_common():
        print(f"{code:20} {count:6} {1000 * count / max(pairs, 1):8.2f} per 1,000 pairs")
        chosen = [finding for finding in findings if finding.code == code]
        for finding in random.Random(1).sample(chosen, min(wanted.sample, len(chosen))):
            print(f"    {finding.place.file}:{finding.place.line}: {finding.message}")


def measured(root: Path, locales: list[str]) -> tuple[list[Finding], int, float]:
    """All Findings, how many pairs were looked at, and the CPU seconds of the checks alone."""
    site = load_site(root)
    check = checks_of(site)
    findings: list[Finding] = []
    pairs, spent = 0, 0.0
    for locale in locales:
        for slug in site.slugs(locale):
            pair = load(site, slug, locale)
            pairs += sum(map(is_checked, pair.entries))
            started = time.process_time()
            findings += check(pair)
            spent += time.process_time() - started
    return findings, pairs, spent


if __name__ == "__main__":
    main()
