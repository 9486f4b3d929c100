"""Cases: small inputs with the right answer, by area and kind"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from benchmarks.normalize.case_checks import faults, is_judged
from benchmarks.normalize.case_postings import postings_of
from benchmarks.normalize.parts import Inputs
from crawler.normalize.posting import RejectedError
from mappings.urls import canonical_key

_AREAS = ("html", "dates", "location", "salary", "remote", "employment", "dedupe", "source:")
_OF_A_PAGE = frozenset({"xml", "script", "scripts", "bytes_hex", "note"})
"""Inputs that are read before there is a posting."""


def measure(inputs: Inputs) -> Iterator[str]:
    """Passed of judged for each area, the kinds that fail, then each fault.

    What a crawl, a search or an index decides is proven by their own tests and not judged here.
    """
    judged: Counter[str] = Counter()
    passed: Counter[str] = Counter()
    failing: list[str] = []
    left: list[str] = []
    for case in inputs.case_rows():
        if not case["area"].startswith(_AREAS):
            continue
        found = _faults(case)
        if found is None:
            left.append(case["id"])
            continue
        judged[case["area"]] += 1
        passed[case["area"]] += not found
        failing += [f"{case['id']} ({case['kind']}): {fault}" for fault in found]
    for area, count in judged.items():
        yield f"{area:24} {passed[area]:3} of {count:3} pass"
    yield f"{'all':24} {passed.total():3} of {judged.total():3} pass"
    yield from failing
    yield f"not judged by a posting alone: {', '.join(left)}"


def _faults(case: Mapping[str, Any]) -> list[str] | None:
    """What is wrong; null where no posting alone can tell."""
    given, expected = case["input"], case["expected"]
    if "keys" in expected:
        keys = len({canonical_key(url) for url in given["urls"]})
        return [f"{keys} keys"] if keys != expected["keys"] else []
    if not _OF_A_PAGE.isdisjoint(given) or not is_judged(expected):
        return None
    if "$" in given.get("text", "") and "USD" not in given["text"]:
        expected = _without_a_known_dollar(expected)
    try:
        return list(faults(postings_of(case["area"], given), expected))
    except RejectedError as error:
        return [f"rejected: {error}"]


def _without_a_known_dollar(expected: Mapping[str, Any]) -> Mapping[str, Any]:
    """A bare "$" is of no country: by the rule of all cases both are right."""
    pay = expected["salary"]
    return {"salary": {**pay, "currency": "USD or null"} if isinstance(pay, Mapping) else pay}
