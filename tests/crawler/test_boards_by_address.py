"""From a careers URL, or from what a user types, to a board."""

import re
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.boards import listed_sources, registry
from crawler.discovery import UnknownBoardError, find_board, sources


@pytest.mark.parametrize(
    ("url", "board"),
    [
        ("https://boards.greenhouse.io/acme", "greenhouse:acme"),
        ("https://boards.greenhouse.io/acme/jobs/4471", "greenhouse:acme"),
        ("http://job-boards.greenhouse.io/acme?gh_src=x", "greenhouse:acme"),
        ("https://job-boards.eu.greenhouse.io/acme/jobs/1#app", "greenhouse:acme"),
        ("https://boards.greenhouse.io/embed/job_board?for=acme&b=1", "greenhouse:acme"),
        ("https://boards.greenhouse.io/embed/job_board/js?for=acme", "greenhouse:acme"),
        ("https://boards.greenhouse.io/embed/job_app?for=acme&token=99", "greenhouse:acme"),
        ("https://boards-api.greenhouse.io/v1/boards/acme/jobs?content=true", "greenhouse:acme"),
        ("https://api.greenhouse.io/v1/boards/acme", "greenhouse:acme"),
        ("boards.greenhouse.io/acme", "greenhouse:acme"),
        ("https://jobs.lever.co/AcmeWorks/0b-1/apply", "lever:AcmeWorks"),
        ("https://jobs.eu.lever.co/acme", "lever:eu.acme"),
        ("https://api.eu.lever.co/v0/postings/acme?mode=json", "lever:eu.acme"),
        (
            "https://jobs.ashbyhq.com/Blue%20Heron%20Health/1/application",
            "ashby:Blue=20Heron=20Health",
        ),
        ("https://jobs.ashbyhq.com/acme/embed?version=2", "ashby:acme"),
        ("https://api.ashbyhq.com/posting-api/job-board/acme.io", "ashby:acme.io"),
        ("greenhouse:stripe", "greenhouse:stripe"),
        ("lever:eu.acme", "lever:eu.acme"),
        ("HTTPS://BOARDS.GREENHOUSE.IO/acme", "greenhouse:acme"),
        ("https://boards.greenhouse.io:443/acme/", "greenhouse:acme"),
    ],
)
def test_a_board_is_found(url, board):
    assert find_board(url).spelling == board


@pytest.mark.parametrize(
    "text",
    [
        "",
        "acme",
        "nosource:acme",
        "https://acme.example/careers",
        "https://boards.greenhouse.io/",
        "https://boards.greenhouse.io/embed/job_board",
        "https://boards.greenhouse.io/${BOARD_TOKEN}",
        "https://boards.greenhouse.io/embed/job_board?for={{token}}",
        "https://jobs.lever.co/",
        "https://[broken",
        "ftp://",
    ],
)
def test_anything_else_is_refused_with_a_sentence(text):
    with pytest.raises(UnknownBoardError) as refused:
        find_board(text)

    assert len(str(refused.value)) > 20


def test_a_board_that_is_written_wrongly_is_corrected():
    with pytest.raises(UnknownBoardError, match="ashby:Blue=20Heron=20Health"):
        find_board("ashby:Blue Heron Health")


@given(st.text())
def test_no_text_breaks_the_search_for_a_board(text):
    try:
        find_board(text)
    except UnknownBoardError:
        return


def _careers_url(address, board):
    """The careers URL that an address template gives for a board; None where it gives none."""
    token = re.fullmatch(
        address.written.replace(".", r"\.").replace("{token}", "(.+)"), board.token
    )
    name, host = token[1] if token else "", address.template.partition("/")[0]
    if "{token}" not in address.template:
        host = board.host or board.token
    elif "*" in host:
        host = board.host or ""
    elif "{token}" in host and "." in name:
        host = ""
    if not (name and host) or ("{site}" in address.template and not board.site):
        return None
    path = address.template.partition("/")[2].replace("[locale]/", "").replace("*", "en")
    url = f"https://{host}/{path}".replace("{token}", quote(name, safe=""))
    return url.replace("{site}", quote(board.site or "", safe=""))


@pytest.mark.parametrize("source", listed_sources())
def test_each_line_of_the_registry_is_found_by_its_spelling_and_by_its_address(source):
    """Loading checks each line; here the identities that result."""
    addresses = sources()[source].addresses

    assert registry(source)
    for board, entry in registry(source).items():
        assert find_board(entry.board.spelling).id == board
        urls = (_careers_url(address, entry.board) for address in addresses)
        url = next(filter(None, urls), None)
        if url is not None:
            assert find_board(url).id == board, url


def test_a_board_on_a_host_of_its_own_is_known_by_the_registry():
    entry = next(e for e in registry("successfactors").values() if e.board.token.count(".") > 1)

    assert find_board(f"https://{entry.board.token}/search/?q=x") == entry.board


def test_a_host_that_names_the_board_is_its_token():
    assert find_board("https://acme.na.teamtailor.com/jobs/1").spelling == (
        "teamtailor:acme.na.teamtailor.com"
    )


def test_each_file_of_the_registry_is_of_a_source():
    assert len(listed_sources()) >= 30
    assert set(listed_sources()) <= set(sources())
