"""The sources that the crawler can read, for those who may not import it: made by `make docs`."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What is to be known of a source.

    `listing` says in words how it is read; `off` why its boards are only read when they are named
    one by one (its robots.txt, its terms, no real recording yet), null where they are on.
    """

    name: str
    title: str
    documentation: str
    listing: str
    off: str | None


@cache
def sources() -> dict[str, SourceFacts]:
    """Every source by its name."""
    path = files(__package__) / "sources.json"
    return {facts["name"]: SourceFacts(**facts) for facts in json.loads(path.read_text("utf-8"))}
