"""Way of working, office days and where remote workers may live, against labels and structure.

Labelled places and titles are read as a source's own fields. The pairs hold an excerpt of the
description beside `remote`, which employers also set on hybrid and office jobs: only remote against
false, and on site against true, disagree, and any two of place and text. Recordings that state the
way of working are compared with their texts in the part `agreement`.
"""

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from benchmarks.normalize import invented
from benchmarks.normalize.parts import Inputs, NotAtHandError, rows
from benchmarks.normalize.scores import Score
from crawler.normalize.html import description
from crawler.normalize.statement import Place, Statement
from crawler.normalize.where import where
from crawler.normalize.workplace_sentence import sayings
from crawler.normalize.workplace_text import told
from reference.folding import name_key

_COUNT = 500
"""Texts read for the cost."""


def measure(inputs: Inputs) -> Iterator[str]:
    """Every measure for which the files are at hand."""
    for part in (_places, _titles, _cases, _pairs, _cost):
        try:
            yield from part(inputs)
        except NotAtHandError as missing:
            yield f"{part.__name__.strip('_')}: {missing}"


def _places(inputs: Inputs) -> Iterator[str]:
    score = Score()
    for row in rows(inputs.pair_file("gold_locations.jsonl")):
        found, also = _read(places=[Place(row["text"])]), row.get("also") or {}
        _add(score, "workplace", found["workplace"], row, also)
        _add(score, "remote_from", found["remote_from"], row, also)
    yield from _shown("labelled places", score)


def _titles(inputs: Inputs) -> Iterator[str]:
    score = Score()
    for row in rows(inputs.pair_file("gold_titles.jsonl")):
        found = _read(title=row["title"])
        _add(score, "workplace", found["workplace"], row, row.get("also") or {})
    yield from _shown("labelled titles", score)


def _add(
    score: Score, field: str, read: set[str], row: Mapping[str, Any], also: Mapping[str, Any]
) -> None:
    """Count one labelled string; under `also`, null means that no value is as right."""
    known, others = _keys(row[field]), [_keys(one) for one in also.get(field, ())]
    demanded = set() if set() in others else known
    score.add(field, read, demanded, row.get("text") or row["title"], known.union(*others))


def _cases(inputs: Inputs) -> Iterator[str]:
    """The small inputs about the way of working, by whether each is answered rightly."""
    count: Counter[bool] = Counter()
    for case in inputs.case_rows():
        said = case["input"]
        if case["area"] != "remote" and case["id"] != "WD-09":
            continue
        wanted = {None if one == "null" else one for one in _wanted(case["expected"])}
        read = next(iter(_of_case(said)["workplace"]), None)
        count[read in wanted] += 1
        if read not in wanted:
            yield f"{case['id']}: read {read}, right are {wanted}: {said}"
    yield f"cases: {count[True]} of {count.total()} right"


def _wanted(expected: Mapping[str, Any]) -> list[str]:
    text = str(expected.get("workplace", expected.get("api", "null")))
    text = text.partition("workplace=")[2] or text
    return [one.split(" ")[0] for one in text.replace("None", "null").split(" or ")]


def _of_case(said: Mapping[str, Any]) -> dict[str, set[str]]:
    places = said.get("locations") or [said.get("location") or said.get("locationsText")]
    labels = [said.get("workplaceType"), said.get("remoteType")]
    labels += [f"home office {said['homeoffice']}"] if "homeoffice" in said else []
    labels += [f"{said['remotePercentage']}% remote"] if "remotePercentage" in said else []
    return _read(
        said.get("description"),
        title=said.get("title"),
        places=[Place(place) for place in places],
        workplace=labels,
    )


def _pairs(inputs: Inputs) -> Iterator[str]:
    count: Counter[str] = Counter()
    differ: list[str] = []
    for row in rows(inputs.pair_file("pairs.jsonl")):
        read, by_place = told(row["text"]).workplace, _read(places=[Place(row["location_raw"])])
        if read is None or row["remote"] is None:
            continue
        kinds = {read, *by_place["workplace"]}
        agrees = read != ("onsite" if row["remote"] else "remote") and len(kinds) == 1
        count[f"{read} {'agrees' if agrees else 'differs'}"] += 1
        if not agrees:
            beside = f"remote={row['remote']}, {row['location_raw']!r}"
            differ.append(f"{read} beside {beside}: {_telling(row['text'])}")
    yield f"pairs, text against the weak truth: {dict(sorted(count.items()))}"
    yield from differ


def _telling(text: str) -> list[str]:
    """The sentences that made the answer."""
    return [line.strip()[:200] for line in text.splitlines() if sayings(line)]


def _cost(_: Inputs) -> Iterator[str]:
    """Each text once, no two alike, as in the measure of speed."""
    made = (description(said.html) for _raw, said in invented.postings(_COUNT))
    texts = [one.text for one in made if one is not None]
    started = time.process_time()
    for text in texts:
        told(text)
    each = (time.process_time() - started) / len(texts) * 1e6
    size = sum(map(len, texts)) / len(texts)
    yield f"cost of reading a text: {each:.0f} microseconds for {size:,.0f} characters"


def _read(text: str | None = None, **said: Any) -> dict[str, set[str]]:
    title = said.pop("title", None)
    found = where(Statement(source_id="1", title=title, url=None, **said), text)
    kind, scope = found["workplace_type"], found["remote_from"]
    return {
        "workplace": {str(kind.value)} if kind else set(),
        "remote_from": _keys([*scope.value.countries, *scope.value.regions] if scope else None),
    }


def _keys(values: str | Iterable[str] | None) -> set[str]:
    given = [values] if isinstance(values, str) else values or ()
    return {name_key(value) for value in given}


def _shown(name: str, score: Score) -> Iterator[str]:
    yield f"{name}:"
    yield from score.figures()
    yield from score.differences()
