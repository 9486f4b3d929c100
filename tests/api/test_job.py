"""One posting: as JSON, as markup and as a page; and what is like it."""

import json
from typing import Any

import httpx
import pytest
from lxml import html

from tests.api.problems import assert_problem
from tests.api.serving import Index
from tests.factories import job_posting

BARISTA = "/v1/jobs/lever:lantern:barista"


def _page(client: httpx.Client, address: str) -> Any:
    answer = client.get(address, headers={"Accept": "text/html"}).raise_for_status()
    assert answer.headers["Content-Type"].startswith("text/html")
    return html.fromstring(answer.text)


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        (None, "application/json"),
        ("*/*", "application/json"),
        ("application/*;q=0.5, text/html;q=0.4", "application/json"),
        ("application/ld+json", "application/ld+json"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("text/html;q=0, application/json", "application/json"),
        ("nonsense", "application/json"),
    ],
)
def test_a_client_gets_what_it_prefers(
    api: httpx.Client, accept: str | None, content_type: str
) -> None:
    headers = {} if accept is None else {"Accept": accept}
    answer = api.get(BARISTA, headers=headers).raise_for_status()
    assert answer.headers["Content-Type"].partition(";")[0] == content_type
    assert "Accept" in answer.headers["Vary"]


def test_what_is_not_offered_is_refused(api: httpx.Client) -> None:
    problem = assert_problem(api.get(BARISTA, headers={"Accept": "image/png"}), 406)
    assert "application/ld+json" in problem["detail"]


def test_the_page_says_what_a_person_wants_to_know(api: httpx.Client) -> None:
    page = _page(api, "/v1/jobs/lever:lantern:data")
    text = page.text_content()
    for words in ("Data Engineer", "Café Lantern", "Austin, Texas, US", "from 60 USD an hour"):
        assert words in text
    assert page.xpath("//h1/text()") == ["Data Engineer"]
    (markup,) = page.xpath('//script[@type="application/ld+json"]/text()')
    assert json.loads(markup)["title"] == "Data Engineer"


def test_a_closed_posting_says_so_and_is_no_offer(api: httpx.Client) -> None:
    page = _page(api, "/v1/jobs/greenhouse:tidewater:rigger")
    assert "closed" in page.text_content()
    assert not page.xpath('//a[@class="apply"]')
    assert page.xpath('//meta[@name="robots"]/@content') == ["noindex"]


def test_no_posting_can_break_out_of_its_page(own_api: httpx.Client, index: Index) -> None:
    odd = "</script><script>alert(1)</script><b>&amp;"
    index.add(job_posting(source_id="odd", title=odd, description_text=odd, skills=[odd]))
    answer = own_api.get("/v1/jobs/greenhouse:tidewater:odd", headers={"Accept": "text/html"})
    page = html.fromstring(answer.text)
    assert page.xpath("//h1")[0].text_content() == odd
    assert len(page.xpath("//script")) == 1
    assert not page.xpath("//b")
    assert json.loads(page.xpath("//script/text()")[0])["title"] == odd
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_the_most_similar_come_first(own_api: httpx.Client, index: Index) -> None:
    def cook(name: str, **fields: Any) -> None:
        text = fields.pop("text", "Prepare soups and stews for a hundred guests, and bake bread.")
        index.add(job_posting(source_id=name, description_text=text, **fields))

    cook("it", title="Head Cook", skills=["Baking"], group_id="g1")
    cook("twin", title="Head Cook", skills=["Baking"])
    cook("other-city", title="Head Cook", skills=["Baking"], group_id="g1")
    cook("copy", title="Head Cook", duplicate_of="greenhouse:tidewater:it")
    cook("closed", title="Head Cook", status="closed", closed_at="2026-03-02T00:00:00Z")
    cook("near", title="Cook", text="Bake bread.")
    cook("far", title="Accountant", text="Keep the books of a shipyard.")
    for n in range(5):
        cook(f"filler{n}", title="Driver", text="Drive a lorry.")
    answer = own_api.get("/v1/jobs/greenhouse:tidewater:it/similar").raise_for_status()
    assert [job["source_id"] for job in answer.json()["jobs"]] == ["twin", "near"]
    one = own_api.get("/v1/jobs/greenhouse:tidewater:it/similar?limit=1").json()["jobs"]
    assert [job["source_id"] for job in one] == ["twin"]


def test_nothing_is_like_what_does_not_exist(api: httpx.Client) -> None:
    assert_problem(api.get("/v1/jobs/lever:lantern:nothing/similar"), 404)
