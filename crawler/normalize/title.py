"""A title as words: the parts that its punctuation makes, without the marks of gender."""

import re
from functools import lru_cache

from reference.folding import fold

Part = tuple[str, ...]
"""The folded words of one part, in their order."""

_CAMEL_ENDING = re.compile(r"(?<=[a-zäöüß])In(?:nen)?\b")
# "(m/w/d)", "H/F", "(all genders)": a word on who may apply.
_SEX = r"(?:[mwfhdxia]|nb|div|v|k|n|gn|o|all|any|alle|c)"
_WHO = re.compile(
    rf"[(\[]\s*{_SEX}(?:\s*[/|*,.\\:\-]\s*{_SEX})+\s*[)\]]"
    r"|(?<!\w)(?:[mwfh]\s?/\s?[fwmhvk](?:\s?/\s?(?:[dxvin]|nb|div))?)(?!\w)"
    r"|[(\[]\s*(?:all genders?|alle|all|gn\*?|any gender|w?mfd|d?mwd)\s*[)\]]"
)
# "Verkäufer:in", "vendedor/a", "chargé(e)", "kaufmann/-frau": the other form of the same word.
_OTHER_FORM = re.compile(
    r"(?<=[^\W\d_]{3})"
    r"(?:\s?[:*_·•/]\s?-?|\.|-)?"
    r"(?:(?<=[:*_·•/.\-])(?:innen|in|frau|as?|os?|e|es|ne|r|n|ere|iere|euse|rice|trice|ora|ra)"
    r"|\(-?(?:innen|in|as?|os?|e|s|es|r|n|ne|ere|euse|rice|trice|ora|ra)\))"
    r"(?![\w-])"
)
_MARKED = re.compile(r"[/(:*_\u00b7\u2022\[]|\w[.-]e\b")
_BREAK = re.compile(
    r"(?<=\s)[-/]|-(?=\s)|[~\u2010-\u2015|,;:()\[\]{}@!?\u2022\u00b7\"]|(?<=\s)[.](?=\s)"
)
_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=8192)
def parts(title: str) -> tuple[Part, ...]:
    """The parts between commas, brackets, dashes: "Cook (m/w/d) - Nights" is (cook) (nights)."""
    text = fold(_CAMEL_ENDING.sub("", title) if "In" in title else title)
    if not text.isalpha() and _MARKED.search(text):
        text = _OTHER_FORM.sub("", _WHO.sub(" | ", text))
    found = (tuple(_WORD.findall(part)) for part in _BREAK.split(text))
    return tuple(part for part in found if part)
