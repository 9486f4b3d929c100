"""A document holds all of its posting, and what is derived of it."""

from mappings.document import from_document, to_document
from tests.factories import job_posting


def test_a_posting_comes_back_out_of_its_document() -> None:
    place = {"text": "Lyon", "city": "Lyon", "country": "FR", "lat": 45.75, "lon": 4.85}
    posting = job_posting(locations=[place, {"text": "HQ"}], posted_at="2026-03-01")
    assert from_document(to_document(posting)) == posting


def test_a_place_with_coordinates_is_a_point() -> None:
    place = {"text": "Lyon", "lat": 45.75, "lon": 4.85}
    document = to_document(job_posting(locations=[place, {"text": "HQ"}]))
    assert document["locations"][0]["point"] == {"lat": 45.75, "lon": 4.85}
    assert "point" not in document["locations"][1]


def test_every_spelling_of_its_addresses_is_one_key() -> None:
    posting = job_posting(
        url="http://www.jobs.example.com/7/?utm_source=x", apply_url="https://jobs.example.com/7"
    )
    assert to_document(posting)["url_keys"] == ["jobs.example.com/7"]
