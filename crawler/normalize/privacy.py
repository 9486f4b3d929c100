"""Personal e-mail addresses and phone numbers in text, replaced by a mark.

Addresses of a function (jobs@, hr@, accommodations@) stay: people need them to apply. Numbers stay
unless their shape or the words before them say that they are phones: pay, dates, ids, ranges and
postal codes are many, phones are few.
"""

import re

from crawler.normalize.text import words

EMAIL_MARK = "[email removed]"
PHONE_MARK = "[phone removed]"

_EMAIL = re.compile(
    r"(?<![\w.+%-])([\w.+%-]{1,64})@(?:[\w-]{1,63}\.){1,8}[A-Za-z]{2,24}(?![\w-])", re.ASCII
)

# Longer role words count anywhere in the local part ("us-recruiting", "careersemea"), short ones
# only as a whole part: "hr" must not keep "hristo".
_ROLE_INSIDE = re.compile(
    r"accessib|accommodat|applica|apply|benefits|bewerb|candida|career|carriere|complian|contact"
    r"|dataprotection|datenschutz|empleo|emploi|employ|enquir|hiring|human.?resource|inquir"
    r"|jobs|karriere|kontakt|noreply|office|opportunit|people|personal(?:abteilung|wesen)|press"
    r"|privacy|recruit|recrut|rekryt|resume|security|selection|seleccion|seleca|support|talent"
    r"|vacanc|welcome|workwith|internship|apprentice|diversity|disability|customer|feedback"
)
_ROLE_TOKENS = words(
    """hr rh it ada eeo dei gdpr dpo legal ethics job jobb info help hello hi hey team join admin
    sales service care media vagas cv cvs lavoro praca praktikum ausbildung mail email post office
    reception work people ta tas staffing resourcing hrd hrm hrteam hrops jobbot learning education
    students graduates campus university events marketing partner partners billing finance accounts
    request requests reasonable me us"""
)
_PART = re.compile(r"[a-z]+")

_NOT_IN_TOKEN = r"(?<![\w/=.,#&?%@+\-$€£¥])"  # no part of an address, id, amount or link
_PHONE_END = r"(?![\w%/]|[.,\-]\d)"
_INTERNATIONAL = re.compile(
    _NOT_IN_TOKEN + r"(?:\+|00(?=[1-9]))\d{1,3}(?:[\s.\-/]?\(?\d{1,5}\)?){2,6}" + _PHONE_END
)
_NORTH_AMERICAN = re.compile(
    _NOT_IN_TOKEN
    + r"(?:1[\s.\-])?(?:\([2-9]\d{2}\)\s?|[2-9]\d{2}[.\-])\d{3}[\s.\-]\d{4}"
    + r"(?:\s*(?:x|ext\.?)\s*\d{1,6})?"
    + _PHONE_END
)
_ANNOUNCED = re.compile(
    r"(\b(?:tel(?:e(?:ph|f)on[oe]?)?|phone|mobile?|cell|fax|whatsapp|call(?:\sus)?(?:\sat)?"
    r"|text(?:\sus)?\sat|rufnummer|t[ée]l(?:[ée]phone)?|telefonnummer|handy|durchwahl|tlf|puh)"
    r"\b(?:\s(?:number|no|nr))?[\s.:#]{0,3})"
    r"((?:\+?\(?\d[\d\s().\-/]{5,18}\d))" + _PHONE_END,
    re.IGNORECASE,
)
_ID_BEFORE = re.compile(
    r"\b(?:req(?:uisition)?|id|ref(?:erence)?|job|code|posting|case|no|nr|number|ein|vin|isbn|order)"
    r"[\s.:#]*$",
    re.IGNORECASE,
)
_DATE_LIKE = re.compile(r"(?:19|20)\d{2}[\-/.]\d{1,2}[\-/.]\d{1,2}|\d{1,2}[\-/.]\d{1,2}[\-/.]\d{4}")


def without_personal_data(text: str) -> str:
    """The text with marks in place of personal e-mail addresses and phone numbers.

    Applied twice it changes nothing more. Works on HTML too: a mark holds no markup.
    """
    if "@" in text:
        text = _EMAIL.sub(_email_or_mark, text)
    text = _INTERNATIONAL.sub(_phone_or_itself, text)
    text = _NORTH_AMERICAN.sub(_phone_unless_id, text)
    return _ANNOUNCED.sub(_announced_or_itself, text)


def is_general_address(address: str) -> bool:
    """Whether an e-mail address belongs to a function of a company, not to a person.

    Judged by the local part alone. In doubt it is personal.
    """
    local = address.partition("@")[0].casefold()
    return _ROLE_INSIDE.search(local) is not None or not _ROLE_TOKENS.isdisjoint(
        _PART.findall(local)
    )


def _email_or_mark(match: re.Match[str]) -> str:
    return match[0] if is_general_address(match[0]) else EMAIL_MARK


def _phone_or_itself(match: re.Match[str]) -> str:
    digits = sum(char.isdigit() for char in match[0])
    return PHONE_MARK if 8 <= digits <= 15 else match[0]


def _phone_unless_id(match: re.Match[str]) -> str:
    before = match.string[max(0, match.start() - 24) : match.start()]
    return match[0] if _ID_BEFORE.search(before) else PHONE_MARK


def _announced_or_itself(match: re.Match[str]) -> str:
    number = match[2]
    digits = sum(char.isdigit() for char in number)
    if not 7 <= digits <= 15 or _DATE_LIKE.fullmatch(number):
        return match[0]
    return match[1] + PHONE_MARK
