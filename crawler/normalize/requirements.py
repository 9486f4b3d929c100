"""What is asked of an applicant and offered: skills, experience, education, benefits, visa, hours.

What the source states in fields of its own goes first, what its text says comes next.
"""

from typing import Any

from crawler.normalize import benefits, education, experience, hours, visa
from crawler.normalize.derived import first, parsed, stated
from crawler.normalize.skills import skills_in, stated_skills
from crawler.normalize.spots import Spots
from crawler.normalize.statement import Statement

_MOST_OPENINGS = 10_000


def requirements(
    said: Statement, text: str | None, at: Spots, employer: str | None = None
) -> dict[str, Any]:
    """`skills`, `experience_years_min`, `education`, `benefits`, `visa_sponsorship`,
    `hours_per_week`, `positions`, `start_date`. `text` is that of the description, `at` what
    `spots_in` finds in it, `employer` the name of the company, which is no skill of its own ad.
    """
    body = text or ""
    return {
        "skills": first(
            stated(stated_skills(said.skills)), parsed(skills_in(said.title, text, employer))
        ),
        "experience_years_min": first(
            stated(experience.experience_label(said.experience)),
            parsed(experience.experience_years(body, at["experience_years_min"])),
        ),
        "education": first(
            stated(education.education_label(said.education)),
            parsed(education.education(body, at["education"])),
        ),
        "benefits": parsed(benefits.benefits(body, at["benefits"])),
        "visa_sponsorship": parsed(visa.visa_sponsorship(body, at["visa_sponsorship"])),
        "hours_per_week": first(
            stated(hours.hours_in_labels((_label(said.hours), *said.employment))),
            parsed(hours.hours_per_week(body, at["hours_per_week"])),
        ),
        "positions": stated(_count(said.positions)),
        "start_date": stated(said.starts),
    }


def _label(value: float | str | None) -> str | None:
    return None if value is None else str(value)


def _count(number: float | None) -> int | None:
    """A number of openings; 0, parts of one and numbers beyond sense say nothing."""
    return int(number) if number and 1 <= number <= _MOST_OPENINGS and number % 1 == 0 else None
