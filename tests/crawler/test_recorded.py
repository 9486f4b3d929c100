"""The recorded web: which of the recorded answers a request gets."""

import asyncio
import json
from types import SimpleNamespace

import pytest
from scrapy import Request
from scrapy.http import JsonRequest
from scrapy.settings import Settings

from crawler.web.recorded import WEB_SETTING, NotRecordedError, RecordedWeb

URL = "https://boards.example/search"


@pytest.fixture
def web(tmp_path):
    posts = [("first", {"skip": 0, "take": 20}), ("second", {"skip": 20, "take": 20})]
    responses = [
        {"url": URL, "method": "POST", "posted": json.dumps(body), "file": name}
        for name, body in posts
    ]
    responses.append({"url": f"{URL}/form", "method": "POST", "file": "form"})
    for name in ("first", "second", "form"):
        (tmp_path / name).write_text(name)
    case = {
        "board": "lever:acme",
        "note": "",
        "real": False,
        "fetched_at": "2026-11-20T08:00:00Z",
        "responses": responses,
    }
    (tmp_path / "meta.json").write_text(json.dumps(case))
    return RecordedWeb(SimpleNamespace(settings=Settings({WEB_SETTING: str(tmp_path)})))


def answer(web, request):
    return asyncio.run(web.download_request(request)).body.decode()


def test_requests_to_one_url_are_told_apart_by_what_they_post(web):
    assert answer(web, JsonRequest(URL, data={"take": 20, "skip": 20})) == "second"
    assert answer(web, JsonRequest(URL, data={"take": 20, "skip": 0})) == "first"


def test_a_body_that_was_not_recorded_is_not_answered(web):
    with pytest.raises(NotRecordedError):
        answer(web, JsonRequest(URL, data={"take": 20, "skip": 40}))


def test_where_no_body_is_recorded_any_fits(web):
    assert answer(web, Request(f"{URL}/form", method="POST", body="page=2")) == "form"
