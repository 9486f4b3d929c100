"""A posting as schema.org JobPosting, by the rules of Google for Jobs.

https://schema.org/JobPosting
https://developers.google.com/search/docs/appearance/structured-data/job-posting
"""

from collections.abc import Iterator, Mapping
from typing import Any

Document = Mapping[str, Any]
Markup = dict[str, Any]

_EMPLOYMENT = {
    "full_time": "FULL_TIME",
    "part_time": "PART_TIME",
    "contract": "CONTRACTOR",
    "temporary": "TEMPORARY",
    "internship": "INTERN",
    "apprenticeship": "OTHER",
    "volunteer": "VOLUNTEER",
}
_EDUCATION = {
    "none": "no requirements",
    "secondary": "high school",
    "vocational": "professional certificate",
    "bachelor": "bachelor degree",
    "master": "postgraduate degree",
    "doctorate": "postgraduate degree",
}
_MONTHS_A_YEAR = 12


def job_posting(posting: Document) -> Markup:
    """The markup of a posting as `/v1/jobs/{id}` serves it. What is not known is left out.

    `datePosted` is the day on which a posting was first seen where its source tells none.
    """
    known = {**_what(posting), **_where(posting), **_terms(posting), **_when(posting)}
    return {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        **{name: value for name, value in known.items() if value not in (None, "", [])},
    }


def _what(posting: Document) -> Markup:
    company = posting["company"]
    site = {"sameAs": f"https://{company['domain']}"} if company["domain"] else {}
    identifier = posting["requisition_id"] or posting["id"]
    years = posting["experience_years_min"]
    education = _EDUCATION.get(posting["education"] or "")
    return {
        "identifier": {"@type": "PropertyValue", "name": company["name"], "value": identifier},
        "title": posting["title"],
        "description": posting["description_html"] or posting["description_text"],
        "url": posting["url"],
        "hiringOrganization": {"@type": "Organization", "name": company["name"], **site},
        "inLanguage": posting["language"],
        "occupationalCategory": posting["category"],
        "skills": ", ".join(posting["skills"]),
        "educationRequirements": education and _education(education),
        "experienceRequirements": years and _experience(years),
        "totalJobOpenings": posting["positions"],
        "jobBenefits": ", ".join(posting["benefits"]),
    }


def _education(level: str) -> Markup | str:
    if level == "no requirements":
        return level
    return {"@type": "EducationalOccupationalCredential", "credentialCategory": level}


def _experience(years: int) -> Markup:
    months = years * _MONTHS_A_YEAR
    return {"@type": "OccupationalExperienceRequirements", "monthsOfExperience": months}


def _where(posting: Document) -> Markup:
    """Remote is what is wholly remote; hybrid work has an office like any other."""
    markup: Markup = {"jobLocation": list(_places(posting["locations"]))}
    if posting["workplace_type"] == "remote":
        countries = (posting["remote_from"] or {}).get("countries") or []
        markup["jobLocationType"] = "TELECOMMUTE"
        markup["applicantLocationRequirements"] = [
            {"@type": "Country", "name": country} for country in countries
        ]
    return markup


def _places(places: list[Document]) -> Iterator[Markup]:
    for place in places:
        names = {
            "addressLocality": place["city"],
            "addressRegion": place["region"],
            "addressCountry": place["country"],
        }
        if place["country"]:
            address = {name: value for name, value in names.items() if value}
            yield {"@type": "Place", "address": {"@type": "PostalAddress", **address}}


def _terms(posting: Document) -> Markup:
    kinds = [_EMPLOYMENT[kind] for kind in posting["employment_types"]]
    return {
        "employmentType": list(dict.fromkeys(kinds)),
        "baseSalary": _salary(posting["salary"]),
        "workHours": posting["hours_per_week"] and f"{posting['hours_per_week']:g} hours per week",
    }


def _salary(salary: Document | None) -> Markup | None:
    """Null unless an amount is stated with its currency and period: each would be a guess."""
    if salary is None or not (salary["currency"] and salary["period"]):
        return None
    low, high = salary["min"], salary["max"]
    amounts = {"minValue": low, "maxValue": high} if low != high else {"value": low}
    stated = {name: amount for name, amount in amounts.items() if amount is not None}
    unit = {"unitText": salary["period"].upper()}
    value = {"@type": "QuantitativeValue", **stated, **unit}
    return (
        {"@type": "MonetaryAmount", "currency": salary["currency"], "value": value}
        if stated
        else None
    )


def _when(posting: Document) -> Markup:
    closed = posting["closed_at"] if posting["status"] == "closed" else None
    return {
        "datePosted": posting["posted_at"] or posting["first_seen_at"],
        "validThrough": closed or posting["valid_through"],
        "jobStartDate": posting["start_date"],
    }
