"""HTML as a reader sees it: one line a block, items with their marks, paragraphs apart.

Own code where libraries exist, because it is a large part of a crawl's work and must be exact. Of
those tried, html-text undoes escaping once too often, inscriptis parts the letters of a word that
is bold in part, html-to-markdown writes marks of emphasis into words, and resiliparse, the best of
them, drops figures and glues a summary to its details. What is read here is well nested and of few
tags, as a sanitiser leaves it, so no second parser is needed and it is the fastest of them.
"""

import html as entities
import re
from collections.abc import Callable, Iterator
from itertools import count, repeat

from crawler.normalize.text import is_evenly_spaced, words

_TAG = re.compile(r"<([^>]*)>")
"""A sanitiser writes brackets in texts and attributes as entities."""
_START = re.compile(r'ol start="(-?\d{1,6})"')
_APART = words("p h1 h2 h3 h4 h5 h6 figure")
"""Blocks with a blank line before and behind."""
_BLOCKS = _APART | words(
    """article aside blockquote caption dd details div dl dt figcaption footer header hr li main
    ol pre section summary table tbody tfoot thead tr ul"""
)
_BULLETS = ("* ", "+ ", "o ", "- ")


def readable(html: str) -> str:
    """The text of sanitised HTML; plain text with entities where there is no markup.

    Lines have no blanks around them and single ones within, and no two blank lines follow each
    other. Items carry "* " or their number, nested ones "+ ". Cells of a row share a line.
    """
    tokens = _TAG.split(html)
    return _Writer(verbatim=len(tokens) == 1).written(tokens)


class _Writer:
    """Takes tags and texts in their order and keeps the finished lines."""

    def __init__(self, *, verbatim: bool) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._marks: list[Iterator[str]] = []
        self._mark = ""
        self._gap = False
        self._verbatim = int(verbatim)

    def written(self, tokens: list[str]) -> str:
        """All lines of a text that is split into text, tag, text, tag, text ..."""
        self._take(tokens[0])
        for tag, text in zip(tokens[1::2], tokens[2::2], strict=True):
            turn = _TURNS.get(tag)
            if turn is not None:
                turn(self)
            elif tag.startswith("ol "):
                start = _START.match(tag)
                self.numbers(int(start[1]) if start else 1)
            if text and (self._line or not text.isspace()):
                self._take(text)
        self.block()
        return entities.unescape("\n".join(self._lines))

    def block(self) -> None:
        """The end of a line."""
        if not self._line:
            return
        line = "".join(self._line)
        line = line.strip() if is_evenly_spaced(line) else " ".join(line.split())
        self._line.clear()
        if line:
            if self._gap and self._lines:
                self._lines.append("")
            self._lines.append(self._mark + line)
            self._mark, self._gap = "", False

    def block_apart(self) -> None:
        """The end of a line, and a blank line before the next."""
        self.block()
        self._gap = True

    def line_break(self) -> None:
        """The end of a line; one that holds nothing is a blank line."""
        before = len(self._lines)
        self.block()
        self._gap = self._gap or len(self._lines) == before

    def cell(self) -> None:
        """The cells of a row are a blank apart."""
        self._line.append(" ")

    def bullets(self) -> None:
        """A list whose depth chooses its bullet."""
        self.block()
        self._marks.append(repeat(_BULLETS[len(self._marks) % len(_BULLETS)]))

    def numbers(self, start: int = 1) -> None:
        """A list that counts."""
        self.block()
        self._marks.append(f"{number}. " for number in count(start))

    def list_end(self) -> None:
        """The items that follow belong to the list around."""
        self.block()
        self._marks.pop()

    def item(self) -> None:
        """An item: its mark stands before its first line."""
        self.block()
        self._mark = next(self._marks[-1]) if self._marks else _BULLETS[0]

    def item_end(self) -> None:
        """An item that holds nothing leaves no mark."""
        self.block()
        self._mark = ""

    def verbatim(self) -> None:
        """Text whose lines stay apart."""
        self.block()
        self._verbatim += 1

    def verbatim_end(self) -> None:
        """The end of such a text."""
        self.block()
        self._verbatim -= 1

    def _take(self, text: str) -> None:
        if not self._verbatim:
            self._line.append(text)
            return
        first, *others = text.split("\n")
        self._line.append(first)
        for line in others:
            self.line_break()
            self._line.append(line)


_TURNS: dict[str, Callable[[_Writer], None]] = {
    **{f"{slash}{tag}": _Writer.block for tag in _BLOCKS for slash in ("", "/")},
    **{f"{slash}{tag}": _Writer.block_apart for tag in _APART for slash in ("", "/")},
    "br": _Writer.line_break,
    "td": _Writer.cell,
    "th": _Writer.cell,
    "ul": _Writer.bullets,
    "ol": _Writer.numbers,
    "/ul": _Writer.list_end,
    "/ol": _Writer.list_end,
    "li": _Writer.item,
    "/li": _Writer.item_end,
    "pre": _Writer.verbatim,
    "/pre": _Writer.verbatim_end,
}
