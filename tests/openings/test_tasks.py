"""What is known of a board before it is read."""

from crawler.boards import registry
from crawler.raw import Employer
from mappings.identity import Board
from openings.crawling import tasks_for


def test_a_board_that_is_named_gets_host_and_company_of_its_line():
    entry = next(e for e in registry("workday").values() if e.employer.name)
    named = Board.parse(entry.board.spelling)

    (task,) = tasks_for([named], None)

    assert named.host is None
    assert task.board.host == entry.board.host
    assert task.employer == entry.employer


def test_a_host_that_was_given_counts():
    entry = next(iter(registry("workday").values()))
    named = Board("workday", entry.board.token, entry.board.site, "other.wd1.myworkdayjobs.com")

    (task,) = tasks_for([named], None)

    assert task.board.host == "other.wd1.myworkdayjobs.com"


def test_of_a_board_that_stands_nowhere_nothing_is_known():
    (task,) = tasks_for([Board("lever", "no-such-board")], None)

    assert task.employer == Employer()
