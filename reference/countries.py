"""Countries of ISO 3166-1 by their codes and by their names in the languages of job ads.

Names come from pycountry (ISO) and Babel (the Unicode Common Locale Data Repository), and are kept
in a file that is built on first use.
"""

import re
import sqlite3
from functools import cache, lru_cache

import pycountry
from babel import Locale

from reference.built import BuiltTables
from reference.folding import name_key

_LANGUAGES = (
    *("en", "de", "fr", "es", "pt", "it", "nl", "sv", "nb", "da", "fi", "pl", "cs", "sk", "hu"),
    *("ro", "bg", "el", "tr", "ru", "uk", "hr", "sl", "sr", "lt", "lv", "et", "ja", "zh"),
    *("zh_Hant", "ko", "ar", "he", "id", "vi", "th"),
)

# How people write that no standard lists. Keys are `name_key`s.
_ALIASES = {
    "usa": "US",
    "u s a": "US",
    "u s": "US",
    "us": "US",
    "united states of america": "US",
    "the united states": "US",
    "the us": "US",
    "the usa": "US",
    "america": "US",
    "continental us": "US",
    "contiguous us": "US",
    "continental united states": "US",
    "conus": "US",
    "estados unidos da america": "US",
    "uk": "GB",
    "u k": "GB",
    "great britain": "GB",
    "britain": "GB",
    "the uk": "GB",
    "the united kingdom": "GB",
    "england": "GB",
    "scotland": "GB",
    "wales": "GB",
    "northern ireland": "GB",
    "republic of ireland": "IE",
    "eire": "IE",
    "the netherlands": "NL",
    "holland": "NL",
    "nederland": "NL",
    "czech republic": "CZ",
    "uae": "AE",
    "u a e": "AE",
    "ksa": "SA",
    "kingdom of saudi arabia": "SA",
    "roc": "TW",
    "prc": "CN",
    "p r china": "CN",
    "mainland china": "CN",
    "hong kong": "HK",
    "hong kong sar": "HK",
    "macau": "MO",
    "south korea": "KR",
    "korea": "KR",
    "republic of korea": "KR",
    "russia": "RU",
    "vietnam": "VN",
    "viet nam": "VN",
    "philippines": "PH",
    "the philippines": "PH",
    "turkey": "TR",
    "turkiye": "TR",
    "swaziland": "SZ",
    "macedonia": "MK",
    "burma": "MM",
    "ivory coast": "CI",
    "cape verde": "CV",
    "drc": "CD",
    "dr congo": "CD",
    "syria": "SY",
    "laos": "LA",
    "iran": "IR",
    "bolivia": "BO",
    "venezuela": "VE",
    "tanzania": "TZ",
    "moldova": "MD",
    "brunei": "BN",
    "palestine": "PS",
    "kosovo": "XK",
    "bosnia": "BA",
    "us virgin islands": "VI",
    "u s virgin islands": "VI",
    "usvi": "VI",
    "schweiz suisse svizzera": "CH",
    "brd": "DE",
    "st kitts and nevis": "KN",
    "st lucia": "LC",
    "st vincent and the grenadines": "VC",
}

_UNITED_KINGDOM = {"england": "ENG", "scotland": "SCT", "wales": "WLS", "northern ireland": "NIR"}

# Territories with a code of their own that people write beside the state they belong to.
_BELONGS_TO = {
    **dict.fromkeys(("HK", "MO", "TW"), "CN"),
    **dict.fromkeys(("PR", "GU", "VI", "AS", "MP"), "US"),
    **dict.fromkeys(("GP", "MQ", "GF", "RE", "YT", "NC", "PF"), "FR"),
    **dict.fromkeys(("GG", "JE", "IM", "GI", "BM", "KY", "VG"), "GB"),
    **dict.fromkeys(("AW", "CW", "SX", "BQ"), "NL"),
    **dict.fromkeys(("GL", "FO"), "DK"),
    "AX": "FI",
}

# Short names that mean something else in other languages than the country that they are listed for,
# or two countries alike.
_NOT_NAMES = frozenset(
    {"salvador", "guadalupe", "norfolk", "columbia", "tunis", "brasilia", "granada", "congo"}
    | {"san martin", "santa elena", "santa helena", "santa lucia", "komoro"}
)
_SHORTEST = 4
"""Shorter Latin names ("Áo" is Austria in Vietnamese) would be taken for codes."""


def country_named(name: str) -> str | None:
    """ISO alpha-2 of a country by its name in a common language; codes are no names; else null."""
    key = name_key(name)
    return _named(key) or _named(key.removeprefix("the "))


def country_coded(code: str) -> str | None:
    """ISO alpha-2 of an alpha-2 or alpha-3 code in capitals ("UK" is GB); else null."""
    if code == "UK":
        return "GB"
    return _codes().get(code)


def british_nation(name: str) -> str | None:
    """The second half of the ISO 3166-2 code (ENG, SCT, WLS, NIR) of a nation of the UK."""
    return _UNITED_KINGDOM.get(name_key(name))


def sovereign(country: str) -> str | None:
    """The country that a territory with its own code belongs to, as many write it; else null."""
    return _BELONGS_TO.get(country)


def without_inversions(text: str) -> str:
    """The text with codes for names that ISO inverts ("Korea, Republic of" becomes "KOR")."""
    return _inverted().sub(lambda match: _inverted_codes()[match[0].casefold()], text)


def _looks_like_code(key: str) -> bool:
    return len(key) < _SHORTEST and key.isascii()


@cache
def _inverted() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _inverted_codes())), re.IGNORECASE)


@cache
def _inverted_codes() -> dict[str, str]:
    inverted = {one.name.casefold(): one.alpha_3 for one in pycountry.countries if "," in one.name}
    return dict(sorted(inverted.items(), reverse=True))


@cache
def _codes() -> dict[str, str]:
    codes = {country.alpha_2: country.alpha_2 for country in pycountry.countries}
    return codes | {country.alpha_3: country.alpha_2 for country in pycountry.countries}


@lru_cache(maxsize=4096)
def _named(key: str) -> str | None:
    found = _tables.rows("SELECT code FROM name WHERE key = ?", key)
    return str(found[0][0]) if found else None


def _fill(connection: sqlite3.Connection) -> None:
    connection.executemany("INSERT INTO name VALUES (?, ?)", _names().items())


def _names() -> dict[str, str]:
    known = set(_codes().values())
    names: dict[str, str] = {}
    for language in reversed(_LANGUAGES):
        for code, name in Locale.parse(language).territories.items():
            key = name_key(name)
            if code in known and not _looks_like_code(key):
                names[key] = code
    for country in pycountry.countries:
        for attribute in ("official_name", "name", "common_name"):
            if hasattr(country, attribute):
                names[name_key(getattr(country, attribute))] = country.alpha_2
    return {key: code for key, code in names.items() if key not in _NOT_NAMES} | _ALIASES


_tables = BuiltTables(
    "countries",
    "CREATE TABLE name (key PRIMARY KEY, code) WITHOUT ROWID",
    _fill,
    made_of=("pycountry", "babel"),
)
