"""Readers of single parameter values: text from an address in, a checked value out.

Each raises `PydanticCustomError`, whose context carries `allowed` and `closest` for the answer.
Only one spelling of a value is right: nothing is rounded, trimmed or guessed.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, NoReturn, TypeVar

import pycountry
from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from api.errors import nearest, short
from api.text import TextError, parse
from mappings.identity import Board, IdentityError
from mappings.urls import canonical_key
from reference.countries import country_coded, country_named
from reference.languages import language_coded, language_named
from reference.money import is_currency
from reference.skills import canonical

Choice = TypeVar("Choice", bound=StrEnum)

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})"
)
_WHOLE_NUMBER = re.compile(r"[0-9]{1,9}")
_NUMBER = re.compile(r"[0-9]{1,12}(\.[0-9]{1,6})?")
_BOOLEANS = {"true": True, "false": False}


def refuse(message: str, *, allowed: Sequence[str] = (), closest: Sequence[str] = ()) -> NoReturn:
    """Refuse a value with a sentence, the closed list that it is none of, and the nearest to it."""
    context = {"message": message, "allowed": short(allowed), "closest": tuple(closest)}
    raise PydanticCustomError("refused", "{message}", context)


def refuse_choice(sent: object, choices: Sequence[str]) -> NoReturn:
    """Refuse a value that is none of a closed list."""
    text = str(sent)
    refuse(f"{text!r} is none of its values", allowed=choices, closest=nearest(text, choices))


def split_commas(values: Any) -> Any:
    """Take each value of a repeated parameter apart at its commas, without repetitions."""
    if not isinstance(values, list | tuple):
        return values
    pieces = [piece for value in values for piece in str(value).split(",")]
    if "" in pieces:
        refuse("a value is empty: take out the extra comma")
    return tuple(dict.fromkeys(pieces))


def one_of(choices: type[StrEnum]) -> BeforeValidator:
    """Make the reader of a closed vocabulary."""
    return BeforeValidator(lambda value: _member(choices, value))


def name_of(names: Sequence[str]) -> BeforeValidator:
    """Make the reader of a name out of a fixed list."""

    def check(value: Any) -> Any:
        if value not in names:
            refuse_choice(value, names)
        return value

    return BeforeValidator(check)


def _member(choices: type[Choice], value: Any) -> Choice:
    if isinstance(value, choices):
        return value
    allowed = [choice.value for choice in choices]
    if value not in allowed:
        refuse_choice(value, allowed)
    return choices(value)


def truth(value: Any) -> Any:
    """Read `true` or `false`."""
    if not isinstance(value, str):
        return value
    if value not in _BOOLEANS:
        refuse_choice(value, tuple(_BOOLEANS))
    return _BOOLEANS[value]


def whole_number(value: Any) -> Any:
    """Read digits as a number; its bounds are checked afterwards."""
    if not isinstance(value, str):
        return value
    if not _WHOLE_NUMBER.fullmatch(value):
        refuse(f"{value!r} is no whole number in range")
    return int(value)


def moment(value: Any) -> Any:
    """Read a day (`2026-03-01`) or an instant with its zone (`2026-03-01T08:00:00Z`)."""
    if not isinstance(value, str):
        return value
    try:
        if _DAY.fullmatch(value):
            return date.fromisoformat(value)
        if _INSTANT.fullmatch(value):
            return datetime.fromisoformat(value)
    except ValueError:
        refuse(f"{value!r} is not in the calendar")
    refuse(
        f"{value!r} is neither a day (2026-03-01) nor an instant with its zone"
        " (2026-03-01T08:00:00Z, a + written as %2B)"
    )


def day(value: Any) -> Any:
    """Read a day (`2026-03-01`)."""
    read = moment(value)
    if isinstance(read, datetime):
        refuse(f"{value!r} is an instant: give a day, such as 2026-03-01")
    return read


def number(value: Any) -> Any:
    """Read a decimal number; its bounds are checked afterwards."""
    if not isinstance(value, str):
        return value
    if not _NUMBER.fullmatch(value):
        refuse(f"{value!r} is no number in range: write digits, with a point before decimals")
    return float(value)


def web_page(value: str) -> str:
    """Read the address of a page as the key by which its other spellings are found too."""
    key = canonical_key(value)
    if key is None:
        refuse(f"{value!r} is no web address: write all of it, from https:// on")
    return key


def skill_name(value: str) -> str:
    """Read the name of a skill, or an alias of it, in any case. Others that sources name stay."""
    return canonical(value) or value


def currency_code(value: str) -> str:
    """Read an ISO 4217 code in any case."""
    code = value.upper()
    if not is_currency(code):
        refuse(f"{value!r} is no currency code: write ISO 4217, such as EUR")
    return code


def language_code(value: str) -> str:
    """Read an ISO 639 code in any case. A name is told its code."""
    code = language_coded(value.lower()) if len(value) in (2, 3) else None
    if code is not None:
        return code
    meant = language_named(value)
    refuse(
        f"{value!r} is no language code: write ISO 639-1, such as en",
        closest=(meant,) if meant else (),
    )


def words(value: str) -> str:
    """Read a text that can be searched for; it stays as it is."""
    try:
        parse(value)
    except TextError as error:
        refuse(str(error))
    return value


def words_and_fields(value: str) -> str:
    """Read a text that can be searched for and may name fields; it stays as it is."""
    try:
        parse(value, fields=True)
    except TextError as error:
        refuse(str(error))
    return value


def board_id(value: str) -> str:
    """Read the identity of a board, `source:token`, in any case."""
    try:
        return Board.parse(value).id
    except IdentityError as error:
        refuse(str(error))


def country_code(value: str) -> str:
    """Read an ISO 3166-1 alpha-2 code in any case. A name or another code is told the right one."""
    code = value.upper()
    if code in _country_codes():
        return code
    meant = country_coded(code) or country_named(value)
    refuse(
        f"{value!r} is no country code: write ISO 3166-1 alpha-2, such as DE",
        closest=(meant,) if meant else _countries_like(value),
    )


@cache
def _country_codes() -> frozenset[str]:
    """Every code of the standard, and that of Kosovo, which is in use beside it."""
    return frozenset(country.alpha_2 for country in pycountry.countries) | {"XK"}


def _countries_like(value: str) -> tuple[str, ...]:
    codes = {country.name: str(country.alpha_2) for country in pycountry.countries}
    return tuple(codes[name] for name in nearest(value, tuple(codes)))
