"""What the filters mean, said once more in plain Python: the measure of what a search finds.

A filter tells of a served posting whether it matches; None is that the posting does not say.
"""

import math
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from hypothesis import strategies as st

Job = Mapping[str, Any]
Values = Sequence[str]
Verdict = bool | None
Query = Mapping[str, Values]

PLACES = ("country", "region", "city")
_EARTH_KM = 6371.0088


@dataclass(frozen=True)
class Filter:
    """The values that are asked for, how many at once, and what they match."""

    values: tuple[str, ...]
    matches: Callable[[Job, Values], Verdict]
    several: bool = True
    excludes: bool = True
    knows_all: bool = False

    def drawn(self) -> st.SearchStrategy[list[str]]:
        most = min(3, len(self.values)) if self.several else 1
        return st.lists(st.sampled_from(self.values), min_size=1, max_size=most, unique=True)


def obeys(job: Job, query: Query) -> bool:
    """Whether a search for `query` finds a posting."""
    unknown = query.get("include_unknown", ())
    here = {name: query[name] for name in PLACES if name in query}
    if here and not _in_one_place(job, here, unknown):
        return False
    return all(
        _passes(job, name, values, unknown)
        for name, values in query.items()
        if name not in (*PLACES, "include_unknown")
    )


def _passes(job: Job, name: str, values: Values, unknown: Collection[str]) -> bool:
    excluded = name.removeprefix("exclude_")
    if excluded != name:
        return FILTERS[excluded].matches(job, values) is not True
    verdict = FILTERS[name].matches(job, values)
    return name in unknown if verdict is None else verdict


def _in_one_place(job: Job, here: Query, unknown: Collection[str]) -> bool:
    def fits(place: Mapping[str, Any]) -> bool:
        verdicts = {name: _of_place(name)(place, values) for name, values in here.items()}
        return all(name in unknown if v is None else v for name, v in verdicts.items())

    if not job["locations"]:
        return here.keys() <= set(unknown)
    return any(map(fits, job["locations"]))


def _folded(text: str) -> str:
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in split if not unicodedata.combining(letter))


def _of_place(name: str) -> Callable[[Mapping[str, Any], Values], Verdict]:
    def matches(place: Mapping[str, Any], values: Values) -> Verdict:
        said = [place[name], *([place["region_code"]] if name == "region" else [])]
        if said[0] is None:
            return None
        wanted = {_folded(value) for value in values}
        return bool(wanted & {_folded(text) for text in said if text is not None})

    return matches


def _any_place(name: str) -> Callable[[Job, Values], Verdict]:
    """Of exclusions, which hold for every place."""
    matches = _of_place(name)
    return lambda job, values: any(matches(place, values) for place in job["locations"])


def _one(field: str) -> Callable[[Job, Values], Verdict]:
    return lambda job, values: None if job[field] is None else str(job[field]) in values


def _several(field: str) -> Callable[[Job, Values], Verdict]:
    def matches(job: Job, values: Values) -> Verdict:
        said = {str(value).casefold() for value in job[field]}
        return bool(said & {value.casefold() for value in values}) if said else None

    return matches


def _truth(field: str) -> Callable[[Job, Values], Verdict]:
    return lambda job, values: None if job[field] is None else str(job[field]).lower() in values


def _company(job: Job, values: Values) -> Verdict:
    company = job["company"]
    said = {_folded(company["name"]), company["id"], company["domain"]}
    return any(_folded(value) in said or value.lower() in said for value in values)


def _pay(job: Job, field: str) -> Any:
    return (job["salary"] or {}).get(field)


def _paid_in(job: Job, values: Values) -> Verdict:
    currency = _pay(job, "currency")
    return None if currency is None else currency in values


def _bounded_pay(near: str, far: str, holds: Callable[[float, float], bool]) -> Any:
    """The bound that is asked for meets the near end of the range, which may be open."""

    def matches(job: Job, values: Values) -> Verdict:
        end, other = _pay(job, near), _pay(job, far)
        if end is None and other is None:
            return None
        return True if end is None else holds(end, float(values[0]))

    return matches


def _has_salary(job: Job, values: Values) -> Verdict:
    stated = any(_pay(job, end) is not None for end in ("min", "max"))
    return str(stated).lower() in values


def _experience(holds: Callable[[int, int], bool]) -> Callable[[Job, Values], Verdict]:
    def matches(job: Job, values: Values) -> Verdict:
        years = job["experience_years_min"]
        return None if years is None else holds(years, int(values[0]))

    return matches


def _moment(text: str) -> datetime:
    """The instant, or the midnight at which a day begins."""
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if len(text) == len("2026-01-01") else None


def _compared(said: str, asked: str, *, after: bool) -> bool:
    """A day is that day in every zone; what names an instant is compared with the midnight."""
    if _day(said) and not _day(asked):
        asked = asked[: len("2026-01-01")]
    return (_moment(said) >= _moment(asked)) is after


def _time(field: str, *, after: bool) -> Callable[[Job, Values], Verdict]:
    def matches(job: Job, values: Values) -> Verdict:
        return None if job[field] is None else _compared(job[field], values[0], after=after)

    return matches


def _stock(job: Job, values: Values) -> Verdict:
    begin = datetime.combine(date.fromisoformat(values[0]), time(), UTC)
    end = begin + timedelta(days=1)
    return any(
        _moment(period["gte"]) < end and (period["lt"] is None or _moment(period["lt"]) > begin)
        for period in job["open_periods"]
    )


def _near(job: Job, values: Values) -> Verdict:
    """Within the 50 km that are the default."""
    wanted = tuple(map(float, values[0].split(",")))
    points = [(place["lat"], place["lon"]) for place in job["locations"] if place["lat"]]
    return any(_kilometres(point, wanted) <= 50 for point in points) if points else None


def _kilometres(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    (lat, lon), (to_lat, to_lon) = (tuple(map(math.radians, point)) for point in (one, other))
    half = math.sin((to_lat - lat) / 2) ** 2
    half += math.cos(lat) * math.cos(to_lat) * math.sin((to_lon - lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(half))


def _skills_all(job: Job, values: Values) -> Verdict:
    return {value.casefold() for value in values} <= {skill.casefold() for skill in job["skills"]}


def _remote_from(job: Job, values: Values) -> Verdict:
    countries = (job["remote_from"] or {}).get("countries")
    return bool(set(countries) & set(values)) if countries else None


def _provenance(job: Job, values: Values) -> Verdict:
    said = job["provenance"].get("salary")
    return None if said is None else said in values


_DAYS = ("2026-01-05", "2026-02-01", "2026-02-15", "2026-03-01")
_MOMENTS = (
    *_DAYS,
    "2026-02-15T00:30:00+02:00",
    "2026-02-15T23:30:00-05:00",
    "2026-03-01T12:00:00Z",
)


def _times(field: str, *, after: bool, **known: bool) -> Filter:
    return Filter(_MOMENTS, _time(field, after=after), several=False, excludes=False, **known)


FILTERS: Mapping[str, Filter] = {
    "source": Filter(("greenhouse", "lever"), _one("source"), knows_all=True),
    "board": Filter(("greenhouse:tidewater", "lever:lantern"), _one("board"), knows_all=True),
    "company": Filter(
        ("tidewater BOATS", "cafe lantern", "lever:lantern", "tidewater.example.com"),
        _company,
        knows_all=True,
    ),
    "country": Filter(("DE", "CH", "US"), _any_place("country")),
    "region": Filter(("texas", "US-TX", "Zürich", "berlin"), _any_place("region")),
    "city": Filter(("Berlin", "zurich", "Austin", "nowhere"), _any_place("city")),
    "near": Filter(("52.4,13.1", "47.4,8.5", "30.3,-97.7"), _near, several=False, excludes=False),
    "workplace_type": Filter(("onsite", "hybrid", "remote"), _one("workplace_type")),
    "remote_from": Filter(("US", "DE", "CH"), _remote_from),
    "employment_type": Filter(
        ("full_time", "contract", "internship"), _several("employment_types")
    ),
    "category": Filter(("data", "trades", "sales"), _one("category")),
    "seniority": Filter(("mid", "senior", "lead"), _one("seniority")),
    "education": Filter(("bachelor", "vocational"), _one("education")),
    "language": Filter(("en", "de", "fr"), _one("language")),
    "benefits": Filter(("equity", "bonus"), _several("benefits")),
    "skills": Filter(("python", "SQL", "Java"), _several("skills")),
    "skills_all": Filter(("python", "SQL", "Java"), _skills_all, excludes=False, knows_all=True),
    "experience_min": Filter(
        ("0", "3", "5"), _experience(int.__ge__), several=False, excludes=False
    ),
    "experience_max": Filter(
        ("0", "3", "5"), _experience(int.__le__), several=False, excludes=False
    ),
    "visa_sponsorship": Filter(
        ("true", "false"), _truth("visa_sponsorship"), several=False, excludes=False
    ),
    "agency": Filter(("true", "false"), _truth("agency"), several=False, excludes=False),
    "has_salary": Filter(
        ("true", "false"), _has_salary, several=False, excludes=False, knows_all=True
    ),
    "salary_min": Filter(
        ("40000", "60000", "99000.5"),
        _bounded_pay("annual_max", "annual_min", float.__ge__),
        several=False,
        excludes=False,
    ),
    "salary_max": Filter(
        ("40000", "60000", "99000.5"),
        _bounded_pay("annual_min", "annual_max", float.__le__),
        several=False,
        excludes=False,
    ),
    "paid_in": Filter(("EUR", "USD", "JPY"), _paid_in, knows_all=True),
    "salary_provenance": Filter(("stated", "parsed"), _provenance, knows_all=True),
    "posted_after": _times("posted_at", after=True),
    "posted_before": _times("posted_at", after=False),
    "first_seen_after": _times("first_seen_at", after=True, knows_all=True),
    "first_seen_before": _times("first_seen_at", after=False, knows_all=True),
    "changed_after": _times("changed_at", after=True, knows_all=True),
    "changed_before": _times("changed_at", after=False, knows_all=True),
    "closed_after": _times("closed_at", after=True, knows_all=True),
    "closed_before": _times("closed_at", after=False, knows_all=True),
    "stock_at": Filter(_DAYS, _stock, several=False, excludes=False, knows_all=True),
    "status": Filter(("open", "closed"), _one("status"), excludes=False, knows_all=True),
}
"""By parameter. `knows_all`: nothing leaves it unsaid, or `include_unknown` takes no such name."""


@st.composite
def queries(draw: st.DrawFn) -> dict[str, list[str]]:
    """Up to four filters, some of them excluding, some letting through what does not say."""
    names = draw(st.lists(st.sampled_from(sorted(FILTERS)), min_size=1, max_size=4, unique=True))
    query, given = {}, []
    for name in names:
        excluding = FILTERS[name].excludes and draw(st.integers(0, 3)) == 0
        query[f"exclude_{name}" if excluding else name] = draw(FILTERS[name].drawn())
        if not excluding and not FILTERS[name].knows_all:
            given.append(name)
    unknown = draw(st.lists(st.sampled_from(given), unique=True)) if given else []
    return {**query, "include_unknown": unknown} if unknown else query
