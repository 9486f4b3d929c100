"""The words of a stretch of text as `context` reads them: folded, phrases told from their words."""

import re
from itertools import product

from crawler.normalize.text import words
from reference.folding import fold

_TOKEN = re.compile(
    r"p\.\s?a\b|p\.\s?h\b|p\.\s?m\b|p/[dmw]\b|[^\W\d_]+(?:['\u2019-][^\W\d_]+)*|\d+|[/+,;|\u2022()&:]"
)
_COMP = words("compensation comp cash earnings rewards package pay salary remuneration")
_PAIRS = {
    pair: instead
    for instead, firsts, seconds in (
        ("ote", "on at", "target targets"),
        ("ote", "target targeted", "earnings"),
        ("cost", "run growth win close conversion interest churn tax", "rate rates"),
        ("payrate", "hourly daily day pay bill billing wage salary weekly monthly hour starting"
         " contract", "rate rates"),
        ("payscale", "hiring target starting", "range"),
        ("bonus", "pay", "off out down towards"),
        ("bonus", "workers worker's workers\u2019", "comp compensation"),
        ("bonus", "professional career", "development"),
        ("bonus", "per", "diem diems"),
        ("bonus", "under", "management"),
        ("bonus", "home", "office"),
        ("bonus", "shift sick holiday vacation on-call standby overtime night weekend severance",
         "pay premium premiums differential"),
        ("bonus", "sign", "on"),
        ("bonus", "gift", "card cards"),
        ("bonus", "x times", "salary base earnings annual your pay compensation"),
        ("bonus", "households household families people customers clients individuals employees"
         " workers", "earning earn earns making"),
        ("pay", "position role job internship apprenticeship assignment", "pays"),
        ("pay", "paid hired", "hourly weekly monthly annually between up"),
    )
    for pair in product(firsts.split(), seconds.split())
}  # fmt: skip
"""Words that say something else together: one of the two becomes what both mean."""
_PAIR_FIRSTS = frozenset(first for first, _ in _PAIRS)


def tokens_of(window: str) -> list[str]:
    """Folded words, numbers and telling signs; of two words that mean one thing, that thing."""
    tokens: list[str] = _TOKEN.findall(fold(window))
    for at, token in enumerate(tokens[:-1]):
        if token in _PAIR_FIRSTS:
            instead = _PAIRS.get((token, tokens[at + 1]))
            if instead:
                tokens[at if instead == "pay" else at + 1] = instead
        elif token == "total" and not _COMP.isdisjoint(tokens[at + 1 : at + 4]):
            tokens[at] = "totalcomp"
    return tokens
