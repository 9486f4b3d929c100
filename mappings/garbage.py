"""How often Python looks for objects that only refer to each other."""

import gc

_NEW_OBJECTS = 50_000


def collect_seldom() -> None:
    """Let this process look after 50,000 new objects, where Python's own rule is 700.

    A page of postings or a bulk of documents is thousands of objects that are all freed by their
    counts of references: looking among them took a tenth of the API's time, and more of a write's.
    https://docs.python.org/3/library/gc.html#gc.set_threshold
    """
    gc.set_threshold(_NEW_OBJECTS)
