"""Languages of ISO 639 by their codes and by their names in the languages of job ads.

Names come from Babel (the Unicode Common Locale Data Repository), codes from pycountry. Both are
kept in a file that is built on first use: the objects of pycountry for 7,900 languages take 6 MB.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from functools import lru_cache

import pycountry
from babel import Locale

from reference.built import BuiltTables
from reference.folding import fold

_NAMED_IN = (
    *("en", "de", "fr", "es", "pt", "it", "nl", "sv", "nb", "da", "fi", "pl", "cs", "hu", "ro"),
    *("el", "tr", "ru", "uk", "ja", "zh", "ko", "ar", "he"),
)
"""The languages in which the name of a language is understood."""

_FURTHER_NAMES = {"mandarin": "zh", "castellano": "es", "norwegian": "no", "norsk": "no"}


@lru_cache(maxsize=512)
def language_coded(code: str) -> str | None:
    """The ISO 639 code, of two letters where there is one, of a code in small letters; else null.

    "deu" and the bibliographic "ger" are "de".
    """
    found = _tables.rows("SELECT code FROM code WHERE written = ?", code)
    return str(found[0][0]) if found else None


def language_named(name: str) -> str | None:
    """The code of a language by its name in a common language ("Deutsch", "German"); else null."""
    return _named(fold(name))


@lru_cache(maxsize=512)
def _named(key: str) -> str | None:
    found = _tables.rows("SELECT code FROM name WHERE key = ?", key)
    return str(found[0][0]) if found else None


def _codes() -> Iterator[tuple[str, str]]:
    for language in pycountry.languages:
        code = getattr(language, "alpha_2", None) or language.alpha_3
        for name in ("alpha_2", "alpha_3", "bibliographic"):
            if written := getattr(language, name, None):
                yield written, code


def _names(codes: Mapping[str, str]) -> dict[str, str]:
    names: dict[str, str] = {}
    for locale in reversed(_NAMED_IN):
        for tag, name in Locale.parse(locale).languages.items():
            if len(tag) <= 3 and (code := codes.get(tag)):
                names[fold(name)] = code
    return names | _FURTHER_NAMES


def _fill(connection: sqlite3.Connection) -> None:
    codes = dict(_codes())
    connection.executemany("INSERT INTO code VALUES (?, ?)", codes.items())
    connection.executemany("INSERT INTO name VALUES (?, ?)", _names(codes).items())


_SCHEMA = """
CREATE TABLE code (written PRIMARY KEY, code) WITHOUT ROWID;
CREATE TABLE name (key PRIMARY KEY, code) WITHOUT ROWID;
"""
_tables = BuiltTables(
    "languages",
    _SCHEMA,
    _fill,
    made_of=("pycountry", "babel"),
)
