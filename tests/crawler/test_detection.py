"""The board behind a careers page: what pages tell, over a recorded web."""

import asyncio
import gzip
import json

import pytest
from scrapy.http import HtmlResponse, Response

from crawler.detect import MOST_FOLLOWED, Detection, detect_within_loop
from crawler.detection import Clue, candidates, hints
from crawler.settings import CrawlSettings

URL = "https://www.acme.example/careers"


def page(body, url=URL):
    return HtmlResponse(url, body=f"<html><body>{body}</body></html>".encode())


def first(body, url=URL, passed=()):
    found = candidates(page(body, url), passed)
    return (found[0].board.spelling, found[0].clue) if found else None


@pytest.mark.parametrize(
    ("body", "board", "clue"),
    [
        ('<iframe src="https://boards.greenhouse.io/embed/job_board?for=acmebread">',
         "greenhouse:acmebread", Clue.FRAME),
        ('<iframe data-src="https://job-boards.greenhouse.io/embed/job_board?for=acmebread">',
         "greenhouse:acmebread", Clue.FRAME),
        ('<div id="grnhse_app"></div>'
         '<script src="https://boards.greenhouse.io/embed/job_board/js?for=acmebread"></script>',
         "greenhouse:acmebread", Clue.SCRIPT),
        ('<script>Grnhse.Settings.boardToken = "acmebread"</script>',
         "greenhouse:acmebread", Clue.TEXT),
        ('<script src="//jobs.ashbyhq.com/AcmeBread/embed?version=2"></script>',
         "ashby:AcmeBread", Clue.SCRIPT),
        ('<script>window.__ashbyBaseJobBoardUrl = "https:\\/\\/jobs.ashbyhq.com\\/AcmeBread"'
         "</script>", "ashby:AcmeBread", Clue.TEXT),
        ('<a href="https://jobs.lever.co/acme-bread/1234-5678?lever-source=x">Baker</a>',
         "lever:acme-bread", Clue.LINK),
        ('<a href="https://jobs.eu.lever.co/acme-bread">Jobs</a>', "lever:eu.acme-bread",
         Clue.LINK),
        ("<script>window.leverJobsOptions = {accountName: 'acme-bread', x: 1}</script>",
         "lever:acme-bread", Clue.TEXT),
        ('<a href="https://acme.wd5.myworkdayjobs.com/en-US/External">Search jobs</a>',
         "workday:acme~External", Clue.LINK),
        ('<a href="https://careers.smartrecruiters.com/AcmeBread">Jobs</a>',
         "smartrecruiters:AcmeBread", Clue.LINK),
        ('<script>widget({"company_code": "AcmeBread"})</script>',
         "smartrecruiters:AcmeBread", Clue.TEXT),
        ('<form action="https://jobs.lever.co/acme-bread"></form>', "lever:acme-bread", Clue.LINK),
        ('<meta http-equiv="Refresh" content="0; URL=\'https://jobs.lever.co/acme-bread\'">',
         "lever:acme-bread", Clue.ADDRESS),
        ('<script id="__NEXT_DATA__" type="application/json">'
         '{"u":"https:\\u002F\\u002Fjobs.lever.co\\u002Facme-bread"}</script>',
         "lever:acme-bread", Clue.TEXT),
        ('<div data-url="https://jobs.lever.co/acme-bread?x=1&amp;y=2"></div>',
         "lever:acme-bread", Clue.TEXT),
        ('<a href="/go?to=https%3A%2F%2Fjobs.lever.co%2Facme-bread%2F1&amp;y=2">Baker</a>',
         "lever:acme-bread", Clue.TEXT),
    ],
)  # fmt: skip
def test_an_ats_shows_in_a_page(body, board, clue):
    assert first(body) == (board, clue)


def test_the_address_itself_tells_and_so_does_one_that_it_leads_to():
    assert first("", "https://jobs.lever.co/acme-bread") == ("lever:acme-bread", Clue.ADDRESS)
    (found,) = candidates(page("", "https://jobs.lever.co/acme-bread"), ["https://acme.example/j"])

    assert found.reason == "the address leads to https://jobs.lever.co/acme-bread"


def test_a_frame_tells_more_than_links_and_more_links_more_than_one():
    body = """<a href="https://jobs.lever.co/partner/1">P</a><a href="https://jobs.lever.co/own/1">1</a>
    <a href="https://jobs.lever.co/own/2">2</a>"""

    assert first(body) == ("lever:own", Clue.LINK)
    framed = f"{body}<iframe src='https://jobs.ashbyhq.com/real'></iframe>"
    assert first(framed) == ("ashby:real", Clue.FRAME)


@pytest.mark.parametrize(
    "front",
    ["https://acme.eightfold.ai/careers?domain=acme.example", "https://acme.jibeapply.com/jobs"],
)
def test_the_system_behind_a_front_goes_first_even_if_the_page_is_the_front(front):
    workday = "https://acme.wd5.myworkdayjobs.com/en-US/External/job/Oslo/Cook_R-1/apply"

    board, clue = first(f'<a href="{workday}">Apply</a>', front)
    alone = first('<a href="/about">About</a>', front)

    assert (board, clue) == ("workday:acme~External", Clue.LINK)
    assert alone is not None
    assert alone[0].partition(":")[0] in {"eightfold", "jibe"}


@pytest.mark.parametrize(
    "body",
    [
        "",
        '<a href="https://www.greenhouse.com">Powered by</a>',
        '<script src="https://boards.greenhouse.io/embed/job_board/js?for="></script>',
        '<a href="https://jobs.lever.co/${company}">x</a>',
        '<a href="https://[broken">x</a><a href="mailto:jobs@acme.example">y</a>',
        '<a href="/about">About</a><a href="https://elsewhere.example/jobs/baker-7">Ad</a>',
    ],
)
def test_a_page_that_tells_nothing_names_nothing(body):
    assert candidates(page(body)) == []


@pytest.mark.parametrize(
    ("url", "body", "board"),
    [
        (URL, '<a href="/careers/baker-7">Baker</a>', "jsonld:www.acme.example~careers"),
        ("https://jobs.acme.example/", '<a href="/baker-7">Baker</a>', "jsonld:jobs.acme.example"),
        (URL, '<script type="application/ld+json">{"@type":"JobPosting"}</script>',
         "jsonld:www.acme.example~careers"),
        (f"{URL}/baker-7", '<script type="application/ld+json">{"@type":"JobPosting"}</script>',
         "jsonld:www.acme.example"),
    ],
)  # fmt: skip
def test_a_site_with_postings_of_its_own_is_its_own_board(url, body, board):
    assert first(body, url) == (board, Clue.MARKUP)


def test_the_site_itself_counts_only_where_no_system_is_known():
    body = '<a href="/careers/baker-7">Baker</a><a href="https://jobs.lever.co/acme/7">Baker</a>'

    assert [one.board.source for one in candidates(page(body))] == ["lever"]


@pytest.mark.parametrize(
    ("url", "body", "title"),
    [
        (f"{URL}?gh_jid=7", "", "Greenhouse"),
        (URL, '<a href="/careers/job?gh_jid=7">x</a>', "Greenhouse"),
        (URL, '<a href="/careers/job?ashby_jid=7">x</a>', "Ashby"),
    ],
)
def test_parameters_of_a_vendor_are_told(url, body, title):
    (hint,) = hints(page(body, url))

    assert title in hint


def test_a_body_that_is_no_page_tells_by_its_address_only():
    assert candidates(Response(URL, body=b"%PDF https://jobs.lever.co/acme")) == []


class Web:
    """A recorded web that is written answer by answer."""

    def __init__(self, folder):
        self.folder = folder
        self.answers = []

    def on(self, url, body="", status=200, **headers):
        name = f"{len(self.answers)}.html"
        octets = body if isinstance(body, bytes) else f"<html><body>{body}</body></html>".encode()
        (self.folder / name).write_bytes(octets)
        headers = {"content-type": "text/html"} | {
            key.replace("_", "-"): value for key, value in headers.items()
        }
        self.answers.append({"url": url, "status": status, "headers": headers, "file": name})

    def detect(self, *urls):
        case = {
            "board": "jsonld:x", "note": "", "real": False, "fetched_at": "2026-11-20T08:00:00Z",
            "responses": self.answers,
        }  # fmt: skip
        (self.folder / "meta.json").write_text(json.dumps(case))
        return asyncio.run(detect_within_loop(urls, CrawlSettings(web=self.folder)))


@pytest.fixture
def web(tmp_path):
    return Web(tmp_path)


def spelling(detection: Detection):
    return detection.best and detection.best.board.spelling


LEVER = '<a href="https://jobs.lever.co/acme/7">Baker</a>'


def test_a_page_is_fetched_and_read(web):
    web.on(URL, LEVER)

    (found,) = web.detect("www.acme.example/careers")

    assert spelling(found) == "lever:acme"
    assert found.best.reason == "the page links to https://jobs.lever.co/acme/7"


def test_redirects_are_followed_and_told(web):
    web.on(URL, status=301, location="https://acme.wd5.myworkdayjobs.com/External")
    web.on("https://acme.wd5.myworkdayjobs.com/External", "Loading")

    (found,) = web.detect(URL)

    assert spelling(found) == "workday:acme~External"
    assert found.best.board.host == "acme.wd5.myworkdayjobs.com"
    assert "leads to" in found.best.reason


def test_the_lists_that_a_page_links_to_are_looked_at_once_and_no_further(web):
    web.on(URL, '<a href="/careers/open-positions">Jobs</a><a href="/careers/baker-7">Baker</a>')
    web.on(f"{URL}/open-positions", f'{LEVER}<a href="/careers/jobs">more</a>')

    (found,) = web.detect(URL)

    assert [one.board.spelling for one in found.ranked] == ["lever:acme"]
    assert len(found.tried) == 2


def test_few_lists_are_looked_at(web):
    web.on(URL, "".join(f'<a href="/jobs?page={n}">{n}</a>' for n in range(50)))

    (found,) = web.detect(URL)

    assert len(found.tried) == 1 + MOST_FOLLOWED


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"status": 404}, "answers 404"),
        ({"status": 403}, "refusal"),
        ({"body": "<title>Just a moment...</title>"}, "challenge"),
        ({"body": "Hello"}, "names no known system"),
        ({"status": 302, "location": "https://www.acme.example/careers?again"}, "redirects"),
        ({"status": 302, "location": "http://169.254.169.254/latest"}, "private network"),
        ({"status": 302, "location": "https://www.acme.example/login"}, "login"),
        ({"body": gzip.compress(b" " * 30_000_000), "content_encoding": "gzip"}, "more than"),
    ],
)
def test_a_page_that_cannot_be_used_says_why(web, answer, said):
    web.on(URL, **answer)
    web.on(f"{URL}?again", status=302, location=URL)

    (found,) = web.detect(URL)

    assert found.best is None
    assert said in found.tried[-1]


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/", "http://10.1.2.3/", "http://192.168.0.1:9200/", "http://169.254.169.254/",
     "http://[::1]/", "http://[fd00::1]/", "http://[::ffff:127.0.0.1]/", "http://0.0.0.0/"],
)  # fmt: skip
def test_a_private_address_is_never_asked(web, url):
    (found,) = web.detect(url)

    assert "never asked" in found.tried[0]


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://acme.example/", "data:text/html,x"])
def test_what_is_not_of_the_web_is_never_asked(web, url):
    (found,) = web.detect(url if "://" in url else f"{url}://")

    assert "no address of the web" in found.tried[0]


def test_one_bad_address_costs_no_other(web):
    web.on(URL, LEVER)

    bad, good, broken = web.detect("http://127.0.0.1/", URL, "https://[broken")

    assert (bad.best, spelling(good), broken.best) == (None, "lever:acme", None)
    assert broken.tried
