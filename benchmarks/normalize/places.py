"""Places out of strings: against labels made by hand, and against employers' addresses.

- `gold_locations.jsonl`: labels made from the string alone; values under `also` are as right.
- `location_pairs.csv`: an employer's address beside the string it goes with. The string may tell
  less ("Remote" beside an address in Boston), or something else ("Boston, MA" beside Cambridge).
  So two figures are printed:
  - all rows: every value of the address is to be read;
  - named rows: only a value that the string names. A city is named where a run of up to five words
    of the string is a name of it in any language (GeoNames), or its spelling in the address. A
    country is named where such a run is its name or its code in capitals, or names the region or
    the city of the address.
  A row of several places is right where one of them has the value. Values that the address leaves
  open count for nothing. Rows fall into two halves by the hash of their string, so that rules can
  be made on one (0) alone.
- the cases of the area `location`.
"""

import csv
import hashlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.normalize.parts import Inputs, NotAtHandError, rows
from benchmarks.normalize.scores import Score
from crawler.normalize.locations import (
    location_from_parts,
    locations_from_text,
    remote_from,
)
from crawler.normalize.workplace import workplace_from_location
from mappings.posting import Location
from reference.countries import country_coded, country_named
from reference.folding import name_key
from reference.places import cities_named
from reference.regions import region_coded, regions_named

FIELDS = ("city", "region", "country")
_LONGEST_NAME = 5


def measure(inputs: Inputs) -> Iterator[str]:
    """Figures of each file, then all differences; what is not at hand is left out and named."""
    differences: list[str] = []
    for part in (_speed, _gold, _pairs):
        try:
            yield from part(inputs, differences)
        except NotAtHandError as missing:
            yield str(missing)
    yield from differences


def _gold(inputs: Inputs, differences: list[str]) -> Iterator[str]:
    score = Score()
    for record in rows(inputs.pair_file("gold_locations.jsonl")):
        _add_places(record, score)
        _add_remote(record, score)
    yield from (f"gold          {line}" for line in score.figures())
    differences += (f"gold {line}" for line in score.differences())


def _add_places(record: dict[str, Any], score: Score) -> None:
    got = locations_from_text(record["text"])
    for field in FIELDS:
        labels = [one for one in record["locations"] if one[field]]
        demanded = {name_key(one[field]) for one in labels if None not in _also(one, field)}
        others = {name_key(one[field]) for one in labels}
        others |= {name_key(v) for one in record["locations"] for v in _also(one, field) if v}
        score.add(field, _values(got, field), demanded, repr(record["text"]), others)


def _add_remote(record: dict[str, Any], score: Score) -> None:
    text, also = record["text"], record.get("also") or {}
    kind = workplace_from_location(text)
    known = {record["workplace"]} - {None} if "workplace" not in also else set()
    score.add(
        "workplace", {str(kind)} if kind else (), known, repr(text), also.get("workplace", ())
    )
    found = remote_from(text)
    read = {name_key(v) for v in (*found.countries, *found.regions)} if found else set()
    wanted = {name_key(v) for v in record["remote_from"] or ()}
    others = also.get("remote_from", ())
    accepted = {name_key(v) for one in others for v in one or ()} | wanted
    score.add("remote_from", read, () if None in others else wanted, repr(text), accepted)


def _also(label: dict[str, Any], field: str) -> list[str | None]:
    return list((label.get("also") or {}).get(field, ()))


@dataclass(frozen=True, slots=True)
class _Row:
    """A string beside an address: the place that its parts name, and the spelling of the city."""

    text: str
    place: Location
    spelling: str

    @property
    def half(self) -> int:
        """0 or 1."""
        return hashlib.sha256(self.text.encode()).digest()[-1] % 2

    def names(self, field: str) -> bool:
        """Whether the string names this value of the address."""
        runs = list(_runs(self.text))
        if field == "city":
            return self._names_city(runs)
        if field == "region":
            return self._names_region(runs) or self._names_city(runs)
        code = self.place.country
        said = any(code in {country_named(run), _country_coded(run)} for run in runs)
        return said or self._names_region(runs) or self._names_city(runs)

    def _names_city(self, runs: list[str]) -> bool:
        if self.place.city is None:
            return False
        keys = {name_key(self.place.city), name_key(self.spelling)}
        known = self.place.geonames_id
        return any(
            name_key(run) in keys or any(one.city.id == known for one in cities_named(run))
            for run in runs
        )

    def _names_region(self, runs: list[str]) -> bool:
        code, country = self.place.region_code, self.place.country or ""
        return code is not None and any(
            code in {one.code for one in (*regions_named(run), region_coded(country, run)) if one}
            for run in runs
        )


def _country_coded(run: str) -> str | None:
    """The country of a code in capitals; null for any other words."""
    return country_coded(run) if run.isupper() else None


def _runs(text: str) -> Iterator[str]:
    words = [word for word in "".join(c if c.isalnum() else " " for c in text).split() if word]
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + _LONGEST_NAME) + 1):
            yield " ".join(words[start:end])


def _pairs(inputs: Inputs, differences: list[str]) -> Iterator[str]:
    pairs = list(_pair_rows(inputs.pair_file("location_pairs.csv")))
    for half in (0, 1):
        everything, named = Score(), Score()
        for row in pairs:
            if row.half == half:
                _add_row(row, everything, named)
        yield from (f"half {half} all    {line}" for line in everything.figures())
        yield from (f"half {half} named  {line}" for line in named.figures())
        of_named = set(named.differences())
        differences += (
            f"half {half} {'named' if line in of_named else 'elsewhere'} {line}"
            for line in everything.differences()
        )


def _pair_rows(path: Path) -> Iterator[_Row]:
    with path.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            place = location_from_parts(row["city"], row["region"], row["country"])
            if place is not None:
                yield _Row(row["location_raw"], place, row["city"])


def _add_row(row: _Row, everything: Score, named: Score) -> None:
    got = locations_from_text(row.text)
    for field in FIELDS:
        known = _values([row.place], field)
        if not known:
            continue
        read = _values(got, field)
        read = known if known <= read else read
        everything.add(field, read, known, repr(row.text))
        if row.names(field):
            named.add(field, read, known, repr(row.text))


def _values(places: Any, field: str) -> set[str]:
    return {name_key(value) for one in places if (value := getattr(one, field))}


def _speed(inputs: Inputs, differences: list[str]) -> Iterator[str]:
    del differences
    with inputs.pair_file("location_pairs.csv").open(encoding="utf-8") as lines:
        counts = {row["location_raw"]: int(row["count"]) for row in csv.DictReader(lines)}
    locations_from_text("Lima")  # opens the tables
    started = time.process_time()
    for text in counts:
        locations_from_text(text)
    first = time.process_time() - started
    for text, count in counts.items():
        for _ in range(count - 1):
            locations_from_text(text)
    whole, times = time.process_time() - started, sum(counts.values())
    yield (
        f"speed        each string once {first / len(counts) * 1e6:.0f} us,"
        f" as often as in life {whole / times * 1e6:.1f} us"
    )
