"""Real Oracle answers through the spider."""

from urllib.parse import quote

import pytest

from crawler.sources.oracle import EXPANDED
from mappings.identity import Board
from mappings.posting import SalaryRange
from reference.vocabularies import EmploymentType, SalaryPeriod, WorkplaceType
from tests.samples.recordings import Answer, Sample, assert_well_read, crawl

MAYO = Board(
    "oracle", "fa-euwp-saasfaprod1", "Mayo-US", "fa-euwp-saasfaprod1.fa.ocs.oraclecloud.com"
)


def _sample(name):
    return Sample("oracle", name).json()


def _answers(listing, detail):
    """The site's page, a listing made whole, and the same detail for every row."""
    search = listing["items"][0]
    search["TotalJobsCount"] = len(search["requisitionList"])
    api = f"https://{MAYO.host}/hcmRestApi/resources/latest/recruitingCEJobRequisition"
    find = "findReqs;siteNumber=CX_1,facetsList=NONE,limit=200,offset=0,sortBy=POSTING_DATES_DESC"
    yield Answer(
        f"https://{MAYO.host}/hcmUI/CandidateExperience/en/sites/Mayo-US",
        Sample("oracle", "mayo_careers_page").path.read_text(),
        kind="text/html",
    )
    yield Answer(f"{api}s?onlyData=true&expand={EXPANDED}&finder={find}", listing)
    for row in search["requisitionList"]:
        by_id = f"ById;Id={quote(chr(34) + row['Id'] + chr(34))},siteNumber=CX_1"
        yield Answer(f"{api}Details?onlyData=true&expand=all&finder={by_id}", detail)


@pytest.mark.parametrize(
    "name", ["kpmg_in_list_one_row", "mayo_list_projected", "mayo_list_facets"]
)
def test_a_list(name, tmp_path):
    answers = _answers(_sample(name), {"items": [{}]})

    crawled = crawl(tmp_path, MAYO, answers)

    assert_well_read(crawled.report, crawled.postings)
    assert all(one.locations[0].city and one.posted_at for one in crawled.postings)


def test_a_detail(tmp_path):
    listing, detail = _sample("mayo_list_projected"), _sample("mayo_detail_projected")
    listing["items"][0]["requisitionList"][1:] = []

    crawled = crawl(tmp_path, MAYO, _answers(listing, detail))

    assert_well_read(crawled.report, crawled.postings)
    (posting,) = crawled.postings
    assert posting.title == detail["items"][0]["Title"]
    assert posting.posted_at.isoformat() == "2026-07-14T14:00:09+00:00"
    assert posting.locations[0].region_code == "US-AZ"
    assert len(posting.description_text) > 2_000


def test_a_detail_that_is_gone(tmp_path):
    listing = _sample("mayo_list_projected")
    *answers, last = _answers(listing, {"items": [{}]})
    gone = Answer(last.url, _sample("mayo_detail_not_found"))

    crawled = crawl(tmp_path, MAYO, [*answers, gone])

    assert crawled.report.outcome == "complete"
    (rejection,) = crawled.report.rejected
    assert rejection.source_id == listing["items"][0]["requisitionList"][-1]["Id"]


FIELDS = {
    "AdventistHealth": (EmploymentType.FULL_TIME, None, (20.41, 32.97, "USD", None)),
    "BaptistHealthCarePensacola": (EmploymentType.FULL_TIME, WorkplaceType.ONSITE, None),
    "BrookdaleSeniorLiving": (None, None, (26.37, 39.55, "USD", SalaryPeriod.HOUR)),
    "EasternConnecticutHealth": (
        EmploymentType.FULL_TIME,
        WorkplaceType.ONSITE,
        (29.16, 44.47, "USD", SalaryPeriod.HOUR),
    ),
    "InovaHealthSystem": (None, None, (54.25, 69.25, "USD", SalaryPeriod.HOUR)),
}


@pytest.mark.parametrize("tenant", FIELDS)
def test_fields_of_employers(tenant, tmp_path):
    """They were recorded without `onlyData`, which wraps lists in `items`."""
    wrapped = _sample("requisition_flex_fields_by_tenant")[tenant][0]["requisitionFlexFields"]
    listing, detail = _sample("kpmg_in_list_one_row"), {"requisitionFlexFields": wrapped["items"]}
    row = listing["items"][0]["requisitionList"][0]
    row |= {"PrimaryLocationCountry": "US", "PrimaryLocation": "United States", "workLocation": []}

    crawled = crawl(tmp_path, MAYO, _answers(listing, {"items": [detail]}))

    assert_well_read(crawled.report, crawled.postings)
    (posting,) = crawled.postings
    employment, workplace, pay = FIELDS[tenant]
    assert posting.employment_types == ((employment,) if employment else ())
    assert posting.workplace_type == workplace
    assert _pay(posting.salary.ranges if posting.salary else ()) == pay


def _pay(ranges: tuple[SalaryRange, ...]):
    return next(((one.min, one.max, one.currency, one.period) for one in ranges), None)
