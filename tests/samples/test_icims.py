"""Real pages of iCIMS portals through the spider."""

import re

import pytest

from mappings.identity import Board
from tests.samples.recordings import Answer, Sample, assert_well_read, crawl

PAGE = "text/html"


def _sample(name):
    return Sample("icims", name)


def _html(name):
    return _sample(name).path.read_text()


def _crawl(folder, portal, listing, details):
    """`details`: the pages by the id of their posting."""
    base = f"https://{portal}.icims.com/jobs"
    answers = [Answer(f"{base}/search?ss=1&in_iframe=1&pr=0", listing, kind=PAGE)]
    answers += [
        Answer(f"{base}/{number}/job?in_iframe=1", page, kind=PAGE)
        for number, page in details.items()
    ]
    return crawl(folder, Board("icims", portal), answers)


def _card(number):
    return (
        f'<h2 class="iCIMS_SubHeader_Jobs">Search Results Page 1 of 1</h2><div class="row">'
        f'<a class="iCIMS_Anchor" href="https://x.icims.com/jobs/{number}/x/job"><h3>X</h3></a></div>'
    )


def test_a_list(tmp_path):
    listing = _html("buspatrol_search")
    numbers = set(re.findall(r"/jobs/(\d+)/[^\"]*\" class=\"iCIMS_Anchor", listing))
    details = dict.fromkeys(numbers, _html("buspatrol_detail"))

    crawled = _crawl(tmp_path, "careers-buspatrol", listing, details)

    assert_well_read(crawled.report, crawled.postings)
    assert crawled.report.listed == listing.count('<li class="iCIMS_JobCardItem">')


def test_cards_with_other_labels(tmp_path):
    """Cut to its cards, so that the number of pages is not there: partial."""
    listing = _html("primehealthcare_search_cards_trimmed")
    details = dict.fromkeys((284139, 284132), _html("blythedale_detail_basesalary"))
    crawled = _crawl(tmp_path, "careers-primehealthcare", listing, details)

    assert crawled.report.outcome == "partial"
    assert "does not say of how many pages" in crawled.report.evidence
    assert (crawled.report.listed, crawled.report.unmapped, crawled.report.odd) == (2, {}, {})
    assert {one.requisition_id for one in crawled.postings} == {"2026-284132", "2026-284139"}


def test_pay_in_the_place_of_a_currency(tmp_path):
    crawled = _crawl(tmp_path, "careers-x", _card(1977), {1977: _html("buspatrol_detail")})

    assert_well_read(crawled.report, crawled.postings)
    (posting,) = crawled.postings
    assert posting.company.name == "BusPatrol"
    assert [(place.city, place.region_code) for place in posting.locations] == [("Austin", "US-TX")]
    pay = posting.salary
    assert (pay.min, pay.max, pay.currency, pay.period) == (190_000, 200_000, "USD", "year")
    assert (str(posting.posted_at), posting.posted_precision) == ("2025-12-05", "day")
    assert posting.valid_through is None
    assert posting.employment_types == ("full_time",)
    assert posting.requisition_id == "2025-1977"


def test_pay_without_a_unit(tmp_path):
    page = _html("blythedale_detail_basesalary")

    crawled = _crawl(tmp_path, "careers-blythedale", _card(1567), {1567: page})

    assert_well_read(crawled.report, crawled.postings)
    (posting,) = crawled.postings
    pay = posting.salary
    assert (pay.min, pay.max, pay.currency, pay.period) == (24.25, 24.55, "USD", "hour")
    assert (str(posting.posted_at), posting.valid_through) == ("2026-09-08", None)
    assert [place.city for place in posting.locations] == ["Valhalla"]
    assert posting.employment_text.startswith("Full time (37.5")


def test_no_results_are_an_empty_board(tmp_path):
    crawled = _crawl(tmp_path, "careers-buspatrol", _html("buspatrol_search_no_results"), {})

    assert crawled.report.outcome == "empty"


@pytest.mark.parametrize("name", ["buspatrol_detail_gone_410"])
def test_a_gone_posting(name, tmp_path):
    listing = Answer("https://x.icims.com/jobs/search?ss=1&in_iframe=1&pr=0", _card(9), kind=PAGE)
    gone = Answer("https://x.icims.com/jobs/9/job?in_iframe=1", _html(name), status=410, kind=PAGE)

    crawled = crawl(tmp_path, Board("icims", "x"), [listing, gone])

    assert crawled.report.rejected[0].source_id == "9"
    assert "answers 410" in crawled.report.rejected[0].reason


def test_an_unknown_portal_is_missing(tmp_path):
    address = "https://careers-nobody.icims.com/jobs/search?ss=1&in_iframe=1&pr=0"
    page = Answer(address, _html("unknown_tenant_404"), status=404, kind=PAGE)

    assert crawl(tmp_path, Board("icims", "careers-nobody"), [page]).report.outcome == "missing"
