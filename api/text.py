"""What people type into a search, read as words: nothing in it is syntax of Elasticsearch.

Understood are words, which must all occur; `"phrases"`, word for word, also in typographic quotes;
`-word` and `-"phrase"`, which must not occur; and `OR` in capitals between two of them. `AND`
between two is what goes without saying. Everything else is text, of which only letters, digits and
what belongs to names such as C++ or .NET is searched for: there are no wildcards and no fields.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

MAX_LENGTH = 1_000
"""Characters. Longer texts are no searches, and each word costs time."""
MAX_WORDS = 100
"""Words as the index cuts them: each part of full-stack, each Chinese character. A word is sought
in nine fields, some of them in two ways, and a small Elasticsearch refuses over 8,192 clauses."""

_QUOTES = dict.fromkeys(map(ord, "“”„‟«»\uff02"), '"')
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_SPACED_INITIALS = re.compile(r"(?<!\S)([^\W\d_]) & ([^\W\d_])(?!\w)")
_LEXEME = re.compile(r'(?<!\S)(?P<minus>-?)[(\[]*"(?P<phrase>[^"]*)"|(?P<word>\S+)')
# Around a word; "." stays before it (.NET), "+" and "#" behind it (C++, C#).
_BEFORE = "\"'`()[]{}<>,;:!?*~^=|\\/+@#&%$-_"
_AFTER = "\"'`()[]{}<>,;:!?*~^=|\\/.@&%$-_"
_PLAIN = re.compile(
    r"[A-Za-z0-9\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u024F]{1,255}(?<!js)", re.IGNORECASE
)
# Kana, Hangul and Han are indexed one by one; see `mappings.analysis`.
_UNSPACED = (
    "\u3005-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u9fff\ua960-\ua97f\uac00-\ud7ff"
    "\uf900-\ufaff\uff66-\uffdc\U00020000-\U0003ffff"
)
_INDEXED = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")


class TextError(ValueError):
    """A text that cannot be searched for; the message says why and what to do."""


class TextTooLongError(TextError):
    """The text has more characters or words than are searched for."""


class NoWordError(TextError):
    """The text has no letter and no digit: it would find nothing, or everything."""

    def __init__(self) -> None:
        super().__init__("there is no word to search for: give at least one letter or digit")


@dataclass(frozen=True, slots=True)
class Term:
    """Words that belong together: one word, the parts of UI/UX in any order, or a quoted phrase."""

    words: tuple[str, ...]
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class TextQuery:
    """Of each group in `required` one term must occur, and none of `excluded`."""

    required: tuple[tuple[Term, ...], ...]
    excluded: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class _Lexeme:
    """A term, or an operator (`OR`, `AND`) that becomes a term where it joins nothing."""

    term: Term
    excluded: bool = False
    operator: str | None = None


def parse(text: str) -> TextQuery:
    """Read a text of at most `MAX_LENGTH` characters.

    Raises `TextTooLongError` and `NoWordError`.
    """
    if len(text) > MAX_LENGTH:
        raise TextTooLongError(
            f"at most {MAX_LENGTH} characters are searched for, these are {len(text)}"
        )
    lexemes = list(_lexemes(_uniform(text)))
    if not lexemes:
        raise NoWordError
    count = sum(_size(word) for lexeme in lexemes for word in lexeme.term.words)
    if count > MAX_WORDS:
        raise TextTooLongError(f"at most {MAX_WORDS} words are searched for, these are {count}")
    return _grouped(lexemes)


def _size(text: str) -> int:
    """How many words the index makes of a text, at the most."""
    return len(_INDEXED.findall(text))


def is_plain(word: str) -> bool:
    """Whether a word is surely one word to the index too, not several (`full-stack`, `NodeJS`)."""
    return _PLAIN.fullmatch(word) is not None


def _uniform(text: str) -> str:
    """Write quotes in one way, and R & D as the R&D that the index knows."""
    printable = _UNPRINTABLE.sub(" ", text).translate(_QUOTES)
    return _SPACED_INITIALS.sub(r"\1&\2", printable)


def _lexemes(text: str) -> Iterator[_Lexeme]:
    for match in _LEXEME.finditer(text):
        word, phrase = match["word"], match["phrase"]
        if word is None:
            lexeme = _Lexeme(Term((phrase,), quoted=True), excluded=bool(match["minus"]))
        elif word in {"OR", "AND"}:
            lexeme = _Lexeme(Term((word,)), operator=word)
        else:
            excluded = word.startswith("-") and not word.startswith("--")
            lexeme = _Lexeme(Term(_parts(word)), excluded=excluded)
        if any(map(_has_letter, lexeme.term.words)):
            yield lexeme


def _parts(word: str) -> tuple[str, ...]:
    parts = (part.lstrip(_BEFORE).rstrip(_AFTER) for part in word.split("/"))
    return tuple(part for part in parts if _has_letter(part))


def _has_letter(text: str) -> bool:
    return any(map(str.isalnum, text))


def _grouped(lexemes: list[_Lexeme]) -> TextQuery:
    required: list[tuple[Term, ...]] = []
    joined = False
    for index, lexeme in enumerate(lexemes):
        if operator := _operator(lexemes, index):
            joined = operator == "OR"
        elif not lexeme.excluded:
            before = required.pop() if joined else ()
            required.append((*before, lexeme.term))
            joined = False
    excluded = tuple(lexeme.term for lexeme in lexemes if lexeme.excluded)
    return TextQuery(tuple(required), excluded)


def _operator(lexemes: list[_Lexeme], index: int) -> str | None:
    """Name the operator at `index`, if it stands between two terms that it can join."""
    neighbours = lexemes[index - 1 : index] + lexemes[index + 1 : index + 2]
    joins = len(neighbours) == 2 and all(_is_joinable(neighbour) for neighbour in neighbours)
    return lexemes[index].operator if joins else None


def _is_joinable(lexeme: _Lexeme) -> bool:
    return lexeme.operator is None and not lexeme.excluded
