"""How gently hosts are asked: the one table of pauses, and what follows from it.

A host is asked once a second, one request at a time, unless the table says otherwise. Many boards
share a host (an API), and many hosts share a vendor's servers: requests with the same `turn_of`
take turns with one another, whichever boards they are for.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Manners:
    """`pause`: seconds from the start of one request to the next; `at_once`: how many may be under
    way; `together`: whether all hosts of the entry take turns with one another.
    """

    pause: float = 1.0
    at_once: int = 1
    together: bool = False


DEFAULT = Manners()

_VENDOR = Manners(pause=0.25, at_once=4, together=True)
"""A sub-domain a company, one vendor's servers behind them all, no limit that is known."""

MANNERS: Mapping[str, Manners] = {
    # Slow to answer, and repeated requests are throttled.
    "api.ashbyhq.com": Manners(pause=1.0),
    # robots.txt asks for a second.
    "api.lever.co": Manners(pause=1.0),
    "api.eu.lever.co": Manners(pause=1.0),
    # The keyed API allows ten a second; nothing is said of requests without a key.
    "api.smartrecruiters.com": Manners(pause=0.4, at_once=2),
    # Answers 429 for hours, for all accounts at once.
    "apply.workable.com": Manners(pause=2.0),
    "api.rippling.com": Manners(pause=0.5, at_once=2),
    # Bursts are refused, whichever company they are for.
    "join.com": Manners(pause=1.0),
    # Every tenant is a customer with a host of its own; large crawlers wait this long.
    "*.myworkdayjobs.com": Manners(pause=0.5),
    "*.oraclecloud.com": Manners(pause=0.75),
    # Refuses across companies, with a checkpoint page and no word on how long.
    "*.jobs.personio.de": Manners(pause=5.0, together=True),
    "*.jobs.personio.com": Manners(pause=5.0, together=True),
    "*.recruitee.com": Manners(pause=0.5, together=True),
    # Eight quick requests were one too many.
    "*.careers-page.com": Manners(pause=1.0, together=True),
    "*.bamboohr.com": _VENDOR,
    "*.breezy.hr": _VENDOR,
    "*.applytojob.com": _VENDOR,
    "*.pinpointhq.com": _VENDOR,
    "*.teamtailor.com": _VENDOR,
    "*.freshteam.com": _VENDOR,
    "*.traffit.com": _VENDOR,
    "*.career.softgarden.de": _VENDOR,
    "*.softgarden.io": _VENDOR,
    "*.hire.trakstar.com": _VENDOR,
    "*.careerplug.com": _VENDOR,
    "*.applicantpro.com": _VENDOR,
    "*.isolvedhire.com": _VENDOR,
    "*.zohorecruit.com": _VENDOR,
}
"""By host, or by `*.` and what all hosts of a kind end with."""


def manners_of(host: str) -> Manners:
    """How a host is to be asked."""
    return MANNERS.get(_entry(host), DEFAULT)


def turn_of(host: str) -> str:
    """The name under which the requests to a host take turns: the host, or what it shares."""
    entry = _entry(host)
    return entry if manners_of(host).together else host


def _entry(host: str) -> str:
    """The entry of the table that holds for a host; the host itself where there is none."""
    if host in MANNERS:
        return host
    labels = host.split(".")
    suffixes = (f"*.{'.'.join(labels[start:])}" for start in range(1, len(labels)))
    return next((suffix for suffix in suffixes if suffix in MANNERS), host)
