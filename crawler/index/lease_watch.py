"""Whether the holder of a lease is still there, judged by the observer's own clock. Pure.

Whoever holds a lease writes it again three times within its term, and stops asking its host once
its last writing is a term old. An observer that sees the same writing for longer than that, by a
clock that only goes on, knows that nobody asks there any more. No moment is ever compared with
another machine's.
"""

from dataclasses import dataclass, field

from crawler.index.lease_index import Written

_MARGIN = 1.5
"""What was asked for at the last moment arrives a little later."""


@dataclass
class Watch:
    """What was seen of other processes' leases. `term` in seconds, moments of a monotonic clock.

    It may be handed from process to process of a machine, which have that clock in common.
    """

    term: float
    _seen: dict[str, tuple[int, int, float]] = field(default_factory=dict)

    def is_free(self, there: Written | None, holder: str, now: float) -> bool:
        """Whether `holder` may take a lease that was just read."""
        if there is None or there.lease.holder in (None, holder):
            return True
        host = there.lease.host
        seq_no, primary_term, since = self._seen.get(host, (-1, -1, now))
        if (seq_no, primary_term) != (there.seq_no, there.primary_term):
            self._seen[host] = (there.seq_no, there.primary_term, now)
            return False
        return now - since > self.term * _MARGIN

    def forget(self, host: str) -> None:
        """The lease is ours now."""
        self._seen.pop(host, None)
