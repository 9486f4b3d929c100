"""Real recordings of real boards through the real spiders (collected where they are at hand).

`OPENINGS_SAMPLES` names a folder `<ats>/NAME.json` with `NAME.meta.json` beside it (url, method,
status, real). They are not ours to ship.
"""

import json
import os
from pathlib import Path

import pytest

from crawler.discovery import sources
from crawler.report import BoardReport
from reference.vocabularies import Outcome
from tests.crawling import crawl_recorded

ROOT = Path(os.environ["OPENINGS_SAMPLES"])
FETCHED_AT = "2026-11-20T00:00:00Z"
COMPANY = "Company of the Recording"


# One document a board each; other sources have modules of their own beside this one.
WHOLE_BOARDS = ("ashby", "greenhouse", "lever")


def _metas():
    for source in WHOLE_BOARDS:
        yield from sorted((ROOT / source).glob("*.meta.json"))


METAS = list(_metas())


def _is_listing(meta: Path) -> bool:
    """A document that the source's spider asks for, or one posting out of it."""
    body = meta.with_suffix("").with_suffix(".json")
    return body.exists() and "graphql" not in meta.name and "offices" not in meta.name


LISTINGS = [meta for meta in METAS if _is_listing(meta)]


def _case_from(meta: Path, folder: Path) -> Path:
    """The recording as a case of ours, under the address that the spider asks for."""
    source = sources()[meta.parent.name]
    recorded = json.loads(meta.read_text(encoding="utf-8"))
    body = _whole_listing(json.loads(meta.with_suffix("").with_suffix(".json").read_text()))
    board = source.board_at(recorded["url"]) or source.board_at(
        recorded["url"].replace("SITE", "recorded").replace("BOARD", "recorded")
    )
    assert board is not None, f"{recorded['url']} is recognised"
    (folder / "body.json").write_text(json.dumps(body))
    (folder / "meta.json").write_text(
        json.dumps(
            {
                "board": board.spelling,
                "note": recorded.get("note", ""),
                "real": recorded["real"],
                "fetched_at": FETCHED_AT,
                "company": COMPANY,
                "responses": [
                    {
                        "url": source().list_url(board),
                        "status": recorded["status"],
                        "headers": {"content-type": recorded["content_type"]},
                        "file": "body.json",
                    }
                ],
            }
        )
    )
    return folder


def _whole_listing(body):
    """A single posting as a listing of one; a listing cut by its recorder with its true total."""
    if isinstance(body, dict) and "absolute_url" in body:
        body = {"jobs": [body]}
    if isinstance(body, dict) and "jobs" in body and "apiVersion" not in body:
        body["meta"] = {"total": len(body["jobs"])}
    return body


@pytest.fixture(params=LISTINGS, ids=lambda meta: f"{meta.parent.name}-{meta.stem}")
def crawled(request, tmp_path):
    return crawl_recorded(_case_from(request.param, tmp_path))


def test_there_are_recordings_of_each():
    assert {meta.parent.name for meta in LISTINGS} == set(WHOLE_BOARDS)


def test_it_is_read_whole(crawled):
    report: BoardReport = crawled.report

    assert report.outcome in {Outcome.COMPLETE, Outcome.EMPTY, Outcome.MISSING}, report.evidence
    assert report.rejected == ()
    assert len(crawled.postings) == report.listed - report.skipped


def test_no_field_is_left_unread(crawled):
    assert crawled.report.unmapped == {}


def test_no_field_has_an_unexpected_type(crawled):
    assert crawled.report.odd == {}


def test_required_fields_are_filled_and_no_placeholder_is_taken_for_a_value(crawled):
    for posting in crawled.postings:
        assert posting.title
        assert posting.url.startswith("https://")
        assert posting.company.name
        dumped = posting.model_dump_json(exclude={"description_html", "description_text"})
        assert not {'"None"', '"null"', '"undefined"', '"N/A"'} & set(dumped.split(","))


def test_descriptions_are_clean(crawled):
    for posting in crawled.postings:
        text, html = posting.description_text or "", posting.description_html or ""
        assert "&lt;" not in text
        assert "&amp;" not in text
        assert "<p>" not in text
        assert "style=" not in html
        assert "<script" not in html
