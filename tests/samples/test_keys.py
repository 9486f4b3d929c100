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


def lines(text: str) -> Iterator[str]:
    """The visible lines of HTML, escaped or not, with single spaces."""
    visible = TAG.sub("\n", html.unescape(html.unescape(text)))
    return (" ".join(line.split()) for line in visible.split("\n"))


@pytest.mark.parametrize("source", sources_with_keys())
def test_keys_are_those_of_the_real_lists(source: str) -> None:
    assert types_by_path(real_lists(source)) == Keys.load(source).sampled


def test_no_sentence_of_ours_is_a_real_one() -> None:
    real = [line for path in samples().rglob("*.*") for text in texts(path) for line in lines(text)]
    everything = "\n".join(real)
    own = {
        line
        for folder in (RECORDED, SOURCES)
        for path in folder.rglob("*.*")
        if path.suffix in {".json", ".html"} and path.name not in {"meta.json", "keys.json"}
        for text in texts(path)
        for line in lines(text)
        if len(line) > LONG
    }
    assert len(own) > 1_000, "too little was read to show anything"
    assert [line for line in sorted(own) if line in everything] == []
