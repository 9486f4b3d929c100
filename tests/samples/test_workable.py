"""Real Workable answers through the spider."""

import pytest

from mappings.identity import Board
from tests.samples.recordings import Answer, Sample, assert_well_read, crawl

BOARD = Board("workable", "account")
WIDGET = "https://apply.workable.com/api/v1/widget/accounts/account?details=true"
JOBS = "https://apply.workable.com/api/v3/accounts/account/jobs"


def _widget(name):
    return Sample("workable", name).json()


def _as_result(job):
    """What v3 would list for a posting of a widget recording; both were recorded of none."""
    return {
        "shortcode": job["shortcode"],
        "title": job["title"],
        "locations": job["locations"],
        "workplace": "remote",
        "type": "full",
        "language": "en",
        "published": f"{job['published_on']}T00:00:00.000Z",
    }


def _crawl(folder, widget, jobs):
    return crawl(folder, BOARD, [Answer(WIDGET, widget), Answer(JOBS, jobs, "POST")], company=None)


@pytest.mark.parametrize(
    ("name", "company", "codes"),
    [("crewai_widget_details", "CrewAI", 4), ("zaelab_widget_multicountry", "Zaelab", 1)],
)
def test_a_widget(name, company, codes, tmp_path):
    widget = _widget(name)
    results = {job["shortcode"]: _as_result(job) for job in widget["jobs"]}
    jobs = {"total": len(results), "results": list(results.values())}

    crawled = _crawl(tmp_path, widget, jobs)

    assert_well_read(crawled.report, crawled.postings)
    assert len(crawled.postings) == codes
    assert {posting.company.name for posting in crawled.postings} == {company}
    for posting in crawled.postings:
        assert posting.url == f"https://apply.workable.com/j/{posting.source_id}"
        assert posting.posted_precision == "day"


def test_a_posting_in_two_countries_is_one(tmp_path):
    widget = _widget("zaelab_widget_multicountry")
    jobs = {"total": 1, "results": [_as_result(widget["jobs"][0])]}

    (posting,) = _crawl(tmp_path, widget, jobs).postings

    assert [place.country for place in posting.locations] == ["ES", "PT"]


def test_a_page_of_jobs(tmp_path):
    """Cut to two of five where it was kept; the widget beside it was not recorded."""
    jobs = _widget("dsp_v3_jobs_page")
    jobs["total"] = len(jobs["results"])
    texts = [
        {"shortcode": result["shortcode"], "description": "<p>Text.</p>"}
        for result in jobs["results"]
    ]

    crawled = _crawl(tmp_path, {"name": "Acme", "description": "", "jobs": texts}, jobs)

    assert_well_read(crawled.report, crawled.postings)
    for posting in crawled.postings:
        assert posting.workplace_type == "onsite"
        assert posting.employment_types == ("full_time",)
        assert posting.language == "en"
        assert [place.region_code for place in posting.locations] == ["US-MN"]


def test_an_unknown_account_is_missing(tmp_path):
    text = Sample("workable", "not_found").path.read_text()

    crawled = crawl(tmp_path, BOARD, [Answer(WIDGET, text, status=404, kind="text/plain")])

    assert crawled.report.outcome == "missing"
