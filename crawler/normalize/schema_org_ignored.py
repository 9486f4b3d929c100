"""The properties of a schema.org JobPosting that are not mapped, and why.

https://schema.org/JobPosting
"""

from collections.abc import Iterator

_REASONS = {
    "@context": "syntax",
    "additionalType": "syntax",
    "inDefinedTermSet": "syntax",
    "image": "decoration",
    "logo": "decoration",
    "directApply": "whether Google may link the form; no field",
    "industry": "of the employer, in words of its own",
    "relevantOccupation": "codes of various systems; the category comes out of the title",
    "experienceInPlaceOfEducation": "stands in the description",
    "incentiveCompensation": "stands in the description",
    "specialCommitments": "no field",
    "estimatedSalary": "not a figure of the employer",
    "jobImmediateStart": "no field",
    "applicationContact": "a person",
    "applicationDeadline": "says what validThrough says",
    "mainEntityOfPage": "the page itself",
    "publisher": "the site itself",
    "provider": "the site itself",
    "hiringOrganization.logo": "decoration",
    "hiringOrganization.image": "decoration",
    "hiringOrganization.description": "of the employer",
    "hiringOrganization.email": "a contact",
    "hiringOrganization.telephone": "a contact",
    "hiringOrganization.address": "of the employer, not of the work",
    "hiringOrganization.location": "of the employer, not of the work",
    "hiringOrganization.department": "of the employer",
    "hiringOrganization.numberOfEmployees": "of the employer",
    "identifier.name": "names the employer or the system",
    "identifier.propertyID": "names the system",
    "jobLocation.geo": "coordinates come with the city",
    "jobLocation.latitude": "coordinates come with the city",
    "jobLocation.longitude": "coordinates come with the city",
    "jobLocation.hasMap": "coordinates come with the city",
    "jobLocation.telephone": "a contact",
    "jobLocation.image": "decoration",
    "jobLocation.address.postalCode": "no field",
    "jobLocation.address.postOfficeBoxNumber": "no field",
    "jobLocation.address.telephone": "a contact",
    "jobLocation.address.email": "a contact",
    "jobLocation.postalCode": "no field",
}

IGNORED = tuple(_REASONS)
"""The paths that are not mapped, lists on the way not written."""

PERSONAL = ("applicationContact", "hiringOrganization.email", "hiringOrganization.telephone")
"""The paths that may hold personal data: never stored."""


def ignored_at(prefix: str = "") -> dict[str, str]:
    """What a source declares as `ignored` whose payloads hold a JobPosting at `prefix`.

    `prefix` is a path with its dot ("detail."), or "" where the payload is the JobPosting.
    """
    return {
        f"{prefix}{spelling}": reason
        for path, reason in _REASONS.items()
        for spelling in _spellings(path)
    }


def personal_at(prefix: str = "") -> tuple[str, ...]:
    """What a source declares as `personal` whose payloads hold a JobPosting at `prefix`."""
    return tuple(f"{prefix}{spelling}" for path in PERSONAL for spelling in _spellings(path))


def _spellings(path: str) -> Iterator[str]:
    """The path with each way to it, through one object or a list of them."""
    head, dot, rest = path.partition(".")
    if not dot:
        yield path
        return
    for inner in _spellings(rest):
        yield f"{head}.{inner}"
        yield f"{head}[].{inner}"
