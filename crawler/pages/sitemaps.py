"""Sitemaps: which pages a site lists, in whatever wrapping they come. Pure.

https://www.sitemaps.org/protocol.html
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml.etree import LxmlError  # type: ignore[import-untyped]
from scrapy.http import Response
from scrapy.utils.gz import gunzip, gzip_magic_number
from scrapy.utils.sitemap import Sitemap

from crawler.web.answers import BoardError

LARGEST = 200 * 1024 * 1024
"""Bytes of a sitemap after unpacking; the protocol allows 50 MB, and some sites need more."""

_MOST_WRAPPINGS = 2
_END = re.compile(rb"(?:</(?:[\w.-]+:)?(?:urlset|sitemapindex)|/)\s*>\s*(?:<!--.*)?$", re.S)
_LINE = re.compile(rb"https?://\S+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One address of a sitemap, with `lastmod` as it is written."""

    url: str
    lastmod: str | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """What a sitemap lists: further sitemaps or pages. `whole` is false where it breaks off."""

    sitemaps: tuple[Entry, ...] = ()
    pages: tuple[Entry, ...] = ()
    whole: bool = True


def read_sitemap(response: Response) -> Contents:
    """The contents of a sitemap: an index, a set of pages, or plain lines of addresses.

    Whether it is packed is told by its first bytes: names, content types and encodings are wrong
    as often as not. Entities are not resolved; addresses are made absolute.

    Raises `BoardError` for what is no sitemap, or unpacks to more than `LARGEST`.
    """
    body = _unpacked(response).lstrip(b"\xef\xbb\xbf \t\r\n")
    if not body.startswith(b"<"):
        return _of_lines(body, response)
    try:
        found = Sitemap(body)
        if found.type not in ("urlset", "sitemapindex"):
            raise BoardError(f"{response.url} answers <{found.type}> and no sitemap")
        entries = tuple(_entries(found, response.url))
    except (LxmlError, StopIteration) as error:
        raise BoardError(f"{response.url} answers broken XML: {error}") from error
    whole = _END.search(body[-200:]) is not None
    if found.type == "sitemapindex":
        return Contents(sitemaps=entries, whole=whole)
    return Contents(pages=entries, whole=whole)


def _unpacked(response: Response) -> bytes:
    body = response.body
    for _ in range(_MOST_WRAPPINGS):
        if not gzip_magic_number(response.replace(body=body)):
            break
        try:
            body = gunzip(body, max_size=LARGEST)
        except (OSError, EOFError, struct.error) as error:
            raise BoardError(f"{response.url} cannot be unpacked: {error}") from error
        except ValueError as error:
            raise BoardError(f"{response.url} unpacks to more than {LARGEST} bytes") from error
    return body


def _entries(found: Sitemap, base: str) -> Iterator[Entry]:
    for element in found:
        url = _address(base, element.get("loc", ""))
        if url is not None:
            yield Entry(url, element.get("lastmod") or None)


def _of_lines(body: bytes, response: Response) -> Contents:
    lines = body.split()
    if not lines or not all(_LINE.fullmatch(line) for line in lines):
        raise BoardError(f"{response.url} answers no sitemap")
    return Contents(pages=tuple(Entry(line.decode("utf-8", "replace")) for line in lines))


def _address(base: str, url: str) -> str | None:
    try:
        found = urljoin(base, url.strip())
        return found if urlsplit(found).scheme in ("http", "https") else None
    except ValueError:
        return None
