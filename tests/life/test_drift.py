"""Fields that vanish from many postings at once were lost by a fault, and are not overwritten."""

import logging

import pytest

from crawler.index.companies import same_company
from crawler.index.drift import FillWatch
from mappings.identity import Board
from tests.fake_server import Answer
from tests.life.crawling import QUAY, greenhouse, greenhouse_job, lists
from tests.paging.rows import numbered

IDS = numbered(60)


def test_a_field_that_collapses_is_neither_nulled_nor_are_postings_closed(life, caplog):
    """The vendor renamed a field: texts are lost; one posting changes besides, one vanishes."""
    lost = [greenhouse_job(one, content=None, body="&lt;p&gt;text&lt;/p&gt;") for one in IDS[:59]]
    lost[0] |= {"title": "Master Boat Builder"}
    answer = Answer({"jobs": lost, "meta": {"total": 59}})
    lists(life, greenhouse(*IDS), answer, greenhouse(*IDS[:59]))
    life.read(QUAY)

    with caplog.at_level(logging.WARNING):
        report = life.read(QUAY)

    assert (report.outcome, report.closed, report.missing) == ("complete", 0, 0)
    assert "description_text 59 -> 0" in report.suspect
    assert "is suspect" in caplog.text
    assert life.state(QUAY).suspect == report.suspect
    stored = life.postings(QUAY)
    assert all("boats" in one.description_text for one in stored.values())
    assert stored["1"].title == "Master Boat Builder"
    assert len(life.open(QUAY)) == 60

    mended = life.read(QUAY)
    assert (mended.suspect, mended.closed) == (None, 1)
    assert life.state(QUAY).fill_rates["description_text"] == 1.0


def test_a_field_that_some_postings_lose_is_lost(life):
    some = [greenhouse_job(one, **({"content": None} if int(one) <= 20 else {})) for one in IDS]
    lists(life, greenhouse(*IDS), Answer({"jobs": some, "meta": {"total": 60}}))
    life.read(QUAY)

    report = life.read(QUAY)

    assert (report.suspect, report.changed) == (None, 20)
    assert sum(one.description_text is None for one in life.postings(QUAY).values()) == 20
    assert life.state(QUAY).fill_rates["description_text"] == round(40 / 60, 4)


def test_a_field_that_is_lost_over_many_small_boards_of_a_source_is_seen_too(life):
    boards = [Board("greenhouse", f"quay{n}") for n in range(12)]
    for board in boards:
        lists(life, greenhouse(*IDS[:8]), greenhouse(*IDS[:8], content=None), board=board)
    life.crawl(*boards)

    reports = life.crawl(*boards).values()

    assert any(report.suspect for report in reports)


@pytest.mark.parametrize(
    ("pairs", "kept", "collapsed"), [(49, 0, False), (50, 0, True), (50, 12, True), (50, 13, False)]
)
def test_when_a_field_has_collapsed(pairs, kept, collapsed):
    watch = FillWatch()
    for number in range(pairs):
        still = {"salary"} if number < kept else set()
        watch.compare(frozenset({"salary", "team"}), frozenset({"team"} | still))

    assert watch.collapsed() == (frozenset({"salary"}) if collapsed else frozenset())


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Stripe", "Stripe, Inc.", True),
        ("SGS", "Société Générale de Surveillance", True),
        ("Mueller Werft GmbH", "Müller Werft", True),
        ("Tidewater Boats", "Tidewater", True),
        ("HubSpot", "Hub Spot", True),
        ("Beacon Films", "Beacon Finance", False),
        ("Acme", "Apex", False),
        ("Delta Air Lines", "Delta Dental", False),
        ("The Group", "The Holding", False),
    ],
)
def test_which_names_are_of_one_company(one, other, same):
    assert same_company(one, other) is same
    assert same_company(other, one) is same
