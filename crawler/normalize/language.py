"""Language tags of sources, and whether the text's script contradicts one."""

import re
import unicodedata
from collections import Counter
from functools import cache

from crawler.normalize.text import clean
from reference.languages import language_coded, language_named

_TAG = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{2,8})*", re.IGNORECASE)
_SAMPLE = 2000
_LEAST_LATIN = 0.5
_LEAST_OTHER = 0.1

# Scripts that a language is written in; a language that is not listed is written in Latin script.
_SCRIPTS: dict[str, frozenset[str]] = {
    "ja": frozenset({"CJK", "HIRAGANA", "KATAKANA"}),
    "zh": frozenset({"CJK"}),
    "ko": frozenset({"HANGUL", "CJK"}),
    **dict.fromkeys(("ar", "fa", "ur", "ps", "ckb", "ug", "sd"), frozenset({"ARABIC"})),
    **dict.fromkeys(("ru", "uk", "bg", "be", "mk", "ky", "tg", "mn"), frozenset({"CYRILLIC"})),
    **dict.fromkeys(("sr", "kk", "uz", "az", "tt", "bs"), frozenset({"CYRILLIC", "LATIN"})),
    "el": frozenset({"GREEK"}),
    "he": frozenset({"HEBREW"}),
    "yi": frozenset({"HEBREW"}),
    "th": frozenset({"THAI"}),
    "ka": frozenset({"GEORGIAN"}),
    "hy": frozenset({"ARMENIAN"}),
    **dict.fromkeys(("hi", "mr", "ne", "sa"), frozenset({"DEVANAGARI"})),
    "bn": frozenset({"BENGALI"}),
    "ta": frozenset({"TAMIL"}),
    "te": frozenset({"TELUGU"}),
    "kn": frozenset({"KANNADA"}),
    "ml": frozenset({"MALAYALAM"}),
    "gu": frozenset({"GUJARATI"}),
    "pa": frozenset({"GURMUKHI", "ARABIC"}),
    "si": frozenset({"SINHALA"}),
    "km": frozenset({"KHMER"}),
    "lo": frozenset({"LAO"}),
    "my": frozenset({"MYANMAR"}),
    "am": frozenset({"ETHIOPIC"}),
}
_LATIN = frozenset({"LATIN"})
_EAST_ASIAN = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL"})
_NO_PLAIN_LETTER = re.compile(r"[^A-Za-z]+")
_ASCII = re.compile(r"[\x00-\x7f]+")


def language_code(text: str | None) -> str | None:
    """ISO 639 code (two letters where there is one) of "en-US", "EN_gb", "English", "deutsch".

    Null where the text names no language that ISO 639 lists.
    """
    line = clean(text)
    if line is None:
        return None
    tag = _TAG.fullmatch(line)
    return (language_coded(tag[1].lower()) if tag else None) or language_named(line)


def contradicts_script(code: str | None, text: str | None) -> bool:
    """Whether `text` is written in scripts that language `code` is not written in.

    A Japanese ad tagged `en` contradicts, an English ad tagged `ja` does too. Latin words stand in
    ads of every language: one in Latin script needs half of its letters, any other a tenth. Kana,
    Hangul and Han characters count double: one says as much as two letters. A text without letters
    and a null code contradict nothing.
    """
    if code is None:
        return False
    letters = _letters(text)
    if not letters:
        return False
    scripts = _SCRIPTS.get(code, _LATIN)
    share = sum(letters[script] for script in scripts) / letters.total()
    return share < (_LEAST_LATIN if "LATIN" in scripts else _LEAST_OTHER)


def _letters(text: str | None) -> Counter[str]:
    """How many letters of each script the beginning of the text holds."""
    sample = (text or "")[:_SAMPLE]
    # Most letters of most texts are these, and need no look at each.
    letters = Counter({"LATIN": len(_NO_PLAIN_LETTER.sub("", sample))})
    for char in _ASCII.sub("", sample):
        if char.isalpha():
            script = _script(char)
            letters[script] += 2 if script in _EAST_ASIAN else 1
    return +letters


@cache
def _script(char: str) -> str:
    return unicodedata.name(char, "UNKNOWN").split(" ")[0].split("-")[0]
