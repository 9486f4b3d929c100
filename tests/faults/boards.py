"""A board before, during and after a fault: what must be true of it whatever the fault is."""

from mappings.identity import Board
from tests.life.crawling import GREENHOUSE, Life, greenhouse, greenhouse_path

QUAY = Board("greenhouse", "quay")
PATH = greenhouse_path("quay")
BEFORE, AFTER = ("1", "2", "3", "4"), ("2", "3", "5")


def read_before(life: Life) -> None:
    """The board as it was, read completely."""
    life.server.on(GREENHOUSE, PATH, greenhouse(*BEFORE))
    assert life.read(QUAY).complete
    now_answers(life)


def now_answers(life: Life, *answers: object) -> None:
    """From now on the board answers these, and then as it is after: one is new, two are gone."""
    life.server.forget(GREENHOUSE, PATH)
    life.server.on(GREENHOUSE, PATH, *answers, greenhouse(*AFTER))


def nothing_was_closed(life: Life) -> None:
    """Every posting that was there is open still, and the ledger tells of no read since."""
    assert set(BEFORE) <= set(life.open(QUAY))
    assert not [one for one in life.changes(QUAY) if one.kind == "closed"]


def the_next_read_mends_the_rest(life: Life) -> None:
    """What is new is there, what is gone is closed, and each posting has its changes once."""
    report = life.read(QUAY)
    assert (report.outcome.value, report.rejected) == ("complete", ())
    assert life.open(QUAY) == sorted(AFTER)
    changes = [(one.posting, one.version) for one in life.changes(QUAY)]
    assert len(changes) == len(set(changes))
    versions = {one.id: one.version for one in life.postings(QUAY).values()}
    assert versions == {name: max(v for n, v in changes if n == name) for name in versions}
