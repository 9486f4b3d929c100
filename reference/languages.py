"""Languages of ISO 639 by their codes and by their names in the languages of job ads.

Names come from Babel (the Unicode Common Locale Data Repository) and are kept in a file that is
built on first use.
"""

import sqlite3
from functools import cache, lru_cache

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


@cache
def language_coded(code: str) -> str | None:
    """The ISO 639 code, of two letters where there is one, of a code in small letters; else null.

    "deu" and the bibliographic "ger" are "de".
    """
    language = pycountry.languages.get(**{f"alpha_{len(code)}": code})
    if language is None and len(code) == 3:
        language = pycountry.languages.get(bibliographic=code)
    if language is None:
        return None
    return str(getattr(language, "alpha_2", None) or language.alpha_3)


def language_named(name: str) -> str | None:
    """The code of a language by its name in a common language ("Deutsch", "German"); else null."""
    return _named(fold(name))


@lru_cache(maxsize=512)
def _named(key: str) -> str | None:
    found = _tables.rows("SELECT code FROM name WHERE key = ?", key)
    return str(found[0][0]) if found else None


def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for locale in reversed(_NAMED_IN):
        for tag, name in Locale.parse(locale).languages.items():
            if len(tag) <= 3 and (code := language_coded(tag)):
                names[fold(name)] = code
    return names | _FURTHER_NAMES


def _fill(connection: sqlite3.Connection) -> None:
    connection.executemany("INSERT INTO name VALUES (?, ?)", _names().items())


_tables = BuiltTables(
    "languages",
    "CREATE TABLE name (key PRIMARY KEY, code) WITHOUT ROWID",
    _fill,
    made_of=("pycountry", "babel"),
)
