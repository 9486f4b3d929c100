"""Where the work is done: places, workplace type, and where a remote worker may live."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from crawler.normalize.derived import Derived, first, parsed, stated
from crawler.normalize.locations import (
    country_code,
    locations_from_parts,
    locations_from_text,
    remote_from,
    remote_from_named,
)
from crawler.normalize.statement import Place, Statement
from crawler.normalize.workplace import (
    WORKING_MODE,
    workplace_from_location,
    workplace_from_title,
    workplace_label,
)
from mappings.posting import Location, RemoteFrom
from reference.vocabularies import WorkplaceType

_CITY = 3
"""The greatest exactness of a place."""


def where(said: Statement, text: str | None) -> dict[str, Any]:
    """`locations`, `workplace_type`, `remote_from`. `text` is that of the description."""
    # "Remote" may stand where the city should.
    texts = [place.text or place.city for place in said.places]
    workplace = first(
        stated(_agreed(map(workplace_label, said.workplace))),
        parsed(_agreed(map(workplace_from_location, texts))),
        parsed(workplace_from_title(said.title)),
    )
    return {
        "locations": _places(said),
        "workplace_type": workplace,
        "remote_from": _remote_from(said, workplace.value if workplace else None, texts),
    }


def _remote_from(
    said: Statement, workplace: WorkplaceType | None, texts: Iterable[str | None]
) -> Derived[RemoteFrom] | None:
    """Of two contradicting facts only one is served: work on site has no remote worker.

    Names of places say who may apply; that this is for remote work must be said besides.
    """
    if workplace is WorkplaceType.ONSITE:
        return None
    named = _living(said.remote_places) if workplace is WorkplaceType.REMOTE else None
    by_title = _remote_from_title(said.title)
    narrowing = set(by_title.countries) if by_title else set()
    if named and narrowing and narrowing < set(named.countries):
        # The employer's list on all of its postings, narrowed by what this one says.
        return parsed(by_title)
    return first(stated(named), parsed(next(filter(None, map(remote_from, texts)), None)))


def _remote_from_title(title: str | None) -> RemoteFrom | None:
    """Out of the words from "remote" on: those before name the work."""
    mark = WORKING_MODE.search(title or "")
    return remote_from(title[mark.start() :].rstrip(")] ")) if title and mark else None


def _living(places: Sequence[Place]) -> RemoteFrom | None:
    found = locations(places)
    return remote_from_named([place.text for place in places], found.value if found else ())


def locations(places: Sequence[Place]) -> Derived[tuple[Location, ...]] | None:
    """Every place named, each once.

    Out of its parts where they name a city. Else its text is read too, since parts may be less
    exact than the text ("Ontario" beside a country), or more ("Nordics" beside one); the more
    exact of the two counts, and of equal ones the parts.
    """
    found: list[Location] = []
    all_stated = True
    for place in places:
        parts = locations_from_parts(place.city, place.region, place.country, place.text)
        texts = () if _exactness(parts) == _CITY else _from_text(place)
        if _exactness(texts) > _exactness(parts) or not parts:
            all_stated = False
            found += texts
        else:
            found += parts
    return (stated if all_stated else parsed)(tuple(_each_once(found)))


def _each_once(places: Iterable[Location]) -> Iterator[Location]:
    """Of places that differ in their text only ("Lisbon", "Lisbon, Portugal") the first."""
    seen = set()
    for place in places:
        key = place.model_copy(update={"text": None}) if place.city else place
        if key not in seen:
            seen.add(key)
            yield place


def _from_text(place: Place) -> tuple[Location, ...]:
    return locations_from_text(place.text, country_code(place.country))


def _exactness(places: Iterable[Location]) -> int:
    """3 where a city is named, 2 for a region, 1 for a country, 0 for none of them."""
    return max(
        (_CITY if p.city else 2 if p.region else 1 if p.country else 0 for p in places), default=0
    )


def _places(said: Statement) -> Derived[tuple[Location, ...]] | None:
    """The places; where they name no city, region or country ("HQ"), those of the fallback."""
    main = locations(said.places)
    if main is not None and _exactness(main.value):
        return main
    fallback = locations(said.fallback_places)
    named = tuple(one for one in fallback.value if _exactness([one])) if fallback else ()
    return replace(fallback, value=named) if fallback and named else main or fallback


def _agreed(kinds: Iterable[WorkplaceType | None]) -> WorkplaceType | None:
    """The one type that all name; none where they differ."""
    named = {kind for kind in kinds if kind is not None}
    return named.pop() if len(named) == 1 else None
