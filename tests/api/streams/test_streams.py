"""Any search as a stream: whole, once, resumable, and not sent again while nothing changed."""

import csv
import io
import json

import httpx
import pytest

from api.routes.streams import formats
from api.streams.format import Format
from tests.api.problems import errors_of
from tests.api.serving import Index, walk
from tests.factories import job_posting

EXPORTS = [kind for kind in formats() if not kind.feed]
ALL = list(formats())


def _name(kind: Format) -> str:
    return kind.extension


@pytest.fixture
def many(own_api: httpx.Client, index: Index) -> httpx.Client:
    index.add(*(job_posting(title=f"Cook {n}") for n in range(1_234)))
    return own_api


def _lines(answer: httpx.Response) -> list[dict[str, object]]:
    return [json.loads(line) for line in answer.raise_for_status().text.splitlines()]


def test_ndjson_has_what_the_search_has(api: httpx.Client) -> None:
    pages = walk(api, "/v1/jobs?status=open,closed")
    searched = {job["id"]: job for page in pages for job in page["jobs"]}
    exported = {job["id"]: job for job in _lines(api.get("/v1/jobs.ndjson?status=open,closed"))}
    assert exported == searched


def test_every_posting_comes_once_and_their_number_is_said_before(many: httpx.Client) -> None:
    answer = many.get("/v1/jobs.ndjson")
    ids = [job["id"] for job in _lines(answer)]
    assert len(ids) == len(set(ids)) == int(answer.headers["X-Expected-Count"]) == 1_234


def test_a_broken_stream_goes_on_behind_the_last_posting(many: httpx.Client, index: Index) -> None:
    answer = many.get("/v1/jobs.ndjson?q=cook")
    whole = [job["id"] for job in _lines(answer)]
    index.add(job_posting(title="Cook, later"))
    rest = many.get(
        "/v1/jobs.ndjson",
        params={"q": "cook", "cursor": answer.headers["X-Stream-Cursor"], "after": whole[700]},
    )
    assert [job["id"] for job in _lines(rest)] == whole[701:]


def test_a_stream_is_resumed_with_its_own_search_and_posting_only(many: httpx.Client) -> None:
    cursor = many.get("/v1/jobs.ndjson?q=cook").headers["X-Stream-Cursor"]
    other = many.get("/v1/jobs.ndjson", params={"q": "baker", "cursor": cursor})
    assert other.status_code == 400
    unknown = {"q": "cook", "cursor": cursor, "after": "lever:x:1"}
    assert "after" in errors_of(many.get("/v1/jobs.ndjson", params=unknown))
    assert "cursor" in errors_of(many.get("/v1/jobs.ndjson?after=lever:x:1"))["after"]["message"]


@pytest.mark.parametrize("kind", ALL, ids=_name)
def test_what_its_source_keeps_to_itself_is_not_passed_on(
    own_api: httpx.Client, index: Index, kind: Format
) -> None:
    index.add(
        job_posting(title="Free Cook", may_syndicate=True),
        job_posting(title="Plain Cook"),
        job_posting(title="Kept Cook", may_syndicate=False),
    )
    assert own_api.get("/v1/jobs").json()["total"] == 3
    answer = own_api.get(f"/v1/jobs.{kind.extension}").raise_for_status()
    assert answer.headers["X-Expected-Count"] == "2"
    assert b"Kept Cook" not in answer.content


@pytest.mark.parametrize("kind", ALL, ids=_name)
def test_nothing_is_sent_again_while_nothing_changed(api: httpx.Client, kind: Format) -> None:
    address = f"/v1/jobs.{kind.extension}?q=boat"
    first = api.get(address).raise_for_status()
    tag, modified = first.headers["ETag"], first.headers["Last-Modified"]
    for known in ({"If-None-Match": tag}, {"If-Modified-Since": modified}):
        again = api.get(address, headers=known)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["ETag"] == tag
    other = api.get(f"/v1/jobs.{kind.extension}?q=coffee", headers={"If-None-Match": tag})
    assert other.status_code == 200
    assert api.get(address, headers={"If-Modified-Since": "yesterday"}).status_code == 200


@pytest.mark.parametrize("kind", ALL, ids=_name)
def test_an_unchanged_stream_has_the_same_bytes(api: httpx.Client, kind: Format) -> None:
    address = f"/v1/jobs.{kind.extension}"
    assert api.get(address).content == api.get(address).content


@pytest.mark.parametrize("kind", ALL, ids=_name)
def test_a_stream_is_as_strict_as_the_search(api: httpx.Client, kind: Format) -> None:
    assert "contry" in errors_of(api.get(f"/v1/jobs.{kind.extension}?contry=DE"))
    assert "country" in errors_of(api.get(f"/v1/jobs.{kind.extension}?country=Narnia"))


@pytest.mark.parametrize("kind", ALL, ids=_name)
def test_a_stream_that_finds_nothing_is_whole(api: httpx.Client, kind: Format) -> None:
    answer = api.get(f"/v1/jobs.{kind.extension}?q=zymurgist")
    assert answer.status_code == 200
    assert answer.headers["X-Expected-Count"] == "0"


def test_csv_has_a_row_a_posting_and_a_column_a_field(api: httpx.Client) -> None:
    rows = list(csv.DictReader(io.StringIO(api.get("/v1/jobs.csv?q=boats").text)))
    data = next(row for row in rows if row["title"] == "Data Engineer")
    assert data["skills"] == "Python; SQL"
    assert data["locations.city"] == "Austin"
    assert data["company.name"] == "Café Lantern"
    assert data["salary.min"] == "60.0"
    assert data["seniority"] == "senior"
    assert data["evergreen"] == ""


def test_csv_of_chosen_fields(api: httpx.Client) -> None:
    text = api.get("/v1/jobs.csv?q=barista&fields=title,company").text
    assert text.splitlines()[0] == "id,title,company.id,company.name,company.domain"
    assert len(text.splitlines()) == 2
