"""Every recorded case through its source's real spider: what comes out is what was reviewed.

Cases are found by walking: `tests/sources/<source>/<case>/`. A new one needs no line of code;
`openings record` writes it, `python -m tests.sources.review` writes its `expected.json` anew.
"""

import json
from functools import cache
from pathlib import Path

import pytest

from crawler.discovery import sources
from crawler.web.recorded import Case, case_folders
from crawler.web.recording import expected
from mappings.identity import Board
from tests.crawling import Crawled, crawl_recorded

ROOT = Path(__file__).parent
CASES = case_folders(ROOT)
WANTED = {"normal", "empty_board", "missing_board", "odd_values"}


@cache
def _crawled(folder: Path) -> Crawled:
    return crawl_recorded(folder)


def _name(folder: Path) -> str:
    return str(folder.relative_to(ROOT))


@pytest.mark.parametrize("folder", CASES, ids=_name)
def test_a_case_reads_as_reviewed(folder):
    crawled = _crawled(folder)

    found = expected(crawled.report, crawled.postings)

    assert found == json.loads((folder / "expected.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("folder", CASES, ids=_name)
def test_no_field_of_a_case_is_left_unread(folder):
    """Mapped, declared personal, or ignored with a reason: there is no fourth."""
    assert _crawled(folder).report.unmapped == {}


def test_every_source_has_its_cases_and_every_case_its_source():
    names = {
        source: {folder.name for folder in CASES if folder.parent.name == source}
        for source in {folder.parent.name for folder in CASES} | set(sources())
    }

    assert set(names) == set(sources())
    assert {source: WANTED - cases for source, cases in names.items() if WANTED - cases} == {}


@pytest.mark.parametrize("folder", CASES, ids=_name)
def test_a_case_is_of_the_source_whose_folder_it_stands_in(folder):
    assert Board.parse(Case.load(folder).board).source == folder.parent.name


@pytest.mark.parametrize("name", sorted(sources()))
def test_a_source_declares_what_it_must(name):
    source = sources()[name]

    assert source.__module__ == f"crawler.sources.{name}"
    assert source.title
    assert source.documentation.startswith("https://")
    assert source.addresses or name == "jsonld", "only what reads any site has none of its own"
    assert all(reason.strip() for reason in source.ignored.values())


@pytest.mark.parametrize("name", sorted(sources()))
def test_an_ignored_path_has_a_wildcard_only_where_names_are_free(name):
    """A wildcard in front would swallow what a vendor adds."""
    assert [path for path in sources()[name].ignored if path.startswith("*")] == []
