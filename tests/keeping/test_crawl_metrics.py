"""What a crawl counts, as Prometheus reads it; and that suppressed boards are not read."""

from prometheus_client.parser import text_string_to_metric_families

from tests.command import RECORDED, openings


def _values(path):
    families = text_string_to_metric_families(path.read_text(encoding="utf-8"))
    return {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in families
        for sample in family.samples
    }


def test_a_crawl_counts_and_leaves_out_what_is_suppressed(elasticsearch_url, prefix, tmp_path):
    settings = {"OPENINGS_ELASTICSEARCH_URL": elasticsearch_url, "OPENINGS_INDEX_PREFIX": prefix}
    path = tmp_path / "crawl.prom"
    board, other = "lever:paperlantern", "lever:MarlowFreight"
    crawl = ("crawl", board, other, "--web", RECORDED, "--metrics-file", path, "--json")
    first = openings(*crawl, **settings)
    counted = _values(path)
    taken = openings("suppress", "board", board, "--reason", "asked for", "--json", **settings)
    second = openings(*crawl, **settings)
    alone = openings("crawl", board, "--web", RECORDED, **settings)
    listed = openings("suppress", "list", "--json", **settings)
    undone = openings("suppress", "board", board, "--undo", **settings)
    third = openings(*crawl, **settings)

    new = {report["board"]: report["new"] for report in first.json}
    assert counted["openings_crawl_boards", "complete", "lever"] == 2
    assert counted["openings_crawl_postings", "lever", "new"] == sum(new.values())
    assert counted["openings_crawl_requests", "lever"] >= 1
    assert counted["openings_crawl_response_bytes", "lever"] > 100
    assert counted["openings_crawl_board_seconds", "lever"] > 0
    assert taken.json["erased"] == new[board] > 0
    assert {report["board"] for report in second.json} == {other.lower()}
    assert "suppressed" in alone.sentence
    assert "is suppressed and not read: asked for" in second.err
    assert [(one["kind"], one["id"]) for one in listed.json] == [("board", board)]
    assert "allowed again" in undone.err
    assert {report["board"]: report["new"] for report in third.json} == {
        board: new[board],
        other.lower(): 0,
    }


def test_a_suppression_needs_a_reason(elasticsearch_url, prefix):
    settings = {"OPENINGS_ELASTICSEARCH_URL": elasticsearch_url, "OPENINGS_INDEX_PREFIX": prefix}

    assert "--reason" in openings("suppress", "board", "lever:a", **settings).sentence
    assert "was not" in openings("suppress", "company", "a", "--undo", **settings).err
