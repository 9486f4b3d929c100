"""Find the boards behind careers URLs: fetch the page, judge it, follow a few of its links.

Thin: what a page tells is decided in `crawler.detection`.
"""

from collections.abc import AsyncIterator, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import Any

import scrapy
from scrapy.crawler import AsyncCrawlerProcess, AsyncCrawlerRunner
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.detection import SITE, Candidate, candidates, hints
from crawler.pages.job_links import is_job_list, links
from crawler.pages.site_pages import same_site
from crawler.settings import CrawlSettings, scrapy_settings
from crawler.web.answers import BoardError, check_status
from crawler.web.faults import in_words

MOST_FOLLOWED = 5
"""Links to lists of postings that are followed from the page."""
_LARGEST_PAGE = 10 * 1024 * 1024


@dataclass
class Detection:
    """What was found behind one careers URL; `tried` says of each page how its reading went."""

    url: str
    candidates: list[Candidate] = field(default_factory=list)
    tried: list[str] = field(default_factory=list)

    @property
    def ranked(self) -> list[Candidate]:
        """The boards, the likeliest first; the site itself only where no system is known."""
        known = [one for one in self.candidates if one.board.source != SITE]
        return known or self.candidates

    @property
    def best(self) -> Candidate | None:
        """The likeliest board; none where nothing was recognised."""
        return next(iter(self.ranked), None)

    @property
    def is_certain(self) -> bool:
        """Whether the system behind the page is known, so that no link need be followed."""
        return any(one.board.source != SITE for one in self.candidates)

    def take(self, found: Iterable[Candidate]) -> None:
        """Add boards that were not found before."""
        known = {one.board.id for one in self.candidates}
        self.candidates += [one for one in found if one.board.id not in known]


class DetectSpider(scrapy.Spider):
    """Reads each careers page, and where that does not tell, the lists that it links to."""

    name = "detect"

    def __init__(self, detections: Iterable[Detection] = (), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.detections = tuple(detections)

    async def start(self) -> AsyncIterator[Any]:
        """One request a URL."""
        for detection in self.detections:
            try:
                yield self._ask(web_url(detection.url), detection, follow=True)
            except ValueError as error:
                detection.tried.append(f"{detection.url} is no web address: {error}")

    def _ask(self, url: str, detection: Detection, *, follow: bool) -> scrapy.Request:
        return scrapy.Request(
            url,
            callback=self._read,
            errback=self._failed,
            cb_kwargs={"detection": detection, "follow": follow},
            meta={"download_maxsize": _LARGEST_PAGE},
            dont_filter=True,
        )

    def _read(
        self, response: Response, detection: Detection, follow: bool
    ) -> Iterator[scrapy.Request]:
        try:
            check_status(response, frozenset())
        except BoardError as error:
            detection.tried.append(str(error))
            return
        found = candidates(response, response.meta.get("redirect_urls", ()))
        told = "was read" if found else "names no known system and shows no postings of its own"
        detection.tried.append(f"{response.url} {told}")
        detection.take(found)
        if detection.is_certain:
            return
        detection.tried += hints(response)
        if follow:
            for url in _lists(response)[:MOST_FOLLOWED]:
                yield self._ask(url, detection, follow=False)

    def _failed(self, failure: Failure) -> None:
        request: scrapy.Request = failure.request  # type: ignore[attr-defined]
        error = failure.value
        assert error is not None
        said = str(error) if isinstance(error, BoardError) else in_words(error, request.url)
        request.cb_kwargs["detection"].tried.append(said)


def web_url(text: str) -> str:
    """A URL with its scheme, which people leave out."""
    return text if "://" in text else f"https://{text}"


def detect(urls: Iterable[str], settings: CrawlSettings) -> list[Detection]:
    """What stands behind each URL. Runs the event loop of this process: once a process."""
    found = [Detection(url) for url in urls]
    process = AsyncCrawlerProcess(_scrapy(settings))
    process.crawl(DetectSpider, detections=found)
    process.start()
    return found


def detect_apart(urls: Iterable[str], settings: CrawlSettings) -> list[Detection]:
    """The same in a process of its own, for a caller that has a crawl to run afterwards."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
        return apart.submit(detect, list(urls), settings).result()


async def detect_within_loop(urls: Iterable[str], settings: CrawlSettings) -> list[Detection]:
    """The same within a running event loop, without Twisted's reactor."""
    found = [Detection(url) for url in urls]
    runner = AsyncCrawlerRunner({**_scrapy(settings), "TWISTED_REACTOR_ENABLED": False})
    runner.crawl(DetectSpider, detections=found)
    await runner.join()
    return found


def _scrapy(settings: CrawlSettings) -> dict[str, Any]:
    return {**scrapy_settings(settings), "ITEM_PIPELINES": {}, "EXTENSIONS": {}}


def _lists(response: Response) -> list[str]:
    """Links to lists of postings, on the site or on another of its owner."""
    return [
        url
        for url in links(response)
        if is_job_list(url) and same_site(url, response.url) and url != response.url
    ]
