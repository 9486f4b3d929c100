"""What people type into a search, read as words: nothing in it is syntax of Elasticsearch.

Understood are words, which must all occur; `"phrases"`, word for word, also in typographic quotes;
`-` before what must not occur; `OR` in capitals between two of them; `engin*` for every word that
begins so; `title:` and `company:` before what must occur there; and parentheses, which hold a query
of their own. `AND` between two is what goes without saying. Everything else is text, of which only
letters, digits and what belongs to names such as C++ or .NET is searched for: other fields, other
stars, and parentheses within words or without a partner are nothing but signs.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

MAX_LENGTH = 1_000
"""Characters. Longer texts are no searches, and each word costs time."""
MAX_WORDS = 100
"""Words as the index cuts them: each part of full-stack, each Chinese character. A word is sought
in six fields, in several ways at times, and a small Elasticsearch refuses over 8,192 clauses."""
MAX_DEPTH = 4
"""Parentheses within parentheses. Elasticsearch refuses clauses within 30 others."""
MAX_PREFIXES = 5
"""Words with a star. Each is compared with every word of the index that begins so."""
SHORTEST_PREFIX = 3
"""Letters before a star: two begin a tenth of all words."""

_QUOTES = dict.fromkeys(map(ord, "“”„‟«»\uff02"), '"')
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
# What the index knows as one word though it is typed with spaces.
_SPACED_INITIALS = re.compile(r"(?<!\S)([^\W\d_]) & ([^\W\d_])(?!\w)")
_SPACED_GO_TO_MARKET = re.compile(r"(?<!\w)(go) (to) (market)(?!\w)", re.IGNORECASE)
_PENSION = re.compile(r"(?<!\w)(401|403|457)[ -]?\(?([kb])\)?(?!\w)", re.IGNORECASE)

_TYPED = r"""
    (?P<minus>(?<![^\s(])-(?!-))?  {field}
    (?: (?P<open>\()  |  [\[{{]*"(?P<phrase>[^"]*)"  |  (?P<word>\S+) )
"""
_FIELD = r"(?:(?P<field>title|company):(?=\S*[^\W_]))?"
_WITHOUT_FIELDS = re.compile(_TYPED.format(field="(?P<field>(?!))?"), re.VERBOSE)
_WITH_FIELDS = re.compile(_TYPED.format(field=_FIELD), re.VERBOSE | re.IGNORECASE)
_PREFIX = re.compile(r"[^*]*[^\W_]\*")
_LAST_RUN = re.compile(r"[^\W_]+$")
# Around a word; "." stays before it (.NET), "+" and "#" behind it (C++, C#).
_BEFORE = "\"'`()[]{}<>,;:!?*~^=|\\/+@#&%$-_"
_AFTER = "\"'`()[]{}<>,;:!?*~^=|\\/.@&%$-_"
_BEHIND_GROUP = ".,;:!?"
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
    """The text has more characters, words, prefixes or levels than are searched for."""


class NoWordError(TextError):
    """The text has no letter and no digit: it would find nothing, or everything."""

    def __init__(self) -> None:
        super().__init__("there is no word to search for: give at least one letter or digit")


class ShortPrefixError(TextError):
    """Too little stands before a star."""

    def __init__(self, word: str) -> None:
        super().__init__(
            f"{word}* begins too many words: give at least {SHORTEST_PREFIX} letters or digits"
            " before the star, or no star"
        )


class TextField(StrEnum):
    """The fields that a text may name."""

    TITLE = "title"
    COMPANY = "company"


@dataclass(frozen=True, slots=True)
class Term:
    """Words that belong together: one word, the parts of UI/UX in any order, or a quoted phrase.

    Of a `prefix`, the last word is only the beginning of what is sought. `field` is null where any
    will do.
    """

    words: tuple[str, ...]
    quoted: bool = False
    prefix: bool = False
    field: TextField | None = None

    @property
    def is_word(self) -> bool:
        """Whether it is a word, or several, as they are."""
        return not self.quoted and not self.prefix


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of the options must occur."""

    options: tuple["Part", ...]


@dataclass(frozen=True, slots=True)
class Every:
    """All that is required must occur, and nothing of what is excluded."""

    required: tuple["Part", ...]
    excluded: tuple["Part", ...] = ()


Part = Term | Either | Every


@dataclass(frozen=True, slots=True)
class _Item:
    """A part of a text, or an operator (`OR`, `AND`) that becomes one where it joins nothing."""

    part: Part
    excluded: bool = False
    operator: str | None = None


@dataclass(frozen=True, slots=True)
class _Bracket:
    """One that opens a group, with what stands before it, or closes it."""

    opens: bool
    excluded: bool = False
    field: TextField | None = None


def parse(text: str, *, fields: bool = False) -> Every:
    """Read a text of at most `MAX_LENGTH` characters; `fields` tells whether it may name some.

    Raises `TextTooLongError`, `ShortPrefixError` and `NoWordError`.
    """
    if len(text) > MAX_LENGTH:
        raise _too_long("characters", MAX_LENGTH, len(text))
    read = _tree(_lexemes(_uniform(text), fields=fields))
    found = list(terms_of(read))
    if not found:
        raise NoWordError
    words = sum(_size(word) for term in found for word in term.words)
    if words > MAX_WORDS:
        raise _too_long("words", MAX_WORDS, words)
    prefixes = sum(term.prefix for term in found)
    if prefixes > MAX_PREFIXES:
        raise _too_long("words with a star", MAX_PREFIXES, prefixes)
    if (depth := _depth(read)) > MAX_DEPTH:
        raise _too_long("levels of parentheses", MAX_DEPTH, depth)
    return read


def terms_of(part: Part) -> Iterator[Term]:
    """Give every term of a text, the excluded ones too."""
    if isinstance(part, Term):
        yield part
    else:
        for child in _children(part):
            yield from terms_of(child)


def is_plain(word: str) -> bool:
    """Whether a word is surely one word to the index too, not several (`full-stack`, `NodeJS`)."""
    return _PLAIN.fullmatch(word) is not None


def _too_long(what: str, most: int, given: int) -> TextTooLongError:
    return TextTooLongError(f"at most {most} {what} are searched for, these are {given}")


def _children(part: Either | Every) -> tuple[Part, ...]:
    return part.options if isinstance(part, Either) else part.required + part.excluded


def _depth(part: Part) -> int:
    """How many groups are within each other; an `Every` with an `Either` is one."""
    if isinstance(part, Term):
        return 0
    below = max((_depth(child) for child in _children(part)), default=0)
    return below + isinstance(part, Every)


def _size(text: str) -> int:
    """How many words the index makes of a text, at the most."""
    return len(_INDEXED.findall(text))


def _uniform(text: str) -> str:
    """Write quotes in one way, and as one what the index knows as one word: R & D, 401 (k)."""
    printable = _UNPRINTABLE.sub(" ", text).translate(_QUOTES)
    joined = _SPACED_INITIALS.sub(r"\1&\2", printable)
    return _PENSION.sub(r"\1\2", _SPACED_GO_TO_MARKET.sub(r"\1-\2-\3", joined))


def _lexemes(text: str, *, fields: bool) -> Iterator[_Item | _Bracket]:
    for match in (_WITH_FIELDS if fields else _WITHOUT_FIELDS).finditer(text):
        excluded = match["minus"] is not None
        field = TextField(match["field"].lower()) if match["field"] else None
        if match["open"]:
            yield _Bracket(opens=True, excluded=excluded, field=field)
        elif match["phrase"] is not None:
            yield from _item(Term((match["phrase"],), quoted=True, field=field), excluded)
        elif match[0] in {"OR", "AND"}:
            yield _Item(Term((match[0],)), operator=match[0])
        else:
            word, closing = _closed(match["word"])
            yield from _item(_term(word, field), excluded)
            yield from [_Bracket(opens=False)] * closing


def _closed(word: str) -> tuple[str, int]:
    """Take off the parentheses that close what is not opened in the word itself: `(driver(s))`."""
    bare = word.rstrip(_BEHIND_GROUP)
    closing = 0
    while bare.endswith(")") and bare.count(")") > bare.count("("):
        bare, closing = bare[:-1], closing + 1
    return (bare, closing) if closing else (word, 0)


def _item(term: Term, excluded: bool) -> Iterator[_Item]:
    if any(map(_has_letter, term.words)):
        yield _Item(term, excluded)


def _term(word: str, field: TextField | None) -> Term:
    parts = (part.lstrip(_BEFORE).rstrip(_AFTER) for part in word.split("/"))
    words = tuple(part for part in parts if _has_letter(part))
    return Term(words, prefix=_is_prefix(word), field=field)


def _is_prefix(word: str) -> bool:
    """Whether a star stands for the rest of the word. Raises `ShortPrefixError`.

    Of a word that is indexed letter by letter, the rest is found anyway.
    """
    beginning = word.rstrip(_BEHIND_GROUP)
    if not _PREFIX.fullmatch(beginning) or re.search(rf"[{_UNSPACED}]\*$", beginning):
        return False
    run = _LAST_RUN.search(beginning[:-1])
    if run is None or len(run[0]) < SHORTEST_PREFIX:
        raise ShortPrefixError(beginning[:-1])
    return True


def _has_letter(text: str) -> bool:
    return any(map(str.isalnum, text))


def _tree(lexemes: Iterator[_Item | _Bracket]) -> Every:
    """Put items into the groups that hold them; what is not closed ends with the text."""
    outer: list[tuple[_Bracket, list[_Item]]] = []
    items: list[_Item] = []
    for lexeme in lexemes:
        if isinstance(lexeme, _Item):
            items.append(lexeme)
        elif lexeme.opens:
            outer.append((lexeme, items))
            items = []
        elif outer:
            items = _around(*outer.pop(), items)
    while outer:
        items = _around(*outer.pop(), items)
    return _every(items)


def _around(bracket: _Bracket, before: list[_Item], items: list[_Item]) -> list[_Item]:
    """The items of the outer group, with the inner one behind them."""
    group = _every(items)
    if not group.required and not group.excluded:
        return before
    part = _bare(group)
    if bracket.field is not None:
        part = _within(part, bracket.field)
    return [*before, _Item(part, bracket.excluded)]


def _bare(group: Every) -> Part:
    alone = len(group.required) == 1 and not group.excluded
    return group.required[0] if alone else group


def _within(part: Part, field: TextField) -> Part:
    """The part with `field` for every term that names none."""
    if isinstance(part, Term):
        return part if part.field else replace(part, field=field)
    if isinstance(part, Either):
        return Either(tuple(_within(option, field) for option in part.options))
    return Every(
        tuple(_within(one, field) for one in part.required),
        tuple(_within(one, field) for one in part.excluded),
    )


def _every(items: list[_Item]) -> Every:
    required: list[tuple[Part, ...]] = []
    joined = False
    for index, item in enumerate(items):
        if operator := _operator(items, index):
            joined = operator == "OR"
        elif not item.excluded:
            before = required.pop() if joined else ()
            required.append((*before, item.part))
            joined = False
    return Every(
        tuple(_either(options) for options in required),
        tuple(item.part for item in items if item.excluded),
    )


def _either(options: tuple[Part, ...]) -> Part:
    return options[0] if len(options) == 1 else Either(options)


def _operator(items: list[_Item], index: int) -> str | None:
    """Name the operator at `index`, if it stands between two parts that it can join."""
    neighbours = items[index - 1 : index] + items[index + 1 : index + 2]
    joins = len(neighbours) == 2 and all(_is_joinable(neighbour) for neighbour in neighbours)
    return items[index].operator if joins else None


def _is_joinable(item: _Item) -> bool:
    return item.operator is None and not item.excluded
