"""What words beside an amount say of it: for which span it is paid, and what it covers."""

import re
from collections.abc import Iterable

from crawler.normalize.pay_text.lexicon import (
    CONNECTORS,
    Sense,
    sense,
    unit,
    units_alone,
)
from crawler.normalize.pay_text.tokens import tokens_of
from crawler.normalize.salary import Interval, interval
from crawler.normalize.text import clean
from reference.folding import fold
from reference.vocabularies import SalaryKind

_PER = [[word] for word in (*CONNECTORS, "/")]
_ELISION = re.compile(r"\b((?:al)?l|d)['\u2019](?=\w)", re.IGNORECASE)
"""An article that melts into its noun: "de l'heure", "all'anno"."""
_NOT_OF_PAY = frozenset({"incentive", "target"})
_KINDS = (
    (SalaryKind.OTE, re.compile(r"\bote\b|\bon[\s-]target\b|\btarget(?:ed)? earnings\b")),
    (SalaryKind.TOTAL, re.compile(r"\btotal\s+(?:\w+\s+)?(?:comp\w*|cash|earnings|rewards)\b")),
    (SalaryKind.BASE, re.compile(r"\bbase\b|\bsalary\b|\bwages?\b|\bpay\b")),
)


def interval_in_words(text: str | None) -> Interval | None:
    """The one span that a text names ("Annual salary range", "Stundenlohn"); null for two or none.

    "Annual bonus" says nothing of the pay beside it and does not count.
    """
    tokens = tokens_of(_ELISION.sub(r"\1 ", clean(text) or ""))
    spans = {span for at in range(len(tokens)) for span in _spans(tokens, at)}
    return spans.pop() if len(spans) == 1 else None


def _spans(tokens: list[str], at: int) -> Iterable[Interval]:
    """Those that a word names by itself, or as a unit after "per" or before "rate"."""
    beside = (*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2])
    if any(sense(word) is Sense.OTHER or word in _NOT_OF_PAY for word in beside):
        return ()
    token = tokens[at]
    in_phrase = tokens[at - 1 : at] in _PER or tokens[at + 1 : at + 2] == ["payrate"]
    noun = unit(token) if in_phrase else None
    counted = interval(token)
    if counted is not None and counted.count != 1:
        return (counted,)
    return tuple(Interval.of(one) for one in units_alone(token) | ({noun} if noun else set()))


def kind_in_words(text: str | None) -> SalaryKind | None:
    """What an amount covers by its label: on-target earnings, everything together, or base pay."""
    line = fold(clean(text) or "")
    return next((kind for kind, pattern in _KINDS if pattern.search(line)), None)
