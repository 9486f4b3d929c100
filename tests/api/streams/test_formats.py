"""Every format is read back by somebody else's reader, and says what the search says."""

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import feedparser
import httpx
import pytest
from lxml import etree

from tests.api.serving import Index
from tests.factories import job_posting

ODD = "5 < 6 & ]]> \x00\x0b\ud83d\ude00 \u05e9\u05dc\u05d5\u05dd &amp; \"quoted\"; 'single'"
ODD_TITLE = "Cook & Baker <night> ]]> \N{GRINNING FACE}"


@pytest.fixture
def odd(own_api: httpx.Client, index: Index) -> httpx.Client:
    """Postings with everything, with nothing, with forty places, and with odd letters."""
    index.add(
        job_posting(
            title="Sail Maker",
            source_id="full",
            company={"id": "x.example", "name": "Tidewater & Sons", "domain": "x.example"},
            description_html="<p>Sew sails.</p><ul><li>Cut</li></ul>",
            description_text="Sew sails.\n- Cut",
            requisition_id="R-7",
            apply_url="https://jobs.example.com/apply/7",
            locations=[
                {"text": "Kiel", "city": "Kiel", "country": "DE", "lat": 54.3, "lon": 10.1},
                {"text": "Wien", "city": "Vienna", "country": "AT"},
            ],
            workplace_type="hybrid",
            employment_types=["full_time", "internship"],
            salary={
                "min": 40_000,
                "max": 50_000.5,
                "currency": "EUR",
                "period": "year",
                "ranges": [{"min": 40_000, "max": 50_000.5, "currency": "EUR", "period": "year"}],
            },
            posted_at="2026-03-01",
            valid_through="2026-12-31T00:00:00Z",
            start_date="2026-05-01",
            experience_years_min=3,
            education="bachelor",
            category="trades",
            skills=["Sewing", "Rigging"],
            language="en",
            license="CC0",
            attribution="Employment Service",
            provenance={"salary": "stated"},
            first_seen_at="2026-03-02T09:30:00Z",
        ),
        job_posting(title="Plain", source_id="plain", first_seen_at="2026-03-02T09:29:00Z"),
        job_posting(
            title=ODD_TITLE,
            source_id="odd",
            description_text=ODD.replace("\ud83d\ude00", "\N{GRINNING FACE}"),
            description_html=f"<p>{ODD_TITLE}</p>",
            locations=[{"text": f"Place {n}", "country": "DE"} for n in range(40)],
            workplace_type="remote",
            remote_from={"countries": ["DE"]},
            first_seen_at="2026-03-02T09:28:00Z",
        ),
    )
    return own_api


def _parsed(odd: httpx.Client, extension: str) -> Any:
    answer = odd.get(f"/v1/jobs.{extension}").raise_for_status()
    parsed = feedparser.parse(answer.content, response_headers=dict(answer.headers))
    assert not parsed.bozo, parsed.get("bozo_exception")
    return parsed


@pytest.mark.parametrize("extension", ["rss", "atom"])
def test_a_feed_is_well_formed_and_has_the_latest_first(odd: httpx.Client, extension: str) -> None:
    parsed = _parsed(odd, extension)
    assert parsed.version == {"rss": "rss20", "atom": "atom10"}[extension]
    first, second, third = parsed.entries
    assert first.title == "Sail Maker - Tidewater & Sons"
    assert first.link == "https://jobs.example.com/tidewater/full"
    assert first.id.endswith("greenhouse:tidewater:full")
    assert first.content[0].value.startswith("<p>Sew sails.</p>")
    assert {"trades", "hybrid", "Sewing", "Kiel, DE"} <= {tag.term for tag in first.tags}
    assert datetime(*first.published_parsed[:6], tzinfo=UTC) == datetime(
        2026, 3, 2, 9, 30, tzinfo=UTC
    )
    assert second.title == "Plain - Tidewater Boats"
    assert third.title == f"{ODD_TITLE} - Tidewater Boats"


def test_atom_names_all_that_its_standard_asks_for(odd: httpx.Client) -> None:
    feed = etree.fromstring(odd.get("/v1/jobs.atom").content)
    names = {"a": "http://www.w3.org/2005/Atom"}
    for holder in (feed, *feed.findall("a:entry", names)):
        for name in ("id", "title", "updated"):
            assert holder.findtext(f"a:{name}", namespaces=names)
    for entry in feed.findall("a:entry", names):
        assert entry.findtext("a:author/a:name", namespaces=names)


@pytest.mark.parametrize("extension", ["rss", "atom"])
def test_a_feed_leads_to_all_of_its_pages(
    own_api: httpx.Client, index: Index, extension: str
) -> None:
    index.add(*(job_posting(title=f"Cook {n}") for n in range(25)))
    address: str | None = f"/v1/jobs.{extension}?q=cook&limit=10"
    seen: Counter[str] = Counter()
    while address:
        parsed = feedparser.parse(own_api.get(address).raise_for_status().content)
        seen.update(entry.id for entry in parsed.entries)
        address = next((link.href for link in parsed.feed.links if link.rel == "next"), None)
    assert len(seen) == 25
    assert set(seen.values()) == {1}


def test_json_feed_has_what_its_version_asks_for(odd: httpx.Client) -> None:
    answer = odd.get("/v1/jobs.feed.json")
    feed = answer.json()
    assert answer.headers["Content-Type"] == "application/feed+json"
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == str(answer.url)
    assert [item["id"].rpartition(":")[2] for item in feed["items"]] == ["full", "plain", "odd"]
    for item in feed["items"]:
        assert item["title"]
        assert item.get("content_html") or item.get("content_text")
        assert item["_job"]["status"] == "open"
    assert feed["items"][0]["date_published"] == "2026-03-02T09:30:00Z"


def test_job_boards_get_an_element_a_place_and_no_entities(odd: httpx.Client) -> None:
    answer = odd.get("/v1/jobs.xml")
    source = etree.fromstring(answer.content)
    jobs = source.findall("job")
    references = [job.findtext("referencenumber") for job in jobs]
    assert len(references) == len(set(references)) == 2 + 1 + 40
    full = [job for job in jobs if job.findtext("requisitionid") == "R-7"]
    assert [job.findtext("city") for job in full] == ["Kiel", "Vienna"]
    expected = {
        "title": "Sail Maker",
        "date": "2026-03-01T00:00:00Z",
        "company": "Tidewater & Sons",
        "country": "DE",
        "salary": "40000-50000.50 EUR a year",
        "jobtype": "full-time, internship",
        "remotetype": "Hybrid remote",
        "expirationdate": "2026-12-31T00:00:00Z",
        "description": "<p>Sew sails.</p><ul><li>Cut</li></ul>",
    }
    assert {name: full[0].findtext(name) for name in expected} == expected
    odd_job = next(job for job in jobs if job.findtext("title") == ODD_TITLE)
    assert odd_job.findtext("description") == f"<p>{ODD_TITLE}</p>"
    plain = next(job for job in jobs if job.findtext("title") == "Plain")
    assert plain.find("salary") is None
    assert source.findtext("expectedJobCount") == "3"
    assert b"&amp;" not in answer.content
    assert b"&lt;" not in answer.content


def test_parquet_is_read_with_its_types(odd: httpx.Client, tmp_path: Path) -> None:
    file = tmp_path / "jobs.parquet"
    file.write_bytes(odd.get("/v1/jobs.parquet").content)
    query = f"""
        SELECT title, company.name, locations[1].city, len(locations), salary.max, skills[1],
               first_seen_at, start_date, posted_at, provenance['salary']
        FROM '{file}' ORDER BY first_seen_at DESC
    """
    rows = duckdb.sql(query).fetchall()
    assert len(rows) == 3
    first = rows[0]
    assert first[:6] == ("Sail Maker", "Tidewater & Sons", "Kiel", 2, 50_000.5, "Sewing")
    assert first[6].astimezone(UTC) == datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    assert (str(first[7]), first[8]) == ("2026-05-01", "2026-03-01")
    assert rows[1][4] is None
    assert rows[2][0] == ODD_TITLE


def test_parquet_of_many_is_written_in_groups(
    own_api: httpx.Client, index: Index, tmp_path: Path
) -> None:
    index.add(*(job_posting(title=f"Cook {n}") for n in range(5_200)))
    file = tmp_path / "jobs.parquet"
    file.write_bytes(own_api.get("/v1/jobs.parquet?fields=title").content)
    assert duckdb.sql(f"SELECT count(DISTINCT id) FROM '{file}'").fetchall() == [(5_200,)]
    groups = duckdb.sql(f"SELECT max(row_group_id) FROM parquet_metadata('{file}')").fetchall()
    assert groups == [(1,)]


def test_json_ld_obeys_the_rules_of_google(odd: httpx.Client) -> None:
    graph = {one["title"]: one for one in json.loads(odd.get("/v1/jobs.jsonld").content)["@graph"]}
    full = graph["Sail Maker"]
    assert full["@type"] == "JobPosting"
    assert full["datePosted"] == "2026-03-01"
    assert full["description"] == "<p>Sew sails.</p><ul><li>Cut</li></ul>"
    assert full["hiringOrganization"] == {
        "@type": "Organization",
        "name": "Tidewater & Sons",
        "sameAs": "https://x.example",
    }
    assert full["employmentType"] == ["FULL_TIME", "INTERN"]
    assert full["baseSalary"] == {
        "@type": "MonetaryAmount",
        "currency": "EUR",
        "value": {
            "@type": "QuantitativeValue",
            "minValue": 40_000,
            "maxValue": 50_000.5,
            "unitText": "YEAR",
        },
    }
    assert [place["address"]["addressCountry"] for place in full["jobLocation"]] == ["DE", "AT"]
    assert "jobLocationType" not in full
    assert full["experienceRequirements"]["monthsOfExperience"] == 36
    remote = graph[ODD_TITLE]
    assert remote["jobLocationType"] == "TELECOMMUTE"
    assert remote["applicantLocationRequirements"] == [{"@type": "Country", "name": "DE"}]
    plain = graph["Plain"]
    assert plain["datePosted"] == "2026-03-02T09:29:00Z"
    assert not {"baseSalary", "employmentType", "validThrough", "jobLocationType"} & plain.keys()
