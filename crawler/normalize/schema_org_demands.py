"""What a schema.org JobPosting asks of an applicant, and for which work, in fields of its own.

https://schema.org/JobPosting; experience and education as Google asks for them:
https://developers.google.com/search/docs/appearance/structured-data/job-posting#education-and-experience-properties-beta
"""

import re
from datetime import date, datetime
from typing import Any

from crawler.fields import Fields
from crawler.normalize.schema_org_values import line, lines, nodes
from crawler.normalize.web_dates import web_date

_LIST = re.compile(r"\s*[,;|\u2022]\s*")
_LONGEST_SKILL = 40
_COUNT = re.compile(r"\d{1,5}(?:\.0)?")


def demands(job: Fields) -> dict[str, Any]:
    """Fields of a `Statement`: skills, experience, education, hours, positions, starts."""
    openings = line(job, "totalJobOpenings")
    return {
        "skills": _skills(job),
        "experience": _experience(job),
        "education": _education(job),
        "hours": line(job, "workHours"),
        "positions": float(openings) if openings and _COUNT.fullmatch(openings) else None,
        "starts": _start(job),
    }


def _skills(job: Fields) -> list[str]:
    """Several values, or the members of one that is a list; a sentence is neither."""
    stated = lines(job, "skills")
    members = stated if len(stated) > 1 else _LIST.split(stated[0]) if stated else []
    is_list = len(members) > 1 and all(len(one) <= _LONGEST_SKILL for one in members)
    return members if is_list else []


def _experience(job: Fields) -> str | None:
    """In months (`OccupationalExperienceRequirements`) or in words."""
    for one in nodes(job, "experienceRequirements"):
        if not isinstance(one, Fields):
            return str(one)
        months, text = line(one, "monthsOfExperience"), line(one, "description")
        if months or text:
            return f"{months.removesuffix('.0')} months" if months else text
    return None


def _education(job: Fields) -> str | None:
    """A category ("bachelor degree") or words; of several that are accepted the reader takes the
    lowest."""
    labels: list[str] = []
    for one in nodes(job, "educationRequirements"):
        if isinstance(one, Fields):
            category, name = lines(one, "credentialCategory"), lines(one, "name")
            labels += category or name
        else:
            labels.append(str(one))
    return "; ".join(labels) or None


def _start(job: Fields) -> date | None:
    found = next(filter(None, map(web_date, nodes(job, "jobStartDate"))), None)
    return found.date() if isinstance(found, datetime) else found
