"""Places of a schema.org JobPosting: where the work is done, and where a remote worker may live.

https://schema.org/jobLocation, https://schema.org/applicantLocationRequirements
"""

import re
from typing import Any

from crawler.fields import Fields
from crawler.normalize.schema_org_values import lines, nodes
from crawler.normalize.statement import Place
from crawler.normalize.text import clean

_NOTHING = re.compile(
    r"[\W_]*|unknown|unavailable|n/?a|none|null|undefined|tb[ad]|not (?:specified|set)", re.I
)


def job_places(job: Fields) -> list[Place]:
    """Every place of `jobLocation`: texts, Places with an address in parts or as a text, addresses.

    A Place's name counts where its address tells nothing: it may be the employer's name. Where
    Places of different names repeat one address, the address is a template's and the names count.
    """
    found = [(_name(one), _addresses(one)) for one in nodes(job, "jobLocation")]
    names = {name for name, _ in found if name}
    if len(names) > 1 and len(names) == len(found) and _all_equal([at for _, at in found]):
        return [Place(name) for name, _ in found]
    return [place for name, at in found for place in at or ([Place(name)] if name else [])]


def remote_places(job: Fields) -> list[Place]:
    """The countries, states and parts of the world of `applicantLocationRequirements`.

    The type tells Georgia, the state, from the country, and CA, the country, from the state.
    """
    found: list[Place] = []
    for one in nodes(job, "applicantLocationRequirements"):
        kind = str(one.value("@type")).rpartition("/")[2] if isinstance(one, Fields) else None
        named = [_typed(name, kind) for name in lines(one, "name")] if kind else []
        found += named or _addresses(one)
    return found


def _typed(name: str, kind: str | None) -> Place:
    if kind == "Country":
        return Place(name, country=name)
    return Place(name, region=name) if kind == "State" else Place(name)


def _name(one: Any) -> str | None:
    return _part(one, "name") if isinstance(one, Fields) else None


def _addresses(one: Any) -> list[Place]:
    """The places that a Place, an address, or a text names."""
    if not isinstance(one, Fields):
        text = clean(str(one))
        return [Place(text)] if text and not _NOTHING.fullmatch(text) else []
    inner = [place for address in nodes(one, "address") for place in _addresses(address)]
    return inner or _in_parts(one)


def _in_parts(address: Fields) -> list[Place]:
    """One place for each locality; none where no part tells anything.

    Some career-site products write the whole place where the street should be.
    """
    street = _part(address, "streetAddress")
    region, country = _part(address, "addressRegion"), _part(address, "addressCountry")
    cities: list[str | None] = [*_parts(address, "addressLocality")] or [None]
    found = [
        Place(", ".join(parts), city, region, country)
        for city in cities
        if (parts := [part for part in (city, region, country) if part])
    ]
    return found or ([Place(street)] if street else [])


def _part(address: Fields, path: str) -> str | None:
    return next(iter(_parts(address, path)), None)


def _parts(address: Fields, path: str) -> list[str]:
    return [one for one in lines(address, path) if not _NOTHING.fullmatch(one)]


def _all_equal(values: list[Any]) -> bool:
    return bool(values[0]) and all(value == values[0] for value in values)
