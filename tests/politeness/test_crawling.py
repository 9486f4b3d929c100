"""The crawler's manners, over real HTTP: what arrives at hosts, and what is reported of them."""

import socket
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise

import pytest

from crawler.politeness.waiting import ERRORS_UNTIL_REST
from tests.fake_server import Answer, fake_server
from tests.politeness.crawling import ROBOTS, crawl_fake, host, rows


@pytest.fixture
def server():
    with fake_server() as server:
        yield server


def test_retry_after_holds_its_host_to_the_second_and_no_other(server):
    server.on(
        host("busy"), "/jobs", Answer(status=429, headers={"Retry-After": "2"}), rows("A", "B")
    )
    wrong_clock = datetime.now(UTC) + timedelta(hours=1)
    in_a_second = {
        "Retry-After": format_datetime(wrong_clock + timedelta(seconds=1), usegmt=True),
        "Date": format_datetime(wrong_clock, usegmt=True),
    }
    server.on(host("pages"), "/jobs", *(rows(f"P{n}", next=n + 1) for n in range(20)), rows("Q"))
    server.on(host("ahead"), "/jobs", Answer(status=503, headers=in_a_second), rows("C"))

    crawled = crawl_fake(server, ["busy", "pages", "ahead"])

    first, second = server.asked(host("busy"))
    assert second.at - first.at >= 2.0
    pages = server.asked(host("pages"))
    assert len([page for page in pages if page.at < second.at]) == len(pages) == 21
    one, two = server.asked(host("ahead"))
    assert 0.9 <= two.at - one.at < 2
    assert {crawled.outcome(token) for token in ("busy", "pages", "ahead")} == {"complete"}


def test_a_host_that_wants_to_be_left_alone_for_long_is_given_up_with_the_time_named(server):
    later = Answer(status=429, headers={"Retry-After": "3600"})
    server.on(host("begun"), "/jobs", rows("A", next=1), later)
    server.on(host("never"), "/jobs", later)
    server.on("shared.example", "/jobs", later, rows("X"))
    server.on(host("fine"), "/jobs", rows("F"))

    crawled = crawl_fake(
        server,
        [
            "begun",
            "never",
            "fine",
            ("one", "shared.example"),
            ("two", "shared.example"),
        ],
    )

    _, _, named = crawled.evidence("never").partition("before ")
    left = datetime.fromisoformat(named.split()[0]) - datetime.now(UTC)
    assert timedelta(minutes=59) < left <= timedelta(hours=1)
    assert (crawled.outcome("begun"), crawled.titles) == ("partial", ["A", "F"])
    for token in ("begun", "never", "one", "two"):
        assert "next_allowed_at" in crawled.evidence(token)
        assert crawled.outcome(token) in ("partial", "failed")
    assert crawled.outcome("fine") == "complete"
    assert len(server.asked("shared.example")) == 1, "a resting host is not asked for other boards"
    assert crawled.seconds < 30


def test_errors_without_a_word_are_met_with_growing_pauses_and_an_end(server):
    server.on(host("down"), "/jobs", Answer(status=503))
    server.on(host("shaky"), "/jobs", Answer(status=502), Answer(status=500), rows("S"))

    crawled = crawl_fake(server, ["down", "shaky"], delay=0.2)

    arrivals = [arrival.at for arrival in server.asked(host("down"))]
    pauses = [later - earlier for earlier, later in pairwise(arrivals)]
    assert len(arrivals) == 4
    assert pauses[0] >= 0.4
    assert pauses[1] > pauses[0]
    assert pauses[2] > pauses[1]
    assert crawled.outcome("down") == "failed"
    assert "answers 503" in crawled.evidence("down")
    assert crawled.outcome("shaky") == "complete"


def test_a_host_that_answers_nothing_but_errors_is_left_alone(server):
    detailed = [{"id": n, "title": f"D{n}", "detail": f"/{n}"} for n in range(40)]
    server.on(host("sick"), "/jobs", Answer({"rows": detailed}))
    for row in detailed:
        server.on(host("sick"), row["detail"], Answer(status=500))
    server.on(host("fine"), "/jobs", rows("F"))

    crawled = crawl_fake(server, ["sick", "fine"], delay=0.001)

    assert len(server.asked(host("sick"))) == 1 + ERRORS_UNTIL_REST
    assert crawled.outcome("sick") == "failed"
    assert any("next_allowed_at" in reason for reason in crawled.reports["sick"]["rejected"])
    assert crawled.outcome("fine") == "complete"


def test_boards_of_one_host_take_turns_one_at_a_time_a_pause_apart(server):
    tokens = [f"t{number}" for number in range(6)]
    server.on("api.example", "/jobs", *(_slow(number) for number in range(6)))

    crawled = crawl_fake(server, [(token, "api.example") for token in tokens], delay=0.3)

    # The server may note one arrival some milliseconds late, which makes one gap shorter and the
    # one before it longer.
    gaps = server.gaps("api.example")
    assert sum(gaps) >= 0.3 * len(gaps) - 0.05
    assert all(gap >= 0.2 for gap in gaps)
    assert {crawled.outcome(token) for token in tokens} == {"complete"}
    assert {arrival.agent.partition("/")[0] for arrival in server.arrivals} == {"openings"}


def _slow(number):
    return Answer({"rows": [{"id": number, "title": f"T{number}"}]}, latency=0.05)


def test_robots_txt_is_obeyed(server):
    rules = "User-agent: *\nDisallow: /closed/\nCrawl-delay: 0.6"
    server.on(host("rules"), ROBOTS, Answer(rules.encode()))
    detailed = [{"id": n, "title": f"D{n}", "detail": f"/{n}"} for n in ("open/1", "closed/2")]
    server.on(host("rules"), "/jobs", Answer({"rows": detailed}))
    server.on(host("rules"), "/open/1", Answer({}))
    server.on(host("shut"), ROBOTS, Answer(b"User-agent: openings\nDisallow: /jobs"))
    server.on(host("absent"), ROBOTS, Answer(status=403))
    server.on(host("absent"), "/jobs", rows("A"))

    crawled = crawl_fake(server, ["rules", "shut", "absent"])

    assert [arrival.path for arrival in server.asked(host("rules"))] == ["/jobs", "/open/1"]
    assert len(server.asked(host("rules"), ROBOTS)) == 1
    assert server.gaps(host("rules"))[-1] >= 0.58
    assert crawled.outcome("rules") == "partial"
    assert server.asked(host("shut")) == []
    assert crawled.outcome("shut") == "blocked"
    assert "robots.txt does not allow" in crawled.evidence("shut")
    assert crawled.outcome("absent") == "complete"


def test_robots_txt_that_cannot_be_read_forbids_all_until_it_can(server):
    server.on(host("healed"), ROBOTS, Answer(status=503), Answer(status=500), Answer(status=404))
    server.on(host("healed"), "/jobs", rows("A"))
    server.on(host("broken"), ROBOTS, Answer(status=503))
    server.on(host("broken"), "/jobs", rows("B"))
    server.on(host("later"), ROBOTS, Answer(status=503, headers={"Retry-After": "7200"}))

    crawled = crawl_fake(server, ["healed", "broken", "later"])

    assert crawled.outcome("healed") == "complete"
    assert len(server.asked(host("healed"), ROBOTS)) == 3
    assert server.asked(host("broken")) == server.asked(host("later")) == []
    assert crawled.outcome("broken") == "failed"
    assert "robots.txt cannot be read" in crawled.evidence("broken")
    assert "next_allowed_at" in crawled.evidence("later")


def test_a_challenge_is_reported_and_not_asked_again(server):
    wall = b"<!DOCTYPE html><html><head><title>Just a moment...</title></head></html>"
    server.on(host("wall"), "/jobs", Answer(wall, status=503))
    server.on(host("quiet"), "/jobs", Answer(wall, status=200))
    server.on(host("login"), "/jobs", Answer(status=302, headers={"Location": "/login?next=jobs"}))
    server.on(host("login"), "/login?next=jobs", rows("never"))

    crawled = crawl_fake(server, ["wall", "quiet", "login"])

    assert {token: crawled.outcome(token) for token in ("wall", "quiet", "login")} == {
        "wall": "blocked",
        "quiet": "blocked",
        "login": "blocked",
    }
    assert len(server.asked(host("wall"))) == len(server.asked(host("login"))) == 1


def test_listings_without_an_end_come_to_one(server):
    numbers = iter(range(1000))
    server.on(host("endless"), "/jobs", lambda _: rows(f"E{(n := next(numbers))}", next=n + 1))
    server.on(host("same"), "/jobs", rows("S", next=7))
    server.on(host("round"), "/jobs", Answer({"rows": [{"id": 1, "title": "R", "detail": "/1"}]}))
    server.on(host("round"), "/1", Answer(status=302, headers={"Location": "/1"}))
    server.on(host("large"), "/jobs", rows("L" * 300_000))

    crawled = crawl_fake(
        server, ["endless", "same", "round", "large"], delay=0.01, DOWNLOAD_MAXSIZE=200_000
    )

    assert (crawled.outcome("endless"), len(server.asked(host("endless")))) == ("partial", 30)
    assert "no end" in crawled.evidence("endless")
    assert (crawled.outcome("same"), len(server.asked(host("same")))) == ("partial", 2)
    assert "lists again" in crawled.evidence("same")
    assert len(server.asked(host("round"), "/1")) == 6
    assert "too many redirects" in crawled.evidence("round")
    assert crawled.outcome("large") == "failed"
    assert "more than is ever read" in crawled.evidence("large")


def test_pages_of_one_address_with_different_bodies_are_all_asked_for(server):
    server.on(host("post"), "/jobs", rows("A", next=20), rows("B", next=40), rows("C"))

    crawled = crawl_fake(server, ["post"])

    bodies = [arrival.body for arrival in server.asked(host("post"))]
    assert bodies == [b'{"offset": 0}', b'{"offset": 20}', b'{"offset": 40}']
    assert crawled.titles == ["A", "B", "C"]


def test_each_kind_of_failure_has_a_sentence_of_its_own(server):
    server.on(host("cut"), "/jobs", Answer({"rows": [{"id": 1}] * 50}, cut=True))
    server.on(host("slow"), "/jobs", Answer(latency=5))
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        elsewhere = {
            "refused": f"http://127.0.0.1:{unused.getsockname()[1]}",
            "tls": f"https://127.0.0.1:{server.port}",
            # No label of a name may be so long: no server of names is asked.
            "nameless": f"http://{'a' * 64}.invalid",
        }
        crawled = crawl_fake(
            server,
            ["cut", "slow", "refused", "tls", "nameless"],
            delay=0.01,
            elsewhere=elsewhere,
            DOWNLOAD_TIMEOUT=1,
        )

    sentences = {
        "cut": "broke off in the middle of its answer",
        "slow": "gave no answer in time",
        "refused": "refuses the connection",
        "tls": "does not prove who it is: the TLS connection failed",
        "nameless": "leads to no server (DNS)",
    }
    for token, sentence in sentences.items():
        assert crawled.outcome(token) in ("failed", "blocked")
        assert sentence in crawled.evidence(token), crawled.evidence(token)
        assert not any(word in crawled.evidence(token) for word in ("twisted", "Error", "scrapy"))


def test_a_crawl_that_finished_is_no_success_and_one_bad_row_costs_no_other(server):
    server.on(host("all500"), "/jobs", Answer(status=500))
    server.on(host("odd"), "/jobs", Answer({"rows": [
        {"id": "1", "title": "A"}, {"id": "2", "title": None, "location": 5}, "no row",
        {"id": "3", "title": "B"},
    ]}))  # fmt: skip

    crawled = crawl_fake(server, ["all500", "odd"], delay=0.01)

    assert crawled.outcome("all500") == "failed"
    assert crawled.titles == ["A", "B"]
    assert len(crawled.reports["odd"]["rejected"]) == 2


def test_a_crawl_that_cannot_start_says_why(server):
    crawled = crawl_fake(server, ["no-start", "other"], faulty=True)

    for token in ("no-start", "other"):
        assert crawled.outcome(token) == "failed"
        assert "a bad argument" in crawled.evidence(token)
    assert server.arrivals == []


def test_a_board_that_cannot_begin_costs_no_other(server):
    server.on(host("fine"), "/jobs", rows("F"))

    crawled = crawl_fake(server, ["no-address", "fine"], faulty=True)

    assert crawled.outcome("no-address") == "failed"
    assert "internal error" in crawled.evidence("no-address")
    assert crawled.outcome("fine") == "complete"
