"""What words beside an amount say of it: for which span it is paid, and what it covers."""

import re

from crawler.normalize.salary import Interval, interval
from crawler.normalize.text import clean
from reference.folding import fold
from reference.vocabularies import SalaryKind

_SPAN = re.compile(
    r"\b(?:(?:per|an?|each)[\s-]+(hour|day|week|fortnight|month|year|annum)"
    r"|(hourly|daily|weekly|biweekly|bi-weekly|fortnightly|semi-monthly|monthly|yearly"
    r"|annual|annually|annum))\b"
    r"|\b(hour|day|week|month)(?=[\s-]rate\b)"
    r"|/\s?(hour|hr|day|week|month|year|yr)\b|\b(p\.\s?a\.)"
)
_KINDS = (
    (SalaryKind.OTE, re.compile(r"\bote\b|\bon[\s-]target\b|\btarget(?:ed)? earnings\b")),
    (SalaryKind.TOTAL, re.compile(r"\btotal\s+(?:\w+\s+)?(?:comp\w*|cash|earnings|rewards)\b")),
    (SalaryKind.BASE, re.compile(r"\bbase\b|\bsalary\b|\bwages?\b|\bpay\b")),
)


def interval_in_words(text: str | None) -> Interval | None:
    """The one span that a text names ("Annual salary range", "$30 an hour"); null for two or none.

    "Annual bonus" says nothing of the pay beside it and does not count.
    """
    line = re.sub(r"\bannual\s+(?:bonus|incentive|target|cash bonus)", " ", fold(clean(text) or ""))
    words = [next(filter(None, match.groups())) for match in _SPAN.finditer(line)]
    spans = {interval(word if "." not in word else "year") for word in words} - {None}
    return spans.pop() if len(spans) == 1 else None


def kind_in_words(text: str | None) -> SalaryKind | None:
    """What an amount covers by its label: on-target earnings, everything together, or base pay."""
    line = fold(clean(text) or "")
    return next((kind for kind, pattern in _KINDS if pattern.search(line)), None)
