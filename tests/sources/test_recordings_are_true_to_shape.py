"""The recorded boards that ship with the project look like real ones, oddities included.

`keys.json` holds the key paths of real list answers; `tests/samples` checks it against them.
"""

import html
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from crawler.discovery import sources
from crawler.web.recorded import Case, case_folders
from tests.key_paths import RECORDED, SOURCES, Keys, sources_with_keys, together, types_by_path

Row = dict[str, Any]

CASES = case_folders(RECORDED) + case_folders(SOURCES)
OTHER_HOSTS = (
    "lever-client-logos.s3.us-west-2.amazonaws.com",
    "ogp.me",
    "schema.org",
    "w3.org",
    "sitemaps.org",
    "personio.com",
    "jazzhr.com",
    "jsonfeed.org",
    "base.google.com",
    "linkedin.com",
    "successfactors.com",
)
VENDOR_HOSTS = OTHER_HOSTS + tuple(
    ".".join(address.template.partition("/")[0].split(".")[-2:])
    for source in sources().values()
    for address in source.addresses
    if "*" not in address.template.partition("/")[0].split(".")[-2:]
)
URL = re.compile(r"https?://[^\s\"'<>\\&)]+")


def documents(source: str) -> list[Any]:
    """The list answers of all recorded boards of a source."""
    folders = case_folders(RECORDED / source)
    return [json.loads((folder / _list_file(folder)).read_text()) for folder in folders]


def _list_file(folder: Path) -> str:
    """The list is asked for first."""
    return Case.load(folder).responses[0].file or ""


def rows(source: str) -> list[Row]:
    return [
        row
        for document in documents(source)
        for row in (document if isinstance(document, list) else document["jobs"])
    ]


def case_name(folder: Path) -> str:
    return f"{folder.parent.name}/{folder.name}"


@pytest.mark.parametrize("source", sources_with_keys())
def test_keys_and_types_are_those_of_real_lists_and_of_the_documentation(source: str) -> None:
    keys = Keys.load(source)
    assert types_by_path(documents(source)) == together(keys.sampled, keys.documented)


@pytest.mark.parametrize("source", sources_with_keys())
def test_documented_keys_add_to_the_sampled_ones(source: str) -> None:
    keys = Keys.load(source)
    known = [
        path for path, types in keys.documented.items() if types <= keys.sampled.get(path, set())
    ]
    assert known == [], "shown by samples: take them out of the documented ones"


def test_there_are_enough_boards_and_postings() -> None:
    assert all(len(documents(source)) >= 3 for source in sources_with_keys())
    assert 110 <= sum(len(rows(source)) for source in sources_with_keys()) <= 140


def test_the_recorded_boards_are_small() -> None:
    sizes = [path.stat().st_size for path in RECORDED.rglob("*") if path.is_file()]
    assert max(sizes) < 400_000
    assert sum(sizes) < 1_500_000


@pytest.mark.parametrize("folder", CASES, ids=case_name)
def test_a_case_names_all_its_files_and_only_them(folder: Path) -> None:
    named = {response.file for response in Case.load(folder).responses} - {None}
    present = {path.name for path in folder.iterdir()} - {"meta.json", "expected.json"}
    assert named == present


@pytest.mark.parametrize("folder", CASES, ids=case_name)
def test_only_vendors_and_reserved_names_are_linked(folder: Path) -> None:
    text = "".join(html.unescape(path.read_text(errors="replace")) for path in folder.iterdir())
    hosts = {urlsplit(url).hostname or "" for url in URL.findall(text)}
    assert {host for host in hosts if not _allowed(host)} == set()


def _allowed(host: str) -> bool:
    vendor = any(host == name or host.endswith(f".{name}") for name in VENDOR_HOSTS)
    return vendor or host.endswith(".example")


def test_no_two_jobs_share_a_text() -> None:
    texts = {
        "greenhouse": [(row["internal_job_id"], row["content"]) for row in rows("greenhouse")],
        "lever": [(row["id"], row["description"]) for row in rows("lever")],
        "ashby": [(row["id"], row["descriptionHtml"]) for row in rows("ashby")],
    }
    different = {text for pairs in texts.values() for _, text in pairs}
    jobs = {pair for pairs in texts.values() for pair in pairs}
    assert len(different) == len(jobs)


def custom(row: Row) -> Iterator[Row]:
    """The custom fields of a Greenhouse job."""
    yield from row["metadata"] or ()


def pay(row: Row) -> Iterator[Row]:
    """The pay components of an Ashby job, tier by tier."""
    for tier in row["compensation"]["compensationTiers"]:
        yield from tier["components"]


def city(row: Row) -> str:
    """The city of an Ashby job, "" where none is given."""
    address = (row["address"] or {}).get("postalAddress", {})
    return str(address.get("addressLocality", ""))


GREENHOUSE: dict[str, Callable[[Row], bool]] = {
    "content is escaped once more": lambda row: row["content"].startswith("&lt;p&gt;"),
    "inner entities are doubled": lambda row: "&amp;nbsp;" in row["content"],
    "a literal tag in the text": lambda row: "&amp;lt;" in row["content"],
    "opening boilerplate": lambda row: "content-intro" in row["content"],
    "closing boilerplate": lambda row: "content-conclusion" in row["content"],
    "pay block in the text": lambda row: "content-pay-transparency" in row["content"],
    "continental number": lambda row: bool(re.search(r"€\d\d\.000", row["content"])),
    "anchor without address": lambda row: "&lt;a&gt;" in row["content"],
    "metadata null": lambda row: row["metadata"] is None,
    "empty multi_select": lambda row: any(field["value"] == [] for field in custom(row)),
    "several pay ranges": lambda row: len(row.get("pay_input_ranges", ())) > 1,
    "pay asked for and none": lambda row: row.get("pay_input_ranges") == [],
    "prospect post": lambda row: row["internal_job_id"] is None and row["requisition_id"] is None,
    "placeholder requisition": lambda row: row["requisition_id"] == "MULTI",
    "padded title": lambda row: row["title"] != row["title"].strip(),
    "padded place": lambda row: row["location"]["name"] != row["location"]["name"].strip(),
    "places parted by a line break": lambda row: "\n" in row["location"]["name"],
    "places parted by semicolons": lambda row: "; " in row["location"]["name"],
    "only a work model as place": lambda row: row["location"]["name"] == "Hybrid",
    "remote in a state": lambda row: row["location"]["name"] == "Remote - MA",
    "office without a place": lambda row: any(not o["location"] for o in row["offices"]),
    "board title as company": lambda row: row["company_name"].endswith("Job Board"),
    "padded company": lambda row: row["company_name"].endswith(" "),
    "Japanese tagged en": lambda row: (
        row["language"] == "en" and "の" in row["title"] + row["content"]
    ),
    "German": lambda row: row["language"] == "de",
    "French": lambda row: row["language"] == "fr",
    "vanity address": lambda row: ".example/" in row["absolute_url"],
    "junk parameters": lambda row: "?t=gh_src=&gh_jid=" in row["absolute_url"],
    "newer keys": lambda row: "application_deadline" in row,
    "education": lambda row: "education" in row,
}
LEVER: dict[str, Callable[[Row], bool]] = {
    "no department": lambda row: "department" not in row["categories"],
    "department": lambda row: "department" in row["categories"],
    "no commitment": lambda row: "commitment" not in row["categories"],
    "commitment in German": lambda row: row["categories"].get("commitment") == "Vollzeit",
    "level": lambda row: "level" in row["categories"],
    "many places": lambda row: len(row["categories"]["allLocations"]) > 5,
    "country null": lambda row: row["country"] is None,
    "no pay": lambda row: "salaryRange" not in row,
    "pay note without range": lambda row: "salaryRange" not in row and "salaryDescription" in row,
    "fractions": lambda row: isinstance(row.get("salaryRange", {}).get("min"), float),
    "both spellings of on-site": lambda row: row["workplaceType"] == "on-site",
    "opening empty": lambda row: row.get("opening") == "",
    "older shape": lambda row: "opening" not in row,
    "list in a div": lambda row: row["lists"][0]["content"].startswith("<div>"),
    "bare list items": lambda row: row["lists"][0]["content"].startswith("<li>"),
    "list items with line breaks": lambda row: row["lists"][0]["content"].startswith("\n<li>"),
    "closing empty": lambda row: row["additional"] == "",
    "created years ago": lambda row: row["createdAt"] < 1_700_000_000_000,
    "EU host": lambda row: row["hostedUrl"].startswith("https://jobs.eu.lever.co/"),
}
ASHBY: dict[str, Callable[[Row], bool]] = {
    "unlisted": lambda row: row["isListed"] is False,
    "remote and hybrid": lambda row: row["isRemote"] is True and row["workplaceType"] == "Hybrid",
    "not remote and remote": lambda row: not row["isRemote"] and row["workplaceType"] == "Remote",
    "workplace unknown": lambda row: row["isRemote"] is None and row["workplaceType"] is None,
    "address null": lambda row: row["address"] is None,
    "combined city": lambda row: ", " in city(row),
    "padded city": lambda row: city(row) != city(row).strip(),
    "padded title": lambda row: row["title"].endswith(" "),
    "several tiers": lambda row: len(row["compensation"]["compensationTiers"]) > 1,
    "tier with a note": lambda row: any(
        tier["additionalInformation"] for tier in row["compensation"]["compensationTiers"]
    ),
    "equity before salary": lambda row: next(
        (part["compensationType"].startswith("Equity") for part in pay(row)), False
    ),
    "pay hidden": lambda row: (
        row["shouldDisplayCompensationOnJobPostings"] is False
        and row["compensation"]["compensationTierSummary"] is None
    ),
    "no maximum": lambda row: any(
        part["maxValue"] is None and part["minValue"] is not None for part in pay(row)
    ),
    "board name with spaces": lambda row: "%20" in row["jobUrl"],
}


ODDITIES = [
    pytest.param(source, shows, id=f"{source}: {name}")
    for source, table in (("greenhouse", GREENHOUSE), ("lever", LEVER), ("ashby", ASHBY))
    for name, shows in table.items()
]


@pytest.mark.parametrize(("source", "shows"), ODDITIES)
def test_oddity_occurs(source: str, shows: Callable[[Row], bool]) -> None:
    assert any(shows(row) for row in rows(source))


def test_every_type_of_custom_field_occurs() -> None:
    types = {field["value_type"] for row in rows("greenhouse") for field in custom(row)}
    assert types == {
        "single_select",
        "multi_select",
        "short_text",
        "long_text",
        "url",
        "yes_no",
        "currency_range",
    }


def test_one_job_is_posted_in_several_places() -> None:
    jobs = [row["internal_job_id"] for row in rows("greenhouse") if row["internal_job_id"]]
    assert len(set(jobs)) < len(jobs)


def test_all_spellings_of_workplace_and_pay_interval_occur() -> None:
    postings = rows("lever")
    assert {row["workplaceType"] for row in postings} == {
        "unspecified",
        "on-site",
        "onsite",
        "hybrid",
        "remote",
    }
    assert {row["salaryRange"]["interval"] for row in postings if "salaryRange" in row} == {
        "per-year-salary",
        "per-month-salary",
        "per-week-salary",
        "per-hour-wage",
        "one-time",
    }


def test_all_employment_types_and_intervals_occur() -> None:
    jobs = rows("ashby")
    assert {row["employmentType"] for row in jobs} == {
        "FullTime",
        "PartTime",
        "Intern",
        "Contract",
        "Temporary",
    }
    assert {part["interval"] for row in jobs for part in pay(row)} == {
        "1 YEAR",
        "1 MONTH",
        "0.5 MONTH",
        "2 WEEK",
        "1 WEEK",
        "1 DAY",
        "1 HOUR",
        "NONE",
    }
