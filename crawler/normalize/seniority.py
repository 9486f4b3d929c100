"""Career level out of a structured label of the source."""

import re

from crawler.normalize.text import clean
from reference.folding import fold
from reference.vocabularies import Seniority

_LABELS = {
    Seniority.INTERNSHIP: ("intern", "internship", "trainee", "working student"),
    Seniority.ENTRY: ("entry", "entry level", "junior", "graduate", "early career"),
    Seniority.MID: ("mid", "mid level", "intermediate", "experienced"),
    Seniority.SENIOR: ("senior", "senior level", "sr"),
    Seniority.LEAD: ("lead", "staff", "principal", "team lead"),
    Seniority.MANAGER: ("manager", "management"),
    Seniority.DIRECTOR: ("director",),
    Seniority.VP: ("vp", "vice president"),
    Seniority.EXECUTIVE: ("executive", "c level", "chief"),
}
_LEVELS = {label: level for level, labels in _LABELS.items() for label in labels}
_SEPARATORS = re.compile(r"[\s_./-]+")


def seniority_label(text: str | None) -> Seniority | None:
    """The level that a label names as a whole ("Mid-Level"); null for any other text."""
    line = clean(text)
    return _LEVELS.get(_SEPARATORS.sub(" ", fold(line)).strip()) if line else None
