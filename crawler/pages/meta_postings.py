"""A posting that stands in `job-*` metas of a page, in the form of a schema.org JobPosting. Pure.

Some career-site products write these for their own search and no structured data at all.
"""

from typing import Any

from scrapy.http import Response

_PROPERTIES = {
    "job-title": "title",
    "job-description": "description",
    "job-posteddate": "datePosted",
    "job-id": "identifier",
    "job-workingmode": "jobLocationType",
}
_PARTS = {
    "job-city": "addressLocality",
    "job-region": "addressRegion",
    "job-country": "addressCountry",
}
_FURTHER_PLACES = "job-secondarylocations"


def posting_in_metas(response: Response) -> dict[str, Any] | None:
    """The posting that the page's metas tell; null for a page without `job-title`."""
    metas = {
        meta.attrib["name"].lower(): meta.attrib["content"].strip()
        for meta in response.xpath("//meta[@name][@content]")
    }
    if not metas.get("job-title"):
        return None
    told = {name: metas[meta] for meta, name in _PROPERTIES.items() if metas.get(meta)}
    address = {name: metas[meta] for meta, name in _PARTS.items() if metas.get(meta)}
    further = [place.strip() for place in metas.get(_FURTHER_PLACES, "").split(";")]
    places = [{"address": address}] if address else []
    return {"@type": "JobPosting", **told, "jobLocation": [*places, *filter(None, further)]}
