"""Facets: how many of the postings of a search have which value.

A facet counts postings under all filters of the search or, if so asked, under all but its own;
`base` of them there are. Where a posting has at most one value, its buckets, `other` and `unknown`
add up to `base`. Where it can have several, the postings with any value and those of `unknown` do;
a posting then counts in each of its buckets, and once however many of its places share the value.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from api.filters import Facts
from api.filters.openings import of_opening
from api.filters.pay import HAS_SALARY
from api.params import FacetFilters, JobsParameters, SearchParameters
from api.query import matching

MAX_BUCKETS = 50
"""Values listed in a facet, the most frequent first."""
SALARY_STEP = 10_000
SALARY_TOP = 300_000
"""US dollars a year: the width of a bucket of pay, and where the last, open one begins."""


@dataclass(frozen=True, slots=True)
class _Facet:
    """What a facet counts: the field with its values and the filters that are its own."""

    field: str
    own: tuple[str, ...]
    several: bool = False

    def counts(self) -> dict[str, Any]:
        """The aggregation that counts the values."""
        return {"terms": {"field": self.field, "size": MAX_BUCKETS}}

    def unknown(self) -> dict[str, Any]:
        """The aggregation that counts the postings without a value."""
        return {"missing": {"field": self.field}}

    def result(self, counts: Mapping[str, Any], unknown: int, base: int) -> dict[str, Any]:
        """The facet as it is served."""
        left = counts.get("sum_other_doc_count", 0)
        return {
            "buckets": [self._bucket(bucket) for bucket in counts["buckets"]],
            "other": None if left and self.several else left,
            "unknown": unknown,
            "base": base,
        }

    def _bucket(self, bucket: Mapping[str, Any]) -> dict[str, Any]:
        return {"value": bucket["key"], "count": bucket["doc_count"]}


class _Truth(_Facet):
    """Of a field that is true or false."""

    def _bucket(self, bucket: Mapping[str, Any]) -> dict[str, Any]:
        return {"value": bool(bucket["key"]), "count": bucket["doc_count"]}


class _Months(_Facet):
    """Of a date: its months, in their order."""

    def counts(self) -> dict[str, Any]:
        by_month = {"calendar_interval": "month", "format": "yyyy-MM", "min_doc_count": 1}
        return {"date_histogram": {"field": self.field, **by_month}}

    def _bucket(self, bucket: Mapping[str, Any]) -> dict[str, Any]:
        return {"value": bucket["key_as_string"], "count": bucket["doc_count"]}


class _Pay(_Facet):
    """Of pay: steps of US dollars a year, each named by its lower end, as far as there are any."""

    def counts(self) -> dict[str, Any]:
        steps = [
            {"from": low, "to": low + SALARY_STEP} for low in range(0, SALARY_TOP, SALARY_STEP)
        ]
        return {"range": {"field": self.field, "ranges": [*steps, {"from": SALARY_TOP}]}}

    def result(self, counts: Mapping[str, Any], unknown: int, base: int) -> dict[str, Any]:
        filled = [bucket for bucket in counts["buckets"] if bucket["doc_count"]]
        return _Facet.result(self, {"buckets": filled}, unknown, base)

    def _bucket(self, bucket: Mapping[str, Any]) -> dict[str, Any]:
        return {"value": int(bucket["from"]), "count": bucket["doc_count"]}


class _Stated(_Facet):
    """Whether there is any value at all: nothing is unknown of that."""

    def counts(self) -> dict[str, Any]:
        return {"filters": {"filters": {"true": HAS_SALARY}, "other_bucket_key": "false"}}

    def unknown(self) -> dict[str, Any]:
        return {"filter": {"bool": {"must_not": [{"match_all": {}}]}}}

    def result(self, counts: Mapping[str, Any], unknown: int, base: int) -> dict[str, Any]:
        named = {value == "true": bucket for value, bucket in counts["buckets"].items()}
        filled = [
            {"key": value, **named[value]} for value in (True, False) if named[value]["doc_count"]
        ]
        return _Facet.result(self, {"buckets": filled}, unknown, base)


_POSTED = ("posted_after", "posted_before", "posted_within")
_KINDS: Mapping[str, _Facet] = {
    "source": _Facet("source", ("source",)),
    "board": _Facet("board", ("board",)),
    "company": _Facet("company.name", ("company",)),
    "country": _Facet("locations.country", ("country",), several=True),
    "region": _Facet("locations.region", ("region",), several=True),
    "city": _Facet("locations.city", ("city",), several=True),
    "workplace_type": _Facet("workplace_type", ("workplace_type",)),
    "remote_from": _Facet("remote_from.countries", ("remote_from",), several=True),
    "employment_type": _Facet("employment_types", ("employment_type",), several=True),
    "language": _Facet("language", ("language",)),
    "status": _Facet("status", ("status",)),
    "seniority": _Facet("seniority", ("seniority",)),
    "category": _Facet("category", ("category",)),
    "education": _Facet("education", ("education",)),
    "skills": _Facet("skills", ("skills", "skills_all"), several=True),
    "benefits": _Facet("benefits", ("benefits",), several=True),
    "visa_sponsorship": _Truth("visa_sponsorship", ("visa_sponsorship",)),
    "agency": _Truth("agency", ("agency",)),
    "salary.currency": _Facet("salary.currency", ("paid_in",)),
    "salary": _Pay("salary_reference", ("salary_min", "salary_max")),
    "has_salary": _Stated("salary", ("has_salary",)),
    "posted": _Months("posted_at", _POSTED),
}
FACETS = tuple(_KINDS)
"""What can be counted."""

_BASE, _UNKNOWN = "base", "unknown"


def facet_request(params: JobsParameters, facts: Facts, facets: Iterable[str]) -> dict[str, Any]:
    """Write the search that counts `facets`, members of `FACETS`. It returns no postings.

    Raises `api.text.TextError` for words that cannot be searched for.
    """
    kinds = {str(facet): _kind(facet, params) for facet in facets}
    apart = _apart(params, kinds.values())
    return {
        "query": matching(params, facts, apart),
        "size": 0,
        "track_total_hits": True,
        "aggregations": {
            name: _aggregation(kind, params, facts, apart) for name, kind in kinds.items()
        },
    }


def are_counted_with_facets(params: JobsParameters) -> bool:
    """Whether the search that counts the facets counts the postings of the page's search, too.

    It is kept by Elasticsearch until the index changes, so that the page's need not count: in their
    order, the first postings of a million are found without looking at the rest.
    """
    return bool(params.facets) and not _apart(params, (_KINDS[facet] for facet in params.facets))


def facet_results(
    aggregations: Mapping[str, Any], params: JobsParameters
) -> dict[str, dict[str, Any]]:
    """Read the counts by facet.

    Each facet is `buckets` (`value` and `count`, the most frequent first), `other`, `unknown` and
    `base`. `other` counts the postings whose value is in no bucket; it is null where some are but
    postings have several values, so that these cannot be told apart from those in the buckets.
    """
    return {
        facet: _kind(facet, params).result(
            found["counts"], found[_UNKNOWN]["doc_count"], found["doc_count"]
        )
        for facet, found in aggregations.items()
    }


def _kind(facet: str, params: JobsParameters) -> _Facet:
    """How a facet counts: of an opening, by the values of all its ads."""
    kind = _KINDS[facet]
    field = of_opening(kind.field) if params.collapse else kind.field
    return kind if field == kind.field else replace(kind, field=field, several=True)


def narrowings(params: JobsParameters) -> int:
    """How many filters the facets of a search are counted under besides those of all of them."""
    kinds = [_KINDS[facet] for facet in params.facets]
    apart = _apart(params, kinds)
    return sum(len(apart.difference(kind.own)) for kind in kinds)


def _apart(params: JobsParameters, kinds: Iterable[_Facet]) -> frozenset[str]:
    """The filters that are some facet's own and given: they are no part of the common query."""
    if params.facet_filters is FacetFilters.ALL:
        return frozenset()
    own = {name for kind in kinds for name in kind.own}
    return frozenset(name for name in own if getattr(params, name) not in ((), None))


def _aggregation(
    kind: _Facet, params: SearchParameters, facts: Facts, apart: frozenset[str]
) -> dict[str, Any]:
    """Count under the common query and the filters that it leaves apart, but the facet's own."""
    others = apart.difference(kind.own)
    narrowed = matching(params, facts, apart - others) if others else {"match_all": {}}
    return {
        "filter": narrowed,
        "aggregations": {"counts": kind.counts(), _UNKNOWN: kind.unknown()},
    }
