"""`Ad`: what of a posting is compared with others, as small as can be."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import IntEnum
from typing import Any, Self

from pydantic_core import to_json

from crawler.groups.employer import Employer, employer_key
from crawler.groups.text import Words, words
from crawler.groups.title import title_key
from mappings.posting import Location, Relations
from mappings.urls import canonical_key
from reference.folding import fold, name_key
from reference.vocabularies import Status


class Rank(IntEnum):
    """Who speaks: of two that say the same, the lower rank is the original."""

    OWN = 0
    """The employer's own board."""
    FRONT = 1
    """A site that shows the postings of another system."""
    FEED = 2
    """A list of many employers' ads."""


Spot = tuple[str | None, str | None]
"""A place as folded city and country."""

FIELDS = (
    "id",
    "source",
    "board",
    "title",
    "company",
    "url",
    "apply_url",
    "departments",
    "requisition_id",
    "locations",
    "employment_types",
    "status",
    "first_seen_at",
    "closed_at",
    *Relations.model_fields,
)
"""The fields of a posting that an `Ad` is made of, all but its description."""


@dataclass(frozen=True, slots=True)
class Ad:
    """A posting as the matcher sees it. `words` are there only where they are compared."""

    id: str
    source: str
    rank: Rank
    employer: Employer
    title: str
    """See `title_key`."""
    requisition: str | None
    departments: frozenset[str]
    employment_types: frozenset[str]
    spots: frozenset[Spot]
    page: str | None
    """The key of its own address."""
    apply_page: str | None
    is_open: bool
    first_seen_at: datetime
    closed_at: datetime | None
    url: str
    locations: tuple[Location, ...]
    relations: Relations = field(repr=False)
    """What the index says of it now."""
    words: Words = field(default_factory=Words, repr=False)

    @property
    def board(self) -> str:
        """The board on which it stands."""
        return self.employer.board

    @property
    def order(self) -> tuple[int, datetime, str]:
        """By which the first of several ads is chosen: rank, then age."""
        return (self.rank, self.first_seen_at, self.id)

    @classmethod
    def of(cls, document: Mapping[str, Any], rank: Rank) -> Self:
        """Read the document of a posting, of which `FIELDS` are needed."""
        company, locations = document["company"], _locations(document)
        requisition = name_key(document.get("requisition_id") or "") or None
        own_names = [name for place in locations for name in _city_names(place)]
        closed_at = document.get("closed_at")
        return cls(
            id=document["id"],
            source=document["source"],
            rank=rank,
            employer=Employer(
                employer_key(company["name"]), company.get("domain"), document["board"]
            ),
            title=title_key(document["title"], own_names, requisition),
            requisition=requisition,
            departments=frozenset(map(fold, document.get("departments") or ())),
            employment_types=frozenset(document.get("employment_types") or ()),
            spots=frozenset(map(_spot, locations)),
            page=canonical_key(document["url"]),
            apply_page=canonical_key(document.get("apply_url")),
            is_open=document["status"] == Status.OPEN,
            first_seen_at=datetime.fromisoformat(document["first_seen_at"]),
            closed_at=datetime.fromisoformat(closed_at) if closed_at else None,
            url=document["url"],
            locations=locations,
            relations=Relations.model_validate_json(
                to_json({name: document.get(name) for name in Relations.model_fields})
            ),
        )

    def with_text(self, text: str | None) -> Self:
        """The ad with its description."""
        return replace(self, words=words(text))


def _locations(document: Mapping[str, Any]) -> tuple[Location, ...]:
    fields: Collection[str] = Location.model_fields
    return tuple(
        Location(**{name: value for name, value in place.items() if name in fields})
        for place in document.get("locations") or ()
    )


def _city_names(place: Location) -> list[str]:
    """The names under which the ad's title may tell its city, in English and as the ad has it."""
    if place.city is None:
        return []
    return [place.city, *([place.text.partition(",")[0]] if place.text else [])]


def _spot(place: Location) -> Spot:
    return (fold(place.city) if place.city else None, place.country)
