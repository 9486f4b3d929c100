"""What the pages of a careers site tell: rows, their posting, facts beside the markup. Pure.

A row is `{"row": {"id", "url", "lastmod"}}`, with the posting as `job` where the list holds it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

from scrapy.http import Response

from crawler.normalize.company import company_name, domain, registered_domain
from crawler.normalize.text import clean
from crawler.pages.job_links import is_job_page
from crawler.pages.meta_postings import posting_in_metas
from crawler.pages.sitemaps import Entry
from crawler.pages.structured_data import job_postings
from crawler.web.answers import NoPostingError
from mappings.urls import canonical_key

_PLACE_META = "gtm_tbcn_location"
"""A career-site product writes "City~Region~Country" there and no `jobLocation`."""


def same_site(url: str, start: str) -> bool:
    """Whether an address belongs to the site: the same host, or one of the same owner."""
    return registered_domain(urlsplit(url).hostname) == registered_domain(urlsplit(start).hostname)


def row_of(entry: Entry, start: str) -> dict[str, Any]:
    """The row of a job page. Its id is the path, with the host where that is another one."""
    url = _as_secure(entry.url, start)
    own_host = domain(urlsplit(start).hostname) or ""
    name = (canonical_key(url) or url).removeprefix(f"{own_host}/")
    return {"row": {"id": name, "url": url, "lastmod": entry.lastmod}}


def rows_within(response: Response) -> Iterator[dict[str, Any]]:
    """The postings that a list page holds whole: each with an address of its own and a text."""
    for job in job_postings(response):
        url = job.get("url")
        if isinstance(url, str) and job.get("description"):
            at = urljoin(response.url, url)
            if canonical_key(at) != canonical_key(response.url):
                yield {**row_of(Entry(at), response.url), "job": job}


def with_telling_dates(entries: Iterable[Entry]) -> list[Entry]:
    """The entries, without `lastmod` where all have the same: the day when the list was made."""
    found = list(entries)
    same = len({entry.lastmod for entry in found}) == 1
    return [Entry(entry.url) for entry in found] if same else found


def posting_of(response: Response) -> Mapping[str, Any]:
    """The one posting of a page: its only one, or that which bears the page's address.

    In markup, else in metas.

    Raises `NoPostingError` for a page without one, for a list, and for a page to which the site
    leads in place of the posting.
    """
    if "redirect_urls" in response.meta and not is_job_page(response.url):
        raise NoPostingError(f"{response.meta['redirect_urls'][0]} leads to {response.url}")
    found = job_postings(response) or list(filter(None, [posting_in_metas(response)]))
    if not found:
        raise NoPostingError(f"{response.url} holds no JobPosting")
    here = canonical_key(response.url)
    own = [job for job in found if canonical_key(_address_of(job, response.url)) == here]
    if len(found) > 1 and not own:
        raise NoPostingError(f"{response.url} is a list of {len(found)} postings")
    return own[0] if own else found[0]


def facts_beside(response: Response) -> dict[str, Any]:
    """What stands in where markup is silent: the page's title, the site's name, a meta's place."""
    place = response.xpath("//meta[@name=$name]/@content", name=_PLACE_META).get() or ""
    city, region, country = ([part or None for part in place.split("~")] + [None] * 3)[:3]
    title = clean(response.css("title::text").get())
    place_named = {"city": city, "region": region, "country": country}
    return {"title": title, "company": site_name(response), **place_named}


def site_name(response: Response) -> str | None:
    """The company's name as the site states it for social networks; titles are slogans."""
    return company_name(response.xpath("//meta[@property='og:site_name']/@content").get())


def title_without_company(title: str | None, company: str | None) -> str | None:
    """A page's title as a posting's: without the company's name at its end, which must be there."""
    if title is None or company is None:
        return None
    shorter = re.sub(rf"\s*[-|\u2013\u2014\u00b7@:]\s*{re.escape(company)}\s*$", "", title)
    return shorter if shorter != title else None


def _address_of(job: Mapping[str, Any], base: str) -> str | None:
    url = job.get("url")
    return urljoin(base, url) if isinstance(url, str) else None


def _as_secure(url: str, start: str) -> str:
    """Sitemaps still say http where the site has long answered on https only."""
    given, own = urlsplit(url), urlsplit(start)
    outdated = given.scheme == "http" and own.scheme == "https" and given.netloc == own.netloc
    return f"https{url[4:]}" if outdated else url
