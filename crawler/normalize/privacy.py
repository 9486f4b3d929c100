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

# Anything that may be a phone is found by its digits; what stands around it decides.
_NUMBER = re.compile(
    r"[+(]{0,2}\d[\d ().\-/]{5,24}\d(?: ?(?:x|ext\.?) ?\d{1,6})?(?![\w%]|[.,\-/]\d)"
)
_DIGITS = re.compile(r"\d[\d ().\-/]{5,24}\d")
_PART_OF_OTHER = frozenset("/=.,#&?%@-_$€£¥:")
"""Characters before a number that make it part of an address, id, amount or link."""

_INTERNATIONAL = re.compile(r"(?:\+|\(\+|00(?=[1-9]))\d.*")
_NORTH_AMERICAN = re.compile(
    r"(?<!\d)(?:1[ .\-])?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[.\-])\d{3}[ .\-]\d{4}"
    r"(?: ?(?:x|ext\.?) ?\d+)?$"
)
_DATE_LIKE = re.compile(r"(?:19|20)\d{2}[\-/.]\d{1,2}[\-/.]\d{1,2}|\d{1,2}[\-/.]\d{1,2}[\-/.]\d{4}")

_CONTEXT = 40
_MARKUP = re.compile(r"<[^<>]*>|<[^<>]*$|^[^<>]*>")
_PHONE_BEFORE = re.compile(
    r"\b(?:tel(?:e(?:ph|f)on[oe]?)?|phone|mobile?|cell|fax|whatsapp|call(?: us)?(?: at)?"
    r"|text(?: us)? at|rufnummer|t[ée]l(?:[ée]phone)?|telefonnummer|handy|durchwahl|tlf|puh)"
    r"(?: (?:number|no|nr))?[ .:#]{0,3}$",
    re.IGNORECASE,
)
_ID_BEFORE = re.compile(
    r"\b(?:req(?:uisition)?|id|ref(?:erence)?|job|code|posting|case|no|nr|number|ein|vin|isbn|order)"
    r"[ .:#]*$",
    re.IGNORECASE,
)


def without_personal_data(text: str) -> str:
    """The text with marks in place of personal e-mail addresses and phone numbers.

    Applied twice it changes nothing more. Works on HTML too: a mark holds no markup.
    """
    if "@" in text:
        text = _EMAIL.sub(_email_or_mark, text)
    # Most texts hold no run of digits so long, and are searched for these ten times faster.
    return _NUMBER.sub(_phone_or_itself, text) if _DIGITS.search(text) else text


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
    """The mark in place of an international, announced or North American number."""
    number, start = match[0], match.start()
    before = match.string[max(0, start - _CONTEXT) : start]
    if before and (before[-1].isalnum() or before[-1] in _PART_OF_OTHER):
        return number
    digits = sum(char.isdigit() for char in number)
    if _INTERNATIONAL.fullmatch(number) and 8 <= digits <= 15:
        return PHONE_MARK
    context = _MARKUP.sub("", before)
    announced = _PHONE_BEFORE.search(context) is not None
    if announced and 7 <= digits <= 15 and not _DATE_LIKE.fullmatch(number):
        return PHONE_MARK
    return number if _ID_BEFORE.search(context) else _NORTH_AMERICAN.sub(PHONE_MARK, number)
