"""Real Phenom pages through the spider."""

import json

import pytest

from mappings.identity import Board
from tests.samples.recordings import Answer, Sample, assert_well_read, crawl

SIGN = "phApp.ddo = "


def _data(text):
    data, _ = json.JSONDecoder().raw_decode(text, text.index(SIGN) + len(SIGN))
    return data


def _job_page(row):
    """A page of a posting: the recorded answer of the same kind, with the names of the row."""
    detail = Sample("phenom", "hendrick_jobdetail_widget_shortened").json()
    detail["jobDetail"]["data"]["job"] |= {"jobSeqNo": row["jobSeqNo"], "jobId": row["jobId"]}
    return f"<html><script>var phApp = {{}}; {SIGN}{json.dumps(detail)};</script></html>"


def _crawl(folder, name):
    """One page of the search is recorded; its total is made that of its rows."""
    sample = Sample("phenom", name)
    text, url = sample.path.read_text(), sample.about["url"]
    search = _data(text)["eagerLoadRefineSearch"]
    rows, total = search["data"]["jobs"], search["totalHits"]
    text = text.replace(f'"totalHits":{total}', f'"totalHits":{len(rows)}')
    _, _, host, *site, _ = url.split("/")
    base = url.removesuffix("/search-results")
    answers = [Answer(f"{url}?from=0&s=1", text, kind="text/html")]
    answers += [
        Answer(f"{base}/job/{row['jobSeqNo']}", _job_page(row), kind="text/html") for row in rows
    ]
    return rows, crawl(folder, Board("phenom", host, "/".join(site)), answers)


@pytest.mark.parametrize("name", ["adobe_search_results_ddo", "phenom_own_search_trimmed"])
def test_the_search_and_pages_of_postings(name, tmp_path):
    rows, crawled = _crawl(tmp_path, name)

    assert_well_read(crawled.report, crawled.postings)
    assert len(crawled.postings) == len(rows)
    assert all(one.locations[0].city and one.posted_at for one in crawled.postings)
    assert all(one.employment_types == ("full_time",) for one in crawled.postings)
    assert all("Texas Medical Board" in one.description_text for one in crawled.postings)
    assert all(one.language == "en" for one in crawled.postings)


def test_no_names_of_people_are_kept(tmp_path):
    rows, crawled = _crawl(tmp_path, "adobe_search_results_ddo")

    people = {row["hiringManager"] for row in rows if row.get("hiringManager")}
    kept = "".join(one.model_dump_json() for one in crawled.postings)
    assert people
    assert not [person for person in people if person in kept]
