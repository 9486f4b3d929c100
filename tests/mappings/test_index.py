"""The definitions on a real node: what is taken, what is refused, what can be asked."""

import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from elasticsearch import BadRequestError, Elasticsearch

from mappings import definitions
from mappings.board import BoardState
from tests.factories import document, job_posting

HAN = "漢"


@pytest.fixture(scope="module")
def client(elasticsearch_url: str) -> Iterator[Elasticsearch]:
    with Elasticsearch(elasticsearch_url) as client:
        yield client


@pytest.fixture(params=definitions.KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def jobs(client: Elasticsearch) -> Iterator[str]:
    yield from _created(client, "jobs")


def _created(client: Elasticsearch, kind: str) -> Iterator[str]:
    definition = definitions.load(kind)
    name = definition.index_name(f"openings-test-{secrets.token_hex(4)}")
    client.indices.create(index=name, settings=definition.settings, mappings=definition.mappings)
    yield name
    client.indices.delete(index=name)


def _index(client: Elasticsearch, name: str, **changes: Any) -> str:
    posting = job_posting(**changes)
    client.index(index=name, id=posting.id, document=document(posting), refresh=True)
    return posting.id


def _found(client: Elasticsearch, name: str, query: dict[str, Any]) -> list[str]:
    return [hit["_id"] for hit in client.search(index=name, query=query)["hits"]["hits"]]


@pytest.mark.parametrize("text", ["x" * 40_000, HAN * 12_000, HAN * 40_000, "x " * 20_000])
@pytest.mark.parametrize(
    "changes",
    [
        lambda text: {"title": text},
        lambda text: {"locations": [{"text": text, "city": text, "region": text}]},
        lambda text: {"company": {"id": text, "name": text}},
        lambda text: {"description_text": text, "description_html": text},
        lambda text: {"skills": [text], "departments": [text], "team": text},
        lambda text: {"employment_text": text, "posted_text": text, "attribution": text},
        lambda text: {"salary": {"text": text, "ranges": [{"label": text}]}},
    ],
)
def test_a_value_of_any_length_is_taken(
    client: Elasticsearch, jobs: str, changes: Any, text: str
) -> None:
    posting = _index(client, jobs, **changes(text))
    assert client.exists(index=jobs, id=posting)


@pytest.mark.parametrize(
    "text",
    [
        "a'" * 50_000,
        "a." * 50_000,
        "a&" * 50_000,
        "a-" * 50_000,
        "j" * 100_000,
        "js" * 50_000,
        "c+",
    ],
)
def test_no_text_makes_the_analysis_slow_or_fail(
    client: Elasticsearch, jobs: str, text: str
) -> None:
    impatient = client.options(request_timeout=2)
    assert _index(impatient, jobs, description_text=text * 2)


def test_fields_that_the_model_lacks_are_refused(client: Elasticsearch, kind: str) -> None:
    """However many names there are, none becomes a field."""
    for name in _created(client, kind):
        before = client.indices.get_mapping(index=name)[name]
        custom = {f"custom_{number}": "x" for number in range(1_200)}
        with pytest.raises(BadRequestError, match="strict_dynamic_mapping_exception"):
            client.index(index=name, document=custom)
        assert client.indices.get_mapping(index=name)[name] == before


def test_any_number_of_provenance_keys_is_one_field(client: Elasticsearch, jobs: str) -> None:
    keys = {f"field_{number}": "parsed" for number in range(1_200)}
    posting = _index(client, jobs, provenance={**keys, "salary.min": "stated"})
    assert _found(client, jobs, {"term": {"provenance.salary.min": "stated"}}) == [posting]
    properties = client.indices.get_mapping(index=jobs)[jobs]["mappings"]["properties"]
    assert properties["provenance"].keys() == {"type", "ignore_above"}


@pytest.mark.parametrize(
    "moment", ["2025-03-10", "2025-03-10T08:00:00Z", "2025-03-10T23:59:59.123456+09:00"]
)
def test_a_day_and_an_instant_are_taken_as_they_are(
    client: Elasticsearch, jobs: str, moment: str
) -> None:
    posting = _index(client, jobs, posted_at=moment, valid_through=moment)
    assert client.get(index=jobs, id=posting)["_source"]["posted_at"] == moment
    assert _found(client, jobs, {"range": {"posted_at": {"gte": "2025-03-10"}}}) == [posting]


@pytest.mark.parametrize("moment", ["soon", "10/03/2025", "2025-02-30", 1741593600000])
def test_what_is_no_date_is_refused(client: Elasticsearch, jobs: str, moment: object) -> None:
    body = {**document(job_posting()), "posted_at": moment}
    with pytest.raises(BadRequestError, match="document_parsing_exception"):
        client.index(index=jobs, document=body)


def test_the_stock_of_a_day_counts_reopened_and_still_open_postings(
    client: Elasticsearch, jobs: str
) -> None:
    reopened = [
        {"gte": "2025-01-01T00:00:00Z", "lt": "2025-02-01T00:00:00Z"},
        {"gte": "2025-03-01T00:00:00Z"},
    ]
    posting = _index(client, jobs, open_periods=reopened)

    def is_open_on(day: str) -> bool:
        return _found(client, jobs, {"term": {"open_periods": day}}) == [posting]

    days = ["2024-12-31", "2025-01-15", "2025-02-01", "2025-02-15", "2025-03-01", "2030-01-01"]
    assert [is_open_on(day) for day in days] == [False, True, False, False, True, True]


def test_pay_is_compared_within_a_currency_and_an_open_top_passes(
    client: Elasticsearch, jobs: str
) -> None:
    """What a filter on pay will ask: amounts of one currency, the top of the range, known pay."""

    def paid(title: str, low: float | None, high: float | None, currency: str = "USD") -> None:
        salary = {"annual_min": low, "annual_max": high, "currency": currency}
        _index(client, jobs, title=title, salary=salary)

    paid("overlaps", 90_000, 155_000)
    paid("below", 70_000, 90_000)
    paid("unknown", None, None)
    paid("open", 95_000, None)
    paid("yen", 5_000_000, 6_000_000, "JPY")
    at_least = {"range": {"salary.annual_max": {"gte": 100_000}}}
    open_top = {
        "bool": {
            "filter": {"exists": {"field": "salary.annual_min"}},
            "must_not": {"exists": {"field": "salary.annual_max"}},
        }
    }
    query = {
        "bool": {
            "filter": [
                {"term": {"salary.currency": "USD"}},
                {"bool": {"should": [at_least, open_top]}},
            ]
        }
    }
    hits = client.search(index=jobs, query=query)["hits"]["hits"]
    assert {hit["_source"]["title"] for hit in hits} == {"overlaps", "open"}


def test_a_line_of_the_ledger_is_read_as_it_was_written(client: Elasticsearch) -> None:
    state = BoardState(
        id="lever:eu.lantern",
        source="lever",
        spelling="lever:eu.Lantern",
        token="eu.Lantern",
        company="Café Lantern",
        last_attempt_at=datetime(2026, 3, 2, 9, 30, tzinfo=UTC),
        outcome="failed",
        evidence="e" * 40_000,
        listed=3,
        rejected=1,
        consecutive_failures=2,
        run_id="2026-03-02T09:30",
        seconds=1.25,
    )
    for name in _created(client, "boards"):
        client.index(index=name, id=state.id, document=state.model_dump(mode="json"))
        stored = client.get(index=name, id=state.id)["_source"]
        assert BoardState.model_validate(stored) == state
