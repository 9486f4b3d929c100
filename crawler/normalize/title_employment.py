"""Employment types that a title names beside the work.

`reference/employment_marks.csv` holds the words. Many are as often the topic of the work: "-" marks
such phrases ("volunteer coordinator"), and those of the place `alone` count only where a part of
the title holds nothing else ("Recruiter (Contract)", but "Contract Manager").
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from crawler.normalize.derived import Derived, parsed, stated
from crawler.normalize.employment import employment_types
from crawler.normalize.seniority import seniority_of_title
from crawler.normalize.text import distinct, words
from crawler.normalize.title import Part, parts
from crawler.normalize.word_table import WordTable, table_rows
from reference.vocabularies import EmploymentType, Seniority

_BESIDE = words(
    "month months mo mos mois monate monat year years yr weeks week hour hours hrs h day days night"
    " nights shift weekend weekends remote hybrid onsite position role job basis or and und et y e"
    " i only up to the a an in for on with possible extension initial long short term hire perm new"
    " immediate start us uk usa canada level corp fte 100 project based opportunity jahr jahre"
    " poste cdi permanent"
)
# Swiss titles state the share of full hours: "60-80 %".
_SHARE = re.compile(
    r"(?<![\d.,])(?:(\d{2})\s?%?\s?(?:-|\u2013|bis|\u00e0)\s?)?(\d{2,3})\s?%(?!\s*\w)"
)


_TIMES = frozenset({EmploymentType.FULL_TIME, EmploymentType.PART_TIME})
_BOTH_TIMES = re.compile(r"\bfull (?:(?:or|and|und) )?part time\b")


class _Mark(NamedTuple):
    kind: EmploymentType | None
    is_topic_too: bool


@cache
def _table() -> WordTable[_Mark]:
    return WordTable(
        (
            word,
            _Mark(
                None if row["type"] == "-" else EmploymentType(row["type"]), row["place"] == "alone"
            ),
        )
        for row, word in table_rows("employment_marks.csv")
    )


def employment(
    labels: Iterable[str], title: str | None
) -> Derived[tuple[EmploymentType, ...]] | None:
    """The types that structured labels state; else those that the title names.

    Where the labels say only how much one works, the title may add on what basis: many systems
    print "full time" beside every internship. How much one works is never taken out of the title
    against a label.
    """
    said = distinct(kind for label in labels for kind in employment_types(label))
    named = employment_of_title(title or "")
    if not said:
        return parsed(named)
    added = [kind for kind in named if kind not in _TIMES] if _TIMES.issuperset(said) else []
    return parsed(distinct((*said, *added))) if added else stated(said)


@lru_cache(maxsize=8192)
def employment_of_title(title: str) -> tuple[EmploymentType, ...]:
    """The types that a title names, in the order of the vocabulary; none where it names none.

    "Permanent", "CDI", "PRN", "Per diem" are no types. Internships are those of
    `seniority_of_title`; that they are of a summer is no type besides.
    """
    found = {kind for part in parts(title) for kind in _of_part(part)}
    level = seniority_of_title(title)
    if level is not None and level.seniority is Seniority.INTERNSHIP:
        found = found - {EmploymentType.TEMPORARY} | {EmploymentType.INTERNSHIP}
    if "%" in title and not found & _TIMES:
        found.update(_of_share(title))
    return tuple(kind for kind in EmploymentType if kind in found)


def _of_part(part: Part) -> frozenset[EmploymentType]:
    found = _table().find(part)
    if not found:
        return frozenset()
    both = _TIMES if "full" in part and _BOTH_TIMES.search(" ".join(part)) else frozenset()
    known = {at for one in found for at in range(one.start, one.start + one.length)}
    alone = all(at in known or word in _BESIDE or word.isdigit() for at, word in enumerate(part))
    return both | {
        one.value.kind
        for one in found
        if one.value.kind is not None and (alone or not one.value.is_topic_too)
    }


def _of_share(title: str) -> set[EmploymentType]:
    """Full hours for 100 %, less for less; a share of up to 100 % leaves it open."""
    share = _SHARE.search(title)
    if share is None:
        return set()
    least, most = int(share[1] or share[2]), int(share[2])
    if least == most == 100:
        return {EmploymentType.FULL_TIME}
    return {EmploymentType.PART_TIME} if share[1] and least < most < 100 else set()
