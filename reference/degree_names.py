"""The names of degrees in job ads (`degrees.csv`), an own list in the languages of the sources.

One line a level of `Education`. Abbreviations stand with what follows them in requirements
("BS in", "MS degree"): alone they mean other things. A name in capitals counts in capitals only.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

from reference.vocabularies import Education

_FILE = Path(__file__).with_name("degrees.csv")


def _names() -> Iterator[tuple[str, Education]]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for name in row["names"].split("; "):
                yield name, Education(row["level"])


DEGREE_NAMES: dict[str, Education] = dict(_names())
"""The level of each name."""
