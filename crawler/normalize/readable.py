"""HTML as a reader sees it: one line a block, items with their marks, paragraphs apart.

Own code where libraries exist, because descriptions are half of a crawl's work and it is exact: of
the two that were tried, one takes four times as long and undoes escaping once too often, the other
puts blanks between the letters of a word that is bold in part. It reads the few tags that
`crawler.normalize.html` leaves.
"""

import html as entities
from collections.abc import Callable

from lxml import etree  # type: ignore[import-untyped]

from crawler.normalize.text import visible, words

_APART = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "figure"})
"""Blocks with a blank line before and behind."""
_BLOCKS = _APART | words(
    """article aside blockquote caption dd details div dl dt figcaption footer header hr li main ol
    pre section summary table tbody tfoot thead tr ul"""
)
_CELLS = frozenset({"td", "th"})
_PARSER = etree.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
_BULLETS = ("* ", "+ ", "o ", "- ")


def readable(html: str) -> str:
    """The text of sanitised HTML; plain text with entities where there is no markup.

    Lines have no blanks around them and single ones within, and no two blank lines follow each
    other. Items carry "* " or their number, nested ones "+ ".
    """
    html = visible(html)
    if "<" not in html:
        return _Writer().plain(entities.unescape(html))
    tree = etree.fromstring(f"<div>{html}</div>", _PARSER)
    writer = _Writer()
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        (writer.open if event == "start" else writer.close)(element)
    return writer.text()


class _Writer:
    """Takes elements in their order and keeps the finished lines."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._marks: list[Callable[[], str]] = []
        self._mark = ""
        self._gap = False
        self._verbatim = 0

    def text(self) -> str:
        """All lines."""
        self._break()
        return "\n".join(self._lines)

    def plain(self, text: str) -> str:
        """All lines of a text without markup."""
        self._verbatim += 1
        self._take(text)
        return self.text()

    def open(self, element: etree._Element) -> None:
        """An element begins: what is before its text, then its text."""
        tag = element.tag
        if tag in _BLOCKS:
            self._break(apart=tag in _APART)
        if tag == "ul":
            bullet = _BULLETS[len(self._marks) % len(_BULLETS)]
            self._marks.append(lambda: bullet)
        elif tag == "ol":
            self._marks.append(_numbers(element.get("start")))
        elif tag == "li":
            self._mark = self._marks[-1]() if self._marks else _BULLETS[0]
        elif tag in _CELLS:
            self._line.append(" ")
        elif tag == "pre":
            self._verbatim += 1
        elif tag == "br":
            self._line_break()
        self._take(element.text)

    def close(self, element: etree._Element) -> None:
        """An element ends: what follows it, then the text behind it."""
        tag = element.tag
        if tag in _BLOCKS:
            self._break(apart=tag in _APART)
        if tag in ("ul", "ol"):
            self._marks.pop()
        elif tag == "li":
            self._mark = ""
        elif tag == "pre":
            self._verbatim -= 1
        self._take(element.tail)

    def _take(self, text: str | None) -> None:
        if not text:
            return
        if not self._verbatim:
            self._line.append(text)
            return
        first, *others = text.split("\n")
        self._line.append(first)
        for line in others:
            self._line_break()
            self._line.append(line)

    def _line_break(self) -> None:
        """A line of its own that is empty is a gap."""
        self._break(apart=not "".join(self._line).strip())

    def _break(self, *, apart: bool = False) -> None:
        line = " ".join("".join(self._line).split())
        self._line.clear()
        if line:
            if self._gap and self._lines:
                self._lines.append("")
            self._lines.append(self._mark + line)
            self._mark, self._gap = "", False
        self._gap = self._gap or apart


def _numbers(start: str | None) -> Callable[[], str]:
    number = int(start) - 1 if start and start.isdecimal() else 0

    def mark() -> str:
        nonlocal number
        number += 1
        return f"{number}. "

    return mark
