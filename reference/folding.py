"""Keys for comparing names."""

import re
import unicodedata

_WITHOUT_DECOMPOSITION = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "\u0131": "i", "ð": "d", "þ": "th"}
)
_MARKS = re.compile("[\u0300-\u036f]")
_NOT_WORD = re.compile(r"[\W_]+")
_APOSTROPHE = re.compile("['\u2019\u02bb`]")


def fold(value: str) -> str:
    """The text without case, accents, and differences of compatibility forms ("Ł" is "l").

    Only the marks of Latin, Greek and Cyrillic are accents: those of other scripts are letters.
    """
    if value.isascii():
        return value.lower()
    plain = unicodedata.normalize("NFKD", value).casefold()
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", plain))
    return unicodedata.normalize("NFKC", bare).translate(_WITHOUT_DECOMPOSITION)


def name_key(value: str) -> str:
    """The folded text with one space in place of punctuation: "Saint-Denis" is "saint denis"."""
    folded = fold(value)
    if folded.isalpha():
        return folded
    return _NOT_WORD.sub(" ", _APOSTROPHE.sub("", folded)).strip()
