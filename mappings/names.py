"""Names of aliases and indices: each built and each parsed in one place.

Programs read and write through an alias (`openings-jobs`). Behind it stands one index whose name
says what it was made of (`openings-jobs-v1-0c7be1f2`): the version of our documents, and a digest
of its settings, mappings and synonyms. Another name means that a rebuild is due.

Of `changes` there are several, its generations: `openings-changes` leads to all of them, and
`openings-changes-3` to the third (`openings-changes-v1-0c7be1f2-g3`).
"""

import re
from dataclasses import dataclass
from typing import Self

DEFAULT_PREFIX = "openings"
INDEX_VERSION = 1
"""Raised when documents of the same fields come to mean something else."""

DIGEST_LENGTH = 8
_CONCRETE = re.compile(
    rf"(?P<prefix>.+)-(?P<kind>[a-z]+)-v(?P<version>[1-9]\d*)-(?P<digest>[0-9a-f]{{{DIGEST_LENGTH}}})"
    r"(?:-g(?P<generation>[1-9]\d*))?"
)


class IndexNameError(ValueError):
    """A name that is none of ours; the message says what one looks like."""


@dataclass(frozen=True, slots=True)
class IndexName:
    """The parts of a concrete index's name; `str()` gives the name."""

    kind: str
    digest: str
    version: int = INDEX_VERSION
    prefix: str = DEFAULT_PREFIX
    generation: int | None = None

    def __str__(self) -> str:
        generation = f"-g{self.generation}" if self.generation else ""
        return f"{alias(self.kind, self.prefix)}-v{self.version}-{self.digest}{generation}"

    @classmethod
    def parse(cls, name: str) -> Self:
        """Read the name of a concrete index.

        Raises `IndexNameError` for any other name, that of an alias included.
        """
        match = _CONCRETE.fullmatch(name)
        if match is None:
            example = cls("jobs", "0c7be1f2")
            raise IndexNameError(f"{name!r} is no index of openings: one looks like {example}")
        generation = int(match["generation"]) if match["generation"] else None
        version = int(match["version"])
        return cls(match["kind"], match["digest"], version, match["prefix"], generation)


def alias(kind: str, prefix: str = DEFAULT_PREFIX) -> str:
    """Name the alias of a kind (`jobs`, `boards`): `openings-jobs`."""
    return f"{prefix}-{kind}"


def generation_alias(generation: int, prefix: str = DEFAULT_PREFIX) -> str:
    """Name the alias of one generation of `changes`: `openings-changes-3`."""
    return f"{alias('changes', prefix)}-{generation}"
