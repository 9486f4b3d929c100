"""Pay out of text: against stated pay, and against the structured pay of the same record.

A row of `pairs.jsonl` agrees where one of the ranges read has the record's ends, and neither its
currency nor its period is another one. Ends compare within half of the last digit that "k" leaves
(50); an end that the text leaves open agrees with any. Several ranges of one currency and period
agree as well where the record's ends are their lowest and their highest. Ranges without currency or
period agree, but count for recall as half-told: both figures are printed.

- precision: rows that agree, of the rows with `pay_in_text` true in which anything was read;
- recall: rows that agree in all that the record states, of all rows with `pay_in_text` true;
- taken: rows with `pay_in_text` false in which anything was read. Each is printed with the words
  that it was read from: the label says that the record's amounts are not in the excerpt, and an
  excerpt may state other pay than its record.

Rows fall into two halves by the hash of their source, so that rules can be made on one (0) alone.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.normalize.parts import Inputs, rows
from crawler.normalize.statement import Place, Statement
from crawler.normalize.terms import setting_of, terms
from crawler.normalize.where import where
from mappings.posting import Salary, SalaryRange

_ROUNDED = 50.0
_PLACE = ("location_raw", "city", "region", "country")


def measure(inputs: Inputs) -> Iterator[str]:
    """Figures for both halves, then every row that disagrees."""
    pairs = rows(inputs.pair_file("pairs.jsonl"))
    differences: list[str] = []
    for half in (0, 1):
        counts: Counter[str] = Counter()
        for row in pairs:
            if _half(row) == half:
                verdict, line = _judged(row)
                counts[verdict] += 1
                if line:
                    differences.append(f"half {half} {verdict}: {line}")
        yield _figures(half, counts)
    yield from differences


def _half(row: dict[str, Any]) -> int:
    return hashlib.sha256(row["source"].encode()).digest()[-1] % 2


def _figures(half: int, counts: Counter[str]) -> str:
    agree, part, differ = counts["agrees"], counts["half-told"], counts["differs"]
    read, known = agree + part + differ, agree + part + differ + counts["missed"]
    return (
        f"half {half}: precision {(agree + part) / read:.3f} of {read} read, recall"
        f" {agree / known:.3f} of {known} ({(agree + part) / known:.3f} with half-told ones),"
        f" taken where the record's pay is not in the text {counts['taken']}, where it has none"
        f" {counts['taken without']}"
    )


def _judged(row: dict[str, Any]) -> tuple[str, str | None]:
    found = _read(row)
    ranges = found.ranges if found else ()
    shown = f"{_known(row)} read {[_shown(one) for one in ranges]} in: {found and found.text}"
    if row["pay_in_text"] is not True:
        name = "taken" if row["pay_in_text"] is False else "taken without"
        return (name, shown) if ranges else ("nothing", None)
    if not ranges:
        return "missed", f"{_known(row)} in: {row['text'][-300:]!r}"
    agreeing = [one for one in (*ranges, *_whole(ranges)) if _agrees(one, row)]
    if not agreeing:
        return "differs", shown
    if any(_is_complete(one, row) for one in agreeing):
        return "agrees", None
    return "half-told", shown


def _whole(ranges: Sequence[SalaryRange]) -> Iterator[SalaryRange]:
    """From the lowest to the highest of what is read, where all is of one currency and period."""
    if len({(one.currency, one.period) for one in ranges}) == 1:
        yield ranges[0].model_copy(
            update={
                "min": min((one.min for one in ranges if one.min is not None), default=None),
                "max": max((one.max for one in ranges if one.max is not None), default=None),
            }
        )


def _read(row: dict[str, Any]) -> Salary | None:
    said = Statement(
        source_id="1",
        title="x",
        url="https://example.com/",
        places=[Place(*(_line(row[name]) for name in _PLACE))],
        workplace=["Remote"] if row["remote"] else [],
    )
    setting = setting_of(where(said, row["text"]))
    found = terms(said, row["text"], setting)["salary"]
    return found.value if found else None


def _line(value: str | list[str] | None) -> str | None:
    return "; ".join(value) if isinstance(value, list) else value


def _agrees(one: SalaryRange, row: dict[str, Any]) -> bool:
    return (
        _close(one.min, row["salary_min"])
        and _close(one.max, row["salary_max"])
        and (one.currency is None or row["currency"] in (None, one.currency))
        and (one.period is None or row["interval"] in (None, one.period))
    )


def _close(read: float | None, known: float | None) -> bool:
    if read is None or known is None:
        return True
    return abs(read - known) <= (_ROUNDED if known >= 1000 else 0)


def _is_complete(one: SalaryRange, row: dict[str, Any]) -> bool:
    return one.currency == (row["currency"] or one.currency) and one.period == (
        row["interval"] or one.period
    )


def _known(row: dict[str, Any]) -> str:
    keys = ("salary_min", "salary_max", "currency", "interval", "location_raw", "country")
    return " ".join(str(row[key]) for key in keys)


def _shown(one: SalaryRange) -> str:
    parts = (one.min, one.max, one.currency, one.period, one.kind, one.label)
    return " ".join(str(part) for part in parts if part is not None)
