"""Real Eightfold answers of both generations through the spider."""

from mappings.identity import Board
from tests.samples.recordings import Answer, Sample, assert_well_read, crawl

NEW = Board("eightfold", "morganstanley", "morganstanley.com")
CLASSIC = Board("eightfold", "explore.jobs.netflix.net", "netflix.com")
PCSX = "https://{host}/api/pcsx/search?domain={domain}&query=&location=&start=0&sort_by=timestamp"


def _sample(name):
    return Sample("eightfold", name).json()


def _whole(listing):
    """One page is recorded; its count is made that of the page."""
    listing["count"] = len(listing["positions"])
    return listing["positions"]


def test_the_newer_generation(tmp_path):
    search, detail = _sample("morganstanley_pcsx_search"), _sample("morganstanley_pcsx_detail")
    rows = _whole(search["data"])
    host = "morganstanley.eightfold.ai"
    answers = [Answer(PCSX.format(host=host, domain=NEW.site), search)]
    for row in rows:
        url = f"https://{host}/api/pcsx/position_details?position_id={row['id']}"
        body = detail | {"data": detail["data"] | row}
        answers.append(Answer(f"{url}&domain={NEW.site}&hl=en", body))

    crawled = crawl(tmp_path, NEW, answers)

    assert_well_read(crawled.report, crawled.postings)
    posting = next(one for one in crawled.postings if one.source_id == str(rows[0]["id"]))
    assert (posting.locations[0].city, posting.locations[0].region_code) == ("Bengaluru", "IN-KA")
    assert (posting.employment_text, posting.seniority) == ("Full time", "vp")
    assert posting.requisition_id == "PT-JR040351"
    assert posting.workplace_type == "hybrid"
    assert posting.posted_at.isoformat() == "2026-07-13"
    assert "myworkdayjobs.com" in posting.apply_url
    assert all(one.locations[0].country for one in crawled.postings)


def test_a_position_that_is_gone(tmp_path):
    search, detail = _sample("morganstanley_pcsx_search"), _sample("morganstanley_pcsx_detail")
    search["data"]["positions"][2:] = []
    first, second = _whole(search["data"])
    host = "morganstanley.eightfold.ai"
    url = f"https://{host}/api/pcsx/position_details?position_id={{}}&domain={NEW.site}&hl=en"
    gone = Answer(url.format(second["id"]), _sample("morganstanley_pcsx_not_found"), status=404)
    answers = [
        Answer(PCSX.format(host=host, domain=NEW.site), search),
        Answer(url.format(first["id"]), detail),
        gone,
    ]

    crawled = crawl(tmp_path, NEW, answers)

    assert crawled.report.outcome == "complete"
    assert [one.source_id for one in crawled.report.rejected] == [str(second["id"])]


def _refused(name, url):
    return Answer(url, _sample(name), status=403)


def test_the_classic_generation(tmp_path):
    """The list refuses PCSX first; its rows stand in for details, which were not recorded."""
    listing = _sample("netflix_apply_v2_page1")
    host, domain = CLASSIC.token, CLASSIC.site
    rows = _whole(listing)
    jobs = f"https://{host}/api/apply/v2/jobs"
    ask = f"?domain={domain}&start=0&num=10&query=&location=&sort_by=timestamp"
    answers = [
        _refused("pcsx_not_enabled_403", PCSX.format(host=host, domain=domain)),
        Answer(f"{jobs}{ask}", listing),
    ]
    for row in rows:
        answers.append(Answer(f"{jobs}/{row['id']}?domain={domain}", row))

    crawled = crawl(tmp_path, CLASSIC, answers, company=None)

    assert_well_read(crawled.report, crawled.postings)
    assert {one.company.name for one in crawled.postings} == {listing["branding"]["companyName"]}
    by_id = {one.source_id: one for one in crawled.postings}
    remote, office = by_id["790313345439"], by_id["790313240022"]
    assert (remote.workplace_type, remote.remote_from.countries) == ("remote", ("US",))
    assert (office.locations[0].city, office.workplace_type) == ("Los Gatos", "onsite")
    assert remote.posted_at.isoformat() == "2025-12-19"


def test_neither_generation(tmp_path):
    host, domain = CLASSIC.token, CLASSIC.site
    ask = f"?domain={domain}&start=0&num=10&query=&location=&sort_by=timestamp"
    answers = [
        _refused("pcsx_not_enabled_403", PCSX.format(host=host, domain=domain)),
        _refused("apply_v2_not_authorized_403", f"https://{host}/api/apply/v2/jobs{ask}"),
    ]

    assert crawl(tmp_path, CLASSIC, answers).report.outcome == "blocked"
