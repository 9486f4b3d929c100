"""Reading schema.org properties, each of which may be one value or many, text or object."""

import html
from typing import Any

from crawler.fields import Fields
from crawler.normalize.text import clean


def nodes(of: Fields, path: str) -> list[Any]:
    """The values of a property: objects as `Fields`, others as they are. Booleans are no values."""
    found = [one for one in of.many(path) if not isinstance(one, bool)]
    for one in found:
        if isinstance(one, Fields):
            # Syntax, which says nothing of the posting, counts as read.
            one.value("@type")
            one.value("@id")
    return found


def objects(of: Fields, path: str) -> list[Fields]:
    """Those values that are objects."""
    return [one for one in nodes(of, path) if isinstance(one, Fields)]


def lines(of: Fields, path: str) -> list[str]:
    """Each value as one line of text with entities undone; an object's `value`, else its `name`."""
    found: list[str] = []
    for one in nodes(of, path):
        if isinstance(one, Fields):
            # Both are read, so that none counts as unmapped.
            value, name = lines(one, "value"), lines(one, "name")
            found += value or name
        elif (text := clean(html.unescape(str(one)))) is not None:
            found.append(text)
    return found


def line(of: Fields, path: str) -> str | None:
    """The first of the lines."""
    return next(iter(lines(of, path)), None)
