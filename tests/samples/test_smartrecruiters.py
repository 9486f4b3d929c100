"""Real SmartRecruiters answers through the spider."""

import pytest

from crawler.discovery import sources
from tests.samples.recordings import Answer, Sample, assert_well_read, crawl

API = "https://api.smartrecruiters.com/v1/companies"
LISTS = ("hirevue_list", "knight_list", "boschgroup_list")


def _sample(name):
    return Sample("smartrecruiters", name)


def _crawl(folder, sample, listing, details):
    board = sources()["smartrecruiters"].board_at(sample.about["url"])
    assert board is not None
    postings = f"{API}/{board.token}/postings"
    answers = [Answer(f"{postings}?limit=100&offset=0", listing)]
    answers += [Answer(f"{postings}/{detail['id']}", detail) for detail in details]
    return crawl(folder, board, answers, company=None)


@pytest.mark.parametrize("name", LISTS)
def test_a_list(name, tmp_path):
    """Of each only a page is recorded, and its rows stand for their details."""
    sample = _sample(name)
    listing = sample.json()
    listing["totalFound"] = len(listing["content"])

    crawled = _crawl(tmp_path, sample, listing, listing["content"])

    assert_well_read(crawled.report, crawled.postings)
    for posting in crawled.postings:
        assert [place.country for place in posting.locations] in (["US"], ["PL"])
        assert posting.locations[0].city
        assert posting.posted_precision == "instant"
        assert posting.employment_types
    assert "Talent Manager" not in "".join(p.model_dump_json() for p in crawled.postings)


def test_a_detail(tmp_path):
    listing, detail = _sample("hirevue_list").json(), _sample("hirevue_detail").json()
    row = next(row for row in listing["content"] if row["id"] == detail["id"])

    crawled = _crawl(
        tmp_path, _sample("hirevue_list"), {"totalFound": 1, "content": [row]}, [detail]
    )

    assert_well_read(crawled.report, crawled.postings)
    (posting,) = crawled.postings
    assert posting.url == detail["postingUrl"]
    assert posting.workplace_type == "remote"
    assert posting.seniority == "internship"
    assert posting.employment_types == ("part_time", "internship")
    assert posting.departments == (detail["department"]["label"],)
    assert posting.description_text.startswith("Job Description")


def test_a_posting_that_is_not_found_is_gone(tmp_path):
    listing, gone = _sample("hirevue_list").json(), _sample("posting_not_found")
    rows = listing["content"][:2]
    folder, board = tmp_path, sources()["smartrecruiters"].board_at(f"{API}/hirevue/postings")
    answers = [
        Answer(f"{API}/hirevue/postings?limit=100&offset=0", {"totalFound": 2, "content": rows}),
        Answer(f"{API}/hirevue/postings/{rows[0]['id']}", gone.json(), status=404),
        Answer(f"{API}/hirevue/postings/{rows[1]['id']}", rows[1]),
    ]

    crawled = crawl(folder, board, answers)

    assert (crawled.report.outcome, len(crawled.postings)) == ("complete", 1)


def test_an_unknown_company_is_missing(tmp_path):
    sample = _sample("empty_or_unknown_company")

    crawled = _crawl(tmp_path, sample, sample.json(), [])

    assert crawled.report.outcome == "missing"
