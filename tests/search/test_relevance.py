"""The order of searches stays as good as the judgements found it."""

import json

import pytest
from elasticsearch import Elasticsearch

from benchmarks.relevance import postings
from benchmarks.relevance.measure import judged, ndcg
from benchmarks.relevance.ranking import found, mean

FLOOR = 0.975
"""nDCG@10 over the invented postings; it was 0.983 when this was written."""


def test_the_best_order_is_one_and_another_less() -> None:
    grades = {"a": 3, "b": 2, "c": 1}
    assert ndcg(["a", "b", "c", "x"], grades) == pytest.approx(1)
    assert ndcg(["x", "y"], grades) == 0
    assert 0 < ndcg(["c", "b", "a"], grades) < ndcg(["a", "x", "b", "c"], grades) < 1
    assert ndcg(["x"] * 10 + ["a"], grades) == 0


def test_there_are_judgements_of_both_halves() -> None:
    halves = {half: judged(half) for half in ("invented", "recorded")}
    assert all(len(half) >= 30 for half in halves.values())
    for one in (*halves["invented"], *halves["recorded"]):
        assert set(one.grades.values()) <= {1, 2, 3}
        assert 3 in one.grades.values()


def test_the_order_is_as_good_as_it_was(client: Elasticsearch) -> None:
    results = found(
        client, list(postings.invented()), judged("invented"), lambda one: one.source_id
    )
    poor = {one.judged.query: round(one.score, 3) for one in results if one.score < 0.7}
    assert mean(results) >= FLOOR, json.dumps(poor, indent=1)
    assert poor == {}
