"""From a careers URL to the board behind it, by the address templates that sources declare.

A template is a host with path segments and, where needed, one query parameter:

- `{token}` and `{site}` stand for what names the board, as a label of the host, a segment of the
  path, or the value of the parameter;
- `*` stands for any one label or segment;
- `[locale]` for a language segment (`en-US`) that may be there or not.

A language names no board: `en-US` does so nowhere, `de` not where a language may stand and nothing
follows it. A template without `{token}` has the whole host for a token.

`boards.greenhouse.io/embed/job_board?for={token}`, `{token}.*.myworkdayjobs.com/[locale]/{site}`.
Further segments and parameters of the URL do not matter.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import takewhile
from urllib.parse import SplitResult, parse_qs, quote, unquote, urlsplit

from babel import Locale, UnknownLocaleError

from mappings.identity import Board

_PLACEHOLDER = re.compile(r"\{(token|site)\}")
_LOCALE = re.compile(r"[a-z]{2}([-_][A-Z][a-z]{3})?([-_](?:[A-Za-z]{2}|\d{3}))?")
_WITH_REGION = re.compile(r"[a-z]{2}([-_][a-z]{4})?[-_](?:[a-z]{2}|\d{3})", re.I)
# Those in which careers pages are shown; tokens of two letters are common among companies.
_LANGUAGES = frozenset(
    {
        *("ar", "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "he", "hr", "hu", "id"),
        *("it", "ja", "ko", "lt", "lv", "nb", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr"),
        *("sv", "th", "tr", "uk", "vi", "zh"),
    }
)
# What stands where a token should when a page's template was never filled in.
_UNFILLED = re.compile(r"[${}<>%]|^(?:undefined|null|none|board_?token|your[-_]?company)$", re.I)

Found = dict[str, str]


@dataclass(frozen=True, slots=True)
class Address:
    """One address template of a source.

    `written` says how the board's token is written: the Lever host of the EU region has
    `written="eu.{token}"`.
    """

    template: str
    written: str = "{token}"

    def match(self, url: str, reserved: frozenset[str] = frozenset()) -> Found | None:
        """What the placeholders stand for in `url`, or None where the template does not fit.

        Raises `ValueError` where the URL cannot be split.
        """
        wanted = _split(self.template)
        given = urlsplit(url if "://" in url else f"https://{url}")
        if not (given.hostname or "").endswith(_fixed_end(wanted.netloc)):
            return None
        if _ends_with_language(wanted.path, given.path):
            return None
        for path in _paths(wanted.path):
            found = _match(wanted, path, given)
            if found is not None and not any(
                _is_no_name(value, reserved) for value in found.values()
            ):
                token = found.get("token", given.hostname or "")
                return {**found, "token": self.written.format(token=token)}
        return None

    def page_of(self, board: Board) -> str | None:
        """The address of a board by this template; None where they do not go together."""
        written = re.escape(self.written).replace(r"\{token\}", "(.+)")
        token = re.fullmatch(written, board.token)
        if token is None or ("{site}" in self.template and board.site is None):
            return None
        host, slash, rest = self.template.replace("[locale]/", "").partition("/")
        if "*" in host:
            host = board.host or host
        names = {"token": token[1] if token.groups() else "", "site": board.site or ""}
        page = f"https://{host}{slash}{rest}".format(**{n: quote(v) for n, v in names.items()})
        return None if "*" in page else page

    @property
    def is_service(self) -> bool:
        """Whether programs ask there, not people."""
        return re.search(r"\bapi\b|/v\d\b|/cxs/|/hcmRestApi", self.template) is not None

    @property
    def names_host(self) -> bool:
        """Whether the host differs from board to board, so that the board must keep it."""
        return "*" in _host(self.template)

    @property
    def names_board(self) -> bool:
        """Whether it holds a token; else the host itself names the board."""
        return "{token}" in self.template


def match_any(
    url: str, addresses: Sequence[Address], reserved: frozenset[str]
) -> tuple[Address, Found] | None:
    """The first template that fits; one with a query is more telling and goes first."""
    for address in sorted(addresses, key=lambda address: "?" not in address.template):
        found = address.match(url, reserved)
        if found is not None:
            return address, found
    return None


def _host(template: str) -> str:
    return template.partition("/")[0]


@cache
def _fixed_end(host: str) -> str:
    """What every host of a template ends with."""
    labels = takewhile(lambda label: label != "*" and "{" not in label, host.split(".")[::-1])
    return ".".join([*labels][::-1])


@cache
def _split(template: str) -> SplitResult:
    host, _, rest = template.partition("/")
    path, _, query = rest.partition("?")
    return SplitResult("", host, path, query, "")


def _paths(path: str) -> Iterator[str]:
    """The path with its optional part, then without."""
    yield path
    if "[locale]/" in path:
        yield path.replace("[locale]/", "")


def _ends_with_language(wanted: str, given: str) -> bool:
    """Whether a path ends with a language, where the template has one that may be left out."""
    names, segments = wanted.strip("/").split("/"), given.strip("/").split("/")
    if "[locale]" not in names or len(segments) != names.index("[locale]") + 1:
        return False
    return segments[-1] in _LANGUAGES


def _match(wanted: SplitResult, path: str, given: SplitResult) -> Found | None:
    found: Found = {}
    labels = (given.hostname or "").split(".")
    if len(labels) != len(wanted.netloc.split(".")):
        return None
    names = path.strip("/").split("/") if path.strip("/") else []
    segments = [unquote(part) for part in given.path.strip("/").split("/")]
    if len(segments) < len(names):
        return None
    pairs = [
        *zip(wanted.netloc.split("."), labels, strict=True),
        *zip(names, segments, strict=False),
    ]
    if not all(_match_one(name, value, found) for name, value in pairs):
        return None
    return found if _match_query(wanted.query, given.query, found) else None


def _match_one(name: str, value: str, found: Found) -> bool:
    if placeholder := _PLACEHOLDER.fullmatch(name):
        found[placeholder[1]] = value
        return True
    if name == "[locale]":
        return _LOCALE.fullmatch(value) is not None
    return name in ("*", value)


def _match_query(wanted: str, given: str, found: Found) -> bool:
    parameters = parse_qs(given)
    for name, (value,) in parse_qs(wanted).items():
        placeholder = _PLACEHOLDER.fullmatch(value)
        if placeholder is None or name not in parameters:
            return False
        found[placeholder[1]] = parameters[name][0]
    return True


def _is_no_name(value: str, reserved: frozenset[str]) -> bool:
    if not value.strip() or value.lower() in reserved:
        return True
    return bool(_UNFILLED.search(value)) or _is_locale(value)


@lru_cache(maxsize=1024)
def _is_locale(value: str) -> bool:
    """Whether a name is a language with its region, as one is spoken there; `ml-ag` is not."""
    if not _WITH_REGION.fullmatch(value):
        return False
    try:
        return Locale.parse(value.replace("-", "_")) is not None
    except (UnknownLocaleError, ValueError):
        return False
