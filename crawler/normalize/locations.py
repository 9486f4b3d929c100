"""Places of work out of free text and structured addresses."""

from mappings.posting import Location, RemoteFrom


def locations_from_text(text: str | None, country: str | None = None) -> tuple[Location, ...]:
    """Every place that one string names; none where it names none ("Remote", "2 Locations").

    `country` is the ISO alpha-2 code that the source declares for the place, if it does: it decides
    between namesakes. Fields that the string leaves open are null; `text` is the part of the string
    that names the place.
    """
    raise NotImplementedError(text, country)


def location_from_parts(
    city: str | None, region: str | None, country: str | None, text: str | None = None
) -> Location | None:
    """The place that a structured address names; null where all parts are empty.

    Country and region may be names or codes. Parts that hold several values ("Austin, Tulsa") name
    no one place and are null.
    """
    raise NotImplementedError(city, region, country, text)


def country_code(text: str | None) -> str | None:
    """ISO 3166-1 alpha-2 of a country's name (in any common language) or code; else null."""
    raise NotImplementedError(text)


def remote_from(text: str | None) -> RemoteFrom | None:
    """Where a remote worker may live, out of a place string such as "Remote - US"; else null.

    Worldwide only where the string says so ("Anywhere"); a bare "Remote" says nothing.
    """
    raise NotImplementedError(text)
