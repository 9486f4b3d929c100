"""How well places are read: precision and recall per field against strings with known places.

    python benchmarks/locations.py FOLDER

FOLDER holds `gold_locations.jsonl` (hand-labelled: text, locations, workplace, remote_from; lists
under `also` are as right as the label) and `location_pairs.csv` (location_raw, city, region,
country, count: what employers entered beside the string). Either may be missing.
Precision is the share of the values read that are right; recall the share of known values read.
"""

import argparse
import csv
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from crawler.normalize.locations import country_code, location_from_parts, locations_from_text
from crawler.normalize.locations import remote_from as remote_from_text
from crawler.normalize.workplace import workplace_from_location
from reference.folding import name_key

FIELDS = ("city", "region", "country")


class Score:
    """Counts of values read, values known, and values read right, per field."""

    def __init__(self) -> None:
        self.read: Counter[str] = Counter()
        self.right: Counter[str] = Counter()
        self.known: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.faults: list[str] = []

    def add(
        self, field: str, got: set[str], wanted: set[str], accepted: set[str], text: str
    ) -> None:
        """Counts one string: `accepted` are the values that are right without being demanded."""
        self.read[field] += len(got)
        self.right[field] += len(got & (wanted | accepted))
        self.known[field] += len(wanted)
        self.found[field] += len(wanted & got) + min(
            len(wanted - got), len(got & accepted - wanted)
        )
        if got - wanted - accepted or wanted - got:
            self.faults.append(f"{field:10} {text!r}: read {sorted(got)}, known {sorted(wanted)}")

    def miss(self, field: str, text: str) -> None:
        """Counts a known value of which the string was not read."""
        self.known[field] += 1
        self.faults.append(f"{field:10} {text!r}: not read")

    def show(self, name: str) -> None:
        """Prints one line a field."""
        for field in self.read | self.known:
            precision = self.right[field] / max(1, self.read[field])
            recall = self.found[field] / max(1, self.known[field])
            sys.stdout.write(
                f"{name:14} {field:12} precision {precision:.3f} of {self.read[field]:4}"
                f"   recall {recall:.3f} of {self.known[field]:4}\n"
            )


def main() -> None:
    """Measures both files and prints the figures, on demand with every difference."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--faults", action="store_true", help="print every difference")
    arguments = parser.parse_args()
    started = time.perf_counter()
    locations_from_text("Lima")
    first = (time.perf_counter() - started) * 1000
    sys.stdout.write(f"first string {first:.0f} ms (some seconds where places must be built)\n")
    for name, measure in (("gold", _gold), ("pairs", _pairs)):
        started = time.perf_counter()
        score = Score()
        rows = sum(1 for _ in measure(arguments.folder, score))
        score.show(name)
        each = (time.perf_counter() - started) / max(1, rows) * 1e6
        sys.stdout.write(f"{name:14} {rows} strings, {each:.0f} microseconds each\n")
        if arguments.faults:
            sys.stdout.write("\n".join(score.faults) + "\n")


def _gold(folder: Path, score: Score) -> Iterator[None]:
    path = folder / "gold_locations.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        record = json.loads(line)
        got = locations_from_text(record["text"])
        for field in FIELDS:
            wanted = {name_key(one[field]) for one in record["locations"] if one[field]}
            also = {name_key(v) for one in record["locations"] for v in _also(one, field) if v}
            values = {name_key(v) for one in got if (v := getattr(one, field))}
            optional = {
                name_key(one[field])
                for one in record["locations"]
                if one[field] and None in _also(one, field)
            }
            score.add(field, values, wanted - optional, also | optional, record["text"])
        _add_remote(record, score)
        yield


def _add_remote(record: dict[str, Any], score: Score) -> None:
    text = record["text"]
    kind = workplace_from_location(text)
    also = record.get("also") or {}
    score.add(
        "workplace",
        {str(kind)} if kind else set(),
        {record["workplace"]} - {None} if "workplace" not in also else set(),
        set(also.get("workplace", ())),
        text,
    )
    found = remote_from_text(text)
    got = {name_key(v) for v in (*found.countries, *found.regions)} if found else set()
    wanted = {name_key(v) for v in record["remote_from"] or ()}
    others = also.get("remote_from", ())
    accepted = {name_key(v) for one in others for v in one or ()}
    score.add("remote_from", got, set() if None in others else wanted, accepted | wanted, text)


def _also(one: dict[str, Any], field: str) -> list[str | None]:
    return list((one.get("also") or {}).get(field, ()))


def _pairs(folder: Path, score: Score) -> Iterator[None]:
    for row in _rows(folder):
        got = locations_from_text(row["location_raw"])
        if len(got) > 1:
            continue
        known = _truth(row)
        for field in FIELDS:
            values = {name_key(v) for one in got if (v := getattr(one, field))}
            wanted = {known[field]} - {""}
            if values and wanted:  # the record may know more than its string, or nothing
                score.add(field, values, wanted, set(), row["location_raw"])
            elif wanted:
                score.miss(field, row["location_raw"])
        yield


def _truth(row: dict[str, str]) -> dict[str, str]:
    parts = location_from_parts(row["city"], row["region"], row["country"])
    return {
        "country": name_key(country_code(row["country"]) or ""),
        "region": name_key((parts.region if parts else None) or ""),
        "city": name_key((parts.city if parts else None) or ""),
    }


def _rows(folder: Path) -> list[dict[str, str]]:
    path = folder / "location_pairs.csv"
    return list(csv.DictReader(path.open(encoding="utf-8"))) if path.exists() else []


if __name__ == "__main__":
    main()
