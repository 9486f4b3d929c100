"""Whether two ads have one employer: by domain and board where they tell, else by name at most."""

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from importlib.resources import files

from reference.folding import name_key

_LEGAL_FORMS = frozenset(
    (files(__package__) / "legal_forms.txt").read_text(encoding="utf-8").split()
)
_DOTTED = re.compile(r"(?<=\b\w)\.\s?(?=\w\b)|(?<=\b\w)\.(?=\W|$)")
_SPACED = re.compile(r"\b(?:sp(?:olka)? z o ?o|spol s r ?o|s r o|d o o|s a r l|s p a|s a s|z o o)$")
_AND = re.compile(r"\s&\s")


class Sameness(IntEnum):
    """How sure it is that two employers are one."""

    DIFFERENT = 0
    BY_NAME = 1
    """They have one name, and nothing else is known: homonyms are common."""
    SURE = 2


@dataclass(frozen=True, slots=True)
class Employer:
    """What an ad says of its employer; `name` is its `employer_key`."""

    name: str
    domain: str | None
    board: str

    def sameness(self, other: "Employer") -> Sameness:
        """Compare: another domain is another employer, whatever the names say."""
        if self.contradicts(other):
            return Sameness.DIFFERENT
        if self.domain is not None and self.domain == other.domain:
            return Sameness.SURE
        if self.name != other.name:
            return Sameness.DIFFERENT
        return Sameness.SURE if self.board == other.board else Sameness.BY_NAME

    def contradicts(self, other: "Employer") -> bool:
        """Whether both have a domain, and not the same."""
        return None not in (self.domain, other.domain) and self.domain != other.domain


@lru_cache(maxsize=8192)
def employer_key(name: str) -> str:
    """The name without case, accents, punctuation and legal form: "Acme Sp. z o.o." is "acme".

    A name that is nothing else than a legal form stays.
    """
    key = name_key(_AND.sub(" and ", _DOTTED.sub("", name)))
    words = _SPACED.sub("", key).split() or key.split()
    kept = len(words)
    while kept > 1 and (words[kept - 1] in _LEGAL_FORMS or _joins(words, kept)):
        kept -= 1
    return " ".join(words[:kept])


def _joins(words: list[str], kept: int) -> bool:
    """Whether the last of the words that are kept is the "and" of "GmbH & Co. KG"."""
    return kept < len(words) and words[kept - 1] in {"and", "und", "et"}
