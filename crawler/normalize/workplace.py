"""Where the work is done, from labels, place strings and titles.

Silence is unknown: neither a city nor an office makes a posting `onsite`.
"""

import re
from functools import lru_cache

from crawler.normalize import working_words as words_of
from crawler.normalize.office_days import FULL_WEEK, office_days
from crawler.normalize.text import clean, words
from reference.folding import fold
from reference.vocabularies import WorkplaceType

# Words of the structured vocabularies, after numbers, hyphens and spaces are taken out.
_LABELS: dict[str, WorkplaceType] = {
    **dict.fromkeys(
        words("""onsite inoffice office officebased inperson workfromoffice atoffice fullyonsite
        fullonsite fulltimeonsite onsiteonly fullyinoffice inofficeonly officeonly onlocation
        presencial vorort surplace presentiel bureau officefirst onpremise onpremises"""),
        WorkplaceType.ONSITE,
    ),
    **dict.fromkeys(
        words("""hybrid hybridremote hybridonsite remotehybrid hybridwork hybridworking partlyremote
        partiallyremote partremote temporarilyremote hibrido hybride hybridowa hybryd flexhybrid
        hybridinoffice officehybrid hybridflexible hybridworkplace"""),
        WorkplaceType.HYBRID,
    ),
    **dict.fromkeys(
        words("""remote fullyremote fullremote remoteonly 100remote remotefirst telecommute
        telecommuting workfromhome wfh homebased homeoffice virtual virtualremote remoto
        teletrabajo teletravail zdalna fulltimeremote permanentremote remotework workremotely
        anywhere remoteanywhere distributed remotevirtual remotejob posteàdistance
        werkenopafstand trabajoadistancia pracazdalna trabalhoremoto lavorodaremoto"""),
        WorkplaceType.REMOTE,
    ),
}
_LONGEST = 200
_LONGEST_LABEL = 60
"""Characters of a label, and of one that is read as a sentence is."""
_SHARE = re.compile(
    r"(?:(?P<first>100|\d\d?) ?% ?)?"
    rf"(?:(?:{words_of.REMOTE}|{words_of.HOME})|(?P<onsite>{words_of.OFFICE}))"
    r"(?: work(?:ing)?)?(?(first)|:? ?\(?(?P<last>100|\d\d?) ?%\)?)"
)
_IN_PART = (
    r"(?:partly|partially|partial|teilweise|anteilig|partiel|parcial|gedeeltelijk|ponctuel"
    r"|occasional(?:ly)?|(?:moglich )?nach (?:absprache|vereinbarung)"
    r"|by (?:arrangement|agreement)|on request)"
)
_AT_HOME_IN_PART = (
    rf"(?:{words_of.HOME}(?: work(?:ing)?)?:? ?"
    rf"(?:{_IN_PART}|possible|option(?:al)?|moglich|mogelijk)"
    rf"|{words_of.REMOTE}(?: work(?:ing)?)?:? ?{_IN_PART})"
)
_AS_LABEL = re.compile(_AT_HOME_IN_PART)
_BESIDE_PLACE = re.compile(
    rf"(?<![\d-])(?!0|100)\d\d? ?% ?(?:{words_of.REMOTE}|{words_of.HOME})\b|\b{_AT_HOME_IN_PART}\b"
)
_LEADING_NUMBER = re.compile(r"^\s*\d{1,2}\s*[-\u2013.):]\s*")
_IN_BRACKETS = re.compile(r"[(\[].*?[)\]]")
_NOT_WORD = re.compile(r"[\W_]+")

_REMOTE = (
    r"(?:fully[\s-]?remote|remote(?:ly)?|remoto|remota|home[\s-]?office|home[\s-]based|virtual"
    r"|work(?:ing)?[\s-]from[\s-](?:home|anywhere)|wfh|telecommut(?:e|ing)|t[ée]l[ée]travail"
    r"|teletrabajo|anywhere|zdalna|zdalnie)"
)
_REMOTE_CJK = r"リモート(?:ワーク|勤務)?|在宅(?:勤務)?|远程|遠端|재택|원격"
_HYBRID = r"(?:hybrid(?:e|a|o)?|h[íi]brid[oa]|hybrydow[ay]|partial(?:ly)?[\s-]remote)"
_ONSITE = r"(?:on[\s-]?site|in[\s-]office|in[\s-]person|vor[\s-]ort|presencial|sur[\s-]site)"

_PLACE_MARKS = (
    (WorkplaceType.HYBRID, re.compile(rf"\b{_HYBRID}\b|ハイブリッド", re.IGNORECASE)),
    (WorkplaceType.ONSITE, re.compile(rf"\b{_ONSITE}\b", re.IGNORECASE)),
    (WorkplaceType.REMOTE, re.compile(rf"\b{_REMOTE}\b|{_REMOTE_CJK}", re.IGNORECASE)),
)
WORKING_MODE = re.compile(
    rf"(?:100\s?%\s*)?\b(?:{_REMOTE}|{_HYBRID}|{_ONSITE})\b|{_REMOTE_CJK}|ハイブリッド",
    re.IGNORECASE,
)
"""Words about the way of working that stand among places."""

_DENIED = re.compile(r"\b(?:no|not|non|non-)\s?(?:remote|hybrid)\b", re.IGNORECASE)

# What may stand around the word in a title's marker: "(Remote)", "- Remote, US", "100% remote".
_MARKER_LEAD = r"(?:100\s?%\s*|fully\s+|full\s+|us[\s-]+|usa[\s-]+|uk[\s-]+|eu[\s-]+|emea[\s-]+)?"
_TITLE_MARKER = re.compile(
    r"(?:\(|\[|\s[-\u2013\u2014|]\s*|,\s+|\s*/\s*|:\s+)"
    rf"({_MARKER_LEAD}(?:{_REMOTE}|{_HYBRID}|{_ONSITE})(?:\s*/\s*(?:{_REMOTE}|{_HYBRID}|{_ONSITE}))?)"
    r"\s*(?=$|[)\],/|]|\s[-\u2013\u2014(|]|\s+(?:in|within|from|only|work|position|role|job|option|"
    r"opportunity|possible|based|us|usa|uk|eu|emea|apac|latam|canada|germany|india|europe)\b)",
    re.IGNORECASE,
)
_TITLE_LEAD = re.compile(
    rf"^\W*(?:({_REMOTE}|{_HYBRID}|{_ONSITE})\s*(?:[)\]]|\s[-\u2013\u2014|]\s|:\s)"
    r"|(work(?:ing)?[\s-]from[\s-]home|wfh)\s)",
    re.IGNORECASE,
)
# The word as the last one, without a mark before it: "Nurse Remote", "Editor (Oslo Hybrid)". What
# is hybrid may be the work ("Cook/Driver Hybrid"), so that a bracket or a code must set it apart.
_TITLE_END = re.compile(
    r"(?<!\bof)(?<!\bfor)(?<!\band)(?<!\bthe)(?<!\bto)(?<!\bsemi)(?<!\bor)(?<!&)(?<=[\w)])[\s-]+"
    r"(remote|on[\s-]?site)[)\]]?$"
    r"|(?:\([^()/]{1,30}\s|,\s*[A-Z]{2}[\s-]+)(hybrid)\)?$",
    re.IGNORECASE,
)


def workplace_label(text: str | None) -> WorkplaceType | None:
    """The type that a structured label of any source names.

    Spelling, hyphens, case, bracketed remarks and leading numbers do not count: "On-site",
    "OnSite", "1-In Office", "Hybrid (2 days)". A share of the time between all and nothing is
    hybrid ("60 % remote", "2 days remote"), and so is work at home as an option. Null for
    "unspecified" and whatever is no known label; nothing is concluded from parts of a sentence.
    """
    line = clean(text)
    if line is None or len(line) > _LONGEST:
        return None
    bare = _IN_BRACKETS.sub(" ", _LEADING_NUMBER.sub("", line))
    known = _LABELS.get(_NOT_WORD.sub("", bare).casefold())
    return known or _shared(fold(line))


def _shared(label: str) -> WorkplaceType | None:
    """The type that a share of the time amounts to, given as a percentage, in days or loosely."""
    share = _SHARE.fullmatch(label)
    if share is not None:
        away = int(share["first"] or share["last"])
        away = 100 - away if share["onsite"] else away
        return {0: WorkplaceType.ONSITE, 100: WorkplaceType.REMOTE}.get(away, WorkplaceType.HYBRID)
    if _AS_LABEL.fullmatch(label):
        return WorkplaceType.HYBRID
    days = office_days(label, is_label=True) if len(label) <= _LONGEST_LABEL else None
    if days is None or not days.often or (days.days is not None and days.days >= FULL_WEEK):
        return None
    return WorkplaceType.HYBRID


def _shared_beside(place: str) -> WorkplaceType | None:
    """Hybrid where a place string gives a share of the week: "Bonn (2 days remote)"."""
    if _BESIDE_PLACE.search(place):
        return WorkplaceType.HYBRID
    days = office_days(place, is_label=True) if any(map(str.isdigit, place)) else None
    is_part = days is not None and days.often and (days.days is None or days.days < FULL_WEEK)
    return WorkplaceType.HYBRID if is_part else None


@lru_cache(maxsize=4096)
def workplace_from_location(text: str | None) -> WorkplaceType | None:
    """The type that a place string names beside or instead of a place.

    "Remote - US", "Berlin (Hybrid)", "In-Office". An office or remote ("Austin; Remote") is remote
    as an option, a share of the week or home office as an option is hybrid. Two different words
    ("Remote / Hybrid") and a denial leave it unknown; a bare place says nothing.
    """
    line = clean(text)
    if line is None or _DENIED.search(line):
        return None
    if shared := _shared_beside(fold(line)):
        return shared
    named = [kind for kind, mark in _PLACE_MARKS if mark.search(line)]
    return named[0] if len(named) == 1 else None


@lru_cache(maxsize=4096)
def workplace_from_title(title: str | None) -> WorkplaceType | None:
    """The type that a marker in a title states: bracketed, ahead, last, or after a dash or comma.

    "Claims Adjuster - Remote", "[Hybrid] Nurse", "Tutor, remote in Spain". A word inside of the
    name of the work ("Remote Sensing Scientist", "Hybrid Cloud Architect") is its topic, and two
    different markers leave it unknown.
    """
    line = clean(title)
    if line is None or not WORKING_MODE.search(line) or _DENIED.search(line):
        return None
    marks = [match[1] for match in _TITLE_MARKER.finditer(line)]
    if lead := _TITLE_LEAD.match(line):
        marks.append(lead[1] or lead[2])
    if last := _TITLE_END.search(line):
        marks.append(last[1] or last[2])
    return workplace_from_location(" ".join(marks)) if marks else None
