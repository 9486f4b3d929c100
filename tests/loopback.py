"""Hosts led to one on loopback: what Scrapy asks of the web, a fake server answers."""

import scrapy
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.http import Response


class ToLoopback(HTTP11DownloadHandler):
    """Scrapy's own handler; the one change is whom it connects to.

    Settings: `FAKE_SERVER`, the address of the server; `FAKE_HOSTS`, others by host; `FAKE_DOMAIN`,
    what the names of all hosts that are led there end with: others are asked themselves.
    """

    async def download_request(self, request: scrapy.Request) -> Response:
        host, _, path = request.url.partition("://")[2].partition("/")
        if not host.endswith(self.crawler.settings["FAKE_DOMAIN"]):
            return await super().download_request(request)
        server = self.crawler.settings["FAKE_HOSTS"].get(host, self.crawler.settings["FAKE_SERVER"])
        led = request.replace(url=f"{server}/{path}")
        led.headers["Host"] = host
        answer = await super().download_request(led)
        return answer.replace(url=request.url)
