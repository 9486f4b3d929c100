"""What was meant, where a search finds nothing: another spelling that finds something.

Elasticsearch's term suggester knows which words of the index look like a typed one; which of the
texts with other words find anything under the same filters is counted before one is suggested. A
suggestion is never searched for by itself.
https://www.elastic.co/docs/reference/elasticsearch/rest-apis/search-suggesters#term-suggester
"""

import re
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import Any

from api.filters import Facts
from api.params import JobsParameters
from api.query import matching
from api.text import TextError, parse, terms_of

Search = Callable[..., Awaitable[Mapping[str, Any]]]
"""Runs a search body in the view of the search that found nothing."""

_FIELDS = (
    "title.exact",
    "skills.exact",
    "company.name.exact",
    "places.exact",
    "description_text.exact",
)
_SHORTEST = 4
"""Letters of a word that may be misspelt: of a shorter one, almost any other is one letter away."""
_MAX_WORDS = 8
_OPTIONS = 3
"""Other words for one."""
_CANDIDATES = 12
"""Texts that are counted, at most."""
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Option:
    """Another word: how alike it is (1 is the same), and how many postings say it."""

    word: str
    score: float
    postings: int


async def suggestion(params: JobsParameters, facts: Facts, search: Search) -> str | None:
    """Give a text for `q` that finds something where `params` finds nothing; else null."""
    words = _words(params.q) if params.q is not None else ()
    if params.q is None or not words:
        return None
    answer = await search(**options_request(words))
    texts = list(candidates(params.q, options_of(words, answer["suggest"])))
    if not texts:
        return None
    counted = await search(**counting_request(params, facts, texts))
    counts = counted["aggregations"]["texts"]["buckets"]
    return next(
        (text for text, found in zip(texts, counts, strict=True) if found["doc_count"]), None
    )


def options_request(words: Sequence[str]) -> dict[str, Any]:
    """Write the search for words that look like these."""
    suggested = {
        field: {
            "text": " ".join(words),
            "term": {
                "field": field,
                "suggest_mode": "always",
                "min_word_length": _SHORTEST,
                "size": _OPTIONS,
            },
        }
        for field in _FIELDS
    }
    return {"suggest": suggested, "size": 0, "track_total_hits": False}


def options_of(
    words: Sequence[str], suggested: Mapping[str, Sequence[Mapping[str, Any]]]
) -> dict[str, list[Option]]:
    """Read the words that look like each, the likeliest first: those that differ least, of these
    those that most postings say."""
    options: dict[str, dict[str, Option]] = {word: {} for word in words}
    for entries in suggested.values():
        for entry in entries:
            for found in entry["options"]:
                option = Option(found["text"], round(found["score"], 2), found["freq"])
                known = options.setdefault(entry["text"], {}).get(option.word)
                if known is None or known.postings < option.postings:
                    options[entry["text"]][option.word] = option
    return {
        word: sorted(found.values(), key=lambda one: (-one.score, -one.postings))[:_OPTIONS]
        for word, found in options.items()
        if found
    }


def candidates(text: str, options: Mapping[str, Sequence[Option]]) -> Iterator[str]:
    """Give texts with other words in the place of some, those with the fewest and likest first."""
    words = list(options)
    choices = [(None, *options[word]) for word in words]
    changes = [
        {word: one for word, one in zip(words, chosen, strict=True) if one is not None}
        for chosen in islice(product(*choices), 1_000)
    ]
    changes.sort(key=lambda change: (len(change), -sum(one.score for one in change.values())))
    texts = (_changed(text, change) for change in changes if change)
    yield from islice((one for one in texts if _is_readable(one)), _CANDIDATES)


def counting_request(params: JobsParameters, facts: Facts, texts: Sequence[str]) -> dict[str, Any]:
    """Write the search that counts what each text finds under the filters of `params`."""
    queries = [matching(params.model_copy(update={"q": text}), facts) for text in texts]
    return {
        "aggs": {"texts": {"filters": {"filters": queries}}},
        "size": 0,
        "track_total_hits": False,
    }


def _words(text: str) -> tuple[str, ...]:
    """The words of a text that may be misspelt, in small letters."""
    typed = (word for term in terms_of(parse(text, fields=True)) for word in term.words)
    found = (letters.lower() for word in typed for letters in _LETTERS.findall(word))
    long = dict.fromkeys(word for word in found if len(word) >= _SHORTEST)
    return tuple(islice(long, _MAX_WORDS))


def _changed(text: str, change: Mapping[str, Option]) -> str:
    return _LETTERS.sub(
        lambda found: change[found[0].lower()].word if found[0].lower() in change else found[0],
        text,
    )


def _is_readable(text: str) -> bool:
    try:
        parse(text, fields=True)
    except TextError:
        return False
    return True
