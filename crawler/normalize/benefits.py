"""Benefits that the text of an ad offers.

A benefit counts where the ad offers it: under a heading or in a sentence of benefits ("we offer",
"perks"), or close to another benefit. What an applicant would sell, administer or advise on is none
("sell life insurance"), nor what is denied. "Dental" and "vision" alone are the trade of others:
they count beside "health" or "medical".
"""

import re
from collections.abc import Sequence

from crawler.normalize.phrases import Hit, Wording, heading, passage
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
_AROUND = 100
_OFFER = Wording(
    """benefi, perk, offer, package, includ, enjoy, receive, compensation, reward, provide, get,
    have, eligible, for you, why, bieten, vorteile, angebot, erwartet, offrons, avantages,
    ofrecemos, oferujemy, oferecemos, benefí, arbeidsvoorwaarden""",
    r"\b(?:benefit\w*|perks?|offer\w*|packages?|includ\w+|enjoy|receive|compensation|rewards"
    r"|(?:we|you(?:['\u2019]ll)?)\b[^\n]{0,30}\b(?:provide|get|have)|eligible (?:for|to)|for you"
    r"|why (?:you|work|join)|wir bieten|bieten|vorteile|unser angebot|dich erwartet|nous offrons"
    r"|avantages|ofrecemos|beneficios|benef[ií]cios|oferujemy|oferecemos|arbeidsvoorwaarden"
    r"|wij bieden)\b",
)
_WORK = Wording(
    """administ, sell, process, advis, negotiat, underwrit, claim, client, customer, policyholder,
    patient, market, broker, audit, compliance, reconcil, manag, coordinat, oversee, product,
    startup, platform""",
    r"\b(?:administ\w+|sell(?:s|ing)?|process\w*|advis\w+|negotiat\w+|underwrit\w+|claims?"
    r"|clients?|customers?|policyholders?|patients?|markets?|brokers?|audits?|compliance"
    r"|reconcil\w*|manag(?:e|es|ing)|coordinat\w+|oversee\w*|products?|startups? (?:that|build)"
    r"|platform)\b",
)
_DENIED_BEFORE = Wording(
    "no, n't, n\u2019t, without, ineligible, excluding, never",
    r"(?:\b(?:not?|without|ineligible|excluding|nor|never)\b|n['\u2019]t\b)[^.\n]{0,60}\Z",
)
_DENIED_BEHIND = re.compile(r"[^.\n]{0,30}(?:\b(?:not|unavailable)\b|n['\u2019]t\b)", re.IGNORECASE)


def benefits(text: str, hits: Sequence[Hit[Named]]) -> tuple[Benefit, ...]:
    """What a text offers, each once; `hits` are where `PHRASES` stand in it."""
    told = _telling(text, hits)
    offered: dict[Benefit, None] = {}
    for n, hit in enumerate(told):
        if hit.value[0] not in offered and _is_offered(text, told, n):
            offered[hit.value[0]] = None
    return tuple(offered)


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
    start, end = max(start, hit.start - _AROUND), min(end, hit.end + _AROUND)
    around = text[start:end]
    if _WORK.is_in(around) or _is_denied(text, hit, start):
        return False
    beside = (*hits[max(0, n - 1) : n], *hits[n + 1 : n + 2])
    if any(o.value[0] is not hit.value[0] and abs(o.start - hit.start) < _NEAR for o in beside):
        return True
    return _OFFER.is_in(around) or _OFFER.is_in(heading(text, hit.start))


def _is_denied(text: str, hit: Hit[Named], start: int) -> bool:
    before, behind = text[start : hit.start], text[hit.end : hit.end + 50]
    return bool(_DENIED_BEFORE.is_in(before) or _DENIED_BEHIND.match(behind))
