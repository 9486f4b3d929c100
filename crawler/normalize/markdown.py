"""Descriptions in Markdown.

https://spec.commonmark.org/
"""

from markdown_it import MarkdownIt

_COMMONMARK = MarkdownIt("commonmark")


def markdown_html(text: str | None) -> str | None:
    """The HTML of a Markdown text; null where there is none."""
    return _COMMONMARK.render(text) if text and text.strip() else None
