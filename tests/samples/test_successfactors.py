"""Real SuccessFactors pages, and a reconstructed feed, through the spider."""

import html
import re

from mappings.identity import Board
from tests.samples.recordings import Answer, Sample, assert_well_read, crawl

SAP = Board("successfactors", "jobs.sap.com")
EXAMPLE = Board("successfactors", "jobs.example.com")
ORDER = "sortColumn=referencedate&sortDirection=desc"


def _text(name):
    return Sample("successfactors", name).path.read_text()


def _search(board, text):
    url = f"https://{board.token}/search/?q=&{ORDER}&startrow=0&locale=en_US"
    return Answer(url, text, kind="text/html;charset=UTF-8")


def _no_feed(board):
    return Answer(f"https://{board.token}/sitemal.xml", "", status=404, kind="text/html")


def _pages(text, detail):
    for path in sorted(set(re.findall(r"/job/[^\"]+/\d+/(?=\")", text))):
        url = f"https://jobs.sap.com{html.unescape(path)}?locale=en_US"
        yield Answer(url, detail, kind="text/html")


def test_the_search_and_a_page_for_each_row(tmp_path):
    """One page of the search is recorded; its total is made that of the page."""
    search = _text("sap_search").replace("<b>633</b>", "<b>25</b>")
    answers = [_search(SAP, search), _no_feed(SAP), *_pages(search, _text("sap_detail"))]

    crawled = crawl(tmp_path, SAP, answers)

    assert_well_read(crawled.report, crawled.postings)
    assert len(crawled.postings) == 25
    posting = crawled.postings[0]
    assert posting.company.name == "SAP"
    assert posting.requisition_id == "456865"
    assert posting.departments == ("Software-Design and Development",)
    assert posting.employment_text == "Regular Full Time"
    assert posting.posted_at.isoformat() == "2026-07-13"
    assert posting.language == "en"
    assert (posting.locations[0].city, posting.locations[0].country) == ("Bengaluru", "IN")
    assert "<strong>" in posting.description_html
    assert "/talentcommunity/apply/" in posting.apply_url


def test_a_page_that_redirects_to_the_error_page(tmp_path):
    search = _text("sap_search").replace("<b>633</b>", "<b>25</b>")
    *pages, last = _pages(search, _text("sap_detail"))
    error = "https://jobs.sap.com/errorpage/?errortype=Exception"
    body = _text("sap_detail_not_found")
    gone = Answer(last.url, body, status=302, kind="text/html", location=error)

    crawled = crawl(tmp_path, SAP, [_search(SAP, search), _no_feed(SAP), *pages, gone])

    assert crawled.report.outcome == "complete"
    (rejection,) = crawled.report.rejected
    assert "errorpage" in rejection.reason


def test_a_search_without_results(tmp_path):
    empty = '<rss version="2.0"><channel><title>x</title></channel></rss>'
    feed = Answer("https://jobs.sap.com/sitemal.xml", empty, kind="text/xml")

    crawled = crawl(tmp_path, SAP, [_search(SAP, _text("sap_search_no_results")), feed])

    assert crawled.report.outcome == "empty"


def test_the_feed(tmp_path):
    feed = _text("sitemal_rss_reconstructed")
    answers = [
        _search(EXAMPLE, "<html></html>"),
        Answer("https://jobs.example.com/sitemal.xml", feed, kind="text/xml"),
    ]

    crawled = crawl(tmp_path, EXAMPLE, answers)

    assert_well_read(crawled.report, crawled.postings)
    sales, manager = crawled.postings
    assert (sales.title, sales.company.name) == ("Sales support", "Barry Callebaut")
    assert (sales.locations[0].country, manager.locations[0].country) == ("MX", "SA")
    assert "& its customers" in sales.description_text
