"""The kinds of requests that are timed, each in many variants so that no cache serves them all."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks.search.corpus import ROLES, documents
from reference.skills import SKILLS

NINE = "source,company,country,city,workplace_type,employment_type,category,seniority,skills"
_COUNTRIES = ("US", "GB", "DE", "FR", "IN", "CA", "BR", "JP")
_CITIES = ("London", "Berlin", "Paris", "Mumbai", "Toronto", "Tokyo", "Madrid", "Chicago")
_TITLES = tuple(title for titles in ROLES.values() for title in titles)


@dataclass(frozen=True, slots=True)
class Request:
    """One request; a search has `params`."""

    path: str
    params: Mapping[str, str] | None = None


NOT_DIRECT = frozenset({"suggest"})
"""Kinds that are several requests, and have no direct twin."""


def mix(size: int, seed: int = 7) -> dict[str, Iterator[Request]]:
    """Endless variants of each kind, over an index of `size` postings."""
    draw = random.Random(seed)

    def searches(**made: Any) -> Iterator[Request]:
        while True:
            yield Request("/v1/jobs", {name: value() for name, value in made.items()})

    def word() -> str:
        return draw.choice(draw.choice(_TITLES).split()).lower()

    def country() -> str:
        return draw.choice(_COUNTRIES)

    return {
        "get by id": _by_id(draw, size),
        "one word": searches(q=word),
        "two words": searches(q=lambda: draw.choice(_TITLES).lower()),
        "phrase": searches(q=lambda: f'"{draw.choice(_TITLES)}"'),
        "words and three filters": searches(
            q=word,
            country=country,
            employment_type=lambda: "full_time",
            posted_after=lambda: f"2026-11-{draw.randrange(1, 20):02}",
        ),
        "filters, newest": searches(
            country=country, workplace_type=lambda: draw.choice(("onsite", "remote", "hybrid"))
        ),
        "words, nine facets": searches(q=word, facets=lambda: NINE),
        "nine facets": searches(facets=lambda: NINE),
        "near, radius": searches(
            near=lambda: draw.choice(_CITIES), radius=lambda: str(draw.randrange(10, 100))
        ),
        "salary in another currency": searches(
            salary_min=lambda: str(draw.randrange(40, 120) * 1_000),
            salary_currency=lambda: draw.choice(("EUR", "GBP", "CHF")),
        ),
        "suggest": _suggestions(draw),
    }


def _by_id(draw: random.Random, size: int) -> Iterator[Request]:
    while True:
        number = draw.randrange(size)
        (document,) = documents(number, number + 1)
        yield Request(f"/v1/jobs/{document['id']}")


def _suggestions(draw: random.Random) -> Iterator[Request]:
    names = (*_TITLES, *(skill.name for skill in SKILLS))
    while True:
        name = draw.choice(names)
        yield Request(f"/v1/suggest?q={name[: draw.randrange(2, max(3, len(name)))].strip()}")
