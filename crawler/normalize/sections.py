"""One description out of the sections into which a source divides it."""

import re
from collections.abc import Iterable
from html import escape, unescape

_TAG = re.compile(r"<[^>]*>")


def sections(parts: Iterable[tuple[str | None, str | None]]) -> str:
    """HTML of sections, each a heading in plain text and a text in HTML, in their order.

    A section whose text shows nothing (null, `<p><br></p>`) is left out with its heading.
    """
    return "".join(
        f"<h3>{escape(heading.strip())}</h3>{text}" if heading and heading.strip() else text
        for heading, text in parts
        if text and unescape(_TAG.sub("", text)).strip()
    )
