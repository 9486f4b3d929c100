"""Recorded answers of suites for human resources through their spiders.

Where only part of a board was recorded, the rest of its web is made here: rows without a recorded
detail get the recorded detail of another one, and totals are those of the rows at hand.
"""

import json
import re

from mappings.identity import Board
from tests.samples.recordings import Answer, Sample, assert_well_read, crawl

NO_COMPANY = None
HTML = "text/html; charset=utf-8"
PROBLEM = "application/problem+json"

RIPPLING = "https://api.rippling.com/platform/api/ats"
DAYFORCE = "https://jobs.dayforcehcm.com"
ADP = (
    "https://workforcenow.adp.com/mascsr/default/careercenter/public/events/staffing/v1"
    "/job-requisitions"
)
MYJOBS = "https://myjobs.adp.com/public/staffing/v1/career-site"
MYJOBS_LIST = (
    "https://my.adp.com/myadp_prefix/mycareer/public/staffing/v1/job-requisitions"
    "/apply-custom-filters?$orderby=postingDate desc&$select=reqId,jobTitle,publishedJobTitle,type,"
    "jobDescription,jobQualifications,workLocations,workLevelCode,clientRequisitionID,postingDate,"
    "requisitionLocations,postingLocations,organizationalUnits&$top=20&$skip=0&tz=America/New_York"
)
PAYLOCITY = "https://recruiting.paylocity.com"
PAYCOM = "https://www.paycomonline.net/v4/ats/web.php/portal"
PAYCOM_SERVICE = "https://ats.us-cent.paycomonline.net"
AVATURE = "https://bloomberg.avature.net/careers"
JOBVITE = "https://jobs.jobvite.com/fieldcore-review"


def _text(source, name):
    return Sample(source, name).path.read_text(encoding="utf-8")


def _json(source, name):
    return Sample(source, name).json()


def _next_data(name):
    return _json("rippling", name)["props"]["pageProps"]


def _places(posting):
    return [(place.city, place.region_code or place.region, place.country) for place in
            posting.locations]  # fmt: skip


def _by_id(crawled):
    return {one.source_id: one for one in crawled.postings}


def test_gem(tmp_path):
    answer = Answer(
        "https://api.gem.com/job_board/v0/gem/job_posts/", _json("gem", "gem_job_posts")
    )

    crawled = crawl(tmp_path, Board("gem", "gem"), [answer])

    assert_well_read(crawled.report, crawled.postings)
    for one in crawled.postings:
        assert _places(one) == [("San Francisco", "US-CA", "US")]
        assert one.workplace_type == "hybrid"
        assert one.employment_types == ("full_time",)
        assert one.departments == ("Engineering",)
    assert {str(one.posted_at.date()) for one in crawled.postings} == {"2020-11-17", "2025-12-04"}


def _rippling(tmp_path, board, lists, detail):
    ids = {row.get("id") or row["uuid"] for _, rows in lists for row in rows}
    answers = [answer for answer, _ in lists]
    answers += [
        Answer(f"{RIPPLING}/v1/board/{board}/jobs/{one}", {**detail, "uuid": one})
        for one in sorted(ids)
    ]
    crawled = crawl(tmp_path, Board("rippling", board), answers, company=NO_COMPANY)
    assert_well_read(crawled.report, crawled.postings)
    assert {one.source_id for one in crawled.postings} == ids
    return crawled


def _rippling_page(board, items):
    url = f"{RIPPLING}/v2/board/{board}/jobs?groupJobsByLocation=true&page=0&pageSize=1000"
    page = {"items": items, "page": 0, "pageSize": 1000, "totalItems": len(items), "totalPages": 1}
    return Answer(url, page), items


def test_rippling_version_2_with_the_posting_s_own_detail(tmp_path):
    board = "3rd-street-youth-center-clinic"
    listed = _next_data("3rdstreet_list_next_data")["dehydratedState"]["queries"][0]
    detail = _next_data("3rdstreet_detail_next_data")["apiData"]["jobPost"]
    items = listed["state"]["data"]["items"]

    crawled = _rippling(tmp_path, board, [_rippling_page(board, items)], detail)

    one = _by_id(crawled)[detail["uuid"]]
    assert one.company.name == "3rd Street Youth Center & Clinic"
    assert _places(one) == [("San Francisco", "US-CA", "US")]
    assert one.workplace_type == "onsite"
    assert one.employment_types == ("full_time",)
    assert one.departments == ("Behavioral Health",)
    assert one.language == "en"
    assert len(one.description_text) > 2_000


def test_rippling_version_2_with_rows_by_place(tmp_path):
    items = _json("rippling", "rippling_v2_page")["items"]
    detail = {
        **_json("rippling", "v1_job_detail"),
        "workLocations": ["San Francisco, CA", "New York, NY"],
    }

    crawled = _rippling(tmp_path, "rippling", [_rippling_page("rippling", items)], detail)

    (one,) = crawled.postings
    assert crawled.report.repeated == 1
    assert [city for city, _, _ in _places(one)] == ["San Francisco", "New York"]
    assert (one.salary.min, one.salary.max, one.salary.period) == (170_000, 250_000, "year")


def test_rippling_version_1(tmp_path):
    rows = _json("rippling", "rippling_v1_list_repeats")
    unknown, _ = _rippling_page("rippling", [])
    missing = Answer(unknown.url, _json("rippling", "board_not_found"), status=404)
    listed = Answer(f"{RIPPLING}/v1/board/rippling/jobs", rows)

    crawled = _rippling(
        tmp_path, "rippling", [(missing, []), (listed, rows)], _json("rippling", "v1_job_detail")
    )

    assert (crawled.report.listed, crawled.report.repeated) == (13, 12)


def _dayforce(tmp_path, tenant, searches, details=()):
    answers = [
        Answer(
            f"{DAYFORCE}/en-US/{tenant}/CANDIDATEPORTAL",
            f"<html>{_text('dayforce', 'pca_board_page_next_data')}</html>",
            kind=HTML,
        ),
        Answer(f"{DAYFORCE}/api/auth/csrf", {"csrfToken": "t"}),
    ]
    for offset, (status, body) in searches.items():
        question = {
            "clientNamespace": tenant,
            "jobBoardCode": "CANDIDATEPORTAL",
            "cultureCode": "en-US",
            "paginationStart": offset,
        }
        url = f"{DAYFORCE}/api/geo/{tenant}/jobposting/search"
        posted = json.dumps(question)
        answers.append(Answer(url, body, method="POST", status=status, posted=posted))
    board = Board("dayforce", tenant, "CANDIDATEPORTAL")
    return crawl(tmp_path, board, [*answers, *details], company=NO_COMPANY)


def _dayforce_detail(number, body, status=200):
    url = f"{DAYFORCE}/api/geo/pca/jobposting/pca/en-US/1/{number}"
    return Answer(url, body, status=status)


def test_dayforce(tmp_path):
    pages = [_json("dayforce", name) for name in ("pca_search", "pca_search_page2")]
    numbers = [row["jobPostingId"] for page in pages for row in page["jobPostings"]]
    detail = _json("dayforce", "pca_detail")
    details = [_dayforce_detail(one, {**detail, "jobPostingId": one}) for one in set(numbers)]
    searches = {page["offset"]: (200, {**page, "maxCount": len(set(numbers))}) for page in pages}

    crawled = _dayforce(tmp_path, "pca", searches, details)

    assert_well_read(crawled.report, crawled.postings)
    assert len(crawled.postings) == len(set(numbers)) == 50
    one = crawled.postings[0]
    assert one.company.name == "PCA"
    assert len(one.locations) == 13
    assert {place.country for place in one.locations} == {"US"}
    assert (one.salary.min, one.salary.max, one.salary.currency) == (25, 30, "USD")
    # As its description says of the same amounts.
    assert one.salary.period == "hour"
    assert str(one.posted_at) == "2026-08-10 05:00:00+00:00"
    assert one.url.endswith(f"/en-US/pca/CANDIDATEPORTAL/jobs/{one.source_id}")
    assert len(one.description_text) > 2_000


def test_dayforce_answers_for_what_is_not_there(tmp_path):
    (tmp_path / "detail").mkdir()
    (tmp_path / "tenant").mkdir()
    row = _json("dayforce", "pca_search")["jobPostings"][0]
    page = {"jobPostings": [row], "maxCount": 1, "offset": 0, "count": 1}
    gone = _dayforce_detail(
        row["jobPostingId"], _json("dayforce", "detail_not_found_404"), status=404
    )
    unknown = {0: (404, _json("dayforce", "search_unknown_tenant_404"))}

    crawled = _dayforce(tmp_path / "detail", "pca", {0: (200, page)}, [gone])
    missing = _dayforce(tmp_path / "tenant", "nosuchtenantxyz", unknown)

    assert crawled.report.outcome != "missing"
    assert [one.source_id for one in crawled.report.rejected] == [str(row["jobPostingId"])]
    assert missing.report.outcome == "missing"


def test_adp_workforce_now(tmp_path):
    board = Board("adp", "guid", "19000101_000001")
    query = "cid=guid&ccId=19000101_000001&lang=en_US&locale=en_US"
    listing = _json("adp", "wfn_wooster_list_trimmed")
    detail = _json("adp", "wfn_detail_reconstructed")
    answers = [Answer(f"{ADP}?{query}&$top=20&$skip=1", listing)]
    for row in listing["jobRequisitions"]:
        body = {**row, "requisitionDescription": detail["requisitionDescription"]}
        answers.append(Answer(f"{ADP}/{row['itemID']}?{query}", body))

    crawled = crawl(tmp_path, board, answers)

    assert_well_read(crawled.report, crawled.postings)
    for one in crawled.postings:
        assert _places(one) == [("Wooster", "US-OH", "US")]
        assert (one.salary.currency, one.salary.period) == ("USD", "hour")
    casual = _by_id(crawled)["9205650931648_1"]
    assert (casual.employment_types, casual.employment_text) == ((), "Casual")
    assert (casual.salary.min, casual.salary.max) == (16.21, 20.92)
    assert str(casual.posted_at) == "2026-09-09 12:20:00+00:00"
    assert casual.url.endswith("&jobId=573688")


def test_adp_myjobs(tmp_path):
    listing = _json("adp", "myjobs_guitarcenter_requisitions")
    rows = listing["jobRequisitions"]
    answers = [
        Answer(f"{MYJOBS}/guitarcenterexternal", _json("adp", "myjobs_guitarcenter_career_site")),
        Answer(MYJOBS_LIST, {**listing, "count": len(rows)}),
    ]

    board = Board("adp_myjobs", "guitarcenterexternal")
    crawled = crawl(tmp_path, board, answers, company=NO_COMPANY)

    assert_well_read(crawled.report, crawled.postings)
    assert {one.company.name for one in crawled.postings} == {"Guitar Center"}
    assert {one.country for posting in crawled.postings for one in posting.locations} == {"US"}
    teacher = _by_id(crawled)["5001217894100"]
    assert _places(teacher) == [("Langhorne", "US-PA", "US")]
    assert teacher.employment_types == ("part_time",)
    assert teacher.posted_at is None
    assert len(teacher.description_text) > 1_000


def test_adp_myjobs_without_such_a_site(tmp_path):
    body = _json("adp", "myjobs_unknown_site_400")
    board = Board("adp_myjobs", "nosuchsite")

    crawled = crawl(tmp_path, board, [Answer(f"{MYJOBS}/nosuchsite", body, status=400)])

    assert crawled.report.outcome == "missing"


def _paylocity(tmp_path, name):
    page = _text("paylocity", name)
    numbers = set(re.findall(r'"JobId":(\d+)', page))
    detail = _text("paylocity", "fermi_detail")
    answers = [Answer(f"{PAYLOCITY}/recruiting/jobs/All/guid/x", page, kind=HTML)]
    answers += [
        Answer(f"{PAYLOCITY}/Recruiting/Jobs/Details/{one}", detail, kind=HTML) for one in numbers
    ]
    crawled = crawl(tmp_path, Board("paylocity", "guid"), answers, company=NO_COMPANY)
    assert_well_read(crawled.report, crawled.postings)
    assert {one.source_id for one in crawled.postings} == numbers
    return crawled


def test_paylocity(tmp_path):
    crawled = _paylocity(tmp_path, "fermi_board")

    one = _by_id(crawled)["4248451"]
    assert one.company.name == "Fermi LLC"
    assert one.title == "Corporate Tax Director"
    assert one.departments == ("Finance",)
    assert _places(one) == [("Dallas", "US-TX", "US")]
    assert one.employment_types == ("full_time",)
    assert one.workplace_type is None
    assert str(one.posted_at) == "2026-06-11 21:42:33+00:00"
    assert len(one.description_text) > 5_000
    assert "Qualifications" in one.description_text


def test_paylocity_with_a_way_of_working_for_a_place(tmp_path):
    crawled = _paylocity(tmp_path, "advancedenergy_board_trimmed")

    for one in crawled.postings:
        assert _places(one) == [("Raleigh", "US-NC", "US")]
        assert one.workplace_type == "hybrid"


def test_paycom(tmp_path):
    token = "772e59a3981b29a14463ec6c3223083c"
    library = json.dumps({"atsPortalMantleServiceUrl": PAYCOM_SERVICE, "locale": "en-US"})
    config = json.dumps({"sessionJWT": "a.b.c", "libConfig": library})
    portal = f"<html><script>var configsFromHost = {config};</script></html>"
    previews = _json("paycom", "connally_previews_trimmed")
    detail = _json("paycom", "connally_detail_shortened")["jobPosting"]
    answers = [
        Answer(f"{PAYCOM}/{token}/career-page", portal, kind=HTML),
        Answer(f"{PAYCOM_SERVICE}/api/ats/job-posting-previews/search", previews, method="POST"),
    ]
    for row in previews["jobPostingPreviews"]:
        body = {"jobPosting": {**detail, "jobId": row["jobId"]}}
        answers.append(Answer(f"{PAYCOM_SERVICE}/api/ats/job-postings/{row['jobId']}", body))

    crawled = crawl(tmp_path, Board("paycom", token), answers)

    assert_well_read(crawled.report, crawled.postings)
    one = _by_id(crawled)["165817"]
    assert one.title == "Point of Care Specialist"
    assert _places(one) == [("Floresville", "US-TX", "US")]
    assert one.employment_types == ("full_time",)
    assert one.departments == ("Health Care",)
    assert str(one.posted_at) == "2026-08-27"
    assert ">10 years" in one.description_text


def _avature(tmp_path, searches, details=()):
    answers = [Answer(url, _text("avature", name), kind=HTML) for url, name in searches]
    return crawl(tmp_path, Board("avature", "bloomberg", "careers"), [*answers, *details])


def _avature_details():
    page = _text("avature", "bloomberg_search")
    urls = set(re.findall(rf"{AVATURE}/JobDetail/[^\"]*/\d+", page))
    return [Answer(url, _text("avature", "bloomberg_detail"), kind=HTML) for url in urls]


def test_avature(tmp_path):
    following = f"{AVATURE}/SearchJobs/?jobRecordsPerPage=12&jobOffset=12"
    searches = [(f"{AVATURE}/SearchJobs/", "bloomberg_search"), (following, "bloomberg_search")]

    crawled = _avature(tmp_path, searches, _avature_details())

    report = crawled.report
    assert (report.outcome, report.listed, report.repeated) == ("partial", 12, 12)
    assert (report.rejected, report.unmapped, report.odd) == ((), {}, {})
    one = _by_id(crawled)["20873"]
    assert one.title.startswith("Enterprise Services - FXGO Tradedesk")
    assert _places(one) == [("Singapore", None, "SG")]
    assert one.departments == ("Sales and Client Service",)
    assert one.requisition_id == "10052667"
    assert one.language == "en"
    assert one.apply_url.startswith(f"{AVATURE}/")
    assert "style=" not in one.description_html
    assert len(one.description_text) > 3_000
    assert one.title not in one.description_text


def test_avature_without_results(tmp_path):
    crawled = _avature(tmp_path, [(f"{AVATURE}/SearchJobs/", "bloomberg_search_no_results")])

    assert crawled.report.outcome == "empty"


def test_avature_without_such_a_posting(tmp_path):
    detail, *others = _avature_details()
    gone = _text("avature", "bloomberg_detail_not_found")
    away = Answer(detail.url, gone, status=302, kind=HTML, location=f"{AVATURE}/Error")
    following = f"{AVATURE}/SearchJobs/?jobRecordsPerPage=12&jobOffset=12"
    searches = [(f"{AVATURE}/SearchJobs/", "bloomberg_search"), (following, "bloomberg_search")]

    crawled = _avature(tmp_path, searches, [away, *others])

    (rejection,) = crawled.report.rejected
    assert rejection.reason.endswith(f"redirects to {AVATURE}/Error")


def test_jobvite(tmp_path):
    page = _text("jobvite", "fieldcore_jobs_nested_layout")
    markup = json.dumps({"@context": "https://schema.org", "@type": "JobPosting"})
    detail = (
        f'<html><script type="application/ld+json">{markup}</script>'
        '<p class="jv-job-detail-meta">Training<span></span>Houston, Texas</p>'
        '<div class="jv-job-detail-description"><p>Text.</p></div></html>'
    )
    ids = set(re.findall(r"/fieldcore-review/job/(\w+)", page))
    searches = set(re.findall(r"/fieldcore-review/(search\?[^\"]+)", page))
    answers = [
        Answer(f"{JOBVITE}/jobs", page, kind=HTML),
        *(Answer(f"{JOBVITE}/{one}", page, kind=HTML) for one in searches),
        *(Answer(f"{JOBVITE}/job/{one}", detail, kind=HTML) for one in ids),
    ]

    crawled = crawl(tmp_path, Board("jobvite", "fieldcore-review"), answers)

    assert_well_read(crawled.report, crawled.postings)
    assert {one.source_id for one in crawled.postings} == ids
    by_id = _by_id(crawled)
    assert by_id["oQ6uAfwK"].title == "Gas & Steam Turbine Controls Instructor"
    assert _places(by_id["oceeAfwY"]) == [("Houston", "US-TX", "US")]
    buyer = by_id["o3FFAfwH"]
    assert (buyer.workplace_type, buyer.remote_from.countries) == ("remote", ("MX",))
    assert all("Openings" not in name for one in crawled.postings for name in one.departments)
