"""Whether exported XLIFF files are valid by the standard's own schema.

    python benchmarks/exchange.py xliff-core-1.2-strict.xsd FILE-OR-FOLDER…

The schema is OASIS's; Debian's package php-symfony-translation holds it, with the xml.xsd that must stand beside it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from lxml import etree


class Beside(etree.Resolver):
    """Takes what a schema imports from its own folder, never from the network."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def resolve(self, url: str, _public_id: str, context: object) -> object:
        return self.resolve_filename(str(self.folder / url.rpartition("/")[2]), context)


def schema_of(path: Path) -> etree.XMLSchema:
    parser = etree.XMLParser(load_dtd=False, no_network=True)
    parser.resolvers.add(Beside(path.parent))
    return etree.XMLSchema(etree.parse(path, parser))


def main(words: list[str]) -> int:
    schema = schema_of(Path(words[0]))
    given = [Path(word) for word in words[1:]]
    files = [file for path in given for file in (sorted(path.rglob("*.xlf")) if path.is_dir() else [path])]
    wrong = 0
    for file in files:
        if not schema.validate(etree.parse(file)):
            wrong += 1
            print(f"{file}: {schema.error_log[0].message}")
    print(f"{len(files) - wrong} of {len(files)} files are valid")
    return int(bool(wrong) or not files)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
