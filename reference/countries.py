"""Countries of ISO 3166-1 by their codes and by their names in the languages of job ads.

Names come from pycountry (ISO) and Babel (the Unicode Common Locale Data Repository).
"""

from functools import cache

import pycountry
from babel import Locale

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
}

_UNITED_KINGDOM = {"england": "ENG", "scotland": "SCT", "wales": "WLS", "northern ireland": "NIR"}

# Short names that other languages use for something else than the country that they are listed for.
_NOT_NAMES = frozenset({"man", "san", "mali i", "pais", "ile"})


def country_named(name: str) -> str | None:
    """ISO alpha-2 of a country by its name in a common language; codes are no names; else null."""
    key = name_key(name)
    return _names().get(key) or _names().get(key.removeprefix("the "))


def country_coded(code: str) -> str | None:
    """ISO alpha-2 of an alpha-2 or alpha-3 code in capitals ("UK" is GB); else null."""
    if code == "UK":
        return "GB"
    return _codes().get(code)


def british_nation(name: str) -> str | None:
    """The second half of the ISO 3166-2 code (ENG, SCT, WLS, NIR) of a nation of the UK."""
    return _UNITED_KINGDOM.get(name_key(name))


@cache
def _codes() -> dict[str, str]:
    codes = {country.alpha_2: country.alpha_2 for country in pycountry.countries}
    return codes | {country.alpha_3: country.alpha_2 for country in pycountry.countries}


@cache
def _names() -> dict[str, str]:
    known = set(_codes().values())
    names: dict[str, str] = {}
    for language in reversed(_LANGUAGES):
        for code, name in Locale.parse(language).territories.items():
            if code in known and (key := name_key(name)) not in _NOT_NAMES:
                names[key] = code
    for country in pycountry.countries:
        for attribute in ("official_name", "name", "common_name"):
            if hasattr(country, attribute):
                names[name_key(getattr(country, attribute))] = country.alpha_2
    return names | _ALIASES
