"""What is asked of an applicant and offered: skills, experience, education, benefits, visa, hours.

What the source states in fields of its own goes first, what its text says comes next.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from crawler.normalize import benefits, education, experience, hours, visa
from crawler.normalize.derived import first, parsed, stated
from crawler.normalize.phrases import Hit, Phrases
from crawler.normalize.skills import skills_in, stated_skills
from crawler.normalize.statement import Statement

_MOST_OPENINGS = 10_000
_READ_FROM: Mapping[str, Mapping[str, Any]] = {
    "experience_years_min": experience.PHRASES,
    "education": education.PHRASES,
    "benefits": benefits.PHRASES,
    "visa_sponsorship": visa.PHRASES,
    "hours_per_week": hours.PHRASES,
}
# One pass for all: a phrase that two fields share would be found for one of them only.
_PHRASES = Phrases(
    {
        phrase: (field, value)
        for field, phrases in _READ_FROM.items()
        for phrase, value in phrases.items()
    }
)


def requirements(said: Statement, text: str | None, employer: str | None = None) -> dict[str, Any]:
    """`skills`, `experience_years_min`, `education`, `benefits`, `visa_sponsorship`,
    `hours_per_week`, `positions`, `start_date`. `text` is that of the description, `employer` the
    name of the company, which is no skill of its own ad.
    """
    body = text or ""
    at = phrases_in(body)
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


def phrases_in(text: str) -> Mapping[str, list[Hit[Any]]]:
    """Where the phrases stand that each field is read from, by the name of the field."""
    found: defaultdict[str, list[Hit[Any]]] = defaultdict(list)
    for start, end, (field, value) in _PHRASES.find(text):
        found[field].append(Hit(start, end, value))
    return found


def _label(value: float | str | None) -> str | None:
    return None if value is None else str(value)


def _count(number: float | None) -> int | None:
    """A number of openings; 0, parts of one and numbers beyond sense say nothing."""
    return int(number) if number and 1 <= number <= _MOST_OPENINGS and number % 1 == 0 else None
