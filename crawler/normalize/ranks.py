"""What kind of posting it is: its level, its job function, its flags."""

from collections.abc import Iterable
from typing import Any

from crawler.normalize.agency import is_of_agency
from crawler.normalize.category import Reading, Strength, category_of_label, category_of_title
from crawler.normalize.derived import Derived, first, inferred, parsed, stated
from crawler.normalize.flags import is_evergreen, is_test_posting
from crawler.normalize.seniority import seniority_label, seniority_of_title
from crawler.normalize.spots import Spots
from crawler.normalize.statement import Statement
from reference.vocabularies import Category, Seniority

_WIDE = frozenset({Category.IT, Category.ENGINEERING, Category.MANUFACTURING, Category.SCIENCE})
"""Of vendors' lists: "Information Technology", "Engineering", "Quality Assurance", "Research"."""


def ranks(said: Statement, text: str | None, at: Spots) -> dict[str, Any]:
    """`seniority`, `category`, `evergreen`, `test_posting`, `agency`.

    `text` is that of the description, `at` what `spots_in` finds in it.
    """
    title = said.title or ""
    evergreen = first(stated(said.evergreen), inferred(is_evergreen(title)))
    test = inferred(is_test_posting(title) or None)
    no_work = any(flag is not None and flag.value for flag in (evergreen, test))
    return {
        "seniority": _seniority(said.seniority, title),
        "category": _category(said, title) or (inferred(Category.OTHER) if no_work else None),
        "evergreen": evergreen,
        "test_posting": test,
        "agency": first(stated(said.agency), inferred(is_of_agency(text, at["agency"]))),
    }


def _seniority(label: str | None, title: str) -> Derived[Seniority] | None:
    """A level that the title spells out goes before a label, a label before a grade ("II").

    Labels come from short lists with a default that many employers leave as it is: "Senior
    Engineer" is senior whatever stands beside it.
    """
    level = seniority_label(label)
    named = seniority_of_title(title)
    if named is None:
        return stated(level)
    if level is None or (named.by_word and named.seniority is not level):
        return parsed(named.seniority)
    return stated(level)


def _category(said: Statement, title: str) -> Derived[Category] | None:
    """The vendor's job function; else what the title names; else departments that agree.

    A wide function holds many professions: there a clear title is narrower. A hint in the title is
    weaker than a department.
    """
    function = _agreed(said.functions)
    named = category_of_title(title)
    if (
        function is not None
        and _is_clear(function)
        and not (function.category in _WIDE and _is_clear(named))
    ):
        return stated(function.category)
    if named is not None and _is_clear(named):
        return parsed(named.category)
    department = _agreed((said.team, *said.departments))
    if department is not None and _is_clear(department):
        return inferred(department.category)
    return parsed(named.category) if named is not None else None


def _agreed(labels: Iterable[str | None]) -> Reading | None:
    """What labels say together: null where two of them name different functions."""
    readings = [found for label in labels if (found := category_of_label(label)) is not None]
    return readings[0] if len({one.category for one in readings}) == 1 else None


def _is_clear(reading: Reading | None) -> bool:
    return reading is not None and reading.strength > Strength.HINT
