"""The disk of Elasticsearch runs full in mid-crawl: at the flood stage it makes indices read-only.

https://www.elastic.co/docs/troubleshoot/elasticsearch/fix-watermark-errors
The crawler itself writes to no disk: what it knows is in the index.
"""

from contextlib import contextmanager
from threading import Timer

import pytest

from tests.faults.boards import (
    AFTER,
    QUAY,
    nothing_was_closed,
    now_answers,
    read_before,
    the_next_read_mends_the_rest,
)
from tests.life.crawling import greenhouse

BLOCK = "index.blocks.read_only_allow_delete"


@pytest.fixture
def blocks_stay(life):
    """Elasticsearch lifts the block by itself when it sees that there is room: it does not look."""
    interval = "cluster.info.update.interval"
    life.client.cluster.put_settings(transient={interval: "1h"})
    yield
    life.client.cluster.put_settings(transient={interval: None})


@contextmanager
def _full_disk(life):
    """Full from the listing's answer to the end of the block."""

    def answer(_):
        _set(life, full=True)
        return greenhouse(*AFTER)

    now_answers(life, answer)
    try:
        yield
    finally:
        _set(life, full=None)


def _set(life, full):
    life.client.indices.put_settings(index=f"{life.prefix}-*", settings={BLOCK: full})


@pytest.mark.usefixtures("blocks_stay")
def test_a_full_disk_fails_the_board_with_that_reason_and_loses_nothing(life):
    read_before(life)
    life.settings["patience"] = 1.5

    with _full_disk(life):
        report = life.read(QUAY)

    assert report.outcome.value == "failed"
    assert "disk usage exceeded flood-stage watermark" in (report.evidence or "")
    nothing_was_closed(life)
    the_next_read_mends_the_rest(life)


@pytest.mark.usefixtures("blocks_stay")
def test_a_disk_that_is_full_for_a_moment_is_waited_for(life):
    read_before(life)

    def answer(_):
        _set(life, full=True)
        Timer(1.0, _set, (life, None)).start()
        return greenhouse(*AFTER)

    now_answers(life, answer)

    assert life.read(QUAY).complete
    assert life.open(QUAY) == sorted(AFTER)
