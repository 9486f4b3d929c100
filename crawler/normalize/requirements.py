"""What is asked of an applicant and offered: skills, experience, education, benefits, visa."""

from typing import Any

from crawler.normalize.statement import Statement


def requirements(said: Statement, text: str | None) -> dict[str, Any]:
    """Nothing yet. `text` is that of the description."""
    return {}
