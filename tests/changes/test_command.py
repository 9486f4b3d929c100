"""`openings changes`, and `openings index rotate` and `prune`, as processes of their own."""

import asyncio
import json
import signal
import subprocess
import threading

import pytest
from elasticsearch import AsyncElasticsearch

from tests.changes.writing import commit, publisher
from tests.command import PROGRAM, environment, openings
from tests.factories import job_posting


@pytest.fixture
def settings(elasticsearch_url, prefix, tmp_path):
    return {
        "OPENINGS_ELASTICSEARCH_URL": elasticsearch_url,
        "OPENINGS_INDEX_PREFIX": prefix,
        "OPENINGS_DATA": str(tmp_path),
    }


@pytest.fixture
def write(elasticsearch_url, prefix):
    """Commit and publish postings by their titles."""

    def write(*titles):
        async def main():
            async with AsyncElasticsearch(elasticsearch_url, request_timeout=60) as client:
                await commit(client, prefix, *(job_posting(title=title) for title in titles))
                await publisher(client, prefix).publish()

        asyncio.run(main())

    return write


def _titles(text):
    return [json.loads(line)["document"]["title"] for line in text.splitlines()]


def test_each_change_is_a_line_and_the_cursor_goes_on(settings, write):
    write("One", "Two")
    first = openings("changes", **settings)
    cursor = first.err.split()[-1]
    write("Three")

    second = openings("changes", "--since", cursor, **settings)

    assert (first.status, _titles(first.out)) == (0, ["One", "Two"])
    assert (second.status, _titles(second.out)) == (0, ["Three"])


def test_a_cursor_file_is_kept(settings, write, tmp_path):
    path, told = tmp_path / "cursor", []
    for title in ("One", "Two"):
        write(title)
        told += _titles(openings("changes", "--cursor-file", path, **settings).out)
    rest = openings("changes", "--cursor-file", path, **settings)

    assert told == ["One", "Two"]
    assert (rest.status, rest.out, rest.err) == (0, "", "")


def test_a_selection_and_what_is_none(settings, write):
    write("One")

    assert openings("changes", "--source", "lever", **settings).out == ""
    assert _titles(openings("changes", "--kind", "created", **settings).out) == ["One"]
    assert "--kind" in openings("changes", "--kind", "create", **settings).sentence
    assert "cursor" in openings("changes", "--since", "nonsense", **settings).sentence


def test_following_ends_cleanly_by_ctrl_c(settings, write, tmp_path):
    path = tmp_path / "cursor"
    command = [PROGRAM, "changes", "--follow", "--since", "now", "--cursor-file", path]
    process = subprocess.Popen(
        command,
        env=environment(**settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    while not path.exists():
        assert process.poll() is None
    write("One")
    line = process.stdout.readline()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)

    assert (_titles(line), out, err) == (["One"], "", "")
    assert process.returncode == 130
    assert openings("changes", "--cursor-file", path, **settings).out == ""


def test_whoever_reads_along_may_stop(settings, write):
    write(*("x" * 20_000 for _ in range(20)))
    process = subprocess.Popen(
        [PROGRAM, "changes"],
        env=environment(**settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()

    assert process.wait(30) == 0
    assert "Traceback" not in err


def test_generations_begin_and_are_dropped(settings, write):
    write("One")
    cursor = openings("changes", **settings).err.split()[-1]
    begun = openings("index", "rotate", "--json", **settings)
    write("Two")
    walked = openings("changes", "--since", cursor, **settings)
    dropped = openings("index", "prune", "--keep", "1", "--json", **settings)
    nothing = openings("index", "prune", "--keep", "1", "--json", **settings)
    rest = openings("changes", **settings)

    assert begun.json == {"generation": 2}
    assert _titles(walked.out) == ["Two"]
    assert len(dropped.json["dropped"]) == 1
    assert nothing.json == {"dropped": []}
    assert _titles(rest.out) == ["Two"]
    assert "not kept any more" in openings("changes", "--since", cursor, **settings).sentence
    assert openings("index", "status", **settings).status == 0


def test_a_crawl_is_followed_while_it_runs(settings):
    """Every posting of a recorded crawl comes once, as created in a first read."""
    crawl = threading.Thread(
        target=openings, args=("crawl", "--web", "openings/recorded"), kwargs=settings
    )
    crawl.start()
    seen, cursor = [], "now"
    while crawl.is_alive() or not seen:
        result = openings("changes", "--since", cursor, **settings)
        seen += [json.loads(line) for line in result.out.splitlines()]
        cursor = result.err.split()[-1]
    crawl.join()
    rest = openings("changes", "--since", cursor, **settings)
    seen += [json.loads(line) for line in rest.out.splitlines()]

    assert len({change["posting"] for change in seen}) == len(seen) > 100
    assert {change["kind"] for change in seen} == {"created"}
    assert {change["baseline"] for change in seen} == {True}
    assert len({change["run"] for change in seen}) == 1
