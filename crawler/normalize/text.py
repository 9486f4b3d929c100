"""One line of text out of whatever a source sends."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

# Characters that separate nothing on screen but must not glue two words. ZWJ (200D) and ZWNJ (200C)
# are told apart below: scripts and emoji need them.
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
_ZERO_WIDTH = re.compile(r"[\u200b\u2060\ufeff\u180e]")
_JOINER = re.compile(r"[\u200c\u200d]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")

# Bidirectional marks steer rendering only. They are removed, not replaced: they stand inside words.
# So are soft hyphens, which say where a word may be parted, not that it is.
_WITHIN_WORDS = re.compile(r"[\u00ad\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")

# All of them in one class, which is searched twice as fast as five.
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069"
    r"\ufeff\ud800-\udfff]"
)

_SPACE = re.compile(r"\s+")

_NO_VALUE = frozenset({"null", "none", "undefined", "nan", "n/a", "[object object]"})


def clean(value: str | None) -> str | None:
    """The text as one trimmed line; null where nothing is left.

    - Zero-width characters, no-break spaces and control characters become a space: removing them
      would glue words. ZWJ stays inside emoji and ZWNJ between letters of scripts that need them;
      bidirectional marks and soft hyphens, which stand inside words, vanish.
    - Half a surrogate pair, which cannot be stored as UTF-8, becomes U+FFFD.
    - White space of any kind collapses to single spaces.
    - What programs print for a missing value ("null", "None", "undefined", "NaN", "N/A",
      "[object Object]", in any case and alone) is no text. People whose name is Null are rarer in
      job postings than templates that printed one.
    """
    if value is None:
        return None
    line = value.strip() if is_evenly_spaced(value) else _SPACE.sub(" ", visible(value)).strip()
    if not line or line.casefold() in _NO_VALUE:
        return None
    return line


def is_evenly_spaced(line: str) -> bool:
    """Whether a line is parted by single spaces only and holds nothing invisible: most are so.

    What does not print is told by tables of Python's own, ten times as fast as by a pattern.
    """
    return line.isprintable() and "  " not in line


def words(text: str) -> frozenset[str]:
    """The words of a rule, which read better as running text than as a column of strings."""
    return frozenset(text.split())


def visible(value: str) -> str:
    """The text with invisible and unstorable characters dealt with as `clean` says, lines kept."""
    value = value.replace("\u00a0", " ").replace("\u202f", " ")
    # Tables of Python's own tell most texts ten times as fast as the pattern does.
    if value.replace("\n", " ").isprintable() or _INVISIBLE.search(value) is None:
        return value
    value = _LONE_SURROGATE.sub("\ufffd", value)
    value = _WITHIN_WORDS.sub("", value)
    value = _ZERO_WIDTH.sub(" ", value)
    value = _JOINER.sub(_needed_joiner, value)
    return _CONTROL.sub(" ", value)


def _needed_joiner(match: re.Match[str]) -> str:
    """A joiner stays between two characters that it shapes, else it becomes a space.

    ZWJ shapes emoji sequences; both shape scripts outside of Latin, Greek and Cyrillic (Persian,
    Devanagari ...), where they stand between letters or marks.
    """
    text, at = match.string, match.start()
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if not before or not after:
        return " "
    if match.group() == "\u200d" and _is_emoji(before) and _is_emoji(after):
        return match.group()
    return match.group() if _is_joined_letter(before) and _is_joined_letter(after) else " "


def _is_emoji(char: str) -> bool:
    return unicodedata.category(char) in {"So", "Sk"} or char == "\ufe0f"


def _is_joined_letter(char: str) -> bool:
    return ord(char) >= 0x0600 and unicodedata.category(char)[0] in "LM"


def distinct(values: Iterable[Any]) -> tuple[Any, ...]:
    """The values that are there, each once, in their order."""
    return tuple(dict.fromkeys(value for value in values if value is not None))
