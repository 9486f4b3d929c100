"""What the lists of a careers site lead to: start page, robots.txt, sitemaps, pages of lists. Pure.

Each function gives the walk after a stop and the rows of the job pages that it led to.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from scrapy.http import Response
from scrapy.utils.sitemap import sitemap_urls_from_robots

from crawler.pages.job_links import is_job_list, is_job_page, links, names_jobs
from crawler.pages.reservations import reservation
from crawler.pages.site_pages import row_of, rows_within, same_site, with_telling_dates
from crawler.pages.site_walk import Kind, Stop, Walk, guesses
from crawler.pages.sitemaps import Contents, Entry, read_sitemap
from crawler.web.answers import BoardError

Row = dict[str, Any]
Found = tuple[Walk, list[Row]]


def read_stop(response: Response, walk: Walk, start: str) -> Found:
    """What the walk's next stop answers, whatever its status; `start` is the site's start page."""
    if walk.here.kind is Kind.ROBOTS:
        return walk.on(first=_sitemaps_named(response, start)), []
    if response.status != 200:
        return walk.on(trouble=_trouble(walk, f"{walk.here.url} answers {response.status}")), []
    if walk.here.kind is Kind.LISTING:
        return _read_list(response, walk)
    return _read_sitemap(response, walk, start)


def _sitemaps_named(response: Response, start: str) -> list[Stop]:
    """The sitemaps of robots.txt; where it names none, the usual places."""
    body = response.body if response.status == 200 else b""
    named = [Stop(Kind.SITEMAP, url) for url in sitemap_urls_from_robots(body, response.url)]
    return named or guesses(start)


def _read_list(response: Response, walk: Walk) -> Found:
    reserved = reservation(response)
    if reserved is not None:
        return walk.on(trouble=reserved), []
    found = [url for url in links(response) if same_site(url, response.url)]
    depth = walk.here.depth + 1
    lists = [Stop(Kind.LISTING, url, depth) for url in found if is_job_list(url)]
    pages = [row_of(Entry(url), response.url) for url in found if is_job_page(url)]
    return _with_new(walk, walk.on(last=lists), [*pages, *rows_within(response)])


def _read_sitemap(response: Response, walk: Walk, start: str) -> Found:
    try:
        contents = read_sitemap(response)
    except BoardError as error:
        return walk.on(trouble=_trouble(walk, str(error))), []
    rows = [row_of(entry, start) for entry in _job_pages(contents, response.url, start)]
    cut = None if contents.whole else f"{response.url} breaks off"
    after = walk.on(first=_children(contents, walk.here.depth + 1), trouble=cut)
    if rows or contents.sitemaps:
        after = after.without_guesses()
    return _with_new(walk, replace(after, sitemap_lists=after.sitemap_lists or bool(rows)), rows)


def _children(contents: Contents, depth: int) -> list[Stop]:
    """The sitemaps of an index; where some say that they are about jobs, these alone."""
    children = [Stop(Kind.SITEMAP, one.url, depth) for one in contents.sitemaps]
    return [stop for stop in children if names_jobs(stop.url)] or children


def _job_pages(contents: Contents, address: str, start: str) -> list[Entry]:
    """What looks like a posting of the site; in a sitemap that is about jobs, everything."""
    all_are_jobs = names_jobs(address)
    return [
        entry
        for entry in with_telling_dates(contents.pages)
        if same_site(entry.url, start) and (all_are_jobs or is_job_page(entry.url))
    ]


def _with_new(before: Walk, after: Walk, rows: Iterable[Row]) -> Found:
    """The rows that were not found before, each once."""
    by_id = {row["row"]["id"]: row for row in rows if row["row"]["id"] not in before.seen}
    return after.finding(by_id), list(by_id.values())


def _trouble(walk: Walk, what: str) -> str | None:
    """Why the read is not whole. A sitemap that was only guessed is not missed."""
    return None if walk.here.kind is Kind.GUESS else what
