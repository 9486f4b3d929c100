"""Whether an employer sponsors visas, by what its sentences say.

- True: "visa sponsorship available", "we sponsor H-1B visas", a list item "Visa sponsorship".
- False: "we do not sponsor", "unable to provide sponsorship", "authorized to work without
  sponsorship".
- Null: questions, what is left open ("may", "case by case", "not for every role"), sentences that
  contradict each other, sponsors of other things (events, trials, executive sponsors).
"""

import re
from collections.abc import Sequence

from crawler.normalize.phrases import Hit, passage
from crawler.normalize.text import words

PHRASES = {
    **dict.fromkeys(words("sponsor sponsors sponsored sponsoring sponsorship sponsorships"), True),
    **dict.fromkeys(("visa support", "visa assistance", "visa-sponsoring"), True),
}
"""Where to look."""

_OF_WORKERS = re.compile(
    r"\bvisas?\b|\bh-?1-?b|immigration|\bwork (?:authori[sz]ation|permit)|green card|\bopt\b|visum"
    r"|authori[sz]ed to work|(?:right|rights|eligib\w+|able) to work"
    r"|\b(?:employ(?:ment|er)|work)[\s-]sponsor|requir\w* (?:\w+ ){0,2}sponsorship"
    r"|sponsor(?:ing)? (?:\w+ )?(?:applicants?|candidates?|individuals?|employees|employment)"
    r"|(?:provide|offer) (?:\w+ )?sponsorship (?:for|at|to)|sponsorship (?:is )?(?:not )?available"
    r"|sponsorship for (?:this|the) (?:role|position|job)",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:may|might|case[- ]by[- ]case|depend\w*|if (?:you|we)|certain|select(?:ed)?"
    r"|consider(?:ed)?|some (?:roles|positions|cases)|generally|typically|whether"
    r"|(?:do|does|will|would|are) you)\b"
    r"|(?:\b(?:can)?not|n['\u2019]t)\b.{0,40}\b(?:all|every|each)\b|\?",
    re.IGNORECASE,
)
_NOT = (
    r"(?:\b(?:not|cannot|unable|no(?: longer)?|never|neither|nor|ineligible|without)|n['\u2019]t)\b"
)
_NO = re.compile(
    rf"{_NOT}.{{0,90}}\b(?:sponsor|visa support)|\bsponsor\w*\b.{{0,60}}(?:{_NOT}|\bunavailable\b)"
    r"|\bsponsorship\s*[:\u2013-]\s*(?:no|none)\b",
    re.IGNORECASE | re.DOTALL,
)
_YES = re.compile(
    r"\bsponsorship\b.{0,30}\b(?:available|offered|provided|possible|supported)"
    r"|\bvisa[ -](?:support|assistance|sponsorship)\b.{0,40}\b(?:available|provided|offered|for )"
    r"|\b(?:we|will|can|able to|happy to|offer\w*|provid\w*|open to)\b.{0,40}"
    r"\b(?:sponsor(?:s|ship|ing)?\b|visa support)|\bsponsorship\s*[:\u2013-]\s*yes\b",
    re.IGNORECASE | re.DOTALL,
)
_VISA_HELP = r"(?:(?:h-?1b|full|work) )?visa (?:sponsorship|support|assistance)"
_ITEM = re.compile(
    rf"\W*{_VISA_HELP}(?:\s*(?:&|and|\+|/|,)\s*.{{0,60}})?\W*"
    rf"|.{{0,50}}(?:&|and|\+) {_VISA_HELP}\W*",
    re.IGNORECASE,
)
_DEMAND = re.compile(rf"{_NOT}|\b(?:requir\w*|need\w*|candidates?|applicants?)\b", re.IGNORECASE)


def visa_sponsorship(text: str, hits: Sequence[Hit[bool]]) -> bool | None:
    """Whether a text says so; `hits` are where `PHRASES` stand in it."""
    sentences = {passage(text, hit.start, hit.end) for hit in hits}
    said = {_says(text[start : end + 1]) for start, end in sentences} - {None}
    return said.pop() if len(said) == 1 else None


def _says(sentence: str) -> bool | None:
    if _ITEM.fullmatch(sentence) and not _DEMAND.search(sentence):
        return True
    if not _OF_WORKERS.search(sentence) or _OPEN.search(sentence):
        return None
    if _NO.search(sentence):
        return False
    return True if _YES.search(sentence) else None
