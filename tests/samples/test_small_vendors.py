"""Recorded answers of vendors for small businesses through their spiders.

Where only part of a board was recorded, the rest of its web is made here.
"""

import json

import pytest

from mappings.identity import Board
from tests.samples.recordings import Answer, Sample, assert_well_read, crawl

NO_COMPANY = None
HTML = "text/html; charset=utf-8"


def _text(source, name):
    return Sample(source, name).path.read_text(encoding="utf-8")


def _page(job):
    """A posting's page, with markup that says no more than it must."""
    markup = json.dumps({"@context": "https://schema.org", "@type": "JobPosting"} | job)
    return f'<html><script type="application/ld+json">{markup}</script></html>'


def _places(posting):
    return [(place.city, place.region, place.country) for place in posting.locations]


def _by_id(crawled):
    return {one.source_id: one for one in crawled.postings}


def test_zoho_page(tmp_path):
    board = Board("zoho", "pnbcsl.zohorecruit.in")
    page = _text("zoho", "pnbcsl-careers")
    answer = Answer("https://pnbcsl.zohorecruit.in/jobs/Careers", page, kind=HTML)

    crawled = crawl(tmp_path, board, [answer], company=NO_COMPANY)

    assert_well_read(crawled.report, crawled.postings)
    vehicles, homes = crawled.postings
    assert {one.company.name for one in crawled.postings} == {"PNB Cards & Services Limited"}
    assert len(vehicles.locations) == 14
    assert {place.country for place in vehicles.locations} == {"IN"}
    assert _places(homes) == [(None, None, "IN")]
    assert (vehicles.employment_types, homes.employment_types) == ((), ("full_time",))
    assert {str(one.posted_at) for one in crawled.postings} == {"2026-01-16"}


def _zoho_feed(tmp_path, name, kind):
    site = "https://caymanairways.zohorecruit.com/jobs/Careers"
    answers = [
        Answer(site, "<!doctype html><html><body></body></html>", kind=HTML),
        Answer(f"{site}/rss", _text("zoho", name), kind=kind),
    ]
    return crawl(tmp_path, Board("zoho", "caymanairways"), answers, company=NO_COMPANY)


def test_zoho_feed(tmp_path):
    crawled = _zoho_feed(tmp_path, "caymanairways-rss", "application/rss+xml")

    assert_well_read(crawled.report, crawled.postings)
    (posting,) = crawled.postings
    assert posting.company.name == "Cayman Airways Ltd."
    assert posting.departments == ("Airline - Aviation",)
    assert [place.country for place in posting.locations] == ["KY"]
    assert str(posting.posted_at) == "2026-04-22"
    assert "source=RSS" not in posting.url
    assert "Location:" not in posting.description_text
    assert not posting.description_text.endswith("Details")


def test_zoho_closed_feed(tmp_path):
    crawled = _zoho_feed(tmp_path, "removed-joblist", HTML)

    assert crawled.report.outcome == "failed"


def test_zoho_unknown_host(tmp_path):
    page = _text("zoho", "unknown-tenant")
    answer = Answer("https://deadtenant.zohorecruit.com/jobs/Careers", page, kind=HTML)

    assert crawl(tmp_path, Board("zoho", "deadtenant"), [answer]).report.outcome == "missing"


def test_softgarden(tmp_path):
    url = "https://demo.career.softgarden.de/jobs.feed.json"
    answer = Answer(url, _text("softgarden", "demo-jobs-feed"))

    crawled = crawl(tmp_path, Board("softgarden", "demo"), [answer], company=NO_COMPANY)

    assert_well_read(crawled.report, crawled.postings)
    berlin, prague = crawled.postings
    assert _places(berlin) == [("Berlin", "Berlin", "DE")]
    assert [(place.city, place.country) for place in prague.locations] == [("Prague", "CZ")]
    assert (berlin.employment_types, prague.employment_types) == (("full_time",), ())
    assert berlin.posted_at.isoformat() == "2024-09-05T09:55:12.145000+00:00"


def test_careerplug(tmp_path):
    """The list is recorded; its second page and the postings' pages are made."""
    site = "https://fitness.careerplug.com"
    ids = ("1784845", "3481867", "3481863")
    last = '<html><div id="job_table"></div></html>'
    answers = [
        Answer(f"{site}/jobs", _text("careerplug", "fitness-listing"), kind=HTML),
        Answer(f"{site}/jobs?page=2", last, kind=HTML),
        *(
            Answer(f"{site}/jobs/{number}", _page({"title": f"Job {number}"}), kind=HTML)
            for number in ids
        ),
    ]

    crawled = crawl(tmp_path, Board("careerplug", "fitness"), answers)

    assert_well_read(crawled.report, crawled.postings)
    assert set(_by_id(crawled)) == set(ids)


def test_isolved(tmp_path):
    """The list is recorded, with dates and ways of working that the board hides."""
    site = "https://davidsonoil.isolvedhire.com"
    opening = '<script>courierCurrentRouteData = {"domain_id":"422"};</script>'
    employer = {"hiringOrganization": {"@type": "Organization", "name": "Davidson Oil"}}
    detail = _page({"description": "<p>Drive.</p>"} | employer)
    answers = [
        Answer(f"{site}/jobs/", f"<html>{opening}</html>", kind=HTML),
        Answer(f"{site}/core/jobs/422?getParams=%7B%7D", _text("isolved", "davidsonoil-core-jobs")),
        *(Answer(f"{site}/jobs/{n}.html", detail, kind=HTML) for n in (1788740, 1791513)),
    ]

    crawled = crawl(tmp_path, Board("isolved", "davidsonoil"), answers, company=NO_COMPANY)

    assert_well_read(crawled.report, crawled.postings)
    driver, clerk = crawled.postings
    assert _places(driver) == [("Amarillo", "Texas", "US")]
    assert (driver.salary.min, driver.salary.max, driver.salary.period) == (20, 23, "hour")
    assert (driver.salary.currency, clerk.salary.ranges) == (None, ())
    assert (driver.posted_at, driver.workplace_type) == (None, None)
    assert str(driver.valid_through) == "2026-07-05"
    assert clerk.employment_types == ("part_time",)


def _homerun():
    url = "https://feed.homerun.co/example"
    return [Answer(url, _text("homerun", "example-feed"), kind="application/atom+xml")]


def _trakstar():
    url = "https://acme.hire.trakstar.com/jobfeeds/acme"
    return [Answer(url, _text("trakstar", "acme-feed"), kind="application/rss+xml")]


def _polymer():
    jobs = "https://api.polymer.co/v1/hire/organizations/aperturelabs/jobs"
    detail = Sample("polymer", "aperturelabs-15397-detail").json()
    other = detail | {"id": 15394, "remoteness_pretty": "Remote"}
    return [
        Answer(f"{jobs}?page=1&per_page=50", Sample("polymer", "aperturelabs-jobs").json()),
        Answer(f"{jobs}/15397", detail),
        Answer(f"{jobs}/15394", other),
    ]


def _freshteam():
    url = "https://12min.freshteam.com/hire/widgets/jobs.json"
    return [Answer(url, Sample("freshteam", "12min-widget-jobs").json())]


def _traffit():
    url = "https://acme.traffit.com/public/job_posts/published#page=1"
    return [Answer(url, Sample("traffit", "acme-published").json())]


def _hibob():
    url = "https://acme.careers.hibob.com/api/job-ad"
    return [Answer(url, Sample("hibob", "acme-job-ad").json())]


def _gohire():
    return [
        Answer(
            "https://api2.gohire.io/widget-jobs/hrscgarc", Sample("gohire", "widget-jobs").json()
        ),
        Answer(
            "https://api.gohire.io/widget-job?clientHash=hrscgarc&jobId=321001",
            Sample("gohire", "widget-job-detail").json(),
        ),
    ]


def _manatal():
    url = "https://www.careers-page.com/api/v1.0/c/acme/jobs/?page_size=50&page="
    return [
        Answer(f"{url}{number}", Sample("careers-page", f"acme-jobs-page{number}").json())
        for number in (1, 2)
    ]


def _factorial():
    """The list is recorded, the posting's page made."""
    site = "https://acme.factorialhr.com"
    page = "<html><h1>Comercial Junior</h1><div class='styledText'><p>Vendes.</p></div></html>"
    return [
        Answer(f"{site}/", _text("factorial", "acme-index"), kind=HTML),
        Answer(f"{site}/job_posting/comercial-junior-123456", page, kind=HTML),
    ]


def _jobtech():
    hits = Sample("feeds-open", "jobtech-search").json()["hits"]
    return [Answer("https://jobstream.api.jobtechdev.se/snapshot", hits)]


def _hn():
    api = "https://hn.algolia.com/api/v1"
    threads = Sample("feeds-open", "hn-algolia-threads").json()
    return [
        Answer(f"{api}/search_by_date?tags=story,author_whoishiring&hitsPerPage=5", threads),
        Answer(f"{api}/items/45800000", Sample("feeds-open", "hn-algolia-item").json()),
    ]


RECONSTRUCTED = {
    Board("homerun", "example"): (_homerun, 2, "remote"),
    Board("trakstar", "acme"): (_trakstar, 2, None),
    Board("polymer", "aperturelabs"): (_polymer, 2, "remote"),
    Board("freshteam", "12min"): (_freshteam, 3, "remote"),
    Board("traffit", "acme"): (_traffit, 1, "hybrid"),
    Board("hibob", "acme"): (_hibob, 2, "hybrid"),
    Board("gohire", "hrscgarc"): (_gohire, 1, None),
    Board("manatal", "acme"): (_manatal, 2, None),
    Board("factorial", "acme"): (_factorial, 1, None),
    Board("jobtech", "se"): (_jobtech, 1, None),
    Board("hn_who_is_hiring", "monthly"): (_hn, 1, "remote"),
}


@pytest.mark.parametrize("board", RECONSTRUCTED, ids=lambda board: board.source)
def test_shapes_that_others_have_reconstructed(board, tmp_path):
    answers, count, workplace = RECONSTRUCTED[board]

    crawled = crawl(tmp_path, board, answers())

    assert_well_read(crawled.report, crawled.postings)
    assert len(crawled.postings) == count
    assert crawled.postings[0].workplace_type == workplace
    assert all(one.description_text for one in crawled.postings)
