"""Real UKG answers through the spider."""

import json

from mappings.identity import Board
from tests.samples.recordings import Answer, Sample, assert_well_read, crawl

BOARD = Board(
    "ukg", "TEC1006TESER", "18180d88-ced0-4361-bd09-d5eef66dab24", "recruiting.ultipro.com"
)
BASE = f"https://{BOARD.host}/{BOARD.token}/JobBoard/{BOARD.site}"
LIST = f"{BASE}/JobBoardView/LoadSearchResults"


def _text(name):
    return Sample("ukg", name).path.read_text()


def _list():
    """Twenty rows of ninety are recorded; the total is made that of the rows."""
    search = json.loads(_text("technoserve_search"))
    search["totalCount"] = len(search["opportunities"])
    return search


def _pages(search, page):
    for row in search["opportunities"]:
        url = f"{BASE}/OpportunityDetail?opportunityId={row['Id']}"
        yield Answer(url, page, kind="text/html; charset=utf-8")


def test_the_list_and_a_page_for_each_row(tmp_path):
    search = _list()
    answers = [Answer(LIST, search, "POST"), *_pages(search, _text("technoserve_detail"))]

    crawled = crawl(tmp_path, BOARD, answers)

    # The one page that is recorded stands in for all; a posting is that of its row.
    assert_well_read(crawled.report, crawled.postings)
    posting = crawled.postings[0]
    assert posting.requisition_id == "CONSE005183"
    assert (posting.locations[0].city, posting.locations[0].country) == ("Cotonou", "BJ")
    assert posting.employment_types == ("full_time",)
    assert posting.workplace_type is None or posting.workplace_type == "onsite"
    assert posting.salary is None
    assert len(posting.description_text) > 5_000


def test_the_rows(tmp_path):
    """What rows say, with pages that say the same."""
    search = _list()
    pages = [
        Answer(
            f"{BASE}/OpportunityDetail?opportunityId={row['Id']}",
            f"<html><script>new A.CandidateOpportunityDetail({json.dumps(row)});</script></html>",
            kind="text/html",
        )
        for row in search["opportunities"]
    ]

    crawled = crawl(tmp_path, BOARD, [Answer(LIST, search, "POST"), *pages])

    assert_well_read(crawled.report, crawled.postings)
    assert len({one.id for one in crawled.postings}) == 20
    assert all(one.locations[0].country and one.posted_at for one in crawled.postings)


def test_a_page_without_a_posting(tmp_path):
    search = _list()
    *pages, last = _pages(search, _text("technoserve_detail"))
    gone = Answer(last.url, _text("technoserve_detail_not_found"), kind="text/html")

    crawled = crawl(tmp_path, BOARD, [Answer(LIST, search, "POST"), *pages, gone])

    assert crawled.report.outcome == "complete"
    assert len(crawled.report.rejected) == 1


def test_an_unknown_company(tmp_path):
    page = _text("unknown_company_404")
    answer = Answer(LIST, page, "POST", status=404, kind="text/html")

    assert crawl(tmp_path, BOARD, [answer]).report.outcome == "missing"
