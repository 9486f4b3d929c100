"""Benefits that an ad offers, from its text or a list of the source.

A benefit counts where the ad offers it: under a heading or in a sentence of benefits ("we offer",
"perks"), or close to another benefit. What an applicant would sell, administer or advise on is none
("sell life insurance"), nor what is denied. "Dental" and "vision" alone are the trade of others:
they count beside "health" or "medical".
"""

import re
from collections.abc import Iterable, Sequence

from crawler.normalize.phrases import Hit, Phrases, heading, passage
from crawler.normalize.text import distinct
from reference.benefit_names import BENEFIT_NAMES
from reference.vocabularies import Benefit

Named = tuple[Benefit, bool]
"""A benefit, and whether its name tells enough alone."""

PHRASES = BENEFIT_NAMES
"""Where to look."""

_LISTED = re.compile(r"\s*(?:[,/&+]|and|y|e)\s*(?:(?:and|&)\s+)?", re.IGNORECASE)
_TRADE = re.compile(
    r"\s+(?:practices?|offices?|clinics?|professionals?|providers?|field|industry|records?|students?"
    r"|schools?|centers?|services|devices?|care|research|teams?|staff|companies|data|assistants?)\b",
    re.IGNORECASE,
)
_NEAR = 200
_OFFER = re.compile(
    r"\b(?:benefit\w*|perks?|offer\w*|packages?|includ\w+|enjoy|receive|compensation|rewards"
    r"|(?:we|you(?:['\u2019]ll)?)\b.{0,30}\b(?:provide|get|have)|eligible (?:for|to)|for you"
    r"|in it for you|why (?:you|work|join)|wir bieten|bieten|vorteile|unser angebot|dich erwartet"
    r"|nous offrons|avantages|ofrecemos|beneficios|benef[ií]cios|oferujemy|oferecemos"
    r"|arbeidsvoorwaarden|wij bieden)\b",
    re.IGNORECASE | re.DOTALL,
)
_WORK = re.compile(
    r"\b(?:administ\w+|sell(?:s|ing)?|selling|process\w*|advis\w+|negotiat\w+|underwrit\w+|claims?"
    r"|clients?|customers?|policyholders?|patients?|markets?|brokers?|audits?|compliance|reconcil\w*"
    r"|manag(?:e|es|ing)|coordinat\w+|oversee\w*|products?|startups? (?:that|build)|platform)\b",
    re.IGNORECASE,
)
_DENIED_BEFORE = re.compile(
    r"(?:\b(?:not?|without|ineligible|excluding|nor|never)\b|n['\u2019]t\b)[^.\n]{0,60}\Z",
    re.IGNORECASE,
)
_DENIED_BEHIND = re.compile(r"[^.\n]{0,30}(?:\b(?:not|unavailable)\b|n['\u2019]t\b)", re.IGNORECASE)


def benefits(text: str, hits: Sequence[Hit[Named]]) -> tuple[Benefit, ...]:
    """What a text offers, each once; `hits` are where `PHRASES` stand in it."""
    told = _telling(text, hits)
    return distinct(hit.value[0] for n, hit in enumerate(told) if _is_offered(text, told, n))


def stated_benefits(labels: Iterable[str | None]) -> tuple[Benefit, ...]:
    """What the labels of a source name ("Health insurance", "Dental")."""
    return distinct(hit.value[0] for label in labels if label for hit in _PHRASES.find(label))


_PHRASES = Phrases(PHRASES)


def _telling(text: str, hits: Sequence[Hit[Named]]) -> list[Hit[Named]]:
    """The hits without the words that need others beside them and have none."""
    told: list[Hit[Named]] = []
    row: list[Hit[Named]] = []
    for hit in hits:
        if row and not _LISTED.fullmatch(text, row[-1].end, hit.start):
            told += _row(text, row)
            row = []
        row.append(hit)
    return told + _row(text, row)


def _row(text: str, row: Sequence[Hit[Named]]) -> list[Hit[Named]]:
    """Of benefits in one list all, if two or more kinds are named and it is no trade."""
    alone = [hit for hit in row if hit.value[1]]
    if len(alone) == len(row) or len({hit.value[0] for hit in row}) < 2:
        return alone
    return alone if _TRADE.match(text, row[-1].end) else list(row)


def _is_offered(text: str, hits: Sequence[Hit[Named]], n: int) -> bool:
    hit = hits[n]
    start, end = passage(text, hit.start, hit.end)
    if _WORK.search(text, start, end) or _is_denied(text, hit, start):
        return False
    beside = (*hits[max(0, n - 1) : n], *hits[n + 1 : n + 2])
    if any(o.value[0] is not hit.value[0] and abs(o.start - hit.start) < _NEAR for o in beside):
        return True
    return bool(_OFFER.search(text, start, end) or _OFFER.search(heading(text, hit.start)))


def _is_denied(text: str, hit: Hit[Named], start: int) -> bool:
    before, behind = text[start : hit.start], text[hit.end : hit.end + 50]
    return bool(_DENIED_BEFORE.search(before) or _DENIED_BEHIND.match(behind))
