"""When a board is to be read again: sooner where much changes, later where nothing does. Pure."""

from datetime import datetime, timedelta

from crawler.report import BoardReport
from crawler.settings import CrawlSettings
from mappings.board import BoardState
from reference.vocabularies import Outcome

_MUCH = 0.02
"""The share of a board's postings whose change makes the next read come sooner."""
_SOONER, _LATER = 0.5, 1.5
_A_DAY = 24.0


def next_due(
    before: BoardState | None, report: BoardReport, now: datetime, settings: CrawlSettings
) -> datetime:
    """When to read a board again whose read ended at `now`.

    A board that failed is asked later and later; one that its source denies once a day, since days
    are what is counted; one that waits for a second read to believe the first, soon.
    """
    hours = _hours(before, report, settings)
    if report.outcome is not Outcome.GONE:
        hours = min(max(hours, settings.due_soonest), settings.due_latest)
    return now + timedelta(hours=hours)


def _hours(before: BoardState | None, report: BoardReport, settings: CrawlSettings) -> float:
    if report.outcome is Outcome.GONE:
        return settings.due_if_gone
    if report.outcome is Outcome.MISSING:
        return _A_DAY
    if not report.complete:
        failures = before.consecutive_failures if before is not None else 0
        # An exponent beyond that only overflows.
        return settings.due_soonest * 2.0 ** min(failures, 30)
    if report.missing or report.suspect:
        return settings.due_soonest
    last = _last_interval(before)
    return settings.due_at_first if last is None else last * _pace(report)


def _pace(report: BoardReport) -> float:
    moved = report.new + report.changed + report.closed
    if not moved:
        return _LATER
    return _SOONER if moved > _MUCH * report.listed else 1.0


def _last_interval(before: BoardState | None) -> float | None:
    """The hours that lay between the last complete read and the next one; null where it failed."""
    if before is None or before.next_due_at is None or before.consecutive_failures:
        return None
    return (before.next_due_at - before.last_attempt_at).total_seconds() / 3600
