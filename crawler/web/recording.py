"""Record a board's responses as a case, in the format that `crawler.web.recorded` answers from."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from crawler.pipelines import NormalizedPosting
from crawler.report import BoardReport
from crawler.settings import STATS, CrawlSettings, scrapy_settings
from crawler.web.recorded import Case, RecordedResponse
from mappings.identity import Board
from mappings.posting import PostingContent

FOLDER_SETTING = "OPENINGS_RECORD_INTO"
_SUFFIXES = {"json": ".json", "html": ".html", "xml": ".xml"}
_KEPT_HEADERS = ("Content-Type", "Retry-After", "Link", "Location")


class RecordingMiddleware:
    """Downloader middleware: keeps each response that reaches the spider, under the URL asked."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.responses: list[RecordedResponse] = []

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        return cls(Path(crawler.settings[FOLDER_SETTING]))

    def process_response(self, request: Request, response: Response) -> Response:
        """Write the body to a file of its own."""
        if request.callback is NO_CALLBACK:
            # robots.txt, read for permission and not for what it lists.
            return response
        asked = request.meta.get("redirect_urls", [request.url])[0]
        name = f"{len(self.responses) + 1:02d}{_suffix(response)}"
        (self._folder / name).write_bytes(response.body)
        self.responses.append(
            RecordedResponse(
                url=asked,
                method=request.method,
                posted=request.body.decode("utf-8", "replace") or None,
                status=response.status,
                headers=_headers(response),
                file=name,
            )
        )
        return response


class SettlePipeline:
    """Stands where the index stands: every posting is taken, none is stored."""

    def process_item(self, item: Any) -> Any:
        """Settle a posting; pass everything on."""
        if isinstance(item, NormalizedPosting):
            item.run.settle("new")
        return item


def without_index(settings: CrawlSettings) -> dict[str, Any]:
    """Scrapy's settings for a crawl that reads and maps, and writes nothing."""
    return scrapy_settings(settings) | {
        "ITEM_PIPELINES": {
            "crawler.pipelines.NormalizePipeline": 100,
            SettlePipeline: 200,
            "crawler.pipelines.ReportPipeline": 300,
        },
        "EXTENSIONS": STATS,
    }


def recording(settings: CrawlSettings, folder: Path) -> dict[str, Any]:
    """Scrapy's settings for a crawl that records into a folder."""
    base = without_index(settings)
    return base | {
        FOLDER_SETTING: str(folder),
        # Next to the engine: what it keeps is decompressed, and the end of any redirects.
        "DOWNLOADER_MIDDLEWARES": base["DOWNLOADER_MIDDLEWARES"] | {RecordingMiddleware: 10},
    }


def write_case(folder: Path, board: Board, responses: list[RecordedResponse]) -> None:
    """Write the `meta.json` that makes the folder a case."""
    case = Case(
        board=board.spelling,
        host=board.host,
        note="recorded from the live web",
        real=True,
        fetched_at=datetime.now(UTC).replace(microsecond=0),
        responses=tuple(responses),
    )
    (folder / "meta.json").write_text(case.model_dump_json(indent=2) + "\n", encoding="utf-8")


def write_expected(folder: Path, report: BoardReport, postings: list[PostingContent]) -> None:
    """Write what is made of the case now, for a person to review."""
    text = json.dumps(expected(report, postings), ensure_ascii=False, indent=1)
    (folder / "expected.json").write_text(text + "\n", encoding="utf-8")


def expected(report: BoardReport, postings: list[PostingContent]) -> dict[str, Any]:
    """What a case amounts to, as JSON values; postings in the order of their ids."""
    return {
        "outcome": report.outcome.value,
        "evidence": report.evidence,
        "listed": report.listed,
        "skipped": report.skipped,
        "repeated": report.repeated,
        "rejected": [
            {"source_id": rejection.source_id, "reason": rejection.reason}
            for rejection in sorted(
                report.rejected, key=lambda one: (one.source_id or "", one.reason)
            )
        ],
        "odd": report.odd,
        "unmapped": report.unmapped,
        "postings": [
            posting.model_dump(mode="json", exclude_defaults=True)
            for posting in sorted(postings, key=lambda posting: posting.id)
        ],
    }


def _suffix(response: Response) -> str:
    kind = (response.headers.get("Content-Type") or b"").decode("latin-1").lower()
    return next((suffix for name, suffix in _SUFFIXES.items() if name in kind), ".bin")


def _headers(response: Response) -> dict[str, str]:
    values = {name: response.headers.get(name) for name in _KEPT_HEADERS}
    return {name.lower(): value.decode("latin-1") for name, value in values.items() if value}


def folder_name(board: Board) -> str:
    """A folder name for a board's case."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", board.spelling.partition(":")[2]).strip("-").lower()
