"""What the read of a board says of the postings that were stored before it. Pure.

- Only a complete read of a listing that proves something speaks of what it does not list. Every
  other read speaks of what it does list, and of nothing else.
- A row counts as listed whether anything could be made of it or not. A row without an id that could
  not be taken may be any posting: then nothing is known to be absent.
- Where so much vanishes at once that a fault is likelier, a posting is missing first, and closed
  when another complete read does not list it either.
- While a posting is listed, that its detail is gone is an error of the detail. Where the listing
  proves nothing, the detail's word counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from crawler.index.intent import Intent
from crawler.index.lifecycle import Closed, Missed, Sighted
from crawler.known import Known
from crawler.report import BoardReport, BoardRun
from reference.vocabularies import ClosedReason, Outcome

_MANY = 10
"""Of so many postings, more than half do not vanish from one read to the next."""
_SOME = 3
"""Of so many postings, all do not vanish while others are listed."""
LONG_PAST = timedelta(days=14)
"""After this a deadline closes a posting that nothing lists any more and nothing proves open."""


@dataclass(frozen=True, slots=True)
class Absent:
    """The open postings that a read did not list; `missing` those that the read before it neither
    listed.
    """

    fresh: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def absent_in(run: BoardRun, report: BoardReport) -> Absent:
    """What is known to be absent: nothing, unless the read proves it."""
    if not (report.complete and run.proven) or run.nameless or report.suspect:
        return Absent()
    seen = run.seen
    unseen = [name for name in run.known.postings if name not in seen]
    return Absent(
        tuple(name for name in unseen if not run.known.postings[name].missing),
        tuple(name for name in unseen if run.known.postings[name].missing),
    )


def is_plausible(run: BoardRun, fresh: int) -> bool:
    """Whether so many postings may well have vanished since the last read."""
    before = sum(not known.missing for known in run.known.postings.values())
    if before >= _MANY:
        return 2 * fresh <= before
    if not run.listed:
        return run.stated_empty
    return fresh < before or before < _SOME


def intents(run: BoardRun, report: BoardReport, now: datetime) -> list[Intent]:
    """What is to become of the board's stored postings, besides those whose content was read."""
    if report.outcome is Outcome.GONE:
        return [_closed(name, run, now, ClosedReason.BOARD_GONE) for name in run.known.postings]
    if report.company_met is not None:
        return []
    return [*_sighted(run, now), *_unlisted(run, report, now), *_unproven(run, report, now)]


def still_missing(run: BoardRun, results: list[Intent]) -> int:
    """How many open postings are missing after these intents."""
    ended = {intent.posting_id for intent in results if isinstance(intent, Closed)}
    before = {name for name, known in run.known.postings.items() if known.missing}
    missed = {intent.posting_id for intent in results if isinstance(intent, Missed)}
    return len((before - run.seen - ended) | missed)


def _sighted(run: BoardRun, now: datetime) -> Iterator[Intent]:
    """Postings that are listed and were not taken to be, or of which no more could be read."""
    said = run.gone
    for name in sorted(run.seen):
        known = run.known.postings.get(name)
        gone = said.get(name)
        if gone is not None and run.proven:
            yield Sighted(name, now, gone)
        elif gone is None and _may_differ(known, taken=name in run.taken):
            yield Sighted(name, now)


def _may_differ(known: Known | None, *, taken: bool) -> bool:
    return not taken if known is None else known.missing


def _unlisted(run: BoardRun, report: BoardReport, now: datetime) -> Iterator[Intent]:
    absent = absent_in(run, report)
    for name in absent.missing:
        yield _closed(name, run, now, ClosedReason.UNLISTED)
    believed = is_plausible(run, len(absent.fresh))
    for name in absent.fresh:
        if believed:
            yield _closed(name, run, now, ClosedReason.UNLISTED)
        else:
            yield Missed(name, now, run.started_at, _last_seen(run))


def _unproven(run: BoardRun, report: BoardReport, now: datetime) -> Iterator[Intent]:
    """Where the listing proves nothing: what says so itself, or is past and not listed."""
    if run.proven or report.suspect:
        return
    gone, seen = run.gone, run.seen
    for name, known in run.known.postings.items():
        if name in gone:
            yield _closed(name, run, now, ClosedReason.GONE)
        elif report.complete and name not in seen and _is_past(known.valid_through, now):
            yield _closed(name, run, now, ClosedReason.EXPIRED)


def _is_past(end: date | datetime | None, now: datetime) -> bool:
    if end is None:
        return False
    day = end.date() if isinstance(end, datetime) else end
    return day < now.date() - LONG_PAST


def _closed(name: str, run: BoardRun, now: datetime, reason: ClosedReason) -> Closed:
    return Closed(name, now, reason, run.started_at, _last_seen(run))


def _last_seen(run: BoardRun) -> datetime | None:
    """When a posting that was open and not missing was last listed."""
    return run.known.state.last_complete_at if run.known.state is not None else None
