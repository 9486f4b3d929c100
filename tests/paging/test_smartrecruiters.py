"""SmartRecruiters: pages of 100, and the same answer for no postings and for no company."""

from tests.fake_server import fake_server
from tests.paging.crawling import crawl
from tests.paging.rows import Rows, numbered, offsets
from tests.paging.vendors import SmartRecruiters


class Large(SmartRecruiters):
    """Pages as large as the vendor's own."""

    size = 100


def test_a_company_beyond_one_page_is_read_whole_and_an_unknown_one_is_missing():
    rows = Rows(numbered(233))
    with fake_server() as server:
        Large({"fjordfisk": rows}).on(server)

        read = crawl(server, [Large.board("fjordfisk"), Large.board("nosuch")])

    assert list(offsets(rows)) == [0, 100, 200]
    assert (read["fjordfisk"].outcome, read["fjordfisk"].listed) == ("complete", 233)
    assert read["nosuch"].outcome == "missing"
    assert "as it does for companies that there are not" in read["nosuch"].evidence


def test_a_company_that_lists_nothing_is_never_an_empty_board():
    with fake_server() as server:
        SmartRecruiters({"quiet": Rows([])}).on(server)

        read = crawl(server, [SmartRecruiters.board("quiet")])["quiet"]

    assert read.outcome == "missing"
