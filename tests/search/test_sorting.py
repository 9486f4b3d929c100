"""The order of a search is total: paging sees every posting once."""

from typing import Any

import pytest

from api.filters import Facts
from api.params import JobsParameters
from api.query import ranked
from api.sorting import sort_clauses
from tests.search.searching import NOW, SearchedIndex


def _paged(index: SearchedIndex, size: int, **parameters: Any) -> list[str]:
    params = JobsParameters(**parameters)
    view = index.client.open_point_in_time(index=index.name, keep_alive="30s")["id"]
    request: dict[str, Any] = {"query": ranked(params, Facts(NOW)), "sort": sort_clauses(params)}
    ids: list[str] = []
    while hits := index.client.search(pit={"id": view}, size=size, **request)["hits"]["hits"]:
        ids += [hit["_source"]["id"] for hit in hits]
        request["search_after"] = hits[-1]["sort"]
    index.client.close_point_in_time(id=view)
    return ids


ORDERS: list[dict[str, Any]] = [
    {},
    {"q": "cook"},
    {"q": "cook", "sort": "newest"},
    {"sort": "first_seen"},
    {"sort": "salary"},
    {"sort": "distance", "near": "Kiel", "radius": 20_000, "include_unknown": ("near",)},
]


@pytest.mark.parametrize("parameters", ORDERS)
@pytest.mark.parametrize("size", [1, 3, 10])
def test_every_posting_is_seen_once(
    index: SearchedIndex, size: int, parameters: dict[str, Any]
) -> None:
    same_day = [{"title": "Cook", "posted_at": "2026-01-05"} for _ in range(15)]
    kiel = [{"lat": 54.32, "lon": 10.14}]
    paid = {"salary": {"reference_min": 9.5}, "locations": kiel}
    index.add([*same_day, *({"title": "Cook"} for _ in range(5))])
    index.add([{"title": "Cook", **paid} for _ in range(5)])
    ids = _paged(index, size, **parameters)
    assert len(ids) == len(set(ids)) == 25


def test_newest_first_and_undated_last(index: SearchedIndex) -> None:
    moments = ["2026-01-05", None, "2026-01-06T08:00:00Z", "2025-12-31", "2026-01-06"]
    index.add([{"title": "Cook", "posted_at": moment} for moment in moments])
    found = [one["posted_at"] for one in index.found(sort="newest")]
    assert found == ["2026-01-06T08:00:00Z", "2026-01-06", "2026-01-05", "2025-12-31", None]


def test_best_paid_first_across_currencies(index: SearchedIndex) -> None:
    pay = [
        {"currency": "JPY", "max": 9_000_000, "reference_max": 60_000},
        {"currency": "USD", "min": 70_000, "reference_min": 70_000},
        None,
        {"currency": "EUR", "max": 80_000, "reference_min": 55_000, "reference_max": 88_000},
    ]
    index.add([{"title": f"Cook {n}", "salary": salary} for n, salary in enumerate(pay)])
    assert index.titles(sort="salary") == ["Cook 3", "Cook 1", "Cook 0", "Cook 2"]


def test_first_seen_last_first(index: SearchedIndex) -> None:
    moments = ["2026-01-05T08:00:00Z", "2026-01-07T08:00:00Z", "2026-01-06T08:00:00Z"]
    index.add([{"title": f"Cook {m[8:10]}", "first_seen_at": m} for m in moments])
    assert index.titles(sort="first_seen") == ["Cook 07", "Cook 06", "Cook 05"]


def test_nearest_first_by_the_nearest_place(index: SearchedIndex) -> None:
    berlin, kiel = {"lat": 52.52, "lon": 13.41}, {"lat": 54.32, "lon": 10.14}
    index.add(
        [
            {"title": "Nowhere"},
            {"title": "Kiel", "locations": [kiel]},
            {"title": "Berlin too", "locations": [{"lat": 48.2, "lon": 16.37}, berlin]},
        ]
    )
    found = index.titles(sort="distance", near="Potsdam", radius=2_000, include_unknown=("near",))
    assert found == ["Berlin too", "Kiel", "Nowhere"]
