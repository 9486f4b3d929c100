"""Where the phrases stand in a text that fields are read from: found in one pass for all."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from crawler.normalize import agency, benefits, education, experience, hours, visa
from crawler.normalize.phrases import Hit, Phrases

_READ_FROM: Mapping[str, Mapping[str, Any]] = {
    "agency": agency.PHRASES,
    "experience_years_min": experience.PHRASES,
    "education": education.PHRASES,
    "benefits": benefits.PHRASES,
    "visa_sponsorship": visa.PHRASES,
    "hours_per_week": hours.PHRASES,
}
# A phrase that two fields share would be found for one of them only.
_PHRASES = Phrases(
    {
        phrase: (field, value)
        for field, phrases in _READ_FROM.items()
        for phrase, value in phrases.items()
    }
)

Spots = Mapping[str, Sequence[Hit[Any]]]
"""The phrases of each field, by its name; nothing is missing."""


def spots_in(text: str | None) -> Spots:
    """The phrases in the text of a description, in their order."""
    found: defaultdict[str, list[Hit[Any]]] = defaultdict(list)
    for start, end, (field, value) in _PHRASES.find(text or ""):
        found[field].append(Hit(start, end, value))
    return found
