"""Where a listing proves nothing: what it does not list is closed by its own word only."""

import json

import pytest

from crawler.shapes.base import Proof
from crawler.sources.greenhouse import Greenhouse
from crawler.sources.lever import Lever
from mappings.identity import Board
from tests.fake_server import Answer
from tests.life.crawling import LOFT, QUAY, greenhouse, lever, lists

HOST = "www.pier.example"
PIER = Board("jsonld", HOST)
WORDS = "This position has been filled. See our other openings."


def _page(number):
    job = {
        "@type": "JobPosting",
        "title": f"Diver {number}",
        "hiringOrganization": {"@type": "Organization", "name": "Paging & Co"},
        "description": "<p>You dive for what was lost in the harbour.</p>",
    }
    text = json.dumps({"@context": "https://schema.org", **job})
    return Answer(
        f"<html><body><script type='application/ld+json'>{text}</script></body></html>".encode(),
        headers={"Content-Type": "text/html"},
    )


def _start(*numbers):
    links = "".join(f"<a href='/jobs/diver-{number}'>Diver</a>" for number in numbers)
    body = f"<html><title>Jobs</title><body>{links}</body></html>".encode()
    return Answer(body, headers={"Content-Type": "text/html"})


@pytest.mark.parametrize(
    ("answer", "closed"),
    [
        (Answer(status=404), True),
        (Answer(status=301, headers={"Location": f"https://{HOST}/"}), True),
        (Answer(status=302, headers={"Location": "/jobs/"}), True),
        (Answer(f"<html><h1>{WORDS}</h1></html>".encode()), True),
        (Answer(status=403), False),
        (Answer(b"<html><p>Just a page.</p></html>"), False),
        (Answer(status=301, headers={"Location": f"https://{HOST}/work/diver-2"}), False),
    ],
)
def test_a_posting_that_no_link_leads_to_is_closed_if_its_page_says_so(life, answer, closed):
    life.server.on(HOST, "/", _start(1, 2, 3), _start(1, 3))
    for number in (1, 3):
        life.server.on(HOST, f"/jobs/diver-{number}", _page(number))
    life.server.on(HOST, "/jobs/diver-2", _page(2), answer)
    life.server.on(HOST, "/jobs/", Answer(b"<html>The best company to work for.</html>"))
    life.server.on(HOST, "/work/diver-2", _page(2))
    first = life.read(PIER)
    assert (first.outcome, first.new) == ("partial", 3)

    life.read(PIER)

    gone = [one for one in life.postings(PIER).values() if one.status == "closed"]
    assert [(one.title, one.closed_reason) for one in gone] == (
        [("Diver 2", "gone")] if closed else []
    )


def test_a_listing_of_recent_postings_closes_none_of_the_older_ones(life, monkeypatch):
    monkeypatch.setattr(Lever, "proof", Proof.NONE)
    lists(life, lever("1", "2"), lever("3"), lever(), board=LOFT)
    for one in ("1", "2", "3"):
        life.server.on("jobs.lever.co", f"/quay/{one}", Answer(b"<html>Sail Maker</html>"))

    outcomes = [life.read(LOFT).outcome for _ in range(5)]

    assert outcomes == ["complete", "complete", "empty", "empty", "empty"]
    assert life.open(LOFT) == ["1", "2", "3"]


@pytest.mark.parametrize(("deadline", "status"), [("2019-01-01", "closed"), ("2099-01-01", "open")])
def test_a_deadline_long_past_closes_what_nothing_lists(life, monkeypatch, deadline, status):
    monkeypatch.setattr(Greenhouse, "proof", Proof.NONE)
    lists(life, greenhouse("1", "2", application_deadline=deadline), greenhouse("2"))
    life.server.on("boards.greenhouse.io", "/quay/jobs/1", Answer(b"<html>Boats</html>"))
    life.read(QUAY)

    life.read(QUAY)

    assert life.postings(QUAY)["1"].status == status
    assert life.postings(QUAY)["2"].status == "open"
