"""Agreement of text with structure, over all real recordings"""

import os
from collections.abc import Hashable, Iterator
from contextlib import redirect_stdout
from dataclasses import fields, replace
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from benchmarks.normalize.parts import Inputs
from benchmarks.normalize.scores import Score
from crawler.normalize import posting as shared
from crawler.normalize.posting import posting
from crawler.normalize.statement import Statement
from crawler.raw import Employer, RawPosting
from mappings.identity import Board
from mappings.posting import PostingContent
from reference.vocabularies import Provenance

_RECORDINGS = Path(__file__).parents[2] / "tests" / "samples"
_STRUCTURED = {
    "salary": ("ranges", "salary_text"),
    "workplace_type": ("workplace",),
    "employment_types": ("employment",),
    "seniority": ("seniority",),
    "language": ("language",),
    "education": ("education",),
    "experience_years_min": ("experience",),
}
"""What of a statement states a field in structure."""

RAW = RawPosting(
    {}, Board("greenhouse", "any"), Employer("Any"), "", datetime(2026, 11, 20, tzinfo=UTC)
)


def measure(inputs: Inputs) -> Iterator[str]:
    """Each field that a recording states, beside what is read without the statement.

    Precision is the share of readings that agree, recall the share of statements that the text
    tells too. Employers contradict themselves: a difference need not be a fault of the reading.
    """
    score = Score()
    every = statements(inputs.samples_folder())
    for said in every:
        whole = posting(RAW, said)
        for field, names in _STRUCTURED.items():
            if whole.provenance.get(field) is Provenance.STATED:
                changes: dict[str, Any] = {name: _NOTHING[name] for name in names}
                read = posting(RAW, replace(said, **changes))
                score.add(field, _values(read, field), _values(whole, field), whole.title)
    yield f"{len(every)} postings"
    yield from score.figures()
    yield from (line for line in score.differences() if "read nothing" not in line)


_NOTHING = {field.name: field.default for field in fields(Statement)}


def statements(samples: Path) -> list[Statement]:
    """What the sources say of each recorded posting: their tests read all recordings."""
    said: dict[tuple[Any, ...], Statement] = {}
    wording = shared.wording  # type: ignore[attr-defined]

    def noted(one: Statement, *others: Any) -> dict[str, Any]:
        said[one.source_id, one.title, one.url] = one
        found: dict[str, Any] = wording(one, *others)
        return found

    with (
        patch.dict(os.environ, OPENINGS_SAMPLES=str(samples)),
        patch.object(shared, "wording", noted),
        redirect_stdout(StringIO()),
    ):
        pytest.main(["-q", "-p", "no:cacheprovider", str(_RECORDINGS)])
    return list(said.values())


def _values(one: PostingContent, field: str) -> set[Hashable]:
    value = getattr(one, field)
    if field == "salary" and value is not None:
        return {(value.min, value.max, value.currency, str(value.period))}
    if value is None:
        return set()
    return {str(part) for part in value} if isinstance(value, tuple) else {str(value)}
