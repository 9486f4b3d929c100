"""`openings crawl`, end to end: recorded web, real spiders, real Elasticsearch."""

import json
import shutil

import pytest
from elasticsearch import Elasticsearch

from mappings.names import alias
from tests.command import CASES, RECORDED


@pytest.fixture
def client(elasticsearch_url):
    with Elasticsearch(elasticsearch_url) as client:
        yield client


@pytest.fixture
def web(tmp_path):
    """A copy of one recorded board, to be changed between crawls."""
    folder = tmp_path / "web" / "lever"
    shutil.copytree(CASES / "lever" / "normal", folder)
    return folder


def _reports(result):
    return {report["board"]: report for report in result.json}


def test_the_recorded_boards_are_read_whole_and_a_second_crawl_changes_nothing(run, client, prefix):
    first = run("crawl", "--web", RECORDED, "--json")
    stored = client.count(index=alias("jobs", prefix))["count"]
    second = run("crawl", "--web", RECORDED, "--json")

    assert first.status == second.status == 0
    assert len(first.json) >= 9
    assert stored >= 100
    assert sum(report["new"] for report in first.json) == stored
    for report in second.json:
        assert (report["new"], report["changed"]) == (0, 0)
        assert report["unchanged"] == report["listed"] - report["skipped"]
    versions = client.search(index=alias("jobs", prefix), aggs={"v": {"max": {"field": "version"}}})
    assert versions["aggregations"]["v"]["value"] == 1


def test_a_changed_posting_is_the_only_one_written(run, client, prefix, web):
    run("crawl", "--web", web)
    listing = web / "postings.json"
    postings = json.loads(listing.read_text())
    postings[0]["text"] = "Renamed Role"
    listing.write_text(json.dumps(postings))

    (report,) = run("crawl", "--web", web, "--json").json

    assert (report["new"], report["changed"]) == (0, 1)
    hits = client.search(
        index=alias("jobs", prefix), query={"term": {"source_id": postings[0]["id"]}}
    )["hits"]["hits"]
    (posting,) = (hit["_source"] for hit in hits)
    assert (posting["title"], posting["version"]) == ("Renamed Role", 2)
    assert posting["first_seen_at"] < posting["changed_at"]


def test_a_table_is_printed_for_people(run):
    result = run("crawl", "--web", RECORDED / "lever")

    header, *rows = result.out.splitlines()
    assert header.split() == [
        "board", "listed", "new", "changed", "rejected", "seconds", "outcome",
    ]  # fmt: skip
    assert len(rows) == 3
    assert all(row.split()[-1] == "complete" for row in rows)


@pytest.mark.parametrize("source", ["greenhouse", "lever", "ashby"])
@pytest.mark.parametrize(
    ("case", "outcome", "status"),
    [
        ("missing_board", "missing", 1),
        ("empty_board", "empty", 0),
        ("not_json", "blocked", 1),
        ("cut_body", "failed", 1),
        ("odd_values", "complete", 0),
    ],
)
def test_a_board_that_is_not_read_says_why(run, source, case, outcome, status):
    result = run("crawl", "--web", CASES / source / case, "--json")

    (report,) = result.json
    assert (report["outcome"], result.status) == (outcome, status)
    assert report["evidence"] or outcome == "complete"
    assert "Traceback" not in result.err


def test_one_bad_board_costs_no_other(run, tmp_path):
    shutil.copytree(CASES / "lever" / "cut_body", tmp_path / "cut")
    shutil.copytree(CASES / "lever" / "eu_board", tmp_path / "eu")
    shutil.copytree(CASES / "ashby" / "normal", tmp_path / "ashby")

    result = run("crawl", "--web", tmp_path, "--json")

    assert sorted(report["outcome"] for report in result.json) == ["complete", "complete", "failed"]
    assert result.status == 1


def test_the_ledger_keeps_how_each_read_went(run, client, prefix, web):
    run("crawl", "--web", web)
    (web / "postings.json").write_text("<html>We will be back soon.</html>")
    run("crawl", "--web", web)

    board = json.loads((web / "meta.json").read_text())["board"].lower()
    state = client.get(index=alias("boards", prefix), id=board)["_source"]
    assert state["outcome"] == "failed"
    assert state["consecutive_failures"] == 1
    assert state["company"]
    assert state["last_complete_at"] < state["last_attempt_at"]
    assert "markup instead of JSON" in state["evidence"]


def test_a_board_that_is_not_recorded_fails_with_the_address_that_was_asked(run):
    result = run("crawl", "--web", RECORDED, "--json", "greenhouse:nobody")

    (report,) = result.json
    assert report["outcome"] == "failed"
    assert "boards-api.greenhouse.io/v1/boards/nobody" in report["evidence"]


def test_boards_are_named_by_address_or_identity_and_read_once(run):
    result = run(
        "crawl", "--web", RECORDED, "--json",
        "lever:MarlowFreight", "https://jobs.lever.co/marlowfreight/1", "lever:marlowfreight",
    )  # fmt: skip

    assert [report["board"] for report in result.json] == ["lever:marlowfreight"]
    assert result.status == 0


def test_boards_are_selected_from_the_registry(run):
    result = run("crawl", "--web", RECORDED, "--json", "--source", "gem", "--source", "lever",
                 "--sample", "9", "--shard", "1/1")  # fmt: skip

    assert len(result.json) == 9
    assert {report["board"].partition(":")[0] for report in result.json} == {"gem", "lever"}
    assert result.status == 1, "none of them is recorded"


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["--source", "nope"], "greenhouse"),
        (["--shard", "5/4"], "2/8"),
        (["--starter", "--sample", "0"], "from 1 up"),
        (["--starter", "lever:spotify"], "not both"),
        (["--source", "polymer"], "no board of the registry"),
    ],
)
def test_a_selection_that_makes_no_sense_is_refused(run, arguments, hint):
    assert hint in run("crawl", *arguments).sentence
