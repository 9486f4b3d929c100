"""Real answers of nine vendors of hosted boards through their spiders."""

import json
import re

import pytest

from mappings.identity import Board
from tests.samples.recordings import Answer, Sample, assert_well_read, crawl

NO_COMPANY = None


def _posting(crawled, title):
    (posting,) = [one for one in crawled.postings if one.title.startswith(title)]
    return posting


def _cities(posting):
    return [place.city for place in posting.locations]


def test_recruitee_with_every_field(tmp_path):
    body = Sample("recruitee", "acme-offers-full").json()
    url = "https://acme.recruitee.com/api/offers/"

    crawled = crawl(tmp_path, Board("recruitee", "acme"), [Answer(url, body)])

    assert_well_read(crawled.report, crawled.postings)
    posting = _posting(crawled, "(Senior) Financial Accountant")
    assert (posting.salary.min, posting.salary.max, posting.salary.currency) == (
        60000,
        75000,
        "EUR",
    )
    assert posting.employment_types == ("full_time",)
    assert (posting.language, posting.workplace_type) == ("en", "hybrid")
    assert _cities(posting) == ["Berlin"]
    assert posting.posted_at.isoformat() == "2026-08-05T10:10:39+00:00"
    assert len(posting.description_text) > 2_000


def test_recruitee_with_pay_typed_in_thousands(tmp_path):
    body = Sample("recruitee", "aikidosecurity-offers").json()
    url = "https://aikidosecurity.recruitee.com/api/offers/"

    crawled = crawl(tmp_path, Board("recruitee", "aikidosecurity"), [Answer(url, body)])

    assert_well_read(crawled.report, crawled.postings)
    assert [one.salary for one in crawled.postings] == [None, None]
    remote = _posting(crawled, "Customer Success Engineer")
    assert remote.workplace_type == "remote"
    assert [(place.city, place.country) for place in remote.locations] == [("Tel Aviv", "IL")]


PERSONIO = {
    "1nce-feed-en": Board("personio", "1nce", host="1nce.jobs.personio.com"),
    "1komma5grad-additional-offices": Board("personio", "1komma5grad"),
}


@pytest.mark.parametrize("name", PERSONIO)
def test_personio(name, tmp_path):
    board = PERSONIO[name]
    host = board.host or f"{board.token}.jobs.personio.de"
    answer = Answer(f"https://{host}/xml?language=en", Sample("personio", name).path.read_text(),
                    kind="text/xml")  # fmt: skip

    crawled = crawl(tmp_path, board, [answer], company=NO_COMPANY)

    assert_well_read(crawled.report, crawled.postings)
    assert all(one.url.startswith(f"https://{host}/job/") for one in crawled.postings)
    assert {one.workplace_type for one in crawled.postings} == {"remote"}
    assert {one.employment_types for one in crawled.postings} == {("full_time",)}
    assert all("\n" in one.description_text for one in crawled.postings)


def test_personio_places(tmp_path):
    board = PERSONIO["1nce-feed-en"]
    feed = Sample("personio", "1nce-feed-en").path.read_text()
    url = f"https://{board.host}/xml?language=en"

    crawled = crawl(tmp_path, board, [Answer(url, feed, kind="text/xml")], company=NO_COMPANY)

    nordics = _posting(crawled, "Account Manager - Nordics")
    assert {place.country for place in nordics.locations} == {"NO", "DK", "SE"}
    assert set(nordics.remote_from.countries) == {"NO", "DK", "SE"}
    assert nordics.company.name == "1NCE GmbH"


def _bamboo(path):
    return f"https://giottoai.bamboohr.com/careers/{path}"


def test_bamboohr(tmp_path):
    details = {
        number: Sample("bamboohr", f"giottoai-{number}-detail").json() for number in (36, 39)
    }
    gone = Sample("bamboohr", "detail-not-found")
    answers = [
        Answer(_bamboo("list"), Sample("bamboohr", "giottoai-list").json()),
        *(Answer(_bamboo(f"{number}/detail"), body) for number, body in details.items()),
        Answer(_bamboo("42/detail"), gone.json(), status=gone.about["status"]),
    ]

    crawled = crawl(tmp_path, Board("bamboohr", "giottoai"), answers)

    report = crawled.report
    assert (report.outcome, report.unmapped, report.odd) == ("complete", {}, {})
    assert [one.source_id for one in report.rejected] == ["42"]
    assert {_place(one) for one in crawled.postings} == {("Lausanne", "Vaud", "CH")}
    assert {one.source_id: one.workplace_type for one in crawled.postings} == {
        "36": "hybrid",
        "39": "remote",
    }
    assert {one.source_id: one.employment_types for one in crawled.postings} == {
        "36": ("full_time",),
        "39": ("contract",),
    }


def _place(posting):
    (place,) = posting.locations
    return place.city, place.region, place.country


def test_bamboohr_without_openings(tmp_path):
    body = Sample("bamboohr", "empty-list").json()
    answer = Answer("https://alchemab.bamboohr.com/careers/list", body)

    crawled = crawl(tmp_path, Board("bamboohr", "alchemab"), [answer])

    assert crawled.report.outcome == "empty"


def test_teamtailor_rss(tmp_path):
    feed = Sample("teamtailor", "upcloud-jobs").path.read_text()
    site = "https://upcloud.teamtailor.com"
    answers = [
        Answer(f"{site}/jobs.rss", feed, kind="application/rss+xml"),
        Answer(f"{site}/jobs.json", {"items": []}),
    ]

    crawled = crawl(tmp_path, Board("teamtailor", "upcloud"), answers, company=NO_COMPANY)

    assert_well_read(crawled.report, crawled.postings)
    assert {one.source_id: one.workplace_type for one in crawled.postings} == {
        "8323453": "hybrid",
        "7958695": "remote",
    }
    assert {_place(one) for one in crawled.postings} == {("Helsinki", "Uusimaa", "FI")}
    assert {one.company.name for one in crawled.postings} == {"UpCloud"}


def test_teamtailor_json(tmp_path):
    body = Sample("teamtailor", "teamtailor-jobs-json").json()
    site = "https://career.teamtailor.com"
    empty = "<rss><channel><title>Teamtailor</title></channel></rss>"
    answers = [
        Answer(f"{site}/jobs.rss", empty, kind="application/rss+xml"),
        Answer(f"{site}/jobs.json", body),
    ]

    crawled = crawl(tmp_path, Board("teamtailor", "career"), answers, company=NO_COMPANY)

    assert_well_read(crawled.report, crawled.postings)
    copenhagen = _posting(crawled, "Mid-Market")
    assert copenhagen.source_id == "7069633"
    assert {place.country for place in copenhagen.locations} == {"SE", "DK"}
    assert copenhagen.workplace_type is None


@pytest.mark.parametrize("name", ["ssg-corp-json-verbose", "vetsez-json"])
def test_breezy(name, tmp_path):
    token = re.sub("-json.*", "", name)
    answer = Answer(f"https://{token}.breezy.hr/json?verbose=true", Sample("breezy", name).json())

    crawled = crawl(tmp_path, Board("breezy", token), [answer])

    assert_well_read(crawled.report, crawled.postings)
    assert all(one.locations and one.locations[0].country for one in crawled.postings)


def test_breezy_remote_within_places(tmp_path):
    body = Sample("breezy", "ssg-corp-json-verbose").json()
    answer = Answer("https://ssg-corp.breezy.hr/json?verbose=true", body)

    crawled = crawl(tmp_path, Board("breezy", "ssg-corp"), [answer], company=NO_COMPANY)

    developer = _posting(crawled, ".NET Developer")
    assert developer.workplace_type == "remote"
    assert {place.country for place in developer.locations} == {"MX", "DO", "PA"}
    assert set(developer.remote_from.countries) == {"MX", "DO", "PA"}
    service = _posting(crawled, "Customer Service")
    assert (service.workplace_type, service.employment_types) == (None, ("temporary",))


JAZZ = "https://restopros.applytojob.com/apply/jobs"


def test_jazzhr(tmp_path):
    """One posting page is recorded: it answers for all four."""
    listing = Sample("jazzhr", "restopros-listing").path.read_text()
    page = Sample("jazzhr", "restopros-detail").path.read_text()
    codes = sorted(set(re.findall(r"details/(\w+)", listing)))
    answers = [
        Answer(JAZZ, listing, kind="text/html"),
        *(Answer(f"{JAZZ}/details/{code}", page, kind="text/html") for code in codes),
    ]

    crawled = crawl(tmp_path, Board("jazzhr", "restopros"), answers, company=NO_COMPANY)

    assert_well_read(crawled.report, crawled.postings)
    assert len(crawled.postings) == 4
    manager = _posting(crawled, "Business Development")
    assert _place(manager) == ("Summerville", "South Carolina", "US")
    assert manager.departments == ("Marketing and Sales",)
    assert manager.company.name == "RestoPros"
    assert manager.company.domain == "restopros.co"
    assert manager.employment_types == ("full_time",)
    assert "Overview" in manager.description_text


@pytest.mark.parametrize("name", ["three-tenants-postings", "menzies-postings"])
def test_pinpoint(name, tmp_path):
    body = Sample("pinpoint", name).json()
    page = Sample("pinpoint", "woodrodgers-posting-page").path.read_text()
    for number, row in enumerate(body["data"]):
        row.setdefault("id", str(number))
    answers = [
        Answer("https://three.pinpointhq.com/postings.json", body),
        *(Answer(row["url"], _page_of(row, page), kind="text/html") for row in body["data"]),
    ]

    crawled = crawl(tmp_path, Board("pinpoint", "three"), answers)

    assert_well_read(crawled.report, crawled.postings)
    if name == "three-tenants-postings":
        engineer = _posting(crawled, "Assistant Engineer")
        assert _place(engineer) == ("Denver", "Colorado", "US")
        assert engineer.company.name == "Wood Rodgers"
        assert engineer.posted_at.isoformat() == "2026-08-25T17:11:43+00:00"
        assert (engineer.salary.min, engineer.salary.period) == (31.75, "hour")
        assert engineer.remote_from is None
        assert _posting(crawled, "Lawyer").salary.min == 13_000_000
        assert "Jane Doe" not in engineer.model_dump_json()


def _page_of(row, page):
    """The one recorded page for its own row; the pages of others without structured data."""
    return page if "woodrodgers" in row["url"] else "<html><title>Posting</title></html>"


def test_join(tmp_path):
    recorded = Sample("join", "indie-solutions-recorded").json()
    texts = {row["id"]: row.pop("_description") for row in recorded["items"]}
    pagination = {"page": 1, "pageSize": 5, "pageCount": 1, "rowCount": 2}
    jobs = {"items": recorded["items"], "pagination": pagination}
    state = {"initialState": {"company": recorded["company"], "jobs": jobs}}
    data = json.dumps({"props": {"pageProps": state}})
    page = f'<html><script id="__NEXT_DATA__" type="application/json">{data}</script></html>'
    answers = [
        Answer("https://join.com/companies/indie-solutions", page, kind="text/html"),
        *(
            Answer(f"https://join.com/api/public/jobs/{number}", {"description": text})
            for number, text in texts.items()
        ),
    ]

    crawled = crawl(tmp_path, Board("join", "indie-solutions"), answers, company=NO_COMPANY)

    assert_well_read(crawled.report, crawled.postings)
    accountant = _posting(crawled, "Buchhalter")
    assert (accountant.salary.min, accountant.salary.max) == (40_000, 55_000)
    assert (accountant.salary.currency, accountant.salary.period) == ("EUR", "year")
    assert accountant.company.domain == "indie-solutions.de"
    assert _place(accountant) == ("Berlin", "Berlin", "DE")
    assert "##" not in accountant.description_text


def test_comeet_page(tmp_path):
    page = Sample("comeet", "port-hosted-page").path.read_text()
    url = "https://www.comeet.com/jobs/port/59.004"
    answer = Answer(url, f"<!DOCTYPE html><html>{page}</html>", kind="text/html")

    crawled = crawl(tmp_path, Board("comeet", "port", "59.004"), [answer], company=NO_COMPANY)

    assert_well_read(crawled.report, crawled.postings)
    assert {one.workplace_type for one in crawled.postings} == {"hybrid"}
    assert _place(_posting(crawled, "Account Manager")) == ("Boston", "Massachusetts", "US")
    assert all("\ufeff" not in one.description_text for one in crawled.postings)


def test_comeet_rows_of_the_api(tmp_path):
    rows = Sample("comeet", "wiliot-positions").json()
    url = "https://www.comeet.com/jobs/wiliot/F6.003"
    page = f"<script>COMPANY_POSITIONS_DATA = {json.dumps(rows)};</script>"

    crawled = crawl(
        tmp_path, Board("comeet", "wiliot", "F6.003"), [Answer(url, page, kind="text/html")]
    )

    assert_well_read(crawled.report, crawled.postings)
    assert {tuple(_cities(one)) for one in crawled.postings} == {("New York",), ("Plano",)}
    assert all("Requirements" not in one.description_text for one in crawled.postings)
