"""A real Jibe answer through the spider."""

from mappings.identity import Board
from tests.samples.recordings import Answer, Sample, assert_well_read, crawl

HOST = "careers.docusign.com"


def test_a_list(tmp_path):
    """Ten of 33 were recorded."""
    listing = Sample("icims", "docusign_jibe_api_jobs").json()
    listing["totalCount"] = len(listing["jobs"])
    address = f"https://{HOST}/api/jobs?page=1&limit=100"

    crawled = crawl(tmp_path, Board("jibe", HOST), [Answer(address, listing)])

    assert_well_read(crawled.report, crawled.postings)
    assert len(crawled.postings) == 10
    for posting in crawled.postings:
        assert posting.workplace_type == "hybrid"
        assert posting.employment_types == ("full_time",)
        assert {place.country for place in posting.locations} == {"US"}
        assert all(place.city for place in posting.locations)
        assert posting.url.startswith(f"https://{HOST}/jobs/{posting.source_id}")
        assert len(posting.description_text) > 5_000
