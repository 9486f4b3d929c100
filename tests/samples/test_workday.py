"""Real Workday answers through the spider."""

import pytest

from crawler.discovery import sources
from tests.samples.recordings import Answer, Sample, assert_well_read, crawl

LISTS = ("nvidia_list", "nc_list_multi_bullets", "nvidia_facets_limit1", "empty_board")
DETAILS = ("nvidia_detail", "broadcom_detail", "nc_detail_enddate_sentinel")


def _sample(name):
    return Sample("workday", name)


def _board(sample):
    board = sources()["workday"].board_at(sample.about["url"])
    assert board is not None
    return board


def _detail_answers(rows, service, detail):
    return [Answer(f"{service}{row['externalPath']}", detail) for row in rows]


@pytest.mark.parametrize("name", LISTS)
def test_a_list(name, tmp_path):
    """One page is recorded of each; its total is made that of the page."""
    sample = _sample(name)
    body, url = sample.json(), sample.about["url"]
    rows = body["jobPostings"]
    body["total"] = len(rows)
    detail = _sample("nvidia_detail").json()
    answers = _detail_answers(rows, url.removesuffix("/jobs"), detail)

    crawled = crawl(tmp_path, _board(sample), [Answer(url, body, "POST"), *answers])

    assert_well_read(crawled.report, crawled.postings)
    assert crawled.report.listed == len({posting.source_id for posting in crawled.postings})


@pytest.mark.parametrize("name", DETAILS)
def test_a_detail(name, tmp_path):
    sample = _sample(name)
    url, detail = sample.about["url"], sample.json()
    service, _, path = url.partition("/job/")
    row = {"externalPath": f"/job/{path}", "title": detail["jobPostingInfo"]["title"]}
    listing = {"total": 1, "jobPostings": [row], "facets": [], "userAuthenticated": False}

    crawled = crawl(
        tmp_path, _board(sample), [Answer(f"{service}/jobs", listing, "POST"), Answer(url, detail)]
    )

    assert_well_read(crawled.report, crawled.postings)
    (posting,) = crawled.postings
    info = detail["jobPostingInfo"]
    assert posting.source_id == info["jobReqId"] == posting.requisition_id
    assert posting.url == info["externalUrl"]
    assert str(posting.posted_at) == info["startDate"]
    assert len(posting.locations) == 1 + len(info.get("additionalLocations", ()))
    assert {place.country for place in posting.locations} <= {"US", "IL"}
    assert len(posting.description_text) > 400
    assert (posting.valid_through is None) == (info.get("endDate", "9999-12-31") == "9999-12-31")


def test_a_list_that_was_not_posted_for_is_no_board(tmp_path):
    sample = _sample("list_get_instead_of_post_400")
    answer = Answer(sample.about["url"], sample.json(), "POST", sample.about["status"])

    crawled = crawl(tmp_path, _board(sample), [answer])

    assert crawled.report.outcome == "failed"


def test_the_facets_of_a_capped_board_tell_how_many_there_are(tmp_path):
    """The parts themselves are not recorded: they are empty here."""
    sample = _sample("nvidia_facets_limit1")
    answers = [
        Answer(sample.about["url"], {"total": 0, "jobPostings": [], "facets": []}, "POST"),
        Answer(sample.about["url"], sample.json(), "POST", posted=_first_page()),
    ]

    crawled = crawl(tmp_path, _board(sample), answers)

    told = "2548 are stated, 0 listed, and no better when read once more"
    assert crawled.report.evidence == told


def _first_page():
    return '{"appliedFacets": {}, "limit": 20, "offset": 0, "searchText": ""}'


def test_the_hosted_page_names_the_company(tmp_path):
    sample = _sample("dataminr_board_page")
    board = _board(sample)
    service = f"https://{board.host}/wday/cxs/{board.token}/{board.site}"
    row = {"externalPath": "/job/x/Cook_R1", "title": "Cook"}
    detail = {"jobPostingInfo": {"title": "Cook"}}
    page = sample.path.read_text()

    crawled = crawl(
        tmp_path,
        board,
        [
            Answer(f"{service}/jobs", {"total": 1, "jobPostings": [row]}, "POST"),
            Answer(f"https://{board.host}/{board.site}", page, kind="text/html"),
            Answer(f"{service}/job/x/Cook_R1", detail),
        ],
        company=None,
    )

    assert [posting.company.name for posting in crawled.postings] == ["Dataminr"]
