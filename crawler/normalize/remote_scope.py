"""Where a remote worker may live, out of a description's text.

Only sentences that say so of the applicant or of the remote work: "remote within the EU", "must
reside in Canada", "you can work from anywhere in Spain". A state or city stands for its country.
The whole world counts only where it is said of the work itself; a time zone is no region; neither
are the offices, customers and markets of the company, a permit to work, or a perk.
"""

import re
from functools import lru_cache

from crawler.normalize.locations import remote_from
from crawler.normalize.sentences import SentenceFinder
from crawler.normalize.working_words import ROLE
from mappings.posting import RemoteFrom
from reference.countries import country_named
from reference.macro_regions import WORLDWIDE, macro_region

_FINDER = SentenceFinder(
    (
        *("remot", "home", "t\u00e9l\u00e9tra", "teletra", "resid", "anywhere"),
        *("live in", "living in", "located in", "located with", "based in", "based with"),
        *("based out of", "hire in", "hire people", "hire candidates"),
    )
)

_IN = (
    r"(?:in|within|from|across|throughout|inside|out of|innerhalb(?: von)?|aus|en|dans"
    r"|depuis(?: la| le| l['\u2019])?|desde(?: cualquier lugar de)?|dentro de)"
)
_ANYWHERE = r"(?:anywhere|somewhere|everywhere|any location|wherever you are)"
_REMOTE_IN = re.compile(
    r"\b(?:remote(?:ly)?|home[ -]based|work(?:ing)? from home|t[ée]l[ée]travail|teletrabajo"
    r"|remoto)\b"
    r"(?:[ -]+(?:work(?:ing)?|position|role|job|opportunity|contract|candidates?|employee|basis"
    r"|only|based))*"
    rf"[,\s]*[\u2013\u2014(-]?\s*(?:based\s+|located\s+)?(?:{_ANYWHERE}\s+)?{_IN}\s+"
    rf"(?:{_ANYWHERE}\s+{_IN}\s+)?(?P<place>.+)",
    re.IGNORECASE,
)
_LIVING = re.compile(
    r"\b(?:(?:must|requires? (?:you|candidates|applicants) to|needs? to|have to"
    r"|required to|should|able to|eligible to)"
    r"|(?<!our )(?<!have )(?:candidates?|applicants?|people|folks|talent|those|anyone|individuals)"
    r"(?:\s+(?:who|that|must|currently|already|can))*)\s+"
    r"(?:(?:currently|permanently|physically|legally|already|also|be|are|is)\s+)*"
    r"(?:resid(?:e|ing|ents?)|liv(?:e|ing)|located|based|domiciled|work(?:ing)? remotely)\s+"
    rf"(?:{_ANYWHERE}\s+)?{_IN}\s+(?P<place>.+)",
    re.IGNORECASE,
)
_HIRING = re.compile(
    r"\bwe\b[^.;]{0,30}?\b(?:can|only|able\s+to)\s+hire\s+"
    r"(?:(?:people|candidates|remotely|who|that|are|live|living|based|located|resid\w+)\s+)*"
    rf"{_IN}:?\s+(?P<place>.+)",
    re.IGNORECASE,
)
_ANYWHERE_IN = re.compile(
    rf"\b(?:work(?:ing)?|based|live|located|hire|remote(?:ly)?)\b[^.;]{{0,30}}?\b{_ANYWHERE}\s+"
    rf"{_IN}\s+(?P<place>.+)",
    re.IGNORECASE,
)
_LINE = re.compile(
    r"\W*(?:[\w /]{2,25}:\s*)?(?:(?:fully|100 ?%)[ -]+)?remote(?:\s*[\u2013\u2014,(/]|\s-)\s*"
    r"(?P<place>.{2,60})$",
    re.IGNORECASE,
)
"""A label with its value, or the words alone ("Location: Remote (Canada)")."""
_RESIDENTS = re.compile(
    r"\b(?:must be|only|open)\b[^.;]{0,20}\bresidents?\s+of\s+(?P<place>.+)", re.IGNORECASE
)
_IN_BRACKETS = re.compile(r"\bremote\s*\((?P<place>[^()]{2,40})\)", re.IGNORECASE)
_PATTERNS = (_LIVING, _REMOTE_IN, _ANYWHERE_IN, _RESIDENTS, _HIRING)

# What ends the naming of places.
_END = re.compile(
    r"[;!?()]|,?\s(?:except|excluding)\b|\.(?=\s|$)(?<!\b[A-Z]\.)|\s[\u2013\u2014-]\s"
    r"|\s(?:and|or)\s(?=(?:must|be|have|able|willing|will|can|work|who|authori|eligible|legally|you|open)\b)"
    r"|,?\s(?:with|to|for|who|that|which|but|while|during|due|where|when|on|so|is|are|at|if|we|as|you"
    r"|because|since|having|working|reporting|and\s+(?:have|be|are|is|can|must|will|the|a|an|our|you"
    r"|your|who|able|willing|collab\w*|report\w*))\b",
    re.IGNORECASE,
)
_FOLLOWING = re.compile(
    r"^(?:(?:one|any|either)\s+of\s+|either\s+)?(?:the\s+)?(?:these|following|below|listed|approved)?\s*"
    r"(?:(?:u\.?s\.?\s+)?(?:states|countries|provinces|locations|regions|areas)\s*)?:?\s*(?:the\s+)?",
    re.IGNORECASE,
)
_NOT_LIVING = re.compile(
    r"\b(?:time\s?-?zones?|timezones?|hours?|utc|gmt|c?est|cet|cst|pst|mst|edt|pdt|offices?|hq|hubs?"
    r"|headquarters?|miles|km|radius|distance|commut\w*|outside|except|excluding|not|weeks?|months"
    r"|days|year|company|teams?|your|client|customers?)\b|[±]",
    re.IGNORECASE,
)
_WHOLE_WORLD = re.compile(
    r"(?:the|this)\s+(?:world|globe|planet)|worldwide|globally|world", re.IGNORECASE
)
_PERK = re.compile(
    r"\b(?:(?:weeks?|days?|months?)\b|perk|benefits?|our\s+(?:team|company|employees|people)"
    r"|we(?:['\u2019]re|\s+are)|company|teams?|culture|as\s+long|customers?|clients?)",
    re.IGNORECASE,
)
_REMOTE_WORK = re.compile(rf"\bremote|\bthis {ROLE}\b|home[ -]based", re.IGNORECASE)
_OTHER_SENTENCE = re.compile(
    r"^\W*for\b|\b(?:salary|pay|compensation|privacy|policy|notice|prefer\w*|ideally)\b"
    r"|\bwe\s+work\b|\bour\s+(?:team|people|employees)\b"
    r"|^\W*(?:candidates|applicants|residents|individuals|those)\s+(?:who\s+)?"
    r"(?:resid|liv|located|based)[^.;]*\b(?:may|are|is|can|will|have|receive)\b",
    re.IGNORECASE,
)
"""Of pay, wishes and the company, or of what holds for some applicants only."""
_NAMED_REMOTE = "Remote, "


def remote_from_text(text: str | None) -> RemoteFrom | None:
    """What the sentences of the text say together: one answer, or the narrowest of nested ones.

    Null where they say nothing or contradict each other. To be asked only of remote work.
    """
    read = map(_in_sentence, _FINDER.find(text))
    found = list({_key(one): one for one in read if one is not None}.values())
    narrow = [one for one in found if all(_is_within(one, other) for other in found)]
    return narrow[0] if narrow else None


@lru_cache(maxsize=8192)
def _in_sentence(sentence: str) -> RemoteFrom | None:
    if _OTHER_SENTENCE.search(sentence):
        return None
    matches = (_LINE.match(sentence), *(pattern.search(sentence) for pattern in _PATTERNS))
    for match in matches:
        if match is not None and (found := _named(match["place"], sentence)):
            return found
    brackets = _IN_BRACKETS.search(sentence)
    if brackets is None or not (
        country_named(brackets["place"]) or macro_region(brackets["place"])
    ):
        return None
    return _named(brackets["place"], sentence)


def _named(place: str, sentence: str) -> RemoteFrom | None:
    """The places that a phrase names, if it names places and no more."""
    phrase = _FOLLOWING.sub("", place.strip(" ("), count=1)
    phrase = _END.split(phrase, maxsplit=1)[0].strip(" ,.:")
    if not phrase or _NOT_LIVING.search(phrase):
        return None
    if _WHOLE_WORLD.fullmatch(phrase):
        phrase = WORLDWIDE
    # "Deutschlands" is a genitive.
    found = remote_from(_NAMED_REMOTE + phrase) or remote_from(_NAMED_REMOTE + phrase.rstrip("s"))
    if found is None or (WORLDWIDE in found.regions and not _is_of_the_work(sentence)):
        return None
    return found.model_copy(update={"text": phrase})


def _is_of_the_work(sentence: str) -> bool:
    """Whether the whole world is said of remote work, and not as a perk or of the company."""
    return _REMOTE_WORK.search(sentence) is not None and _PERK.search(sentence) is None


def _key(one: RemoteFrom) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(one.countries), frozenset(one.regions)


def _is_within(one: RemoteFrom, other: RemoteFrom) -> bool:
    """Whether all that one names is named by the other, or the other names a part of the world."""
    countries, regions = _key(one)
    others, wider = _key(other)
    return (countries <= others and regions <= wider) or (not others and bool(wider - regions))
