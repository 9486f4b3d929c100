"""Titles: level, job function, employment types and flags against labels made by hand.

`gold_titles.jsonl` labels each title from its string alone: `also` holds values as right as the
label, and a null in it says that reading nothing is as right; `category_alt` is the second right
category. Category is an accuracy: every title has one, so that reading none is wrong.
The labels on language are left alone: a posting's is that of its description.
Then the cost of a title, seen for the first time and seen before.
"""

import time
from collections.abc import Iterator
from typing import Any

from benchmarks.normalize.parts import Inputs, rows
from benchmarks.normalize.scores import Score
from crawler.normalize.category import category_of_title
from crawler.normalize.flags import is_evergreen, is_test_posting
from crawler.normalize.ranks import ranks
from crawler.normalize.seniority import seniority_of_title
from crawler.normalize.spots import spots_in
from crawler.normalize.statement import Statement
from crawler.normalize.title import parts
from crawler.normalize.title_employment import employment, employment_of_title

_NOWHERE = spots_in(None)
_CACHED = (
    parts,
    seniority_of_title,
    category_of_title,
    employment_of_title,
    is_test_posting,
    is_evergreen,
)


def measure(inputs: Inputs) -> Iterator[str]:
    """Figures of each field, the cost, then all differences."""
    labelled = rows(inputs.pair_file("gold_titles.jsonl"))
    score = Score()
    wrong = []
    for row in labelled:
        read = _read(row["title"])
        for field in ("seniority", "employment_type", "flags"):
            _add(score, field, read[field], row)
        category = next(iter(read["category"]), None)
        if category not in (row["category"], row["category_alt"]):
            right = " or ".join(filter(None, (row["category"], row["category_alt"])))
            wrong.append(f"{'category':14} read {category}, known {right}: {row['title']}")
    yield from score.figures()
    yield f"{'category':14} accuracy  {1 - len(wrong) / len(labelled):.3f} of {len(labelled):5}"
    yield from _cost([row["title"] for row in labelled])
    yield from score.differences()
    yield from wrong


def _read(title: str) -> dict[str, set[str]]:
    """What normalisation makes of a posting that is nothing but its title."""
    found = ranks(Statement(source_id=None, title=title, url=None), None, _NOWHERE)
    types = employment((), title)
    values: dict[str, Any] = {name: one.value for name, one in found.items() if one is not None}
    return {
        "seniority": {values["seniority"]} if "seniority" in values else set(),
        "category": {values["category"]} if "category" in values else set(),
        "employment_type": set(types.value) if types else set(),
        "flags": {flag for flag in ("evergreen", "test_posting") if values.get(flag)},
    }


def _add(score: Score, field: str, read: set[str], row: dict[str, Any]) -> None:
    label = row[field]
    known = set(label) if isinstance(label, list) else {label} - {None}
    also = set((row.get("also") or {}).get(field, ()))
    if not read and None in also:
        known = set()
    score.add(field, read, known, row["title"], also - {None})


def _cost(titles: list[str]) -> Iterator[str]:
    said = [Statement(source_id=None, title=title, url=None) for title in titles]
    for cached in _CACHED:
        cached.cache_clear()
    for kind in ("new", "seen before"):
        start = time.process_time()
        for one in said:
            ranks(one, None, _NOWHERE)
            employment((), one.title)
        each = (time.process_time() - start) / len(said)
        yield f"{kind + ' title':18} {each * 1e6:5.1f} microseconds"
