"""Real pages with schema.org markup, of any system, through the source for sites of their own."""

import json

import pytest
from scrapy.http import HtmlResponse

from crawler.detection import candidates
from crawler.discovery import find_board
from crawler.pages.sitemaps import read_sitemap
from crawler.pages.structured_data import job_postings
from mappings.identity import Board
from tests.samples.recordings import ROOT, Answer, assert_well_read, crawl

PAGES = sorted(ROOT.glob("*/*.html"))
SITE = "https://careers.recording.example"


def _about(path):
    return json.loads(path.with_suffix(".meta.json").read_text())


def _response(path, url=f"{SITE}/jobs/7"):
    return HtmlResponse(url, body=path.read_bytes())


WITH_POSTING = [path for path in PAGES if len(job_postings(_response(path))) == 1]
OF_SITES = [path for path in PAGES if path.parent.name == "jsonld"]
# Written by their origin to show one fault, without what a posting must have.
FRAGMENTS = {"graph-with-itemlist": 2, "disney-job-no-jsonld": 0, "meta-job-tags": 0,
             "decathlon-talentclue-empty-ld": 0}  # fmt: skip
OPEN_FIELDS = {"remote"}
"""Names that schema.org does not have."""


def _crawled(path, folder):
    """The page as the only one that the sitemap of a site lists."""
    html = {"kind": "text/html; charset=utf-8"}
    address = f"{SITE}/jobs/7"
    return crawl(
        folder,
        Board("jsonld", "careers.recording.example"),
        [
            Answer(f"{SITE}/", "<html><body>Work</body></html>", **html),
            Answer(f"{SITE}/robots.txt", f"Sitemap: {SITE}/jobs.xml", kind="text/plain"),
            Answer(f"{SITE}/jobs.xml", f"<urlset><url><loc>{address}</loc></url></urlset>"),
            Answer(address, path.read_text(encoding="utf-8"), **html),
        ],
    )


@pytest.mark.parametrize("path", WITH_POSTING, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_real_page_is_read(path, tmp_path):
    crawled = _crawled(path, tmp_path)
    report = crawled.report
    for name in OPEN_FIELDS:
        report.unmapped.pop(f"job.{name}", None)

    assert_well_read(report, crawled.postings)
    (posting,) = crawled.postings
    (job,) = job_postings(_response(path))
    assert (posting.posted_at is not None) == bool(job.get("datePosted"))
    assert (posting.description_text is not None) == bool(job.get("description"))
    assert bool(posting.locations) == bool(job.get("jobLocation") or _place_in_meta(path))


def _place_in_meta(path):
    return "gtm_tbcn_location" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", OF_SITES, ids=lambda path: path.stem)
def test_every_page_with_markup_has_its_postings(path):
    assert len(job_postings(_response(path))) == FRAGMENTS.get(path.stem, 1)


@pytest.mark.parametrize(
    "path", sorted((ROOT / "jsonld").glob("*.xml")), ids=lambda path: path.stem
)
def test_a_real_sitemap_is_read(path):
    found = read_sitemap(HtmlResponse(_about(path)["url"], body=path.read_bytes()))

    assert found.whole
    assert len([*found.pages, *found.sitemaps]) == path.read_text().count("<loc>")


BOARD_PAGES = [
    path
    for path in PAGES
    if path.parent.name != "jsonld" and "://" in str(_about(path)["url"])
    and "{" not in _about(path)["url"]
]  # fmt: skip


@pytest.mark.parametrize("path", BOARD_PAGES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_real_page_of_a_system_leads_to_its_board(path):
    """By its own address; where that is a domain of the employer's, by what stands in the page."""
    url = _about(path)["url"]
    found = candidates(_response(path, url))

    sources = [one.board.source for one in found]
    assert sources
    assert path.parent.name in sources or set(sources) == {"jsonld"}
    if sources[0] == path.parent.name and found[0].clue == 0:
        assert find_board(url) == found[0].board
