"""A million invented postings with lengths and skews as in life.

A few employers, cities and words are in many postings, most in few (Zipf's law). Every posting
follows from its number alone, so that an index can be filled in parts and kept between runs.
"""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import accumulate
from typing import Any

from mappings.document import with_derived
from reference.geonames import City, cities
from reference.regions import region_of
from reference.skills import SKILLS

NOW = datetime(2026, 11, 25, tzinfo=UTC)
_COMPANIES, _CITIES, _WORDS = 20_000, 3_000, 12_000
ROLES = {
    "engineering": ("Software Engineer", "Backend Developer", "Mechanical Engineer", "QA Engineer"),
    "data": ("Data Engineer", "Data Analyst", "Machine Learning Engineer"),
    "healthcare": ("Registered Nurse", "Medical Assistant", "Physiotherapist", "Care Worker"),
    "sales": ("Account Executive", "Sales Representative", "Business Development Manager"),
    "transport": ("Truck Driver", "Delivery Driver", "Dispatcher"),
    "hospitality": ("Line Cook", "Barista", "Housekeeper", "Restaurant Manager"),
    "finance": ("Accountant", "Financial Analyst", "Payroll Specialist"),
    "supply_chain": ("Warehouse Associate", "Forklift Operator", "Logistics Coordinator"),
    "marketing": ("Marketing Manager", "Content Writer", "SEO Specialist"),
    "customer_service": ("Customer Support Agent", "Call Center Agent"),
    "hr": ("Recruiter", "HR Business Partner"),
    "trades": ("Electrician", "Plumber", "Welder", "Carpenter"),
}
_WORKPLACES = (None, "onsite", "hybrid", "remote")
_LEVELS = {None: "", "senior": "Senior ", "entry": "Junior ", "lead": "Lead ", "internship": ""}
_CURRENCIES = {"US": "USD", "GB": "GBP", "DE": "EUR", "FR": "EUR", "CA": "CAD", "IN": "INR"}
_USD = {"USD": 1.0, "GBP": 1.3, "EUR": 1.1, "CAD": 0.72, "INR": 0.012}
_SYLLABLES = ("ba", "ter", "lo", "min", "dra", "vel", "ko", "sin", "pur", "gan", "eth", "mo", "ri")
_COMMON = (
    *("the", "and", "of", "to", "a", "in", "for", "with", "you", "we", "our", "will", "team"),
    *("work", "as", "is", "on", "are", "be", "experience", "your", "an", "or", "customers"),
    *("years", "skills", "role", "this", "that", "from", "have", "working", "support", "new"),
    *("business", "at", "company", "management", "by", "people", "quality", "service"),
    *("manage", "develop", "ensure", "help", "opportunities", "benefits"),
)


def documents(first: int, last: int) -> Iterator[dict[str, Any]]:
    """The documents of the postings with these numbers, `last` left out."""
    return (_document(number) for number in range(first, last))


def _document(number: int) -> dict[str, Any]:
    draw = random.Random(number)
    company = _zipf(draw, _COMPANIES)
    category = draw.choice(tuple(ROLES))
    level = draw.choices(tuple(_LEVELS), (60, 18, 8, 9, 5))[0]
    city = _cities()[_zipf(draw, _CITIES)]
    seen = NOW - timedelta(days=draw.expovariate(1 / 25), minutes=draw.randrange(1_440))
    closed = seen + timedelta(days=draw.expovariate(1 / 20)) if draw.random() < 0.15 else None
    text = _text(draw)
    skills = [SKILLS[_zipf(draw, len(SKILLS))].name for _ in range(draw.randrange(7))]
    board = f"greenhouse:c{company}"
    stamp = seen.isoformat()
    return with_derived(
        {
            "id": f"{board}:{number}",
            "source": "greenhouse",
            "board": board,
            "source_id": str(number),
            "title": f"{_LEVELS[level]}{draw.choice(ROLES[category])}"
            + (" (Intern)" if level == "internship" else ""),
            "company": {"id": board, "name": f"{_name(company)} {company}"},
            "url": f"https://jobs.example.com/c{company}/{number}",
            "description_text": text,
            "description_html": f"<p>{text}</p>",
            "language": draw.choices(("en", "de", "fr", None), (80, 9, 7, 4))[0],
            "category": category if draw.random() < 0.9 else None,
            "seniority": level,
            "skills": sorted(set(skills)),
            "locations": [_location(city)],
            "workplace_type": draw.choices((None, "onsite", "hybrid", "remote"), (50, 25, 13, 12))[
                0
            ],
            "employment_types": draw.choices(
                ((), ("full_time",), ("part_time",), ("contract",)), (25, 60, 9, 6)
            )[0],
            "salary": _salary(draw, city.country) if draw.random() < 0.35 else None,
            "posted_at": stamp,
            "posted_precision": "instant",
            "provenance": {},
            "status": "closed" if closed and closed < NOW else "open",
            "first_seen_at": stamp,
            "last_seen_at": stamp,
            "changed_at": stamp,
            "content_changed_at": stamp,
            "closed_at": closed.isoformat() if closed and closed < NOW else None,
            "open_periods": [{"gte": stamp}],
            "version": 1,
            "content_hash": f"{number:032x}",
            "normalizer_version": 1,
        }
    )


def _zipf(draw: random.Random, size: int) -> int:
    """A number below `size`, the small ones far more often."""
    return int(size ** draw.random()) - 1


def _text(draw: random.Random) -> str:
    words = _words()
    length = int(min(max(draw.lognormvariate(5.9, 0.5), 60), 1_500))
    picked = draw.choices(words, cum_weights=_weights(), k=length)
    return ". ".join(" ".join(picked[at : at + 14]) for at in range(0, length, 14))


def _salary(draw: random.Random, country: str) -> dict[str, Any]:
    currency = _CURRENCIES.get(country, "USD")
    low = round(draw.lognormvariate(10.9, 0.45) / _USD[currency], -3)
    high = round(low * draw.uniform(1.1, 1.5), -3)
    return {
        "min": low,
        "max": high,
        "currency": currency,
        "period": "year",
        "annual_min": low,
        "annual_max": high,
        "reference_min": low * _USD[currency],
        "reference_max": high * _USD[currency],
    }


def _location(city: City) -> dict[str, Any]:
    region = region_of(city.country, city.region)
    return {
        "text": city.name,
        "city": city.name,
        "region": region.name if region else None,
        "country": city.country,
        "geonames_id": city.id,
        "lat": city.lat,
        "lon": city.lon,
    }


@cache
def _cities() -> Sequence[City]:
    """The largest cities of the world, the largest first."""
    largest = sorted((named.city for named in cities()), key=lambda city: -city.population)
    return largest[:_CITIES]


@cache
def _words() -> Sequence[str]:
    """Words of a language, the frequent ones first."""
    return [*_COMMON, *(_name(number).lower() for number in range(_WORDS))]


@cache
def _weights() -> Sequence[float]:
    return list(accumulate(1 / (rank + 1) for rank in range(len(_words()))))


def _name(number: int) -> str:
    """A word that is the same for the same number."""
    draw = random.Random(number * 7_919)
    return "".join(draw.choices(_SYLLABLES, k=draw.randrange(2, 5))).capitalize()
