"""Where the work is done and how often, out of a description's text.

The weakest evidence: sentences are read one by one (`workplace_sentence`, `office_days`), and
what contradicts itself across them is left open. Most lines hold none of the words and cost one
search of the text each.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from crawler.normalize.office_days import office_days
from crawler.normalize.workplace_mark import Saying
from crawler.normalize.workplace_sentence import sayings
from reference.vocabularies import WorkplaceType

_STEMS = (
    "remot",
    "brid",
    "office",
    "n-site",
    "nsite",
    "n site",
    "n-person",
    "n person",
    "home",
    "tele",
)
_OTHER_STEMS = (
    *("büro", "vor ort", "mobiles", "bureau", "télétra", "présent", "distanc", "hybryd"),
    *("presenci", "oficina", "escrit", "kantoor", "thuis", "zdaln", "stacjonarn", "smart w"),
)
"""Asked for only where the text is not in English."""

_ALL_STEMS = _STEMS + _OTHER_STEMS
_BYTES = tuple(stem.encode() for stem in _STEMS)
_OTHER_BYTES = tuple(stem.encode() for stem in _OTHER_STEMS)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[^a-z\s])|\s[|•·]\s")
_LONGEST_LINE = 4000


@dataclass(frozen=True, slots=True)
class Told:
    """What the text says: null where it says nothing, or several things."""

    workplace: WorkplaceType | None = None
    is_not_remote: bool = False
    """Whether it denies that this is remote work, and nowhere says that it is."""
    is_option: bool = False
    """Whether the way of working is one of several, which contradicts no other."""
    office_days: float | None = None


_NOTHING = Told()


def told(text: str | None) -> Told:
    """What all sentences of a description say together.

    - One way of working that is stated counts; two different ones leave it open.
    - Remote as an option ("or fully remote") is remote where nothing else is said.
    - Neither remote nor hybrid is on site; not remote alone leaves hybrid open.
    - Presence that is expected is on site where nothing else is said.
    """
    lines = tuple(_lines(text))
    said = frozenset(one for line in lines for says, _ in _read(line) for one in says)
    if not said:
        return _NOTHING
    days = {count for line in lines for _, count in _read(line) if count is not None}
    return Told(
        workplace=_workplace(said),
        is_not_remote=_is_denied(said),
        is_option=Saying.REMOTE_OPTION in said and not said & _STATED,
        office_days=days.pop() if len(days) == 1 else None,
    )


def _lines(text: str | None) -> Iterator[str]:
    """The lines that hold a word about the way of working.

    Searched as bytes: what is not ASCII would make lower case slow, and these words are.
    """
    raw = (text or "").encode("utf-8", "surrogatepass")
    lowered = raw.lower()
    is_english = b" the " in lowered and b" and " in lowered
    starts = set()
    for stem in _BYTES if is_english else _BYTES + _OTHER_BYTES:
        at = lowered.find(stem)
        while at >= 0:
            starts.add(lowered.rfind(b"\n", 0, at) + 1)
            end = lowered.find(b"\n", at)
            at = lowered.find(stem, end) if end >= 0 else -1
    for start in sorted(starts):
        end = lowered.find(b"\n", start)
        yield raw[start : end if end >= 0 else None].decode("utf-8", "surrogatepass")


@lru_cache(maxsize=8192)
def _read(line: str) -> tuple[tuple[frozenset[Saying], float | None], ...]:
    """What each sentence of a line says, with the days in the office; employers repeat lines."""
    sentences = _SENTENCE_END.split(line[:_LONGEST_LINE])
    return tuple(map(_sentence, filter(_may_say, sentences)))


def _may_say(sentence: str) -> bool:
    lowered = sentence.lower()
    return any(stem in lowered for stem in _ALL_STEMS)


def _sentence(sentence: str) -> tuple[frozenset[Saying], float | None]:
    said = sayings(sentence)
    days = office_days(sentence) if said & {Saying.HYBRID, Saying.ONSITE} else None
    return said, days.days if days else None


def _workplace(says: frozenset[Saying]) -> WorkplaceType | None:
    stated = set(says & _STATED)
    if Saying.NOT_HYBRID in says and Saying.NOT_REMOTE in says:
        stated.add(Saying.ONSITE)
    if Saying.PRESENCE in says and Saying.HYBRID not in stated:
        stated.add(Saying.ONSITE)
    if Saying.REMOTE_OPTION in says and not stated & {Saying.HYBRID} and not _is_denied(says):
        stated.add(Saying.REMOTE)
    if len(stated) != 1 or any(_STATED_DENIALS.get(one) in says for one in stated):
        return None
    return WorkplaceType[stated.pop().name]


_STATED = {Saying.REMOTE, Saying.HYBRID, Saying.ONSITE}
_STATED_DENIALS = {Saying.REMOTE: Saying.NOT_REMOTE, Saying.HYBRID: Saying.NOT_HYBRID}


def _is_denied(says: frozenset[Saying]) -> bool:
    return Saying.NOT_REMOTE in says and Saying.REMOTE not in says
