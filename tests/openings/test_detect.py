"""`openings detect`, and `openings crawl` of a careers page that is on no known host."""

import json
import shutil

import pytest

from tests.command import CASES, openings

URL = "https://www.acme-bread.example/careers"


@pytest.fixture
def web(tmp_path):
    """A careers page that frames the recorded Lever board, and one that tells nothing."""
    lever = tmp_path / "lever"
    shutil.copytree(CASES / "lever" / "normal", lever)
    token = json.loads((lever / "meta.json").read_text())["board"].partition(":")[2]
    page = tmp_path / "page"
    page.mkdir()
    (page / "careers.html").write_text(f'<iframe src="https://jobs.lever.co/{token}"></iframe>')
    (page / "plain.html").write_text("<h1>Bread</h1>")
    answers = {URL: "careers.html", "https://plain.example/": "plain.html"}
    case = {
        "board": f"lever:{token}", "note": "", "real": False,
        "fetched_at": "2026-11-20T08:00:00Z",
        "responses": [
            {"url": url, "file": name, "headers": {"content-type": "text/html"}}
            for url, name in answers.items()
        ],
    }  # fmt: skip
    (page / "meta.json").write_text(json.dumps(case))
    return tmp_path, f"lever:{token}"


def test_the_board_is_named_with_the_reason(web):
    folder, board = web

    result = openings("detect", URL, OPENINGS_WEB=str(folder))

    assert result.status == 0
    header, row = result.out.splitlines()
    assert header.split() == ["board", "system", "why"]
    assert row.split()[:2] == [board, "Lever"]
    assert "the page frames https://jobs.lever.co/" in row
    assert f"openings crawl {URL}" in result.err


def test_a_program_gets_json(web):
    folder, board = web

    result = openings("detect", URL.removeprefix("https://"), "--json", OPENINGS_WEB=str(folder))

    assert [one["board"] for one in result.json["boards"]] == [board]
    assert result.json["tried"] == [f"{URL} was read"]


def test_an_address_that_tells_by_itself_is_not_fetched(tmp_path):
    result = openings(
        "detect", "https://jobs.lever.co/acme/7", "--json", OPENINGS_WEB=str(tmp_path)
    )

    assert [one["board"] for one in result.json["boards"]] == ["lever:acme"]
    assert result.json["tried"] == []


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("https://plain.example/", "names no known system and shows no postings of its own"),
        ("http://localhost:9200/", "localhost"),
        ("http://127.0.0.1:9200/", "private network, which is never asked"),
        ("file:///etc/passwd", "no address of the web"),
        ("https://[broken", "is no web address"),
        ("nonsense", "write source:token"),
    ],
)
def test_nothing_found_is_one_sentence_that_says_what_was_tried(web, url, said):
    assert said in openings("detect", url, OPENINGS_WEB=str(web[0])).sentence


def test_a_name_that_leads_into_a_private_network_is_not_asked():
    sentence = openings("detect", "http://localhost:9200/").sentence

    assert "localhost leads to 127.0.0.1, an address of a private network" in sentence


def test_a_crawl_finds_the_board_behind_a_careers_page(run, web):
    folder, board = web

    result = run("crawl", URL, "--web", folder, "--json")

    (report,) = result.json
    assert (report["board"], report["outcome"]) == (board, "complete")
    assert "the page frames" in result.err


def test_a_crawl_of_a_page_without_a_board_says_so(run, web):
    sentence = run("crawl", "https://plain.example/", "--web", web[0]).sentence

    assert "no board was found behind https://plain.example/" in sentence
