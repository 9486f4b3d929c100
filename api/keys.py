"""API keys: who asks, told by the digest of a secret that only the caller has.

A key is long and random, so its SHA-256 is as good as a slow hash and costs nothing a request;
what is configured and what stays in memory are digests only. No part of a key is ever logged or
answered.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Self

from starlette.datastructures import Headers

from api.errors import UnauthorizedError

_LINE = re.compile(r"(?P<name>[A-Za-z0-9._-]{1,64}):(?P<digest>[0-9a-fA-F]{64})")
_BEARER = "bearer "


class Keyring:
    """The keys that are known, each with the name of its owner."""

    def __init__(self, names: Mapping[str, str], *, required: bool = False) -> None:
        """Take the names by the hexadecimal SHA-256 of the keys."""
        self._names = dict(names)
        self._required = required

    @classmethod
    def read(cls, listed: str | None, file: Path | None, *, required: bool) -> Self:
        """Read `name:digest` entries, listed with commas and one a line of a file.

        Raises `ValueError` for a malformed entry, a key of two names, and where a key is required
        but there is none; `OSError` where the file cannot be read.
        """
        names: dict[str, str] = {}
        lines = file.read_text(encoding="utf-8") if file else ""
        for name, digested in [*_entries(listed or "", ","), *_entries(lines, "\n")]:
            if names.setdefault(digested, name) != name:
                raise ValueError(f"the keys of {names[digested]} and {name} are one and the same")
        if required and not names:
            raise ValueError("OPENINGS_KEYS_REQUIRED needs OPENINGS_API_KEYS or its file")
        return cls(names, required=required)

    @property
    def required(self) -> bool:
        """Whether nothing is served without a key."""
        return self._required

    def owner(self, headers: Headers) -> str | None:
        """Name the owner of the key that was sent; None where none was, or none is configured.

        Raises `UnauthorizedError` for a key that is not known, for two different ones, and where
        one is required.
        """
        if not self._names:
            return None
        sent = set(_sent(headers))
        if len(sent) > 1:
            raise UnauthorizedError("Two different keys were sent: send one.")
        if sent:
            return self._known(sent.pop())
        if self._required:
            raise UnauthorizedError(f"This API is served with a key. {UnauthorizedError.example}")
        return None

    def _known(self, key: str) -> str:
        name = self._names.get(digest(key))
        if name is None:
            raise UnauthorizedError(
                "The key is not known. Check that it is complete, or ask the operator for one."
            )
        return name


def digest(key: str) -> str:
    """The digest of a key, as it is configured."""
    return hashlib.sha256(key.encode("latin-1", "replace")).hexdigest()


def _sent(headers: Headers) -> Iterator[str]:
    """Every key of a request. Other schemes than Bearer are for a proxy before us, not for us."""
    yield from headers.getlist("x-api-key")
    for value in headers.getlist("authorization"):
        if value[: len(_BEARER)].casefold() == _BEARER:
            yield value[len(_BEARER) :].strip()


def _entries(text: str, separator: str) -> Iterator[tuple[str, str]]:
    """The names and digests of a list; empty entries and lines that begin with # are passed over.

    What is malformed is named by its number: it might be a key, written here by mistake.
    """
    for number, entry in enumerate(text.split(separator), start=1):
        stripped = entry.strip()
        if not stripped or stripped.startswith("#"):
            continue
        found = _LINE.fullmatch(stripped)
        if found is None:
            raise ValueError(
                f"entry {number} of the API keys is not NAME:SHA256, a name and 64 hexadecimal"
                ' digits (printf %s "$KEY" | sha256sum)'
            )
        yield found["name"], found["digest"].lower()
