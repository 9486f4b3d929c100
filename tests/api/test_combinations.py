"""Filters in any combination find what a reference in plain Python finds, and nothing else."""

import os
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from elasticsearch import Elasticsearch
from hypothesis import HealthCheck, given, settings

from mappings.posting import JobPosting
from tests.api.catalogue import AUSTIN, BERLIN, LANTERN, TIDEWATER, ZURICH
from tests.api.reference import FILTERS, Query, obeys, queries
from tests.api.serving import new_index, served, settings_for
from tests.factories import job_posting

POSTINGS = 150
EXAMPLES = int(os.environ.get("OPENINGS_COMBINATIONS", "200"))
ALL = {
    "limit": "500",
    "include_duplicates": "true",
    "include_test": "true",
    "include_evergreen": "true",
}
_PLACES = (
    BERLIN | {"region": "Berlin", "region_code": "DE-BE"},
    ZURICH | {"region": "Zürich", "region_code": "CH-ZH", "lat": 47.37, "lon": 8.54},
    AUSTIN,
    {"text": "Germany", "country": "DE"},
    {"text": "Anywhere"},
)
_SALARIES = (
    {"min": 40_000, "max": 50_000, "currency": "EUR", "annual_min": 40_000, "annual_max": 50_000},
    {"min": 60_000, "currency": "USD", "annual_min": 60_000},
    {"max": 99_000.5, "currency": "USD", "annual_max": 99_000.5},
    {"currency": "JPY"},
)


def _posting(number: int, chance: random.Random) -> JobPosting:
    """A posting that says of each thing something or nothing."""

    def maybe(*values: Any) -> Any:
        return chance.choice([None, *values])

    def some(*values: Any) -> list[Any]:
        return chance.sample(values, chance.randint(0, 2))

    seen = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=chance.randint(0, 1800))
    closed = seen + timedelta(days=chance.randint(1, 20)) if chance.random() < 0.3 else None
    instant = chance.random() < 0.5
    posted = maybe(*(seen - timedelta(hours=hours) for hours in (1, 30, 200)))
    salary = maybe(*_SALARIES)
    tidewater = chance.random() < 0.5
    return job_posting(
        source_id=str(number),
        board="greenhouse:tidewater" if tidewater else "lever:lantern",
        company=TIDEWATER if tidewater else LANTERN,
        locations=some(*_PLACES),
        workplace_type=maybe("onsite", "hybrid", "remote"),
        remote_from=maybe({"countries": ["US"], "text": "US"}, {"countries": ["DE", "CH"]}),
        employment_types=some("full_time", "contract", "internship"),
        category=maybe("data", "trades", "sales"),
        seniority=maybe("mid", "senior", "lead"),
        education=maybe("bachelor", "vocational"),
        language=maybe("en", "de", "fr"),
        benefits=some("equity", "bonus"),
        skills=some("Python", "SQL", "Java"),
        experience_years_min=maybe(0, 3, 5, 8),
        visa_sponsorship=maybe(True, False),
        agency=maybe(True, False),
        salary=salary,
        provenance={"salary": chance.choice(["stated", "parsed"])} if salary else {},
        posted_at=posted if posted is None or instant else posted.date(),
        posted_precision=None if posted is None else "instant" if instant else "day",
        first_seen_at=seen,
        changed_at=closed or seen,
        status="closed" if closed else "open",
        closed_at=closed,
        closed_reason="unlisted" if closed else None,
        open_periods=[{"gte": seen, "lt": closed}],
        evergreen=maybe(True),
    )


@pytest.fixture(scope="module")
def many(elasticsearch: Elasticsearch, elasticsearch_url: str) -> Iterator[httpx.Client]:
    """The API over many postings that say all sorts of things."""
    chance = random.Random(7)
    with new_index(elasticsearch) as index:
        index.add(*(_posting(number, chance) for number in range(POSTINGS)))
        with served(settings_for(elasticsearch_url, index)) as client:
            yield client


def _found(client: httpx.Client, query: Query) -> list[dict[str, Any]]:
    wanted = {name: list(values) for name, values in query.items()}
    parameters = {"status": "open,closed", **ALL, **wanted}
    page: dict[str, Any] = client.get("/v1/jobs", params=parameters).raise_for_status().json()
    assert page["total"] == len(page["jobs"])
    return list(page["jobs"])


def test_every_combination_of_filters_finds_what_it_says(many: httpx.Client) -> None:
    everything = _found(many, {})
    assert len(everything) == POSTINGS
    sizes: list[int] = []

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(queries())
    def compare(query: Query) -> None:
        found = {job["id"] for job in _found(many, query)}
        expected = {job["id"] for job in everything if obeys(job, query)}
        assert found == expected, (query, found ^ expected)
        sizes.append(len(found))

    compare()
    assert sum(0 < size < POSTINGS for size in sizes) > len(sizes) / 2


@pytest.mark.parametrize("name", sorted(FILTERS))
def test_the_postings_tell_each_filter_apart(many: httpx.Client, name: str) -> None:
    """Else the combinations would say nothing of it."""
    everything = _found(many, {})
    kept = [
        sum(obeys(job, {name: [value]}) for job in everything) for value in FILTERS[name].values
    ]
    assert any(0 < count < POSTINGS for count in kept)
