"""On which terms: employment and pay."""

from typing import Any

from crawler.normalize.derived import Derived, stated
from crawler.normalize.employment import employment_types
from crawler.normalize.salary import salary
from crawler.normalize.statement import Statement
from crawler.normalize.text import clean, distinct
from mappings.posting import Location


def terms(
    said: Statement, text: str | None, places: Derived[tuple[Location, ...]] | None
) -> dict[str, Any]:
    """`employment_types`, `employment_text`, `salary`.

    `text` is that of the description; `places` tell which dollar a "$" may be.
    """
    labels = distinct(map(clean, said.employment))
    types = [kind for label in labels for kind in employment_types(label)]
    return {
        "employment_types": stated(distinct(types)),
        "employment_text": "; ".join(labels) or None,
        "salary": stated(salary(said.ranges, said.salary_text)),
    }
