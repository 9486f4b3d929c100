"""Scrapy middlewares of ours: thin glue."""

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.gz import gzip_magic_number

from crawler.shapes.base import POSTING_META, BoardSpider
from crawler.web.answers import is_login, leads_back, leads_to, redirect_target


class TellingRedirects:
    """Downloader middleware: redirects that are an answer reach the spider and are not followed.

    Those to a login, those to which the source sends whoever asks for a board or a posting that it
    does not have (of a posting's page: those that lead back to where postings are listed), and
    those that would turn a posted question into a visit of another page.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Tell Scrapy's own middleware, which comes next, to let such a redirect through."""
        target = redirect_target(response)
        spider = self._crawler.spider
        if target and isinstance(spider, BoardSpider):
            ends = (*spider.missing_redirects, *spider.gone_redirects)
            loses_question = request.method == "POST" and response.status in (301, 302, 303)
            back = POSTING_META in request.meta and leads_back(request.url, target)
            if loses_question or back or is_login(target) or leads_to(target, ends):
                request.meta["dont_redirect"] = True
        return response


class FalseEncoding:
    """Downloader middleware: a body that is said to be packed and is not, is taken as it is.

    So do servers that unpack `sitemap.xml.gz` on the way and leave its headers as they were.
    """

    def process_response(self, request: Request, response: Response) -> Response:  # noqa: ARG002
        """Drop the header, on which Scrapy's own middleware, which comes next, would fail."""
        encodings = response.headers.getlist("Content-Encoding")
        if encodings == [b"gzip"] and response.body and not gzip_magic_number(response):
            del response.headers["Content-Encoding"]
        return response
