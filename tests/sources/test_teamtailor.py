"""Teamtailor's RSS beyond its first hundred postings, which no case of ours is large enough for."""

import json

import pytest

from tests.crawling import crawl_recorded

SITE = "https://loppa.teamtailor.com"
FIRST, NEXT = f"{SITE}/jobs.rss", f"{SITE}/jobs.rss?offset=100&per_page=100"
JSON = f"{SITE}/jobs.json"


def _rss(numbers):
    items = "".join(
        f"<item><title>Flea {n}</title><guid>uuid-{n}</guid><link>{SITE}/jobs/{n}-flea</link>"
        "<remoteStatus>hybrid</remoteStatus></item>"
        for n in numbers
    )
    return f"<rss><channel><title>Loppa Circus</title>{items}</channel></rss>"


def _json(numbers):
    url = f"{SITE}/jobs"
    items = [{"id": f"uuid-{n}", "title": f"Flea {n}", "url": f"{url}/{n}-flea"} for n in numbers]
    return json.dumps({"items": items})


def _crawl(folder, answers):
    responses = []
    for number, (url, body) in enumerate(answers.items()):
        name = f"{number}.xml" if body.startswith("<") else f"{number}.json"
        (folder / name).write_text(body)
        responses.append({"url": url, "file": name})
    meta = {"board": "teamtailor:loppa", "note": "", "real": False, "responses": responses}
    meta["fetched_at"] = "2026-11-20T08:00:00Z"
    (folder / "meta.json").write_text(json.dumps(meta))
    return crawl_recorded(folder)


@pytest.mark.parametrize("rest", [range(0), range(100, 130)])
def test_a_full_page_is_followed_by_the_next(tmp_path, rest):
    everything = [*range(100), *rest]
    answers = {FIRST: _rss(range(100)), NEXT: _rss(rest), JSON: _json(everything)}

    crawled = _crawl(tmp_path, answers)

    assert (crawled.report.outcome, crawled.report.listed) == ("complete", len(everything))
    assert {posting.workplace_type for posting in crawled.postings} == {"hybrid"}


def test_a_site_that_does_not_heed_the_offset_is_read_by_its_other_feed(tmp_path):
    page = _rss(range(100))

    crawled = _crawl(tmp_path, {FIRST: page, NEXT: page, JSON: _json(range(130))})

    assert (crawled.report.outcome, crawled.report.listed) == ("complete", 130)
    known = [one for one in crawled.postings if one.workplace_type == "hybrid"]
    assert len(known) == 100
