"""From a careers URL to the board behind it, by the address templates that sources declare.

A template is a host with path segments and, where needed, one query parameter; `{token}` (and
`{site}`) stand for what names the board: `boards.greenhouse.io/embed/job_board?for={token}`.
Further segments and parameters of the URL do not matter.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

_PLACEHOLDER = re.compile(r"\{(token|site)\}")
# What stands where a token should when a page's template was never filled in.
_UNFILLED = re.compile(r"[${}<>%]|^(?:undefined|null|none|board_?token|your[-_]?company)$", re.I)


@dataclass(frozen=True, slots=True)
class Address:
    """One address template of a source; `written` says how the board's token is written.

    The Lever host of the EU region has `written="eu.{token}"`.
    """

    template: str
    written: str = "{token}"

    def match(self, url: str, reserved: frozenset[str] = frozenset()) -> dict[str, str] | None:
        """What the placeholders stand for in `url`, or None where the template does not fit."""
        wanted, given = urlsplit(f"//{self.template}"), urlsplit(_with_scheme(url))
        if (given.hostname or "") != wanted.hostname:
            return None
        found = _match_path(wanted.path, given.path)
        if found is not None and wanted.query:
            found = _match_query(wanted.query, given.query, found)
        if not found or any(_is_no_name(value, reserved) for value in found.values()):
            return None
        return {**found, "token": self.written.format(token=found["token"])}


def match_any(
    url: str, addresses: tuple[Address, ...], reserved: frozenset[str]
) -> Mapping[str, str] | None:
    """The first template that fits; one with a query is more telling and goes first."""
    ordered = sorted(addresses, key=lambda address: "?" not in address.template)
    matches = (address.match(url, reserved) for address in ordered)
    return next((match for match in matches if match is not None), None)


def _with_scheme(url: str) -> str:
    return url if "://" in url else f"https://{url}"


def _match_path(wanted: str, given: str) -> dict[str, str] | None:
    names, values = wanted.strip("/").split("/"), given.strip("/").split("/")
    if len(values) < len(names):
        return None
    found: dict[str, str] = {}
    for name, value in zip(names, values, strict=False):
        placeholder = _PLACEHOLDER.fullmatch(name)
        if placeholder:
            found[placeholder[1]] = unquote(value)
        elif name != value:
            return None
    return found


def _match_query(wanted: str, given: str, found: dict[str, str]) -> dict[str, str] | None:
    parameters = parse_qs(given)
    for name, (value,) in parse_qs(wanted).items():
        placeholder = _PLACEHOLDER.fullmatch(value)
        if placeholder is None or name not in parameters:
            return None
        found[placeholder[1]] = parameters[name][0]
    return found


def _is_no_name(value: str, reserved: frozenset[str]) -> bool:
    return not value.strip() or value.lower() in reserved or bool(_UNFILLED.search(value))
