"""Where the work is done: places, workplace type, office days, where a remote worker may live."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Any

from crawler.normalize.derived import Derived, first, parsed, stated
from crawler.normalize.locations import (
    country_code,
    locations_from_parts,
    locations_from_text,
    remote_from,
    remote_from_named,
)
from crawler.normalize.office_days import FULL_WEEK, labelled_days
from crawler.normalize.remote_scope import remote_from_text
from crawler.normalize.statement import Place, Statement
from crawler.normalize.workplace import (
    WORKING_MODE,
    workplace_from_location,
    workplace_from_title,
    workplace_label,
)
from crawler.normalize.workplace_text import Told
from crawler.normalize.workplace_text import told as told_in
from mappings.posting import Location, RemoteFrom
from reference.macro_regions import WORLDWIDE
from reference.vocabularies import WorkplaceType

_CITY = 3
"""The greatest exactness of a place."""
_BUT_TEXT = attrgetter(*(name for name in Location.model_fields if name != "text"))


def where(said: Statement, text: str | None) -> dict[str, Any]:
    """`locations`, `workplace_type`, `office_days`, `remote_from`. `text`: the description's.

    A structured field goes before places and title, and these before the description, which is
    the weakest evidence: where it contradicts them the type is unknown.
    """
    # "Remote" may stand where the city should.
    texts = [place.text or place.city for place in said.places]
    workplace, days = _way_of_working(said, texts, text)
    kind = workplace.value if workplace else None
    return {
        "locations": _places(said),
        "workplace_type": workplace,
        "office_days": days,
        "remote_from": _remote_from(said, texts, text) if kind is WorkplaceType.REMOTE else None,
    }


def _way_of_working(
    said: Statement, texts: Sequence[str | None], text: str | None
) -> tuple[Derived[WorkplaceType] | None, Derived[float] | None]:
    """The type, and the days a week in the office, which count only where one goes there."""
    workplace = stated(_agreed(map(workplace_label, said.workplace)))
    if workplace and workplace.value is WorkplaceType.REMOTE:
        return workplace, None
    told = told_in(text)
    workplace = workplace or parsed(_marked(said.title, texts, told))
    days = _office_days(said, texts, told)
    if workplace is None or days is None or workplace.value is WorkplaceType.REMOTE:
        return workplace, None
    # Some days at home are said, and none is left for them.
    if workplace.value is WorkplaceType.HYBRID and days.value >= FULL_WEEK:
        return workplace, None
    return workplace, days


def _marked(title: str | None, texts: Iterable[str | None], told: Told) -> WorkplaceType | None:
    """What places, title and description agree on, as far as they say anything.

    A place called "Remote" is at times where postings are filed: a denial in the description
    overrules it. What the description only offers contradicts nothing.
    """
    marks = {*map(workplace_from_location, texts), workplace_from_title(title)} - {None}
    if told.is_not_remote:
        marks -= {WorkplaceType.REMOTE}
    if marks and told.is_option:
        return _agreed(marks)
    return _agreed({*marks, told.workplace})


def _office_days(said: Statement, texts: Iterable[str | None], told: Told) -> Derived[float] | None:
    labels = map(labelled_days, (*said.office_days, *said.workplace))
    marks = map(labelled_days, (*texts, said.title))
    return first(stated(_one(labels)), parsed(_one(marks)), parsed(told.office_days))


def _one(values: Iterable[float | None]) -> float | None:
    """The one value that is named; none where several differ."""
    named = {value for value in values if value is not None}
    return named.pop() if len(named) == 1 else None


def _remote_from(
    said: Statement, texts: Iterable[str | None], text: str | None
) -> Derived[RemoteFrom] | None:
    """Where the workers of a remote job may live: as stated, by place, by title, by description.

    The description also narrows a place called "Anywhere".
    """
    named = _living(said.remote_places)
    by_title = _remote_from_title(said.title)
    narrowing = set(by_title.countries) if by_title else set()
    if named and narrowing and narrowing < set(named.countries):
        # The employer's list on all of its postings, narrowed by what this one says.
        return parsed(by_title)
    by_mark = next(filter(None, map(remote_from, texts)), None) or by_title
    if by_mark is None or by_mark.regions == (WORLDWIDE,):
        by_mark = remote_from_text(text) or by_mark
    return first(stated(named), parsed(by_mark))


def _remote_from_title(title: str | None) -> RemoteFrom | None:
    """Out of the words from "remote" on: those before name the work."""
    if workplace_from_title(title) is not WorkplaceType.REMOTE:
        return None
    mark = WORKING_MODE.search(title or "")
    if not title or mark is None:
        return None
    words = title[mark.start() :].strip()
    is_in_brackets = words.count(")") > words.count("(") or words.count("]") > words.count("[")
    return remote_from(words.rstrip(")] ") if is_in_brackets else words)


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
        key = _BUT_TEXT(place) if place.city else place
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
