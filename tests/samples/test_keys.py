"""Our recordings against real ones, where these are at hand: `OPENINGS_SAMPLES` names their folder.

Below it stand `<source>/NAME.json` or `NAME.html` with `NAME.meta.json` (url, status, real) beside.
"""

import html
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.key_paths import (
    RECORDED,
    SOURCES,
    Keys,
    sources_with_keys,
    strings,
    types_by_path,
)

LONG = 40
TAG = re.compile(r"<[^<>]+>")
SENTENCE_END = re.compile(r"(?<=[.!?;:])\s")
OURS_ALONE = frozenset({"meta.json", "keys.json", "expected.json"})


def samples() -> Path:
    return Path(os.environ["OPENINGS_SAMPLES"])


def real_lists(source: str) -> list[Any]:
    """The list answers among the samples that were recorded and not made up."""
    files = [path for path in (samples() / source).glob("*list*.json") if _is_real(path)]
    return [json.loads(path.read_text()) for path in files]


def _is_real(path: Path) -> bool:
    about = path.with_suffix(".meta.json")
    return about.exists() and bool(json.loads(about.read_text())["real"])


def texts(path: Path) -> Iterator[str]:
    """The texts of a file: of JSON its string values, else the file as it is."""
    content = path.read_text()
    if path.suffix == ".json":
        try:
            yield from strings(json.loads(content))
        except json.JSONDecodeError:  # a case may show a body that was cut
            yield content
    else:
        yield content


def sentences(text: str) -> Iterator[str]:
    """The long sentences that a reader of HTML, escaped or not, would see."""
    for line in TAG.sub("\n", html.unescape(html.unescape(text))).split("\n"):
        for sentence in SENTENCE_END.split(" ".join(line.split())):
            if len(sentence) > LONG:
                yield sentence


def sentences_below(folder: Path) -> set[str]:
    endings = (".json", ".html", ".txt")
    files = [p for p in folder.rglob("*") if p.suffix in endings and p.name not in OURS_ALONE]
    return {sentence for path in files for text in texts(path) for sentence in sentences(text)}


@pytest.mark.parametrize("source", sources_with_keys())
def test_keys_are_those_of_the_real_lists(source: str) -> None:
    assert types_by_path(real_lists(source)) == Keys.load(source).sampled


def test_no_sentence_of_ours_is_a_real_one() -> None:
    ours = sentences_below(RECORDED) | sentences_below(SOURCES)
    real = {
        sentence
        for source in sources_with_keys()
        for sentence in sentences_below(samples() / source)
    }
    assert min(len(ours), len(real)) > 1_000, "too little was read to show anything"
    all_ours, all_real = "\n".join(ours), "\n".join(real)
    assert [sentence for sentence in sorted(ours) if sentence in all_real] == []
    assert [sentence for sentence in sorted(real) if sentence in all_ours] == []
