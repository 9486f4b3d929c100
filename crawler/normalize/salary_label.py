"""Pay that stands in a label of its own, as in a custom field: "$26.37 - $39.55 / hour".

Not for running text: whoever calls knows that the label is about pay.
"""

from dataclasses import dataclass

from crawler.normalize.pay_text.marks import Clues, currency_of
from crawler.normalize.pay_text.spans import spans
from crawler.normalize.salary import Amounts, Interval, stated_range
from crawler.normalize.salary_text import interval_in_words, kind_in_words
from crawler.normalize.text import clean
from mappings.posting import SalaryRange


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a label: its name, the span in a field of its own, the country (ISO)."""

    name: str | None = None
    span: Interval | None = None
    country: str | None = None


_NOTHING = Beside()


def range_in_label(text: str | None, beside: Beside = _NOTHING) -> SalaryRange | None:
    """The one range that a label states; null where it states none or several.

    The currency is that of an ISO code or an unmistakable sign; "$" counts as the dollar of the
    country where it pays in one. The span is that of the label, else of what stands beside it.
    """
    line = clean(text) or ""
    found = [one for one in spans(line, bare=True) if one.is_range]
    if len(found) != 1 or found[0].is_huge:
        return None
    (span,) = found
    name = clean(beside.name)
    clues = Clues((beside.country,) if beside.country else ())
    return stated_range(
        Amounts(span.min, span.max),
        currency_of(span.mark, line, line, clues),
        interval_in_words(line) or beside.span or interval_in_words(name),
        label=name,
        kind=kind_in_words(name) or kind_in_words(line),
    )
