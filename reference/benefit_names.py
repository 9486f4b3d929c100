"""The names of benefits in job ads (`benefits.csv`), an own list in the languages of the sources.

One line a benefit: `alone` says whether the names tell enough by themselves. "Dental" and "vision"
do not: they count only beside another.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

from reference.vocabularies import Benefit

_FILE = Path(__file__).with_name("benefits.csv")


def _names() -> Iterator[tuple[str, tuple[Benefit, bool]]]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for name in row["names"].split("; "):
                yield name, (Benefit(row["benefit"]), row["alone"] == "yes")


BENEFIT_NAMES: dict[str, tuple[Benefit, bool]] = dict(_names())
"""The benefit of each name, and whether the name tells enough alone."""
