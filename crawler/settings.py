"""Settings of a crawl: ours from the environment, and Scrapy's made from them.

Scrapy's settings: https://docs.scrapy.org/en/latest/topics/settings.html
"""

from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from crawler.web.recorded import WEB_SETTING, RecordedWeb
from mappings.settings import IndexSettings, Seconds

MEGABYTE = 1024 * 1024
Hours = Annotated[float, Field(gt=0)]
# No address, be it given by a user or met in a redirect, leads anywhere but into the web.
_NOT_WEB: dict[str, Any] = dict.fromkeys(("file", "ftp", "data", "s3"))

STATS = {"scrapy.extensions.corestats.CoreStats": None, "crawler.stats.RunStats": 0}
"""The extensions of every crawl."""
_FOR_REAL_HOSTS = {"crawler.index.rests.KnownRests": 0, "crawler.index.leasing.LeasedHosts": 0}


class CrawlSettings(IndexSettings):
    """Every setting is an environment variable: its name in capitals after `OPENINGS_`."""

    # A bulk request of a busy cluster takes its time, and a second one would only add to it.
    elasticsearch_timeout: Seconds = Field(60.0, description="Seconds for one request (API, crawl)")
    patience: Seconds = Field(300.0, description="Seconds to wait for a lost Elasticsearch")
    contact: str | None = Field(
        None, description="Web page or e-mail address where site owners reach you; sent to them"
    )
    delay: float = Field(
        1.0,
        ge=0,
        description="Seconds between two requests to one host; hosts that want more, or bear more"
        " than one a second, get so many times their own pause",
    )
    lease_seconds: Seconds = Field(
        30.0, description="Seconds until a host whose crawl died is asked by another one"
    )
    round_boards: int = Field(
        500, ge=1, description="Most boards of one round of `openings crawl --due`"
    )
    due_at_first: Hours = Field(24.0, description="Hours from a board's first read to the next")
    due_soonest: Hours = Field(1.0, description="Fewest hours between two reads of a board")
    due_latest: Hours = Field(168.0, description="Most hours between two reads of a board")
    due_if_gone: Hours = Field(720.0, description="Hours until a board that is gone is asked again")
    gone_after_days: int = Field(
        5, ge=1, description="Days on which a source must deny a board until it counts as gone"
    )
    reread_days: int = Field(
        90, ge=1, description="Days within which each unchanged posting's detail is read once more"
    )
    web: Path | None = Field(None, description="Answer from recorded cases in this folder")

    @property
    def user_agent(self) -> str:
        """Who we say we are."""
        contact = f" (+{self.contact})" if self.contact else ""
        return f"openings/{version('openings')}{contact}"

    @property
    def pause_scale(self) -> float:
        """By what the pauses between requests are multiplied; a recorded web needs none."""
        return 0.0 if self.web else self.delay


def scrapy_settings(settings: CrawlSettings) -> dict[str, Any]:
    """Scrapy's settings. What differs from its defaults has its reason beside it."""
    return {
        "SPIDER_MODULES": ["crawler.sources"],
        "ITEM_PIPELINES": {
            "crawler.pipelines.NormalizePipeline": 100,
            "crawler.pipelines.IndexPipeline": 200,
            "crawler.pipelines.ReportPipeline": 300,
        },
        "DOWNLOADER_MIDDLEWARES": {
            "crawler.web.public_hosts.PublicHosts": 50,
            "crawler.politeness.robots_middleware.RobotsMiddleware": 100,
            "crawler.politeness.retry.RetryMiddleware": 550,
            # Behind whatever may refuse a request: only boards that are asked are looked up.
            "crawler.index.look_up.LookUp": 555,
            # The last that may keep a request from being sent: those before may take their time.
            "crawler.politeness.departure.Departure": 557,
            "crawler.web.public_hosts.PrivateNames": 560,
            # Ahead of Scrapy's own: unpacking at 590, redirects at 600.
            "crawler.middlewares.FalseEncoding": 595,
            "crawler.middlewares.TellingRedirects": 610,
        },
        # What a recorded host asks for is nothing that the real one must be spared for.
        "EXTENSIONS": {**STATS, **({} if settings.web else _FOR_REAL_HOSTS)},
        "OPENINGS_CRAWL": settings,
        "TWISTED_DNS_RESOLVER": "crawler.web.public_hosts.PublicResolver",
        "DOWNLOAD_HANDLERS": _NOT_WEB,
        # The spider alone knows what a status says of a board.
        "HTTPERROR_ALLOW_ALL": True,
        # Good manners: say who we are; the scheduler alone says who may be asked when, and
        # middlewares of ours stand in for those of Scrapy that retry and read robots.txt.
        "USER_AGENT": settings.user_agent,
        "SCHEDULER": "crawler.politeness.scheduler.TurnScheduler",
        "DOWNLOAD_DELAY": 0,
        "RETRY_ENABLED": False,
        "ROBOTSTXT_OBEY": False,
        "COOKIES_ENABLED": False,
        # Boards of a thousand postings are tens of megabytes and slow to come.
        "DOWNLOAD_TIMEOUT": 60,
        "DOWNLOAD_MAXSIZE": 256 * MEGABYTE,
        "DOWNLOAD_WARNSIZE": 0,
        # A certificate that does not fit means that someone else answers.
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "REDIRECT_MAX_TIMES": 5,
        # A worker each is made for every response, and all that an item waits for is the queue of
        # the index.
        "CONCURRENT_ITEMS": 8,
        # Reads the source of a callback again for every response.
        "WARN_ON_GENERATOR_RETURN_VALUE": False,
        # Nothing listens, nothing is dumped: the report says what happened.
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "STATS_DUMP": False,
        "LOG_ENABLED": False,
        "MEMUSAGE_ENABLED": False,
        **(_recorded(settings.web) if settings.web else {}),
    }


def _recorded(folder: Path) -> dict[str, Any]:
    return {
        WEB_SETTING: str(folder),
        "DOWNLOAD_HANDLERS": {**_NOT_WEB, "http": RecordedWeb, "https": RecordedWeb},
    }
