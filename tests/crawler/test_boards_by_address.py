"""From a careers URL, or from what a user types, to a board."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.boards import registry
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


@pytest.mark.parametrize("source", sorted(sources()))
def test_the_registry_is_canonical(source):
    """Loading checks each line; here the identities that result."""
    entries = registry(source)

    assert len(entries) > 1_000
    assert all(find_board(entry.board.spelling).id == board for board, entry in entries.items())
