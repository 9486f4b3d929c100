"""The lowest degree that an ad asks for.

- Of all degrees that are asked for, the lowest counts: "Bachelor's or Master's", "PhD, or Master's
  with five years". "Bachelor's or equivalent experience" still asks for a bachelor's.
- What is only welcome does not count: "Master's preferred", "ideally a PhD", or a heading of that.
- Degrees that one is working on, that are paid for, or that others have, are not asked for:
  "pursuing a Bachelor's", "tuition for a Master's", "our founder's PhD".
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from crawler.normalize.phrases import WELCOME, Hit, Phrases, Wording, heading, passage
from crawler.normalize.text import clean
from reference.degree_names import DEGREE_NAMES
from reference.vocabularies import Education

PHRASES = DEGREE_NAMES
"""Where to look."""

_RANK = {level: rank for rank, level in enumerate(Education)}
_JOINED = re.compile(
    r"[^\w\n]*(?:s|degrees?|diploma)?[^\w\n]*(?:or|and|oder|ou|o|of|und|level|in)?[^\w\n]*"
    r"(?:an?|higher)?[^\w\n]*",
    re.IGNORECASE,
)
_NOT_ASKED = Wording(
    """pursu, enrol, tuition, reimburs, scholarship, assistance, process of, progress, currently,
    toward, graduating, found, our, team of, colleagues, alumni, employees, incoming, studierst,
    dual, earn, obtain, complet, eingeschrieben""",
    r"\b(?:pursu\w+|enrol\w+|tuition|reimburs\w+|scholarships?|assistance|process of|in progress"
    r"|currently (?:studying|attending)|working towards?|toward an?|graduating|founders?|founded"
    r"|our (?:team|people|staff)|team of|colleagues|alumni|employees with|incoming|studierst"
    r"|dual(?:e[sn]?|er)? stud\w+|(?:earn|obtain|complet(?:e|ing)) (?:an?|your)|eingeschrieben)\b",
)
_WINDOW = 120


def education(text: str, hits: Sequence[Hit[Education]]) -> Education | None:
    """The lowest degree that a text asks for; `hits` are where `PHRASES` stand in it."""
    lowest: Education | None = None
    for n, hit in enumerate(hits):
        is_lower = lowest is None or _RANK[hit.value] < _RANK[lowest]
        if is_lower and _is_asked(text, hits, n):
            lowest = hit.value
    return lowest


_LABELS = {
    "high school": Education.SECONDARY,
    "vocational": Education.VOCATIONAL,
    "vocational hs diploma": Education.SECONDARY,
    "professional certificate": Education.VOCATIONAL,
    "2 year degree": Education.VOCATIONAL,
    "4 year degree": Education.BACHELOR,
    "no requirements": Education.NONE,
}
"""Labels of structured fields that are no name of a degree in a text."""
_PHRASES = Phrases(PHRASES)


@lru_cache(maxsize=512)
def education_label(label: str | None) -> Education | None:
    """The degree in a structured label ("bachelor_degree", "High School"), or in its sentence.

    Of several with semicolons between them it is the lowest.
    """
    if label is None:
        return None
    lines = (re.sub(r"[_-]+", " ", part).strip() for part in (clean(label) or "").split(";"))
    levels = [_LABELS.get(line.lower()) or education(line, _PHRASES.find(line)) for line in lines]
    return min(filter(None, levels), key=_RANK.__getitem__, default=None)


def _is_asked(text: str, hits: Sequence[Hit[Education]], n: int) -> bool:
    """Whether what is said of this degree, between those beside it in the sentence, asks for it."""
    around = passage(text, hits[n].start, hits[n].end)
    first, last = _joined(text, hits, n)
    earlier = hits[first - 1].end if first else 0
    later = hits[last + 1].start if last + 1 < len(hits) else len(text)
    start = max(around.start, earlier, hits[first].start - _WINDOW)
    before = text[start : hits[first].start]
    behind = text[hits[last].end : min(around.end, later, hits[last].end + _WINDOW)]
    if _NOT_ASKED.is_in(f"{before} | {behind}"):
        return False
    if hits[n].value is Education.NONE:
        return True
    is_first = earlier <= around.start
    if WELCOME.is_in(behind) or (is_first and WELCOME.is_in(before)):
        return False
    return not WELCOME.is_in(heading(text, hits[n].start))


def _joined(text: str, hits: Sequence[Hit[Education]], n: int) -> tuple[int, int]:
    """The first and last of the degrees that are joined with this one.

    They share what is said of them: "Bachelor's or Master's preferred".
    """
    first = last = n
    while first > 0 and _JOINED.fullmatch(text[hits[first - 1].end : hits[first].start]):
        first -= 1
    while last + 1 < len(hits) and _JOINED.fullmatch(text[hits[last].end : hits[last + 1].start]):
        last += 1
    return first, last
