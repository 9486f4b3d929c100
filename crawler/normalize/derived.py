"""A derived value and how it is known, so that `provenance` is set where the value is made."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from reference.vocabularies import Provenance

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Derived(Generic[T]):
    """A value with its provenance."""

    value: T
    provenance: Provenance


def stated(value: T | None) -> Derived[T] | None:
    """A value out of a structured field of the source; null and empty values are no statement."""
    return _derived(value, Provenance.STATED)


def parsed(value: T | None) -> Derived[T] | None:
    """A value read out of the source's text."""
    return _derived(value, Provenance.PARSED)


def inferred(value: T | None) -> Derived[T] | None:
    """A value concluded from other values."""
    return _derived(value, Provenance.INFERRED)


def first(*candidates: Derived[T] | None) -> Derived[T] | None:
    """The first candidate that says anything: name the strongest evidence first."""
    return next((candidate for candidate in candidates if candidate is not None), None)


def _derived(value: T | None, provenance: Provenance) -> Derived[T] | None:
    if value is None or (isinstance(value, str | tuple) and not value):
        return None
    return Derived(value, provenance)
