"""What the title tells of a posting: level, and what kind of posting it is."""

from typing import Any

from crawler.normalize.derived import first, inferred, stated
from crawler.normalize.flags import is_evergreen, is_test_posting
from crawler.normalize.seniority import seniority_label
from crawler.normalize.statement import Statement


def ranks(said: Statement) -> dict[str, Any]:
    """`seniority`, `evergreen`, `test_posting`."""
    title = said.title or ""
    return {
        "seniority": stated(seniority_label(said.seniority)),
        "evergreen": first(stated(said.evergreen), inferred(is_evergreen(title))),
        "test_posting": inferred(is_test_posting(title) or None),
    }
