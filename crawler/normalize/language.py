"""The language of a text: from the tag of the source, or found in the text.

The identifier is CLD2 (https://github.com/CLD2Owners/cld2), whose model comes inside the package.
`benchmarks/normalize/words.py` measures it: on ads of 150 letters and more it is as right as
py3langid, fastText's lid.176 and lingua, at a tenth of the cost of the fastest of them, and it says
which share of the text is in which language.
"""

import re
import unicodedata
from collections import Counter
from functools import cache

import pycld2  # type: ignore[import-untyped]

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
_LEAST_BYTES = 150
_LEAST_SHARE = 70
_PART = 300
_CODES = {"iw": "he", "jw": "jv", "zh-Hant": "zh", "nb": "no", "tl": "fil"}
# What the identifier refuses to read.
_UNREADABLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U0001fffe-\U0010ffff]"
)

_LATIN = frozenset({"LATIN"})
_EAST_ASIAN = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL"})
_NO_PLAIN_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())
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


def identified_language(text: str | None) -> str | None:
    """The ISO 639 code of the language that most of a text is written in.

    Null where fewer than 150 bytes of words say anything, where less than 70 per cent of them are
    in one language (two side by side), or where the identifier itself is unsure.
    """
    if not text or len(text) * 4 < _LEAST_BYTES:
        return None
    sample = _parts(text)
    try:
        sure, size, found = pycld2.detect(sample)
    except (pycld2.error, UnicodeEncodeError):
        sure, size, found = pycld2.detect(_UNREADABLE.sub(" ", sample))
    _, code, share, _ = found[0]
    if not sure or size < _LEAST_BYTES or share < _LEAST_SHARE or code == "un":
        return None
    code = _CODES.get(code, code)
    return language_coded(code) if code.isalpha() else None


def _parts(text: str) -> str:
    """Of a long text its beginning, middle and end: a second language may stand anywhere."""
    if len(text) <= 3 * _PART:
        return text
    middle = (len(text) - _PART) // 2
    return f"{text[:_PART]}\n{text[middle : middle + _PART]}\n{text[-_PART:]}"


def _letters(text: str | None) -> Counter[str]:
    """How many letters of each script the beginning of the text holds."""
    sample = (text or "")[:_SAMPLE]
    # Most letters of most texts are these, and need no look at each.
    plain = sample.encode("ascii", "ignore").translate(None, _NO_PLAIN_LETTERS)
    letters = Counter({"LATIN": len(plain)})
    for char in _ASCII.sub("", sample):
        if char.isalpha():
            script = _script(char)
            letters[script] += 2 if script in _EAST_ASIAN else 1
    return +letters


@cache
def _script(char: str) -> str:
    return unicodedata.name(char, "UNKNOWN").split(" ")[0].split("-")[0]
