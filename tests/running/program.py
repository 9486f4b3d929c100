"""`openings` with every host on loopback: `python -m tests.running.program crawl ...`.

The process of each round imports this module too, so that it is led there as well. FAKE_SERVER is
the address of the server that plays the web.
"""

import os

from crawler import settings
from openings import crawling, rounds
from openings.cli import main
from tests.loopback import ToLoopback


def _led(ours: settings.CrawlSettings) -> dict[str, object]:
    return settings.scrapy_settings(ours) | {
        "DOWNLOAD_HANDLERS": {"http": ToLoopback, "https": ToLoopback},
        "FAKE_DOMAIN": "",
        "FAKE_SERVER": os.environ["FAKE_SERVER"],
        "FAKE_HOSTS": {},
    }


rounds.scrapy_settings = crawling.scrapy_settings = _led

if __name__ == "__main__":
    main()
