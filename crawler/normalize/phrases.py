"""Known phrases in a text, and the words around them: what rules about sentences stand on."""

import re
from collections.abc import Iterable, Mapping
from typing import Generic, NamedTuple, TypeVar

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from crawler.normalize.automata import matches

T = TypeVar("T")

_LONGEST_SENTENCE = 400
_LONGEST_HEADING = 70
_LINES_BELOW_HEADING = 25
# A stop behind a single letter or before a small one ends no sentence ("B.S. or", "min. 3").
_BOUNDARY = re.compile(r"[\n.!?;](?:(?<=\n)|(?=\s+[^\sa-z\d])(?<![\s.(/][A-Za-z].))")
# Of texts that lost their lines: "and SaaS Preferred Strong leadership".
_HEADING_WITHIN = re.compile(
    r"(?<=[a-z).] )(?:Basic|Required|Requirements|Minimum|Preferred|Desired|Desirable|Nice to have)"
    r"(?: [Qq]ualifications| [Ss]kills)?(?= [A-Z\d])"
)
_LONGEST_LINE = 600
_REACH_WITHIN = 1_500
_WORD_BEGINS = re.compile(r"(?:^|(?<=[\s/]))\w")
_ITEM = re.compile(r"\s*(?:[-*+\u2022\u00b7\u25cf\u2013]|\d{1,2}[.)])\s")


class Hit(NamedTuple, Generic[T]):
    """A phrase at [start, end) of a text and what it stands for."""

    start: int
    end: int
    value: T


class Phrases(Generic[T]):
    """Phrases to find in one pass, whole words only, the longest first.

    They are found as given, in small letters, with a capital at the beginning or of each word, and
    in capitals; a phrase that is given in capitals is found in these only.
    """

    def __init__(self, values: Mapping[str, T]) -> None:
        self._values = {spelt: value for text, value in values.items() for spelt in _spelt(text)}
        self._texts = list(self._values)
        self._automaton = AhoCorasick(
            self._texts,
            matchkind=MatchKind.LeftmostLongest,
            implementation=Implementation.ContiguousNFA,
        )

    def find(self, text: str) -> list[Hit[T]]:
        """The phrases in a text, in their order."""
        return [
            Hit(start, end, self._values[self._texts[number]])
            for number, start, end in matches(self._automaton, text)
            if not (_continues(text, start - 1, start) or _continues(text, end, end - 1))
        ]


def _spelt(text: str) -> Iterable[str]:
    if text.isupper():
        return (text,)
    titled = _WORD_BEGINS.sub(lambda begin: begin[0].upper(), text)
    return (text, text.lower(), text[:1].upper() + text[1:], titled, text.upper())


def _continues(text: str, beyond: int, edge: int) -> bool:
    """Whether a letter follows a letter; East Asian scripts put no space between words."""
    if not 0 <= beyond < len(text):
        return False
    return text[beyond].isalpha() and text[edge].isalpha() and text[edge] < "\u3000"


class Passage(NamedTuple):
    """A sentence or list item at [start, end) of a text."""

    start: int
    end: int


def passage(text: str, start: int, end: int) -> Passage:
    """The sentence or list item that holds [start, end)."""
    begin = max(0, start - _LONGEST_SENTENCE)
    begin = max(begin, text.rfind("\n", begin, start) + 1)
    for boundary in _BOUNDARY.finditer(text, begin, start):
        begin = boundary.end()
    stop = _BOUNDARY.search(text, end, end + _LONGEST_SENTENCE)
    return Passage(begin, stop.start() if stop else min(len(text), end + _LONGEST_SENTENCE))


def heading(text: str, position: int) -> str:
    """The short line without a final stop above the line of a position; empty where none is.

    List items between the two are passed over, and paragraphs too. In a text that is one long line
    it is the last word within that is as good as one: "Basic ... Preferred ...".
    """
    line_start = text.rfind("\n", 0, position) + 1
    if position - line_start > _LONGEST_LINE:
        within = _HEADING_WITHIN.findall(text, max(line_start, position - _REACH_WITHIN), position)
        return str(within[-1]) if within else ""
    for _ in range(_LINES_BELOW_HEADING):
        if line_start == 0:
            return ""
        line_end = line_start - 1
        line_start = text.rfind("\n", 0, line_end) + 1
        line = text[line_start:line_end].strip()
        if _is_heading(line):
            return line
    return ""


def _is_heading(line: str) -> bool:
    if not 2 < len(line) <= _LONGEST_HEADING or _ITEM.match(f"{line} "):
        return False
    return line.endswith((":", "?", "!")) or line[-1].isalnum() or line[-1] in ")*"


class Wording:
    """A pattern of many alternatives, sought only where a stem of one of them stands.

    Both are in small letters, and so is the text that they are sought in: a pattern that has to
    ignore case takes three times as long. `stems` are comma-separated; each alternative must hold
    one of them. The search for them takes a tenth of the time that the pattern does.
    """

    def __init__(self, stems: str, pattern: str) -> None:
        self._stems = AhoCorasick([stem.strip() for stem in stems.split(",")])
        self._pattern = re.compile(pattern)

    def is_in(self, text: str) -> bool:
        """Whether the pattern is found in a text."""
        lowered = text.lower()
        return bool(matches(self._stems, lowered) and self._pattern.search(lowered))


WELCOME = Wording(
    """prefer, ideal, idéal, nice, plus, bonus, desir, advantage, beneficial, helpful, optional,
    not required, asset, would be, good to have, credit, stand out, vorteil, wünsch, wunsch, gerne,
    souhait, serait, atout, deseable, valorable, diferencia, desej, gradit, mile widz, voorkeur,
    meriterande""",
    r"\b(?:prefer(?:red|ably|ence)|ideally|ideal(?=[).,;:]|$)|nice[- ]to[- ]haves?|plus(?:es)?:"
    r"|(?:a|big|strong|is|are|as) plus|bonus(?: points)?|desir(?:ed|able)|advantage(?:ous)?"
    r"|beneficial|helpful|optional|not required|an asset|would be|good to have|extra credit"
    r"|stand out|idealerweise|von vorteil|w[\u00fcu]nschenswert|gerne auch|souhait\w+|serait"
    r"|id[\u00e9e]alement|atout|deseable|valorable|idealmente|diferencia[il]\w*"
    r"|desej[\u00e1a]vel|preferibilmente|gradit[oa]|mile widzian\w+|bij voorkeur|meriterande)\b",
)
"""What says that something is welcome, not asked for ("a plus", "preferred")."""
