"""Whether a posting is what a case expects, for each name that expectations are given by."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from crawler.normalize.locations import locations_from_text
from mappings.posting import Location, PostingContent, Salary
from reference.folding import name_key

_Check = Callable[[Sequence[PostingContent], Any], bool]


def faults(postings: Sequence[PostingContent], expected: Mapping[str, Any]) -> Iterator[str]:
    """What is otherwise than expected. Expectations in free words are for people."""
    for name, wanted in expected.items():
        check = _CHECKS.get(name)
        if check is not None and not check(postings, wanted):
            yield f"{name}: {_shown(postings, name)} is not {wanted!r}"


def is_judged(expected: Mapping[str, Any]) -> bool:
    """Whether any expectation is one that a posting can be held against."""
    return not _CHECKS.keys().isdisjoint(expected)


def _shown(postings: Sequence[PostingContent], name: str) -> str:
    if name.startswith("description"):
        return repr([one.description_text for one in postings])[:300]
    terms = [(one.workplace_type, one.employment_types, one.posted_at) for one in postings]
    places = [_triple(place) for one in postings for place in one.locations]
    return f"{terms} {places} {[one.remote_from for one in postings]} {_pay(postings)}"


def _pay(postings: Sequence[PostingContent]) -> list[str]:
    return [f"{one.salary.ranges}" for one in postings if one.salary]


# Words and alternatives: "hybrid", "onsite or null", "remote (as an option)".


_UNKNOWN = frozenset({"null", "ambiguous", "permanent"})
"""Words for what the schema has no value for."""


def _options(wanted: Any) -> set[str | None]:
    """The values that are right; null among them where it is."""
    if wanted is None:
        return {None}
    words = re.sub(r"\(.*?\)|,? or (?:flagged|ambiguous).*", "", str(wanted)).split(" or ")
    return {None if word.strip() in _UNKNOWN else word.strip() for word in words}


def _same(value: object, wanted: Any) -> bool:
    return (str(value) if value is not None else None) in _options(wanted)


def _workplace(postings: Sequence[PostingContent], wanted: Any) -> bool:
    return all(_same(one.workplace_type, wanted) for one in postings)


# Places


def _triple(place: Location) -> tuple[str, str, str]:
    return name_key(place.city or ""), place.region_code or "", place.country or ""


def _is_place(place: Location, city: Any, region: Any, country: Any) -> bool:
    codes = {name_key(place.region or ""), name_key((place.region_code or "").partition("-")[2])}
    return (
        (city is None or name_key(place.city or "") in {name_key(str(city)), _usual_name(city)})
        and (region is None or name_key(str(region)) in codes)
        and (country is None or place.country == country)
    )


def _usual_name(city: str) -> str:
    """The name under which a place is served: "Lisbon" of "Lisboa"."""
    return next((name_key(one.city or "") for one in locations_from_text(city)), "")


def _places(postings: Sequence[PostingContent]) -> list[Location]:
    return [place for one in postings for place in one.locations]


def _has_all(postings: Sequence[PostingContent], wanted: Sequence[Any]) -> bool:
    return all(any(_is_place(place, *_parts(one)) for place in _places(postings)) for one in wanted)


def _parts(one: Any) -> tuple[Any, Any, Any]:
    if isinstance(one, Mapping):
        return one.get("city"), one.get("region"), one.get("country")
    return tuple(one) if isinstance(one, list) else (one, None, None)


def _locations(postings: Sequence[PostingContent], wanted: Sequence[Any]) -> bool:
    named = [place for place in _places(postings) if any(_triple(place))]
    return _has_all(postings, wanted) and len(named) == len(wanted)


def _countries(postings: Sequence[PostingContent], wanted: Sequence[str]) -> bool:
    return {place.country for place in _places(postings)} - {None} == set(wanted)


def _country(postings: Sequence[PostingContent], wanted: Any) -> bool:
    found = {place.country for place in _places(postings)} or {None}
    return found <= _options(wanted)


def _no_city(postings: Sequence[PostingContent], wanted: Any) -> bool:
    found = {name_key(place.city or "") or None for place in _places(postings)} or {None}
    return found <= {name_key(one) if one else None for one in _options(wanted)}


def _remote_scope(postings: Sequence[PostingContent], wanted: Any) -> bool:
    scopes = [one.remote_from for one in postings if one.remote_from]
    found = {value.casefold() for one in scopes for value in (*one.countries, *one.regions)}
    known = wanted if isinstance(wanted, list) else [wanted] if wanted else []
    return found == {value.casefold() for value in known}


# Pay


def _salary(postings: Sequence[PostingContent], wanted: Any) -> bool:
    (one,) = postings
    if not isinstance(wanted, Mapping):
        return one.salary is None or one.salary.min is one.salary.max is None
    return one.salary is not None and all(
        _amount_is(one.salary, name, value) for name, value in wanted.items()
    )


def _amount_is(salary: Salary, name: str, wanted: Any) -> bool:
    value = getattr(salary, name)
    if isinstance(wanted, int | float):
        widest = {"min": min, "max": max}[name]
        ends = [end for one in salary.ranges if (end := getattr(one, name)) is not None]
        return value == wanted or bool(ends and widest(ends) == wanted)
    return _same(value, wanted) or (value is None and "(" in str(wanted))


# Terms, dates, words


def _employment(postings: Sequence[PostingContent], wanted: Any) -> bool:
    each = wanted if isinstance(wanted, list) else [wanted] * len(postings)
    return all(
        any(_same(kind, right) for kind in one.employment_types or (None,))
        for one, right in zip(postings, each, strict=True)
    )


def _employment_is_not(postings: Sequence[PostingContent], unwanted: str) -> bool:
    return not any(unwanted in one.employment_types for one in postings)


def _employment_set(postings: Sequence[PostingContent], wanted: Sequence[str]) -> bool:
    return {kind for one in postings for kind in one.employment_types} == set(wanted)


def _posted(postings: Sequence[PostingContent], wanted: Any) -> bool:
    each = wanted if isinstance(wanted, list) else [wanted] * len(postings)
    return all(_is_date(one.posted_at, right) for one, right in zip(postings, each, strict=True))


def _updated(postings: Sequence[PostingContent], wanted: Any) -> bool:
    return all(_is_date(one.source_updated_at, wanted) for one in postings)


def _is_date(value: Any, wanted: str | None) -> bool:
    if wanted is None or wanted.startswith("null"):
        return value is None or "bound" in (wanted or "")
    written = value.isoformat().replace("+00:00", "Z") if value else ""
    return bool(written) and wanted.startswith(written)


def _text(postings: Sequence[PostingContent]) -> str:
    return "\n".join(one.description_text or "" for one in postings)


def _is_text(postings: Sequence[PostingContent], wanted: str | None) -> bool:
    plain = re.sub(r" \(.*\)$", "", wanted or "")
    return " ".join(_text(postings).split()) == plain


def _contains(postings: Sequence[PostingContent], wanted: Sequence[str]) -> bool:
    return all(one in _text(postings) for one in wanted)


def _in_order(postings: Sequence[PostingContent], wanted: Sequence[str]) -> bool:
    return re.search(".*".join(map(re.escape, wanted)), _text(postings), re.DOTALL) is not None


def _on_lines(postings: Sequence[PostingContent], wanted: Sequence[str]) -> bool:
    return set(wanted) <= {line.removeprefix("* ") for line in _text(postings).splitlines()}


def _lacks(postings: Sequence[PostingContent], unwanted: Sequence[str]) -> bool:
    return not any(one in _text(postings) for one in unwanted)


def _html_lacks(postings: Sequence[PostingContent], unwanted: Sequence[str]) -> bool:
    html = "".join(one.description_html or "" for one in postings)
    return not any(one in html for one in unwanted)


def _keeps_link(postings: Sequence[PostingContent], wanted: str) -> bool:
    return any(f'href="{wanted}"' in (one.description_html or "") for one in postings)


_CHECKS: Mapping[str, _Check] = {
    "workplace": _workplace,
    "cities": _has_all,
    "parsed": _has_all,
    "locations": _locations,
    "locations_cities": _has_all,
    "cities_include": _has_all,
    "countries": _countries,
    "country": _country,
    "city": _no_city,
    "remote_scope": _remote_scope,
    "salary": _salary,
    "employment_type": _employment,
    "employment_type_must_not": _employment_is_not,
    "employment_type_set": _employment_set,
    "posted_at": _posted,
    "source_updated_at": _updated,
    "description_text": _is_text,
    "description_text_contains": _contains,
    "description_text_contains_in_order": _in_order,
    "description_text_must_not_contain": _lacks,
    "description_html_must_not_contain": _html_lacks,
    "description_html_keeps_link": _keeps_link,
    "must_not_contain": _lacks,
    "text_contains": _contains,
    "tokens": _contains,
    "text": _is_text,
    "separate_lines": _on_lines,
    "apply_url": lambda postings, wanted: all(one.apply_url == wanted for one in postings),
}
