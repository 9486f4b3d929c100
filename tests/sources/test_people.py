"""Persons whom employers name in fields of their own: gone before a payload is handed on."""

import json
from pathlib import Path

from scrapy.http import HtmlResponse, TextResponse

from crawler.discovery import sources
from crawler.shapes.listing import At
from mappings.identity import Board

HERE = Path(__file__).parent
PERSON = "Given Name"


def test_smartrecruiters_drops_custom_fields_about_people():
    case = HERE / "smartrecruiters" / "normal"
    body = (case / "intern.json").read_bytes()
    (row,) = [
        row
        for row in json.loads((case / "list.json").read_text())["content"]
        if PERSON in json.dumps(row)
    ]
    response = TextResponse("https://api.smartrecruiters.com/", body=body, encoding="utf-8")

    payload = sources()["smartrecruiters"]().read_detail(response, row)

    assert PERSON in body.decode()
    assert PERSON not in json.dumps(payload)
    assert len(payload["customField"]) == len(row["customField"]) - 1


def test_icims_drops_labelled_values_about_people():
    case, url = HERE / "icims" / "normal", "https://careers-hafenklinik.icims.com/"
    spider = sources()["icims"]()
    search, aide = (case / "search.html").read_bytes(), (case / "aide.html").read_bytes()

    page = spider.read_page(
        HtmlResponse(url, body=search, encoding="utf-8"), At(Board("icims", "careers-hafenklinik"))
    )
    payload = spider.read_detail(HtmlResponse(url, body=aide, encoding="utf-8"), page.rows[0])

    assert PERSON in search.decode()
    assert PERSON in aide.decode()
    assert PERSON not in json.dumps([*page.rows, payload])
