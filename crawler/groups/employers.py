"""Which names and domains may be one employer: pure, and small enough to hold for all of them."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from crawler.groups.employer import employer_key


@dataclass(frozen=True, slots=True)
class Named:
    """A name with which ads name their employer, the domain beside it, and how many ads do so."""

    name: str
    domain: str | None
    ads: int = 0


@dataclass(slots=True)
class Circle:
    """Names that are linked by a common key or domain: their ads may be of one employer.

    Homonyms are in one circle too; the matcher tells them apart.
    """

    names: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)
    domains: set[str] = field(default_factory=set)
    ads: int = 0


def circles(found: Iterable[Named]) -> list[Circle]:
    """Put names into circles; each name is in one."""
    by_key: dict[tuple[str, str], Circle] = {}
    for named in found:
        keys = [("name", employer_key(named.name))]
        if named.domain is not None:
            keys.append(("domain", named.domain))
        circle = _merged([by_key[key] for key in keys if key in by_key], by_key)
        circle.names.add(named.name)
        circle.keys.add(keys[0][1])
        circle.domains.update(value for kind, value in keys if kind == "domain")
        circle.ads += named.ads
        by_key.update(dict.fromkeys(keys, circle))
    return list({id(circle): circle for circle in by_key.values()}.values())


def _merged(parts: list[Circle], by_key: dict[tuple[str, str], Circle]) -> Circle:
    if not parts:
        return Circle()
    largest, *others = sorted(parts, key=lambda circle: -len(circle.names))
    for other in others:
        if other is largest:
            continue
        largest.names |= other.names
        largest.keys |= other.keys
        largest.domains |= other.domains
        largest.ads += other.ads
        by_key.update({("name", key): largest for key in other.keys})
        by_key.update({("domain", domain): largest for domain in other.domains})
    return largest


def touched(all_of_them: Iterable[Circle], by: Collection[Named]) -> list[Circle]:
    """The circles of the names or domains that are given."""
    keys = {employer_key(named.name) for named in by}
    domains = {named.domain for named in by} - {None}
    return [c for c in all_of_them if c.keys & keys or c.domains & domains]


def batches(all_of_them: Iterable[Circle], size: int) -> Iterator[list[Circle]]:
    """Circles in their order, together as long as they have at most `size` ads."""
    batch: list[Circle] = []
    ads = 0
    for circle in all_of_them:
        if batch and ads + circle.ads > size:
            yield batch
            batch, ads = [], 0
        batch.append(circle)
        ads += circle.ads
    if batch:
        yield batch
