"""Text in XML 1.0: what it cannot hold is left out, what would end a section is split.

https://www.w3.org/TR/xml/#charsets
"""

import re
from xml.sax.saxutils import escape, quoteattr

_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def allowed(text: str) -> str:
    """The text without the characters that no XML document may hold."""
    return _FORBIDDEN.sub("", text)


def cdata(text: str) -> str:
    """A CDATA section, or as many as it takes."""
    return f"<![CDATA[{allowed(text).replace(']]>', ']]]]><![CDATA[>')}]]>"


def element(name: str, text: str | None = None, **attributes: str) -> str:
    """One element on a line of its own, empty without a text."""
    marks = "".join(f" {key}={quoteattr(allowed(value))}" for key, value in attributes.items())
    if text is None:
        return f"<{name}{marks}/>\n"
    return f"<{name}{marks}>{escape(allowed(text))}</{name}>\n"
