"""Speed: postings a second on one core, and where the time goes"""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from operator import itemgetter
from pkgutil import resolve_name
from typing import Any, TypeVar
from unittest.mock import patch

from benchmarks.normalize import invented
from benchmarks.normalize.agreement import RAW, statements
from benchmarks.normalize.parts import Inputs
from crawler.index.lifecycle import content_hash
from crawler.normalize import posting as shared
from crawler.normalize.posting import posting
from crawler.normalize.statement import Statement
from crawler.raw import RawPosting

T = TypeVar("T")

COUNT = 2_000
WANTED = 1_000
ROUNDS = 3
"""Times that few recordings are read; the quickest counts."""
WARM = 200
"""Postings made before the clock runs: tables are loaded at the first use of each."""

_STEPS = {
    "description": "crawler.normalize.wording.description",
    "language": "crawler.normalize.wording.identified_language",
    "where": f"{shared.__name__}.where",
    "terms": f"{shared.__name__}.terms",
    "phrases": f"{shared.__name__}.spots_in",
    "requirements": f"{shared.__name__}.requirements",
    "ranks": f"{shared.__name__}.ranks",
    "validation": f"{shared.__name__}.PostingContent",
}


def measure(inputs: Inputs) -> Iterator[str]:
    """Postings a second of processor time, the share of each step, and the cost of hashing.

    Of recorded descriptions too, where these are at hand.
    """
    given = list(invented.postings(WARM + COUNT))
    for raw, said in given[:WARM]:
        posting(raw, said)
    given = given[WARM:]
    size = sum(len(said.html or "") for _, said in given) / COUNT
    seconds, made = _timed(lambda: [posting(raw, said) for raw, said in given])
    yield f"{COUNT / seconds:,.0f} postings/s of {size:,.0f} characters (wanted: {WANTED:,})"
    spent = _spent(given)
    for step, share in sorted(spent.items(), key=itemgetter(1), reverse=True):
        yield _line(step, share)
    yield _line("rest", seconds - sum(spent.values()))
    hashing, _hashes = _timed(lambda: [content_hash(content) for content in made])
    yield _line("content hash, besides", hashing)
    if inputs.samples is not None:
        yield _recorded(statements(inputs.samples_folder()))


def _recorded(said: Sequence[Statement]) -> str:
    told = [one for one in said if one.html]
    seconds = min(_timed(lambda: [posting(RAW, one) for one in told])[0] for _ in range(ROUNDS))
    size = sum(len(one.html or "") for one in told) / len(told)
    return f"{len(told) / seconds:,.0f} recorded postings/s of {size:,.0f} characters"


def _spent(given: list[tuple[RawPosting, Statement]]) -> dict[str, float]:
    """Seconds in each step, in a run of its own: the clock costs some time too."""
    spent: dict[str, float] = defaultdict(float)
    with ExitStack() as patches:
        for step, name in _STEPS.items():
            patches.enter_context(patch(name, _clocked(spent, step, resolve_name(name))))
        for raw, said in given:
            posting(raw, said)
    return spent


def _clocked(spent: dict[str, float], step: str, function: Callable[..., T]) -> Callable[..., T]:
    def clocked(*arguments: Any, **named: Any) -> T:
        started = time.process_time()
        try:
            return function(*arguments, **named)
        finally:
            spent[step] += time.process_time() - started

    return clocked


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    started = time.process_time()
    result = work()
    return time.process_time() - started, result


def _line(step: str, seconds: float) -> str:
    return f"{step:24} {seconds / COUNT * 1e3:6.3f} ms a posting"
