"""The tables that normalisation reads at its first posting: places, names, patterns."""

from datetime import UTC, datetime
from functools import cache

from crawler.normalize.posting import posting
from crawler.normalize.statement import Place, Statement
from crawler.raw import Employer, RawPosting
from mappings.identity import Board

_RAW = RawPosting(
    {},
    Board("greenhouse", "x"),
    Employer("X"),
    "https://x.example/",
    datetime(2026, 1, 1, tzinfo=UTC),
)
_SAID = Statement(
    source_id="1",
    title="Engineer",
    url="https://x.example/1",
    company="X",
    html="<p>$20 an hour, 40 hours a week, from home. Call 0044 20 7946 0000.</p>"
    + "<p>Long enough for its language to be told from the words that stand in it.</p>" * 9,
    places=[Place("Paris, France; Remote"), Place("Toronto, Ontario, Canada"), Place("Bayern")],
    departments=["Sales"],
    employment=["Full-time"],
)


@cache
def load_tables() -> None:
    """Read them now, once a process.

    It takes a tenth of a second, in which nothing else would be done: a request that waited for it
    would leave its host less of a pause before the next one.
    """
    posting(_RAW, _SAID)
