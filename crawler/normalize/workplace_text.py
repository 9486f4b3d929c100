"""Where the work is done and how often, out of a description's text.

The weakest evidence: sentences are read one by one (`workplace_sentence`, `office_days`), and
what contradicts itself across them is left open. Sentences that hold none of the words cost no
more than one pass over the text.
"""

from dataclasses import dataclass

from crawler.normalize.office_days import office_days
from crawler.normalize.sentences import SentenceFinder
from crawler.normalize.workplace_mark import Saying
from crawler.normalize.workplace_sentence import sayings
from reference.vocabularies import WorkplaceType

_FINDER = SentenceFinder(
    (
        *(
            "remot",
            "brid",
            "hybryd",
            "zdaln",
            "tele",
            "t\u00e9l\u00e9",
            "distanc",
            "home",
            "smart w",
        ),
        *("office", "n-site", "nsite", "n site", "n-person", "n person", "vor ort", "pr\u00e9sent"),
        *(
            "presenci",
            "stacjonarn",
            "b\u00fcro",
            "bureau",
            "oficina",
            "escrit",
            "kantoor",
            "biurze",
        ),
        *("mobiles", "thuis"),
    )
)
"""Sentences that may tell: parts of all words about the way of working and its places."""


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
    sentences = list(map(_read, _FINDER.find(text)))
    said = frozenset(one for says, _ in sentences for one in says)
    if not said:
        return _NOTHING
    days = {count for _, count in sentences if count is not None}
    return Told(
        workplace=_workplace(said),
        is_not_remote=_is_denied(said),
        is_option=Saying.REMOTE_OPTION in said and not said & _STATED,
        office_days=days.pop() if len(days) == 1 else None,
    )


def _read(sentence: str) -> tuple[frozenset[Saying], float | None]:
    """What a sentence says, and the days in the office. Employers repeat sentences: both cache."""
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
