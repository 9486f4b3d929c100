"""Titles as keys: equal for one job however it is advertised, different for other levels."""

import re
from collections.abc import Iterable

from rapidfuzz import fuzz

from crawler.normalize.title import parts
from reference.folding import name_key

_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7"}
_SPELT = {"sr": "senior", "jr": "junior", "snr": "senior", "mgr": "manager"}
# C, C++ and C# are three skills.
_SIGNS = {"+": "plus", "#": "sharp"}
_SIGN = re.compile(r"(?<=\w)#|(?<=[^\W\d_])\+|(?<=\w\+)\+")
# Where one works is told by other fields.
_WORKPLACE = frozenset({"remote", "hybrid", "onsite"})
_NEAR = 80.0


def title_key(title: str, places: Iterable[str], requisition: str | None) -> str:
    """The words of a title in alphabetical order, without those that its ad says elsewhere.

    Marks of gender, the ad's own cities (`places`), its requisition number and its way of working
    go. All else stays, numbers above all: "Nurse II (m/f) - Leeds" in Leeds is "2 nurse".
    """
    told = _SIGN.sub(lambda sign: _SIGNS[sign[0]], title)
    words = _without_places(parts(told), places)
    number = set(name_key(requisition or "").split())
    kept = [_plain(word) for word in words if word not in _WORKPLACE and word not in number]
    return " ".join(sorted(kept)) or name_key(title)


def are_near(one: str, other: str) -> bool:
    """Whether two keys are mostly of the same words, and have the same numbers."""
    same_numbers = _numbers(one) == _numbers(other)
    return same_numbers and fuzz.token_set_ratio(one, other, score_cutoff=_NEAR) > 0


def share_a_word(one: str, other: str) -> bool:
    """Whether two keys have a word in common, and the same numbers."""
    return _numbers(one) == _numbers(other) and not set(one.split()).isdisjoint(other.split())


def _without_places(told: Iterable[tuple[str, ...]], places: Iterable[str]) -> list[str]:
    """The words without the cities, the codes of regions behind them and the "in" before."""
    text = f" {' | '.join(' '.join(part) for part in told)} "
    names = {name_key(place) for place in places} - {""}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        text = re.sub(
            rf" (?:in )?{re.escape(name)}(?:(?: \|)? [a-z]{{2}})?(?= (?:\||$))", " ", text
        )
        text = text.replace(f" {name} ", " ")
    return [word for word in text.split() if word != "|"]


def _plain(word: str) -> str:
    return _ROMAN.get(word) or _SPELT.get(word) or word


def _numbers(key: str) -> list[str]:
    return [word for word in key.split() if any(char.isdigit() for char in word)]
