"""Redirects that are an answer are not followed: to the vendor's own site, to a login."""

import json

import pytest

from tests.crawler.test_listing import BOARD, SITE, Paged, _crawl


class Redirecting(Paged):
    """A source that sends those away who ask for what it does not have."""

    name = "paged"
    missing_redirects = ("www.vendor.example/*",)
    gone_redirects = ("jobs.example/acme",)


@pytest.fixture
def web(tmp_path):
    """Fill the recorded web: path -> JSON value, or the address to which it redirects."""

    def fill(answers):
        responses = []
        for number, (path, answer) in enumerate(answers.items()):
            url, name = f"{SITE}{path}", f"{number}.json"
            if isinstance(answer, str):
                responses.append({"url": url, "status": 302, "headers": {"location": answer}})
            else:
                (tmp_path / name).write_text(json.dumps(answer))
                responses.append({"url": url, "file": name})
        meta = {"board": BOARD.id, "note": "", "real": False, "responses": responses}
        meta["fetched_at"] = "2026-11-20T08:00:00Z"
        (tmp_path / "meta.json").write_text(json.dumps(meta))
        return tmp_path

    return fill


def _report(folder):
    reports, postings = _crawl(folder, spider=Redirecting)
    return reports[BOARD.id], postings


def test_a_redirect_to_the_vendors_site_says_that_there_is_no_such_board(web):
    report, _ = _report(web({"/acme/list/0": "https://www.vendor.example/"}))

    assert report.outcome == "missing"
    assert "redirects to https://www.vendor.example/" in report.evidence


@pytest.mark.parametrize("login", ["/login.php?r=%2Fjobs", "https://id.vendor.example/sso/acme"])
def test_a_redirect_to_a_login_blocks_the_board(web, login):
    report, _ = _report(web({"/acme/list/0": login}))

    assert report.outcome == "blocked"
    assert "redirects to a login" in report.evidence


def test_any_other_redirect_is_followed(web):
    listing = {"rows": [{"id": 1, "title": "Cook", "detail": False}]}
    report, postings = _report(
        web({"/acme/list/0": "/acme/login-hint", "/acme/login-hint": listing})
    )

    assert (report.outcome, postings) == ("complete", ["1"])


def test_a_detail_that_leads_back_to_the_board_is_gone(web):
    listing = {"rows": [{"id": 1}, {"id": 2}]}
    report, postings = _report(
        web({"/acme/list/0": listing, "/acme/1": "/acme", "/acme/2": {"title": "Cook"}})
    )

    assert (report.outcome, postings) == ("complete", ["2"])
    assert report.rejected[0].source_id == "1"
    assert f"redirects to {SITE}/acme" in report.rejected[0].reason


def test_a_further_page_that_leads_away_leaves_the_read_partial(web):
    listing = {"rows": [{"id": 1, "title": "Cook", "detail": False}], "follow": [1]}
    report, _ = _report(
        web({"/acme/list/0": listing, "/acme/list/1": "https://www.vendor.example/"})
    )

    assert report.outcome == "partial"


class Posting(Redirecting):
    """A source whose listing is posted for."""

    name = "paged"

    def page_request(self, at):
        return super().page_request(at).replace(method="POST", body="{}")


def test_a_redirect_that_would_lose_what_was_posted_is_not_followed(tmp_path):
    answers = [
        {"url": f"{SITE}/acme/list/0", "method": "POST", "status": 303,
         "headers": {"location": "/maintenance"}},
        {"url": f"{SITE}/maintenance", "file": "0.json"},
    ]  # fmt: skip
    (tmp_path / "0.json").write_text('{"rows": []}')
    meta = {"board": BOARD.id, "note": "", "real": False, "responses": answers}
    (tmp_path / "meta.json").write_text(json.dumps(meta | {"fetched_at": "2026-11-20T08:00:00Z"}))

    reports, _ = _crawl(tmp_path, spider=Posting)

    assert reports[BOARD.id].outcome == "failed"
    assert "answers 303" in reports[BOARD.id].evidence
