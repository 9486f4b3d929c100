"""`openings groups run`, as a user runs it."""

import signal
import subprocess

from tests.command import PROGRAM, environment, openings


def test_the_command_says_what_it_found(catalogue):
    catalogue.crawl(*(catalogue.ad("lever", city, f"{city}, DE") for city in ("Kiel", "Ulm")))
    settings = {
        "OPENINGS_ELASTICSEARCH_URL": catalogue.url,
        "OPENINGS_INDEX_PREFIX": catalogue.prefix,
    }

    first = openings("groups", "run", "--json", **settings)
    again = openings("groups", "run", "--all", **settings)

    assert first.status == again.status == 0
    found = first.json
    assert (found["ads"], found["groups"], found["changed"]) == (2, 1, 2)
    assert "1 groups, 0 copies, 0 reposts; 0 postings changed" in again.out + again.err


def test_it_groups_again_and_again_until_it_is_ended(catalogue):
    settings = environment(
        OPENINGS_ELASTICSEARCH_URL=catalogue.url, OPENINGS_INDEX_PREFIX=catalogue.prefix
    )
    catalogue.crawl(catalogue.ad("lever", "Kiel", "Kiel, DE"))
    with subprocess.Popen(
        [PROGRAM, "groups", "run", "--every", "1"], env=settings, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert "0 groups" in process.stderr.readline()
            catalogue.crawl(
                *(catalogue.ad("lever", city, f"{city}, DE") for city in ("Kiel", "Ulm"))
            )
            lines = (process.stderr.readline() for _ in range(20))
            assert any(" 1 groups" in line for line in lines)
            process.send_signal(signal.SIGTERM)
            assert process.wait(30) == 0
        finally:
            process.kill()


def test_indices_that_are_missing_are_named(catalogue):
    result = openings(
        "groups",
        "run",
        OPENINGS_ELASTICSEARCH_URL=catalogue.url,
        OPENINGS_INDEX_PREFIX=f"{catalogue.prefix}-none",
    )

    assert "openings index create" in result.sentence
