r"""How the text of job postings is cut into words, at indexing and at searching alike.

Elasticsearch's own tokenizers lose what tells jobs apart (C++ and C#, .NET, R&D), so `WORD` says
what a word is, and the `pattern` tokenizer cuts by it in one pass. One pass matters: each further
character filter costs about as much as the whole tokenizer does.

Analyzers: `job_text` (indexing: folded and stemmed), `job_exact` (folded only, for quoted
phrases), `job_beginning` (for what only begins a word of `job_exact`), `job_search` and
`job_search_phrases` (as `job_text`, with the two kinds of synonym rules of `synonyms`). No word is
dropped: IT, AI, Go and "us" are all searched for. The normalizer `folded` is for names that are
compared whole.
https://www.elastic.co/docs/reference/text-analysis/analysis-pattern-tokenizer
"""

from collections.abc import Sequence
from typing import Any

from mappings.synonyms import SynonymSet, set_rules, word_rules

# Kana, Hangul and Han: the blocks of the letters that are written without spaces.
_CJK = (
    r"\u3005-\u30FF\u3130-\u318F\u31F0-\u31FF\u3400-\u9FFF\uA960-\uA97F\uAC00-\uD7FF"
    r"\uF900-\uFAFF\uFF66-\uFFDC\x{20000}-\x{3FFFF}"
)
_W = rf"[\p{{L}}\p{{N}}\p{{M}}&&[^{_CJK}]]"
_END = r"(?![\p{L}\p{N}])"
# Java tests a set of single Latin letters by one look into a table, ranges and \p{L} more slowly.
_LATIN_WITHOUT_J = "[abcdefghiklmnopqrstuvwxyzABCDEFGHIKLMNOPQRSTUVWXYZ]"
_BETWEEN = r"""[ \n\r\t,;:!?()/"*-]"""

WORD_FORMS = (
    # Go-to-market, with spaces too: nobody means the language Go. 401(k) and 401 k are 401k.
    rf"[Gg][Oo][ -](?i:to[ -]market){_END}",
    rf"4(?:01|03|57)[ -]?\(?[KkBb](?:\)|{_END})",
    # Two short cuts, which decide most cases: a plain word (no form below is two letters or more
    # followed by a plain sign, nor begins with four letters without a j), and no word at all.
    rf"{_LATIN_WITHOUT_J}{{2,255}}+(?=[ \n,;:)])",
    rf"{_LATIN_WITHOUT_J}{{4,255}}+(?!{_W}|')",
    # C++, C#, F#: a lone letter, so that neither Notepad++ nor "#1" is meant. C++17 is C++ and 17.
    r"\p{L}(?:\+\+|#)",
    # .NET and ASP.NET, but not the end of a host name or of a sentence ("internet.Networks").
    r"\.(?:NET|(?<![\p{L}\p{N}]\.)[Nn][Ee][Tt]|(?<=(?i:asp|vb|ado)\.)[Nn][Ee][Tt])(?!\p{L})",
    # R&D, Q&A, P&ID, AT&T, FP&A, R & D: one word, so that "R" and "C" find the languages only.
    rf"\p{{L}}&\p{{L}}{{1,3}}{_END}",
    rf"\p{{L}}{{2,3}}&\p{{L}}{_END}",
    rf"\p{{L}} & \p{{L}}{_END}",
    # U.S., e.g., Ph.D.
    rf"\p{{L}}(?:\.\p{{L}}){{1,7}}+{_END}",
    rf"[Pp][Hh]\.[Dd]{_END}",
    # T-SQL, e-commerce, X-ray, C-level; but C-Entwickler and R-Programmierer are two words.
    rf"(?<!-)(?![CcRr]-)\p{{L}}-{_W}{{1,255}}+",
    rf"(?<!-)[Cc]-(?i:level|suite){_END}",
    # NodeJS is Node and JS, as Node.js and "Node JS" are; DJs are no JS.
    rf"{_W}{{2,255}}(?=[Jj][Ss]{_END})",
    # Any other word, with what its apostrophe holds on to: driver's, d'études, O'Reilly.
    rf"{_W}{{1,255}}+(?:'{_W}{{1,255}}+)?",
    # Chinese, Japanese and Korean have no word boundaries to go by: each character is one, and
    # what is searched for is a phrase of them.
    rf"[\p{{L}}\p{{N}}&&[{_CJK}]]",
)
WORD = rf"(?!{_BETWEEN})(?:{'|'.join(WORD_FORMS)})"
"""What a word is, as a regular expression of Java. No word is longer than the 255 characters that
Elasticsearch's standard tokenizer allows: a term of over 32,766 bytes would be refused."""

_UNIFORM = {
    # Spaces that cannot be seen part words; marks that cannot be seen within words go.
    "\u200b": r"\u0020",
    "\u200c": r"\u0020",
    "\ufeff": r"\u0020",
    "\u00ad": "",
    "\u200d": "",
    "\u200e": "",
    "\u200f": "",
    "\u2060": "",
    # One apostrophe, hyphen, plus, sharp, ampersand and dot.
    "\u2018": "'",
    "\u2019": "'",
    "\uff07": "'",
    "\u2010": "-",
    "\u2011": "-",
    "\uff0d": "-",
    "\uff0b": "+",
    "\uff03": "#",
    "\u266f": "#",
    "\uff06": "&",
    "\uff0e": ".",
    # "u" with a combining diaeresis is the same as the one character that folding knows.
    **{chr(code): "" for code in range(0x0300, 0x0370)},
}

# French articles and conjunctions before a vowel: l'Oréal is found by Oréal.
_ELIDED = ["c", "d", "j", "jusqu", "l", "lorsqu", "m", "n", "puisqu", "qu", "quoiqu", "s", "t"]

# kstem joins plurals and inflections that its dictionary knows (nurses, hiring), and leaves apart
# what other stemmers join (university and universal). What it joins and job postings tell apart:
# work and who does it (train, trainer), trades and what they come from (account, accounting), and
# languages and countries (French teachers are not sought in France).
_WORKERS = ("carer", "closer", "loader", "processor", "roofer", "shopper", "trainer", "influencer")
_TRADES = (
    *("accounting", "billing", "hosting", "machining", "programming", "staffing", "trading"),
    *("usability", "wellness", "sales", "news", "customs", "goods", "going", "goes"),
)
_LANGUAGES = (
    *("american", "british", "chinese", "danish", "french", "german", "greek", "irish", "italian"),
    *("japanese", "portuguese", "russian", "spanish", "swedish", "swiss", "turkish"),
)
_OWN_STEMS = [
    *(f"{worker}, {worker}s => {worker}" for worker in _WORKERS),
    *(f"{word} => {word}" for word in (*_TRADES, *_LANGUAGES)),
]

_FOLDING = ("asciifolding", "inner_signs", "elision")
_STEMMING = ("possessive", "own_stems", "kstem", "short", "plural")
_EXACT = ("lowercase", "umlauts", *_FOLDING)
# Rules of synonyms cannot be read where one word becomes two.
_SEARCHED = ("lowercase", *_FOLDING, *_STEMMING)


def normalizer() -> dict[str, Any]:
    """The settings of the normalizer `folded`: neither case nor accents matter."""
    return {
        "char_filter": {"uniform": _mapping(_UNIFORM)},
        "normalizer": {
            "folded": {
                "type": "custom",
                "char_filter": ["uniform"],
                "filter": ["lowercase", "asciifolding", "trim"],
            }
        },
    }


def job_analysis(synonyms: Sequence[SynonymSet]) -> dict[str, Any]:
    """The setting `analysis` of the jobs index."""
    return normalizer() | {
        "tokenizer": {"words": {"type": "pattern", "pattern": WORD, "group": 0}},
        "filter": _filters(synonyms),
        "analyzer": {
            "job_text": _analyzer(*_EXACT, *_STEMMING),
            "job_exact": _analyzer(*_EXACT),
            "job_beginning": _analyzer("lowercase", *_FOLDING),
            "job_search": _analyzer(*_SEARCHED, "word_synonyms"),
            "job_search_phrases": _analyzer(*_SEARCHED, "set_synonyms"),
        },
    }


def _filters(synonyms: Sequence[SynonymSet]) -> dict[str, Any]:
    return {
        # t-sql: tsql, u.s: us, r & d: r&d, 401(k): 401k; but .net keeps its dot.
        "inner_signs": _replace(r"[ .()-](?<!^\.)", ""),
        # Büro is found by Buero as well as by Buro: whoever has no such key writes an e.
        "umlauts": {"type": "multiplexer", "filters": ["spelt_umlauts"]},
        "spelt_umlauts": _replace("[äöüø]", "$0e"),
        "elision": {
            "type": "elision",
            "articles": _ELIDED,
        },
        "possessive": {"type": "stemmer", "language": "possessive_english"},
        "own_stems": {"type": "stemmer_override", "rules": _OWN_STEMS},
        # What its dictionary has as a word of its own (nights, offices, mechanics) kstem leaves in
        # the plural. Short words are none: GPS is not GP, "its" not IT.
        "short": {"type": "keyword_marker", "keywords_pattern": ".{1,4}"},
        "plural": {"type": "stemmer", "language": "minimal_english"},
        "word_synonyms": {"type": "synonym_graph", "synonyms": word_rules(synonyms)},
        "set_synonyms": {"type": "synonym_graph", "synonyms": set_rules(synonyms)},
    }


def _analyzer(*filters: str) -> dict[str, Any]:
    return {
        "type": "custom",
        "char_filter": ["uniform"],
        "tokenizer": "words",
        "filter": list(filters),
    }


def _mapping(replacements: dict[str, str]) -> dict[str, Any]:
    rules = [rf"\u{ord(sign):04X} => {other}" for sign, other in replacements.items()]
    return {"type": "mapping", "mappings": rules}


def _replace(pattern: str, replacement: str) -> dict[str, Any]:
    return {"type": "pattern_replace", "pattern": pattern, "replacement": replacement}
