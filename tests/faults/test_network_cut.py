"""The network is cut in mid-crawl: towards Elasticsearch, or towards the web."""

from threading import Timer

import pytest

from tests.api.faults import Proxy
from tests.fake_server import Answer
from tests.faults.boards import (
    AFTER,
    QUAY,
    nothing_was_closed,
    now_answers,
    read_before,
    the_next_read_mends_the_rest,
)
from tests.life.crawling import greenhouse

DROPPED = Answer(drop=True)


@pytest.fixture
def proxy(life):
    """Stands between the crawler and Elasticsearch; the test looks past it."""
    proxy = Proxy(life.url)
    life.url = proxy.url
    read_before(life)
    yield proxy
    proxy.restore()


def test_a_short_cut_towards_the_index_is_waited_for(life, proxy):
    def answer(_):
        proxy.cut()
        Timer(1.0, proxy.restore).start()
        return greenhouse(*AFTER)

    now_answers(life, answer)

    assert life.read(QUAY).complete
    assert life.open(QUAY) == sorted(AFTER)


@pytest.mark.parametrize("fault", ["cut", "stall"])
def test_a_long_cut_towards_the_index_fails_the_board_and_loses_nothing(life, proxy, fault):
    life.settings |= {"patience": 1.5, "elasticsearch_timeout": 1.0}

    def answer(_):
        getattr(proxy, fault)()
        return greenhouse(*AFTER)

    now_answers(life, answer)
    report = life.read(QUAY)
    proxy.restore()

    assert report.outcome.value == "failed"
    assert "Elasticsearch gave no service" in (report.evidence or "")
    nothing_was_closed(life)
    life.settings["elasticsearch_timeout"] = 30.0
    the_next_read_mends_the_rest(life)


def test_a_short_cut_towards_the_web_is_waited_for(life):
    read_before(life)
    now_answers(life, DROPPED, DROPPED)

    assert life.read(QUAY).complete
    assert life.open(QUAY) == sorted(AFTER)


def test_a_long_cut_towards_the_web_fails_the_board_and_closes_nothing(life):
    read_before(life)
    now_answers(life, *[DROPPED] * 4)

    report = life.read(QUAY)

    assert report.outcome.value == "failed"
    assert "gave no answer" in (report.evidence or "")
    assert life.state(QUAY).consecutive_failures == 1
    nothing_was_closed(life)
    the_next_read_mends_the_rest(life)
