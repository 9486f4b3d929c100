"""Fields that employers name themselves: what the known names among them speak of.

A name counts by the words in it. Fields of other names are left alone: what looks like pay may be
a budget.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from crawler.normalize.employment import employment_types
from crawler.normalize.salary import interval
from crawler.normalize.salary_label import Beside, range_in_label
from crawler.normalize.text import clean
from mappings.posting import SalaryRange
from reference.folding import fold


class Topic(Enum):
    """What a field is about, with the words by which its name shows it."""

    EMPLOYMENT = (
        r"\b(?:employment|position|time|job|contract|schedule|worker sub|shift) ?type\b"
        r"|\bemployment status\b|\bassignment ?cat(?:egory)?\b|\bjob schedule\b|^fte\b"
    )
    WORKPLACE = (
        r"\bwork ?(?:place|site|location|environment|model|arrangement)\b"
        r"|\bworking (?:model|arrangement)\b|\blocation type\b|\bremote (?:type|worker|work)\b"
    )
    OFFICE_DAYS = (
        r"\b(?:office|on ?site) days\b"
        r"|\bdays (?:(?:a|per) week )?(?:in (?:the )?office|on ?site)\b"
    )
    DEPARTMENT = (
        r"\b(?:department|work area)\b|\b(?:job|career) (?:family|function|category|area)\b"
    )
    REQUISITION = r"\b(?:requisition|req|job)\b\.? ?(?:id|number|no|code|#)"
    LEVEL = r"\b(?:job|career|seniority|experience) level\b"
    PAY = r"\b(?:pay|salary|hiring|wage|compensation) (?:range|scale)\b"
    PAY_SPAN = r"\b(?:pay|salary|wage)\b.*\b(?:frequency|basis|period)\b"


_PERSON = re.compile(
    r"\b(?:recruiters?|sourcers?|(?:hiring |line )?manager|supervisor|contact|report(?:s|ing)? to"
    r"|e ?mail|(?:tele)?phone|mobile)\b"
)


def names_person(name: str | None) -> bool:
    """Whether a field of such a name holds a person's name or contact: it is never to be stored."""
    return _PERSON.search(_words(name or "")) is not None


def _words(name: str) -> str:
    return fold(re.sub(r"(?<=[a-z])(?=[A-Z])|[_\W]+", " ", name)).strip()


@dataclass(frozen=True, slots=True)
class Custom:
    """One such field; `value` is its text."""

    name: str
    value: str

    def is_about(self, topic: Topic) -> bool:
        """Whether its name speaks of a topic, however it is written ("JobType", "job_type")."""
        return re.search(topic.value, _words(self.name)) is not None


def customs(pairs: Iterable[tuple[str | None, str | None]]) -> list[Custom]:
    """The fields that have a name and a value; "null" and "N/A" are none."""
    found = ((clean(name), clean(value)) for name, value in pairs)
    return [
        Custom(name, value)
        for name, value in found
        if name and value and value.casefold() not in ("null", "none", "n/a")
    ]


def texts_about(topic: Topic, fields: Iterable[Custom]) -> Iterator[str]:
    """The values that speak of a topic; of employment only those that name a type of it."""
    for field in fields:
        if field.is_about(topic) and (
            topic is not Topic.EMPLOYMENT or employment_types(field.value)
        ):
            yield field.value


def pay_in(fields: Iterable[Custom], country: str | None) -> list[SalaryRange | None]:
    """The ranges of pay that fields state, for the span that a field beside them names.

    `country` (ISO 3166-1 alpha-2) is where the work is done: it says whose "$" is meant.
    """
    given = list(fields)
    spans = {interval(field.value) for field in given if field.is_about(Topic.PAY_SPAN)} - {None}
    span = spans.pop() if len(spans) == 1 else None
    return [
        range_in_label(field.value, Beside(field.name, span, country))
        for field in given
        if field.is_about(Topic.PAY)
    ]


def pay_text(fields: Iterable[Custom]) -> str | None:
    """What fields say of pay, as they say it."""
    about_pay = [f.value for f in fields if f.is_about(Topic.PAY) or f.is_about(Topic.PAY_SPAN)]
    return "; ".join(about_pay) or None
