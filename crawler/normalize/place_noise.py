"""What stands among places and names none: time zones, "+ 2 more", offices, streets, post codes.

Some of it must go before a string is cut into its parts (`without_remarks`), some from a part
(`spelt_out`), some from one name (`without_noise`).
"""

import re

_EDGE = " \t-\u2013\u2014.*#'\"_~>@\u00b1"

_AND_MORE = re.compile(
    r"(?:\s?[,;(&+|/\u2013-]|\s(?:and|plus|und|et|y)){0,3}\s?"
    r"(?:(?<=[,;(&+|/\u2013-])|(?<=\sand)|(?<=\splus)|(?<=\d)|\+?\s?\d{1,3})\s?"
    r"(?:more|others?|additional|weitere\w{0,3}|autres?|m[áa]s|mais)\b"
    r"(?:\s(?:locations?|cities|offices?|places?|sites?|standorte))?\s?\)?",
    re.IGNORECASE,
)
_ZONE = (
    r"(?-i:UTC|GMT|CES?T|[EMP][SD]T|CDT|EES?T|BST|AE[SD]T|JST|SGT)\b(?<!,\sEST)"
    r"(?:\s*(?:\+\s?/\s?-|[+\-\u2212\u2013\u00b1]{1,2})\s?\d{1,2}(?::?[03]0)?)?"
)
_TIME_ZONE = re.compile(
    rf"\b{_ZONE}(?:\s*(?:to|and|or|/|-|\u2013)\s*{_ZONE})*"
    r"(?:\s*(?:hours?|hrs?|h)\b)?(?:\s*time[\s-]?zones?|\s+time\b)?"
    r"|\b(?:(?:eastern|pacific|central(?:\s+european)?|mountain|atlantic)"
    r"(?:\s?[,/&]\s?|\s)(?:(?:or|and)\s)?){1,5}"
    r"(?:(?:standard|daylight|european)\s)?time(?:[\s-]?zones?)?\b"
    r"|\btime[\s-]?zones?\b",
    re.IGNORECASE,
)

_EXCLUDED = re.compile(
    r"\bnon-(?=\w)[\w.]+"
    r"|\b(?:outside(?:\s+of)?|except(?:\s+for)?|excluding|excl\.?|but\s+not)\s[^();|/\n]*",
    re.IGNORECASE,
)

_WITH_STOPS = (
    (re.compile(r"\bU\.\s?S\.\s?A\b\.?"), "USA"),
    (re.compile(r"\bU\.\s?S\b\.?"), "US"),
    (re.compile(r"\bU\.\s?K\b\.?"), "UK"),
    (re.compile(r"\bD\.\s?C\b\.?"), "DC"),
    (re.compile(r"\bU\.\s?A\.\s?E\b\.?"), "UAE"),
    (re.compile(r"\b(St|Ft|Mt|Ste)\.\s?(?=\w)"), r"\1 "),
    (re.compile(r"^\s*N\.\s?(?=[A-Z][a-z])"), "North "),
    (re.compile(r"^\s*S\.\s?(?=[A-Z][a-z])"), "South "),
    (re.compile(r"^\s*E\.\s?(?=[A-Z][a-z])"), "East "),
    (re.compile(r"^\s*W\.\s?(?=[A-Z][a-z])"), "West "),
    (re.compile(r"^\s*([A-Z]{2,3})\.([A-Z]{2,3})\.(?=\w)"), r"\1, \2, "),
    (re.compile(r"^\s*([A-Z]{2,3})\.(?=[A-Z][a-z])"), r"\1, "),
)
_DANISH_CITIES = "K\u00f8benhavn|Aarhus|\u00c5rhus|Odense|Aalborg|\u00c5lborg|Frederiksberg|Esbjerg"
_OTHERS = (
    (re.compile(r"\bLA(?=,?\s+(?:CA|California)\s*(?:$|[;|/()]|,\s*U))"), "Los Angeles"),
    (re.compile(r"\b(?:Downtown|Greater|West)\s+LA\b|\bLA(?=\s+(?:Metro|Area)\b)"), "Los Angeles"),
    (re.compile(r",\s*City of\b(?=\s*(?:$|[,;|)]))"), ""),
    (re.compile(r"(?<=[a-z])HQ\b"), " HQ"),
    (re.compile(r"(?<=\w)[\s-]wide\b", re.IGNORECASE), ""),
    (re.compile(r"\b(deutschland|österreich|schweiz|europa)weit\b", re.IGNORECASE), r"\1"),
    (re.compile(r"(?<=\w)\s+(?:CBD|city\s+cent(?:re|er))\b", re.IGNORECASE), ""),
    (
        re.compile(r"(?<=\w)\s+(?:centro|centrum|zentrum|innenstadt|centre-ville)$", re.IGNORECASE),
        "",
    ),
    # The districts of post in Danish cities.
    (
        re.compile(
            rf"\b({_DANISH_CITIES})\s(?:NV|SV|S\u00d8|N\u00d8|[KV\u00d8NSCM])(?=\s*(?:$|,))"
        ),
        r"\1",
    ),
)
_ANY_OTHER = re.compile(
    r"LA\b|City of|HQ\b|(?i:wide\b|weit\b|CBD|city\s+cent|centr[oe]|zentrum|innenstadt|centrum)"
    rf"|{_DANISH_CITIES}"
)
"""A mark of one of the others: most parts have none."""

_ABBREVIATED = re.compile(r"([^\W\d_][\w.' \u2019-]{0,60}?)\s?\(([A-Z]{2,4})\)")

_NUMBER = re.compile(r"^(?:[A-Z]{1,2}-)?\w*[#\d][\w\-\u2013]*$")
_DUTCH_POST_CODE = re.compile(r"^\d{4}\s?(?!WA\b|SA\b|NT\b)[A-Z]{2}(?=\s+[A-Z][a-z]|$)")
_STREET_END = re.compile(
    r"^\d.*\b(?:street|st|avenue|ave|road|rd|boulevard|blvd|drive|dr|lane|ln|way|highway|hwy|parkway"
    r"|pkwy|court|ct|place|pl|square|sq|suite|ste|floor|fl|circle|plaza|terrace|trail|pike)\b\.?",
    re.IGNORECASE,
)
_NOISE = re.compile(
    r"\b(?:no\s+office|head\s?office|headquarters?|hq|offices?|campus|branch|site|hub|studio|warehouse|store"
    r"|metro(?:politan|plex)?|area|greater|downtown|central\s+office|data\s?cent(?:er|re)|locations?"
    r"|tbd|tba|multiple|various|several|all|any|other|flexible|field|based|only|preferred|region"
    r"|within|near|your|the|in|at|from|to|position|role|eligible|home|country|cities|city\s+center"
    r"|main|corporate|global|open\s+to|will\s+consider|(?:nation|country|state|bundes)\s?(?:wide|weit)"
    r"|unspecified|not\s+specified|none|unknown|travel(?:l?ing)?|show|unit|sales|relocat(?:e|ion)"
    r"|großraum|raum|umkreis|umgebung|upstate|between|hours?|overlap|(?:east|west|gulf)\s+coast|midwest(?:ern)?)\b"
    r"|オフィス|本社|支社|支店|事務所|勤務地?|办公室|辦公室|总部|總部|본사|지사|오피스",
    re.IGNORECASE,
)


def without_remarks(text: str) -> str:
    """The text without time zones ("UTC+2"), "and 3 more locations", and places left out.

    Left out are those of "non-US", "outside the EU", "except Alaska".
    """
    text = _EXCLUDED.sub(" ", text)
    if any(map(str.isdigit, text)) or "more" in text or "ther" in text:
        text = _AND_MORE.sub(" ", text)
    return _TIME_ZONE.sub(" ", text)


def spelt_out(part: str) -> str:
    """The part with abbreviations written as other sources do ("U.S." as "US").

    Initials in brackets after what they stand for are dropped: "Los Angeles (LA)".
    """
    patterns = _WITH_STOPS if "." in part else ()
    for pattern, replacement in (*patterns, *(_OTHERS if _ANY_OTHER.search(part) else ())):
        part = pattern.sub(replacement, part)
    return _ABBREVIATED.sub(_without_initials, part) if "(" in part else part


def without_noise(token: str) -> str:
    """The token without numbers, post codes, and words for offices and for no place."""
    token = _DUTCH_POST_CODE.sub("", token)
    bare = " ".join(word for word in token.split() if not _NUMBER.match(word))
    return stripped(" ".join(_NOISE.sub(" ", bare).split()))


def without_street(token: str) -> str:
    """The token without a street that it starts with ("12 Main St Rye")."""
    return stripped(_STREET_END.sub("", token)) if token[:1].isdigit() else token


def stripped(token: str) -> str:
    """The token without signs at its ends."""
    return token.strip(_EDGE)


def _without_initials(match: re.Match[str]) -> str:
    initials = "".join(word[0] for word in re.split(r"[\s.'-]+", match[1]) if word)
    return match[1] if initials.upper() == match[2] else match[0]
