"""Tables out of packages' data: built once, shared, mended, and never in the way of work."""

import logging
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from reference import built
from reference.built import BuiltTables

SCHEMA = "CREATE TABLE colour (name PRIMARY KEY, code) WITHOUT ROWID"
QUERY = "SELECT code FROM colour WHERE name = ?"
LOOKUP = "from reference.countries import country_named; print(country_named('Autriche'))"


class Builder:
    """Fills the tables and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, connection: sqlite3.Connection) -> None:
        self.times += 1
        rows = [(f"colour {number}", number) for number in range(5000)]
        connection.executemany("INSERT INTO colour VALUES (?, ?)", rows)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("OPENINGS_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def builder() -> Builder:
    return Builder()


@pytest.fixture
def tables(builder: Builder) -> Iterator[BuiltTables]:
    made = BuiltTables("colours", SCHEMA, builder, made_of=("babel",))
    yield made
    start_anew()


def start_anew() -> None:
    """What the start of another process does."""
    built._open.cache_clear()


def test_the_file_is_built_on_first_use_and_then_reused(
    tables: BuiltTables, builder: Builder, cache: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    for _ in range(3):
        assert tables.rows(QUERY, "colour 17") == [(17,)]
        assert tables.rows(QUERY, "no colour") == []
        start_anew()

    assert builder.times == 1
    assert list(cache.iterdir()) == [tables.path]
    assert [record.message.split()[0] for record in caplog.records] == ["Building", "Built"]


@pytest.mark.parametrize(
    "breakage",
    [
        lambda _: b"",
        lambda _: b"no database at all",
        lambda content: content[: len(content) // 2],
        lambda content: content[:4096] + bytes(4096) + content[8192:],
        lambda content: content[:60] + bytes(4) + content[64:],  # the mark of a whole file
    ],
    ids=["empty", "text", "cut", "hole", "unfinished"],
)
def test_a_broken_file_is_built_anew(tables: BuiltTables, builder: Builder, breakage) -> None:
    tables.rows(QUERY, "colour 1")
    start_anew()
    tables.path.write_bytes(breakage(tables.path.read_bytes()))

    assert tables.rows(QUERY, "colour 4999") == [(4999,)]
    start_anew()
    assert tables.rows(QUERY, "colour 4999") == [(4999,)]
    assert builder.times == 2


def test_a_folder_that_cannot_be_written_costs_a_build_a_process_and_one_warning(
    tables: BuiltTables, builder: Builder, cache: Path, caplog: pytest.LogCaptureFixture
) -> None:
    cache.write_text("a file where the folder should be")

    assert tables.rows(QUERY, "colour 2") == [(2,)]
    assert tables.rows(QUERY, "colour 3") == [(3,)]
    assert builder.times == 1
    (warning,) = caplog.records
    assert warning.levelname == "WARNING"
    assert "OPENINGS_CACHE" in warning.message


def test_another_version_of_a_package_builds_another_file(
    tables: BuiltTables, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tables.path
    monkeypatch.setattr(built, "version", lambda _: "99.0")

    assert tables.path != before
    assert tables.path.parent == before.parent


def test_a_wrong_builder_is_an_error_and_leaves_no_file(cache: Path) -> None:
    def wrong(connection: sqlite3.Connection) -> None:
        connection.execute("INSERT INTO smell VALUES (1)")

    with pytest.raises(sqlite3.OperationalError, match="smell"):
        BuiltTables("smells", SCHEMA, wrong, made_of=()).rows(QUERY, "colour 1")
    assert list(cache.iterdir()) == []


def test_processes_that_build_at_once_do_no_harm(cache: Path) -> None:
    started = [run(LOOKUP) for _ in range(3)]
    answers = [process.communicate() for process in started]

    assert answers == [("AT\n", "")] * 3
    assert [path.suffix for path in cache.iterdir()] == [".sqlite"]


def test_a_process_that_crawls_and_normalises_stays_below_120_megabytes() -> None:
    """Scrapy takes 60 of them. The rest are libraries (HTML, pydantic, the public suffixes, phone
    numbers), the words that are sought in titles and texts, and what is kept of a thousand places.
    """
    script = """
        from datetime import UTC, datetime
        import psutil
        import scrapy
        from crawler.normalize.posting import posting
        from crawler.normalize.statement import Place, Statement
        from crawler.raw import Employer, RawPosting
        from mappings.identity import Board

        url = "https://jobs.acme.example/1"
        now = datetime(2026, 11, 20, tzinfo=UTC)
        raw = RawPosting({}, Board("greenhouse", "acme"), Employer("Acme"), url, now)
        for number in range(1000):
            text = f"<p>You need {number % 9} years of Python, pay is $90,000 - $120,000 a year. " \
                f"Call +49 30 901{number:05}.</p>"
            places = [Place(one) for one in ("Berlin", "Lima, Peru", f"Springfeld {number}, OH")]
            posting(raw, Statement(source_id=str(number), title=f"Senior Nurse {number}", url=url,
                language="en", html=text * 5, places=places))
        print(psutil.Process().memory_info().rss)
    """
    run(textwrap.dedent(script)).communicate()  # builds

    size, errors = run(textwrap.dedent(script)).communicate()

    assert errors == ""
    assert int(size) < 120_000_000


def run(script: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
