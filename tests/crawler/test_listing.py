"""The shape of all listings: pages, details, what goes wrong on the way, and how a read ends."""

import asyncio
import json
from dataclasses import replace

import pytest
from scrapy import Request
from scrapy.crawler import AsyncCrawlerRunner

from crawler.addresses import Address
from crawler.normalize.posting import posting
from crawler.normalize.statement import Statement
from crawler.pipelines import board_read, posting_read
from crawler.raw import Employer
from crawler.settings import CrawlSettings
from crawler.shapes.base import Task
from crawler.shapes.listing import Listing, Page
from crawler.web.answers import read_json
from crawler.web.recording import without_index
from mappings.identity import Board

SITE = "https://jobs.example"
BOARD = Board("paged", "acme")


class Paged(Listing):
    """A source of the tests: numbered pages of thin rows, a detail each."""

    name = "paged"
    listing = "pages, then a detail each"
    addresses = (Address("jobs.example/{token}"),)
    max_pages = 20

    def page_request(self, at):
        return Request(f"{SITE}/{at.board.token}/list/{at.link or 0}")

    def read_page(self, response, at):
        answer = read_json(response)
        more = {name: answer[name] for name in ("follow", "total", "overlaps") if name in answer}
        return Page(answer["rows"], **more)

    def skip(self, row):
        return row.get("hidden", False)

    def detail_request(self, row, at):
        return Request(f"{SITE}/{at.board.token}/{row['id']}") if row.get("detail", True) else None

    def to_posting(self, raw):
        row, detail = raw.fields.object("row"), raw.fields.object("detail")
        row.flag("hidden"), row.flag("detail")
        source_id = row.identifier("id") or raw.fields.identifier("id")
        title = detail.text("title") or raw.fields.text("title")
        return posting(raw, Statement(source_id=source_id, title=title, url=f"{SITE}/{source_id}"))


class Opened(Paged):
    """A listing behind two pages to open, and a second place to ask."""

    name = "paged"

    def opening_request(self, board):
        return Request(f"{SITE}/{board.token}/site")

    def further_opening_request(self, board, opening):
        return None if "token" in opening else Request(f"{SITE}/{board.token}/token")

    def read_opening(self, response):
        return read_json(response)

    def is_missing(self, response):
        return response.status == 400 and b"no such site" in response.body

    def page_request(self, at):
        return Request(f"{SITE}/{at.board.token}/{at.opening['token']}/{at.link or 'feed'}")

    def other_link(self, response, at):
        return "list" if at.link is None and response.status == 404 else None

    def read_page(self, response, at):
        page = super().read_page(response, at)
        return replace(page, employer=Employer(at.opening["company"]))


@pytest.fixture
def web(tmp_path):
    """Fill the recorded web: path -> JSON value, or (status, text)."""

    def fill(answers):
        responses = []
        for number, (path, answer) in enumerate(answers.items()):
            status, body = answer if isinstance(answer, tuple) else (200, json.dumps(answer))
            (tmp_path / f"{number}.json").write_text(body)
            responses.append(
                {"url": f"{SITE}{path}", "status": status, "file": f"{number}.json",
                 "headers": {"content-type": "application/json"}}
            )  # fmt: skip
        meta = {"board": "paged:acme", "note": "", "real": False, "responses": responses}
        meta["fetched_at"] = "2026-11-20T08:00:00Z"
        (tmp_path / "meta.json").write_text(json.dumps(meta))
        return tmp_path

    return fill


def _crawl(folder, *boards, spider=Paged, company="Acme"):
    reports, postings = {}, []

    async def run():
        settings = without_index(CrawlSettings(web=folder)) | {
            "TWISTED_REACTOR_ENABLED": False,
            "RETRY_ENABLED": False,
        }
        runner = AsyncCrawlerRunner(settings)
        crawler = runner.create_crawler(spider)
        crawler.signals.connect(
            lambda report: reports.update({report.board: report}), signal=board_read, weak=False
        )
        crawler.signals.connect(
            lambda content: postings.append(content.source_id), signal=posting_read, weak=False
        )
        tasks = [Task(board, Employer(company)) for board in boards or (BOARD,)]
        await runner.crawl(crawler, tasks=tasks)

    asyncio.run(run())
    return reports, sorted(postings)


def _rows(*ids, **more):
    return [{"id": i, **more} for i in ids]


def _details(*ids):
    return {f"/acme/{i}": {"title": f"Cook {i}"} for i in ids}


def test_every_page_and_every_detail_is_read(web):
    reports, postings = _crawl(
        web(
            {
                "/acme/list/0": {"rows": _rows(1, 2), "follow": [1], "total": 5},
                "/acme/list/1": {"rows": _rows(3, 4), "follow": [2]},
                "/acme/list/2": {"rows": _rows(5)},
                **_details(1, 2, 3, 4, 5),
            }
        )
    )

    report = reports["paged:acme"]
    assert (report.outcome, report.listed, report.new) == ("complete", 5, 5)
    assert postings == ["1", "2", "3", "4", "5"]


def test_pages_may_branch(web):
    reports, postings = _crawl(
        web(
            {
                "/acme/list/0": {"rows": [], "follow": ["a", "b"], "total": 3},
                "/acme/list/a": {"rows": _rows(1, 2)},
                "/acme/list/b": {"rows": _rows(2, 3)},
                **_details(1, 2, 3),
            }
        )
    )

    report = reports["paged:acme"]
    assert (report.outcome, report.listed, report.repeated) == ("complete", 3, 1)
    assert postings == ["1", "2", "3"]


def test_a_total_that_is_not_met_is_partial(web):
    reports, _ = _crawl(web({"/acme/list/0": {"rows": _rows(1), "total": 9}, **_details(1)}))

    report = reports["paged:acme"]
    assert report.outcome == "partial"
    assert "9" in report.evidence


def test_a_page_that_fails_makes_the_read_partial_and_keeps_what_was_read(web):
    reports, postings = _crawl(
        web(
            {
                "/acme/list/0": {"rows": _rows(1), "follow": [1]},
                "/acme/list/1": (500, "oops"),
                **_details(1),
            }
        )
    )

    report = reports["paged:acme"]
    assert (report.outcome, postings) == ("partial", ["1"])
    assert "500" in report.evidence


def test_a_404_is_a_missing_board_on_the_first_page_only(web):
    first, _ = _crawl(web({"/acme/list/0": (404, "{}")}))
    later, _ = _crawl(
        web(
            {
                "/acme/list/0": {"rows": _rows(1, detail=False), "follow": [1]},
                "/acme/list/1": (404, "{}"),
            }
        )
    )

    assert first["paged:acme"].outcome == "missing"
    assert later["paged:acme"].outcome != "missing"


def test_a_detail_that_is_gone_is_named_and_the_listing_stays_complete(web):
    reports, postings = _crawl(
        web({"/acme/list/0": {"rows": _rows(1, 2)}, **_details(1), "/acme/2": (410, "")})
    )

    report = reports["paged:acme"]
    assert (report.outcome, postings) == ("complete", ["1"])
    assert [rejection.source_id for rejection in report.rejected] == ["2"]
    assert "410" in report.rejected[0].reason


@pytest.mark.parametrize("answer", [(500, "oops"), (200, "<html>"), (200, ""), (403, "")])
def test_a_detail_that_fails_is_named_and_the_read_is_not_whole(web, answer):
    reports, postings = _crawl(
        web({"/acme/list/0": {"rows": _rows(1, 2)}, **_details(1), "/acme/2": answer})
    )

    report = reports["paged:acme"]
    assert (report.outcome, postings, report.listed) == ("partial", ["1"], 2)
    assert [rejection.source_id for rejection in report.rejected] == ["2"]


def test_a_listing_that_repeats_itself_ends_with_a_reason(web):
    pages = {f"/acme/list/{n}": {"rows": _rows(1), "follow": [n + 1]} for n in range(9)}
    reports, postings = _crawl(web({**pages, **_details(1)}))

    report = reports["paged:acme"]
    assert (report.outcome, postings) == ("partial", ["1"])
    assert "again" in report.evidence


def test_a_page_that_may_overlap_with_others_may_list_nothing_new(web):
    reports, postings = _crawl(
        web(
            {
                "/acme/list/0": {"rows": _rows(1), "follow": ["fr"]},
                "/acme/list/fr": {"rows": _rows(1), "follow": ["fr2"], "overlaps": True},
                "/acme/list/fr2": {"rows": _rows(2), "overlaps": True},
                **_details(1, 2),
            }
        )
    )

    report = reports["paged:acme"]
    assert (report.outcome, report.repeated, postings) == ("complete", 1, ["1", "2"])


def test_a_listing_without_an_end_ends_with_a_reason(web):
    pages = {
        f"/acme/list/{n}": {"rows": _rows(n, detail=False, title="Cook"), "follow": [n + 1]}
        for n in range(60)
    }
    reports, _ = _crawl(web(pages))

    report = reports["paged:acme"]
    assert report.outcome == "partial"
    assert "no end" in report.evidence
    assert report.listed == Paged.max_pages


class Numbered(Paged):
    """A source whose first page says how many pages there are."""

    name = "paged"

    def read_page(self, response, at):
        answer = read_json(response)
        return Page(answer["rows"], range(1, answer["pages"]) if at.link is None else ())


def test_a_number_of_pages_that_nobody_has_ends_with_a_reason(web):
    pages = {
        f"/acme/list/{n}": {"rows": _rows(n, detail=False, title="Cook"), "pages": 10**12}
        for n in range(60)
    }
    reports, _ = _crawl(web(pages), spider=Numbered)

    report = reports["paged:acme"]
    assert (report.outcome, report.listed) == ("partial", Paged.max_pages)
    assert "no end" in report.evidence


def test_hidden_and_unreadable_rows_are_counted(web):
    rows = [*_rows(1), *_rows(2, hidden=True), "x", *_rows(1)]
    reports, postings = _crawl(web({"/acme/list/0": {"rows": rows}, **_details(1)}))

    report = reports["paged:acme"]
    assert postings == ["1"]
    assert (report.listed, report.skipped, report.repeated) == (3, 1, 1)
    assert len(report.rejected) == 1
    assert report.outcome == "complete"


def test_a_fault_of_ours_fails_the_board_and_no_other(web, caplog):
    folder = web(
        {
            "/acme/list/0": {"nothing": "expected"},
            "/other/list/0": {"rows": _rows(1, detail=False, title="Cook")},
        }
    )
    reports, _ = _crawl(folder, BOARD, Board("paged", "other"))

    assert reports["paged:acme"].outcome == "failed"
    assert "internal error" in reports["paged:acme"].evidence
    assert "KeyError" in caplog.text
    assert reports["paged:other"].listed == 1


SITE_OPEN = {"/acme/site": {"company": "Acme Bakery"}, "/acme/token": {"token": "t"}}


def test_what_is_opened_first_serves_the_requests_and_names_the_company(web):
    folder = web(
        {**SITE_OPEN, "/acme/t/feed": {"rows": _rows(1), "total": 1, "follow": []}, **_details(1)}
    )
    reports, postings = _crawl(folder, spider=Opened, company=None)

    report = reports["paged:acme"]
    assert (report.outcome, report.company, postings) == ("complete", "Acme Bakery", ["1"])


def test_a_company_of_the_registry_wins(web):
    folder = web({**SITE_OPEN, "/acme/t/feed": {"rows": []}})
    reports, _ = _crawl(folder, spider=Opened, company="Acme")

    assert reports["paged:acme"].company == "Acme"


def test_another_place_is_asked_where_the_first_has_no_listing(web):
    folder = web(
        {
            **SITE_OPEN,
            "/acme/t/feed": (404, "{}"),
            "/acme/t/list": {"rows": _rows(1), "total": 2},
            **_details(1),
        }
    )
    reports, postings = _crawl(folder, spider=Opened)

    report = reports["paged:acme"]
    assert (report.outcome, postings) == ("partial", ["1"])
    assert "2 are stated, 1 listed" in report.evidence


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [((400, "no such site"), "missing"), ((400, "bad request"), "failed"), ((403, ""), "blocked")],
)
def test_an_opening_that_is_refused_says_why(web, answer, outcome):
    reports, _ = _crawl(web({"/acme/site": answer}), spider=Opened)

    assert reports["paged:acme"].outcome == outcome


class Refusing(Paged):
    """A source that refuses gone details, and whose hosts differ from board to board."""

    name = "paged"
    addresses = (Address("{token}.*.jobs.example"),)

    def is_gone(self, response):
        return response.status == 403 or super().is_gone(response)


def test_a_source_may_know_a_refused_detail_to_be_gone(web):
    folder = web(
        {
            "/acme/list/0": {"rows": _rows(1, 2, 3)},
            "/acme/1": (403, "{}"),
            "/acme/2": (410, ""),
            **_details(3),
        }
    )

    reports, postings = _crawl(
        folder, Board("paged", "acme", host="acme.x.jobs.example"), spider=Refusing
    )

    assert (reports["paged:acme"].outcome, postings) == ("complete", ["3"])
    assert [one.source_id for one in reports["paged:acme"].rejected] == ["1", "2"]


def test_a_board_whose_host_is_not_known_fails_with_what_to_do(web):
    reports, _ = _crawl(web({"/acme/list/0": {"rows": []}}), spider=Refusing)

    assert reports["paged:acme"].outcome == "failed"
    assert "careers page" in reports["paged:acme"].evidence
