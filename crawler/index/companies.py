"""Whether two names are those of one company, written differently. Pure."""

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

from crawler.normalize.text import words

_ALIKE = 0.85
"""The share of equal letters from which on two names differ by spelling only."""
_SHORTEST_PART = 4
_FORMS = words(
    """ab ag as asa aps bv co company corp corporation de for gmbh group gruppe holding holdings inc
    incorporated international kg kgaa limited llc llp ltd mbh nv of oy oyj plc pty sa sarl sas se
    spa srl the und and"""
)
"""Words that say nothing of which company it is."""


def same_company(one: str, other: str) -> bool:
    """Whether both may name one company: "Stripe, Inc." is "Stripe", "Beacon Films" is not "Beacon
    Finance".
    """
    left, right = _words(one), _words(other)
    if not left or not right:
        return one.casefold().strip() == other.casefold().strip()
    if set(left) <= set(right) or set(right) <= set(left) or _is_short_for(left, right):
        return True
    short, long = sorted(("".join(left), "".join(right)), key=len)
    if len(short) >= _SHORTEST_PART and short in long:
        return True
    return SequenceMatcher(None, short, long, autojunk=False).ratio() >= _ALIKE


def _is_short_for(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Whether one is the initials of the other."""
    initials = ("".join(word[0] for word in words) for words in (left, right))
    return any(
        len(words) == 1 and words[0] == letters
        for words, letters in zip((right, left), initials, strict=True)
    )


@lru_cache(maxsize=4_096)
def _words(name: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = re.findall(r"[^\W_]+", letters)
    return tuple(word for word in words if word not in _FORMS) or tuple(words)
