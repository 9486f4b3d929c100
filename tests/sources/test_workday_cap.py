"""A Workday board above the cap of 2,000, too large to be kept as a case."""

import json

from tests.crawling import crawl_recorded

HOST = "nordlicht.wd3.myworkdayjobs.com"
SERVICE = f"https://{HOST}/wday/cxs/nordlicht/Careers"
SIZES = {"grid": 1_990, "office": 25}
ROWS = {
    family: [
        {"title": "Electrician", "externalPath": f"/job/Kiel/Electrician_{family}-{number}"}
        for number in range(size)
    ]
    for family, size in SIZES.items()
}
DETAIL = {"jobPostingInfo": {"location": "Kiel"}, "userAuthenticated": False}


def _facets():
    """Families and hours agree on 2,015; places overlap."""
    families = [{"id": name, "count": size} for name, size in SIZES.items()]
    hours = [{"id": "full", "count": 2_000}, {"id": "part", "count": 15}]
    places = [{"id": "kiel", "count": 1_900}, {"id": "oslo", "count": 300}]
    nested = {"facetParameter": "locations", "values": places}
    return [
        {"facetParameter": "jobFamilyGroup", "values": families},
        {"facetParameter": "locationMainGroup", "values": [nested]},
        {"facetParameter": "timeType", "values": hours},
    ]


def _board(folder):
    """Its pages undivided and by family; all details are one file."""
    everything = ROWS["grid"] + ROWS["office"]
    pages = [({}, 0, {"total": 2_000, "jobPostings": everything[:20], "facets": _facets()})]
    for family, rows in ROWS.items():
        for offset in range(0, len(rows), 20):
            page = {"total": 0 if offset else len(rows), "jobPostings": rows[offset : offset + 20]}
            pages.append(({"jobFamilyGroup": [family]}, offset, page))
    answers = [{"url": f"{SERVICE}{row['externalPath']}", "file": "one.json"} for row in everything]
    (folder / "one.json").write_text(json.dumps(DETAIL))
    for number, (applied, offset, page) in enumerate(pages):
        asked = {"appliedFacets": applied, "limit": 20, "offset": offset, "searchText": ""}
        name = f"{number}.json"
        (folder / name).write_text(json.dumps(page))
        answers.append(
            {"url": f"{SERVICE}/jobs", "method": "POST", "posted": json.dumps(asked), "file": name}
        )
    meta = {
        "board": "workday:nordlicht~Careers", "host": HOST, "company": "Nordlicht", "note": "",
        "real": False, "fetched_at": "2026-11-20T08:00:00Z", "responses": answers,
    }  # fmt: skip
    (folder / "meta.json").write_text(json.dumps(meta))
    return folder


def test_a_board_above_the_cap_is_read_whole_without_double_count(tmp_path):
    crawled = crawl_recorded(_board(tmp_path))

    report = crawled.report
    assert (report.outcome, report.evidence) == ("complete", None)
    assert (report.listed, report.repeated) == (2_015, 0)
    assert len({posting.source_id for posting in crawled.postings}) == 2_015
