"""On which terms: employment and pay."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from crawler.normalize.derived import Derived, parsed, stated
from crawler.normalize.pay_text.marks import Clues
from crawler.normalize.pay_text.reading import pay_in_text
from crawler.normalize.salary import completed, salary
from crawler.normalize.statement import Statement
from crawler.normalize.text import clean, distinct
from crawler.normalize.title_employment import employment
from mappings.posting import Location, RemoteFrom, Salary
from reference.vocabularies import WorkplaceType


@dataclass(frozen=True, slots=True)
class Setting:
    """What else is known of the posting when its terms are read.

    `countries` (ISO 3166-1 alpha-2) of the work and `language` (ISO 639-1) of the text tell which
    "$" or "kr" is meant, `from_home` that it may be the employer's, who is elsewhere; `day` is the
    one whose month's rate turns pay into the reference currency.
    """

    countries: tuple[str, ...] = ()
    language: str | None = None
    day: date | None = None
    from_home: bool = False


_UNKNOWN = Setting()


def countries_of(
    places: Derived[tuple[Location, ...]] | None, remote: Derived[RemoteFrom] | None
) -> tuple[str, ...]:
    """The countries in which the work is done, from the office or from home."""
    offices = (place.country for place in places.value) if places else ()
    return distinct((*offices, *(remote.value.countries if remote else ())))


def setting_of(
    places: Mapping[str, Any], language: str | None = None, day: date | None = None
) -> Setting:
    """The setting of a posting whose places and way of working are known, by their fields."""
    way = places["workplace_type"]
    is_remote = way is not None and way.value is WorkplaceType.REMOTE
    return Setting(
        countries_of(places["locations"], places["remote_from"]), language, day, is_remote
    )


def terms(said: Statement, text: str | None, setting: Setting = _UNKNOWN) -> dict[str, Any]:
    """`employment_types`, `employment_text`, `salary`. `text` is that of the description."""
    labels = distinct(map(clean, said.employment))
    return {
        "employment_types": employment(labels, said.title),
        "employment_text": "; ".join(labels) or None,
        "salary": _pay(said, text, setting),
    }


def _pay(said: Statement, text: str | None, setting: Setting) -> Derived[Salary] | None:
    """Structured ranges first; then those of a field on pay; then those of the description.

    What a structured range leaves open (its currency, its period) is taken from a text that states
    the same amounts. A field on pay is kept as `salary.text` whatever is read out of it.
    """
    ranges = tuple(one for one in said.ranges if one is not None)
    if ranges and all(one.currency and one.period for one in ranges):
        return stated(salary(ranges, said.salary_text, setting.day))
    clues = Clues(setting.countries, setting.language, setting.from_home)
    of_field = pay_in_text(said.salary_text or "", clues, about_pay=True)
    if of_field.ranges and not ranges:
        return parsed(salary(of_field.ranges, said.salary_text, setting.day))
    of_text = pay_in_text(text or "", clues)
    if ranges:
        whole = completed(ranges, (*of_field.ranges, *of_text.ranges))
        return stated(salary(whole, said.salary_text, setting.day))
    if of_text.ranges:
        return parsed(salary(of_text.ranges, clean(said.salary_text) or of_text.text, setting.day))
    return stated(salary((), said.salary_text))
