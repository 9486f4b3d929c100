"""What `Retry-After` asks for, and what a robots.txt allows."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.politeness.robots import LONGEST_CRAWL_DELAY, rules_in
from crawler.politeness.waiting import stated_wait

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "headers", "seconds"),
    [
        (429, {"retry-after": "7"}, 7),
        (503, {"retry-after": " 120 "}, 120),
        (429, {"retry-after": "0"}, 0),
        (429, {"retry-after": "Wed, 25 Nov 2026 12:01:30 GMT"}, 90),
        (429, {"retry-after": "Wed, 25 Nov 2026 11:59:00 GMT"}, 0),
        (429, {"retry-after": "Wednesday, 25-Nov-26 12:00:10 GMT"}, 10),
        # The server's clock is an hour ahead, and its date stands by its own clock.
        (
            429,
            {
                "retry-after": "Wed, 25 Nov 2026 13:00:30 GMT",
                "date": "Wed, 25 Nov 2026 13:00:00 GMT",
            },
            30,
        ),
        (429, {"retry-after": "9" * 400}, 30 * 24 * 3600),
        (429, {"retry-after": "Fri, 31 Dec 9999 23:59:59 GMT"}, 30 * 24 * 3600),
        (429, {}, None),
        (429, {"retry-after": "soon"}, None),
        (429, {"retry-after": "-5"}, None),
        (429, {"retry-after": "²"}, None),
        (200, {"retry-after": "7"}, None),
        (500, {"retry-after": "7"}, None),
    ],
)
def test_retry_after(status, headers, seconds):
    assert stated_wait(status, headers, NOW) == seconds


@given(st.text(), st.text())
def test_no_header_breaks_it(retry_after, date):
    wait = stated_wait(429, {"retry-after": retry_after, "date": date}, NOW)

    assert wait is None or wait >= 0


RULES = b"""User-agent: *
Disallow: /results/*
Disallow: /list.html?*
Crawl-delay: 4

User-agent: openings
Disallow: /closed/
Allow: /closed/open$
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/results/x", True),
        ("/closed/x", False),
        ("/closed/open", True),
        ("/closed/open/x", False),
        ("/robots.txt", True),
    ],
)
def test_rules_for_us_go_before_those_for_all(path, allowed):
    rules = rules_in(200, RULES)

    assert rules is not None
    assert rules.allow(f"https://acme.example{path}") is allowed


def test_robots_txt_itself_may_always_be_read():
    rules = rules_in(200, b"User-agent: *\nDisallow: /")

    assert rules is not None
    assert rules.allow("https://acme.example/robots.txt")
    assert not rules.allow("https://acme.example/")


@pytest.mark.parametrize(
    ("path", "allowed"),
    [("/results/x", False), ("/list.html?p=2", False), ("/list.html", True), ("/", True)],
)
def test_wildcards(path, allowed):
    rules = rules_in(200, RULES.partition(b"\n\n")[0])

    assert rules is not None
    assert rules.allow(f"https://acme.example{path}") is allowed
    assert rules.crawl_delay == 4


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 302])
def test_rules_that_are_not_there_forbid_nothing(status):
    rules = rules_in(status, b"User-agent: *\nDisallow: /")

    assert rules is not None
    assert rules.allow("https://acme.example/x")


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_rules_that_cannot_be_read_are_unknown(status):
    assert rules_in(status, b"") is None


@pytest.mark.parametrize(
    ("body", "delay"),
    [
        (b"User-agent: *\nCrawl-delay: 10", 10),
        (b"User-agent: *\nCrawl-delay: 86400", LONGEST_CRAWL_DELAY),
        (b"User-agent: *\nCrawl-delay: soon", None),
        (b"User-agent: bingbot\nCrawl-delay: 9", None),
        (b"\xef\xbb\xbfUser-agent: *\nCrawl-delay: 0.5", 0.5),
        (b"<!doctype html><html><body>Sign in</body></html>", None),
        (b"\xff\xfe\x00", None),
    ],
)
def test_a_crawl_delay_is_kept_up_to_a_limit(body, delay):
    rules = rules_in(200, body)

    assert rules is not None
    assert rules.crawl_delay == delay


@given(st.binary())
def test_no_robots_txt_breaks_it(body):
    rules = rules_in(200, body)

    assert rules is not None
    rules.allow("https://acme.example/jobs?page=2")
