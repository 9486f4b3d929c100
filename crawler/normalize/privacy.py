"""Personal e-mail addresses and phone numbers in text, replaced by a mark.

Addresses of a function (jobs@, hr@, accommodations@) stay: people need them to apply. Numbers stay
unless their shape or the words before them say that they are phones: pay, dates, ids, ranges and
postal codes are many, phones are few.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from urllib.parse import unquote

from crawler.normalize.phones import phone_spans
from crawler.normalize.text import words

EMAIL_MARK = "[email removed]"
PHONE_MARK = "[phone removed]"

# An address is found by its "@", of which texts have few, and read to both sides from there.
_AT_DOMAIN = re.compile(r"@(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}")
_LOCAL_PART = re.compile(r"[\w.+%-]+\Z")
_LONGEST_LOCAL_PART = 64

# Spelt out against robots, as in "ann (at) acme (dot) test".
_SPELT_DOT = r"(?: ?(?:\.| dot |[\[({] ?(?:\.|dot|punkt|point) ?[\])}]) ?)"
_BRACKET_AT, _SQUARE_BRACKET_AT = re.compile(r"\( ?(?:at|AT)"), re.compile(r"\[ ?(?:at|AT)")
"""Two patterns, because one that begins with a plain character is searched ten times faster."""
_SPELT_AT = re.compile(r" ?[\[(] ?at[\])] ?", re.IGNORECASE)
_SPELT = re.compile(
    rf"[\w+%-]{{1,64}}(?:{_SPELT_DOT}[\w+%-]{{1,64}}){{0,3}}{_SPELT_AT.pattern}"
    rf"[\w-]{{1,63}}(?:{_SPELT_DOT}[\w-]{{2,63}}){{1,4}}",
    re.IGNORECASE,
)

# Longer role words count anywhere in the local part ("us-recruiting", "careersemea"), short ones
# only as a whole part: "hr" must not keep "hristo", nor "jobs" "jobst".
_ROLE_INSIDE = re.compile(
    r"accessib|accommodat|applica|apply|benefits|bewerb|candida|career|carriere|complian|contact"
    r"|dataprotection|datenschutz|empleo|emploi|employ|enquir|hiring|human.?resource|inquir"
    r"|jobs(?!t)|karriere|kontakt|no.?reply|opportunit|personal(?:abteilung|wesen)"
    r"|privacy|recruit|recrut|rekryt|resume|security|selection|seleccion|seleca|support|talent"
    r"|vacanc|workwith|internship|apprentice|diversity|disability|customer|feedback"
)
_ROLE_PARTS = words(
    """hr rh eeo gdpr dpo legal ethics job jobb jobs info help hello team join admin press presse
    sales service media office people vagas praca praktikum ausbildung staffing resourcing hrd hrm
    hrteam hrops learning education students graduates campus university events marketing partners
    billing finance accounts welcome"""
)
# Of these a person's name may be made as well, so that nothing but such parts may stand beside.
_ROLE_ALONE = words(
    """it dei hey hi cv cvs care lavoro mail email post reception work ta tas jobbot partner
    request requests reasonable us uk eu de emea apac global"""
)
_PART = re.compile(r"[a-z]+")

_PERSONAL_PAGE = re.compile(
    r"(?:[\w-]+\.)*(?:linkedin\.com/(?:in|pub)/|xing\.com/profile/|wa\.me/|whatsapp\.com/send"
    r"|t\.me/|calendly\.com/)",
    re.IGNORECASE,
)


def without_personal_data(text: str) -> str:
    """The text with marks in place of personal e-mail addresses and phone numbers.

    Applied twice it changes nothing more. Works on HTML too: a mark holds no markup.
    """
    if "@" in text:
        text = _with_marks(text, _personal_addresses(text), EMAIL_MARK)
    if _BRACKET_AT.search(text) or _SQUARE_BRACKET_AT.search(text):
        text = _SPELT.sub(_address_or_mark, text)
    return _with_marks(text, phone_spans(text), PHONE_MARK)


@lru_cache(maxsize=4_096)
def is_general_address(address: str) -> bool:
    """Whether an e-mail address belongs to a function of a company, not to a person.

    Judged by the local part alone. In doubt it is personal.
    """
    local = address.partition("@")[0].casefold()
    parts = set(_PART.findall(local))
    return (
        _ROLE_INSIDE.search(local) is not None
        or not parts.isdisjoint(_ROLE_PARTS)
        or (bool(parts) and parts <= _ROLE_ALONE)
    )


def is_personal_link(target: str) -> bool:
    """Whether a link leads to a person: to a phone, to their mailbox, or to their own page."""
    scheme, _, rest = unquote(target).partition(":")
    if scheme.casefold() == "mailto":
        found = list(_addresses(rest))
        return not found or any(not is_general_address(rest[slice(*span)]) for span in found)
    return scheme.casefold() == "tel" or _PERSONAL_PAGE.search(rest) is not None


def _personal_addresses(text: str) -> Iterator[tuple[int, int]]:
    return (span for span in _addresses(text) if not is_general_address(text[slice(*span)]))


def _addresses(text: str) -> Iterator[tuple[int, int]]:
    for match in _AT_DOMAIN.finditer(text):
        local = _LOCAL_PART.search(text, max(0, match.start() - _LONGEST_LOCAL_PART), match.start())
        if local:
            yield local.start(), match.end()


def _address_or_mark(match: re.Match[str]) -> str:
    return match[0] if is_general_address(_SPELT_AT.split(match[0])[0]) else EMAIL_MARK


def _with_marks(text: str, spans: Iterable[tuple[int, int]], mark: str) -> str:
    pieces, end = [], 0
    for start, stop in spans:
        pieces += [text[end:start], mark]
        end = stop
    return "".join([*pieces, text[end:]]) if pieces else text
