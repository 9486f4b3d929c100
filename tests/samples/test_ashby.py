"""Ashby where the API is switched off: the real hosted page and the real page of a posting."""

from mappings.identity import Board
from tests.samples.recordings import Answer, Sample, crawl

API = "https://api.ashbyhq.com/posting-api/job-board/Lambda?includeCompensation=true"
PAGE = "text/html; charset=utf-8"


def test_a_hosted_page_and_a_posting_of_it_are_read_like_the_api(tmp_path):
    page = Sample("ashby", "lambda_board").path.read_text(encoding="utf-8")
    posting = Sample("ashby", "lambda_posting").path.read_text(encoding="utf-8")
    hosted, source_id = "https://jobs.ashbyhq.com/Lambda", "0d79c70e-7a49-4a4a-a72f-7ef25d62de41"
    answers = [
        Answer(API, "Not Found", status=404, kind="text/plain"),
        Answer(hosted, page, kind=PAGE),
        Answer(f"{hosted}/{source_id}", posting, kind=PAGE),
    ]

    crawled = crawl(tmp_path, Board("ashby", "Lambda"), answers, company=None)

    (read,) = crawled.postings
    assert (crawled.report.outcome, crawled.report.listed) == ("partial", 93)
    assert (crawled.report.unmapped, crawled.report.odd) == ({}, {})
    assert read.source_id == source_id
    assert (read.company.name, read.company.domain) == ("Lambda", "lambda.ai")
    assert (read.departments, read.team) == (("Operations",), "Supply Chain")
    assert [place.city for place in read.locations] == ["San Jose"]
    assert (read.workplace_type, read.employment_types) == ("hybrid", ("full_time",))
    assert (read.salary.min, read.salary.currency, read.salary.period) == (188_000, "USD", "year")
    assert read.posted_at.isoformat() == "2025-06-25"
    assert len(read.description_text) > 2_000
