"""Whether a page is reserved by its owner: not to be mined, or not to be indexed. Pure.

https://www.w3.org/community/reports/tdmrep/CG-FINAL-tdmrep-20240510/,
https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag
"""

import re

from scrapy.http import Response, TextResponse

from crawler.politeness.robots import AGENT

_TDM = "tdm-reservation"
_FOR_AGENT = re.compile(r"\s*(?!max-|unavailable_after)([\w-]+)\s*:", re.I)


def reservation(response: Response) -> str | None:
    """What reserves the page, in words; null where nothing does."""
    if "1" in (*_headers(response, _TDM), *_metas(response, _TDM)):
        return f"{response.url} is reserved against text and data mining ({_TDM})"
    metas = [*_metas(response, "robots"), *_metas(response, AGENT)]
    if any(map(_forbids, (*_headers(response, "X-Robots-Tag"), *metas))):
        return f"{response.url} is not to be indexed (noindex)"
    return None


def _forbids(text: str) -> bool:
    """Directives may be led by the agent that they are for ("otherbot: noindex")."""
    lead = _FOR_AGENT.match(text)
    if lead and lead[1].lower() != AGENT:
        return False
    directives = text[lead.end() if lead else 0 :].lower().split(",")
    return bool({directive.strip() for directive in directives} & {"noindex", "none"})


def _headers(response: Response, name: str) -> list[str]:
    return [value.decode("latin-1").strip() for value in response.headers.getlist(name)]


def _metas(response: Response, name: str) -> list[str]:
    if not isinstance(response, TextResponse):
        return []
    metas = response.xpath("//meta[@name][@content]")
    return [meta.attrib["content"].strip() for meta in metas if meta.attrib["name"].lower() == name]
