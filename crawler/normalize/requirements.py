"""What is asked of an applicant and offered: skills, experience, education, benefits, visa, hours.

What the source states in fields of its own goes first, what its text says comes next.
"""

from collections import defaultdict
from typing import Any

from crawler.normalize import benefits, education, experience, hours, visa
from crawler.normalize.derived import first, parsed, stated
from crawler.normalize.phrases import Hit, Phrases
from crawler.normalize.skills import skills_in, stated_skills
from crawler.normalize.statement import Statement

_TOPICS = (experience, education, benefits, visa, hours)
# One pass for all: a phrase that two topics share would be found for one of them only.
_PHRASES = Phrases(
    {
        phrase: (topic.__name__, value)
        for topic in _TOPICS
        for phrase, value in topic.PHRASES.items()
    }
)


def requirements(said: Statement, text: str | None) -> dict[str, Any]:
    """`skills`, `experience_years_min`, `education`, `benefits`, `visa_sponsorship`,
    `hours_per_week`, `positions`, `start_date`. `text` is that of the description.
    """
    body = text or ""
    found: defaultdict[str, list[Hit[Any]]] = defaultdict(list)
    for start, end, (topic, value) in _PHRASES.find(body):
        found[topic].append(Hit(start, end, value))
    return {
        "skills": first(
            stated(stated_skills(said.skills)), parsed(skills_in(said.title, text, said.company))
        ),
        "experience_years_min": first(
            stated(experience.experience_label(said.experience)),
            parsed(experience.experience_years(body, found[experience.__name__])),
        ),
        "education": first(
            stated(education.education_label(said.education)),
            parsed(education.education(body, found[education.__name__])),
        ),
        "benefits": first(
            stated(benefits.stated_benefits(said.benefits)),
            parsed(benefits.benefits(body, found[benefits.__name__])),
        ),
        "visa_sponsorship": first(
            stated(said.visa), parsed(visa.visa_sponsorship(body, found[visa.__name__]))
        ),
        "hours_per_week": first(
            stated(hours.hours_in_labels((said.hours, *said.employment))),
            parsed(hours.hours_per_week(body, found[hours.__name__])),
        ),
        "positions": stated(_count(said.positions)),
        "start_date": stated(said.starts),
    }


def _count(number: float | None) -> int | None:
    """A number of openings; 0 and parts say nothing."""
    return int(number) if number is not None and number >= 1 and number == int(number) else None
