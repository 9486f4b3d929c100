"""Where phone numbers stand in a text.

Pay, dates, ids, ranges and postal codes are many, phones are few. So a number is one only where its
shape says so (international, North American, or valid with the trunk zero of a country) or the
words before it do. Validity is that of https://github.com/google/libphonenumber.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

import phonenumbers

# Anything that may be a phone is found by its digits; what stands around it decides.
_NUMBER = re.compile(
    r"\d(?:[ ().\-/\u2010-\u2013]{0,3}+\d){6,24}(?: ?(?:x|ext\.?) ?\d{1,6})?(?![\w%]|[.,\-/]\d)",
    re.ASCII,
)
_AS_ZERO = bytes.maketrans(b"123456789", b"000000000")
_BETWEEN_DIGITS = " ().-/\u2010\u2011\u2012\u2013".encode()
_LONGEST_SIGN = 2
_PART_OF_OTHER = frozenset("/=.,#&?%@-_$€£¥:")
"""Characters before a number that make it part of an address, id, amount or link."""
_CONTEXT = 40
_MARKUP = re.compile(r"<[^<>]*>|<[^<>]*$|^[^<>]*>")
_BETWEEN_TWO = re.compile(r" [/\-\u2010-\u2013] ")
_FEWEST, _MOST = 7, 21
"""Digits of a number: local ones seldom have fewer, and E.164 ones no more than 15 and a line."""

_INTERNATIONAL = re.compile(r"\(?\+")
_ZEROS_OF_ABROAD = re.compile(r"\(?00(?=[1-9])")
_ROUND = re.compile(r"\(?\+?\d{1,3}(?:[ .]000)+")
"""An amount: "+10 000 000 users"."""
_NORTH_AMERICAN = re.compile(
    r"(?<!\d)(?:1[ .\-])?(?:\([2-9]\d{2}\)[ \-]?|[2-9]\d{2}[.\-])\d{3}[ .\-]\d{4}"
    r"(?: ?(?:x|ext\.?) ?\d+)?\Z"
)
_BLANKS_ONLY = re.compile(r"(?:1 )?[2-9]\d{2} \d{3} \d{4}")
_TRUNK_ZERO = re.compile(r"\(?0[1-9]")
_WITH_TRUNK_ZERO = ("DE", "FR", "GB", "AT", "CH", "NL", "BE", "AU", "SE", "IT", "IE", "NZ", "JP",
                    "ZA", "TR", "IN", "FI", "IL")  # fmt: skip
_DATE_OR_HOURS = re.compile(
    r"(?:19|20)\d{2} ?[\-/.] ?\d{1,2} ?[\-/.] ?\d{1,2}"
    r"|\d{1,2} ?[\-/.] ?\d{1,2} ?[\-/.] ?(?:19|20)\d{2}"
    r"|\d{1,2}\.\d{2} ?[\-\u2010-\u2013] ?\d{1,2}\.\d{2}"
)

_ANNOUNCED = re.compile(
    r"(?:\b(?:t[eé]l(?:[eé](?:phon[eo]?|fon[eo]?|foniczn\w+|fono)|em[oó]vel)?|telefoon|phone|mobiel"
    r"|mob(?:ile?)?|m[oó]vil|cell(?:ulare|phone)?|celular|fax|whatsapp|call(?: us| me)?(?: at| on)?"
    r"|text(?: us| me)? at|rufnummer|telefonnummer|handy|durchwahl|tlf|tfn|puh|hotline"
    r"|appelez(?:-nous)?|llam(?:ar|a|e)|тел|телефон)"
    r"(?: (?:number|no|nr|num[eé]ro|nummer|au|al|unter))?"
    r"|電話(?:番号)?|电话|手机|전화)[ .:#/]{0,3}\Z",
    re.IGNORECASE,
)
_IDENTIFIED = re.compile(
    r"\b(?:req(?:uisition)?|id|ref(?:erence)?|job|code|posting|case|no|nr|number|ein|vin|isbn|order"
    r"|siren|siret|iban|hrb|vat|tax|licen[cs]e)[ .:#\-]*\Z",
    re.IGNORECASE,
)


def phone_spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each phone number in a text, which may be HTML."""
    if not _has_digits_enough(text):
        return
    for match in _NUMBER.finditer(text):
        start = _with_sign(text, match.start())
        if start and (text[start - 1].isalnum() or text[start - 1] in _PART_OF_OTHER):
            continue
        before = text[max(0, start - _CONTEXT) : start]
        for offset, number in _numbers(text[start : match.end()]):
            inner = _phone_start(number, before)
            if inner is not None:
                yield start + offset + inner, start + offset + len(number)


def _has_digits_enough(text: str) -> bool:
    """Whether as many digits as a number has stand together anywhere, whatever is between them.

    In most texts they do not, which takes a third of the time that the search for numbers does.
    """
    digits = text.encode("utf-8", "surrogatepass").translate(_AS_ZERO, _BETWEEN_DIGITS)
    return b"0" * _FEWEST in digits


def _with_sign(text: str, start: int) -> int:
    """Where a number starts together with a "+" and a bracket before it."""
    first = start
    while first and start - first < _LONGEST_SIGN and text[first - 1] in "+(":
        first -= 1
    return first


def _numbers(found: str) -> Iterator[tuple[int, str]]:
    """One number, or two beside each other ("030 901820 / 0171 2345678"), with their offsets."""
    for mark in _BETWEEN_TWO.finditer(found):
        if min(_digits(found[: mark.start()]), _digits(found[mark.end() :])) >= _FEWEST:
            yield 0, found[: mark.start()]
            yield mark.end(), found[mark.end() :]
            return
    yield 0, found


def _phone_start(number: str, before: str) -> int | None:
    """Where in the number a phone begins that reaches to its end; null where it is none."""
    if not _FEWEST <= _digits(number) <= _MOST or _ROUND.fullmatch(number):
        return None
    if _INTERNATIONAL.match(number):
        return 0
    if _DATE_OR_HOURS.search(number):
        return None
    context = _MARKUP.sub("", before)
    if _ANNOUNCED.search(context):
        return 0
    shaped = _NORTH_AMERICAN.search(number)
    if (shaped is None and not _is_valid(number)) or _IDENTIFIED.search(context):
        return None
    return shaped.start() if shaped else 0


@lru_cache(maxsize=4_096)
def _is_valid(number: str) -> bool:
    """Whether a number without a sign is one that somebody can have."""
    if _ZEROS_OF_ABROAD.match(number):
        return _is_valid_in(_ZEROS_OF_ABROAD.sub("+", number), None)
    if _BLANKS_ONLY.fullmatch(number):
        return _is_valid_in(number, "US")
    if _TRUNK_ZERO.match(number) and not number.isdigit():
        return any(_is_valid_in(number, country) for country in _WITH_TRUNK_ZERO)
    return False


def _is_valid_in(number: str, country: str | None) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number, country))
    except phonenumbers.NumberParseException:
        return False


def _digits(text: str) -> int:
    return sum(map(str.isdigit, text))
