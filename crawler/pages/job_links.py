"""Which addresses of a careers site lead to postings, and which to further lists of them. Pure.

Only a first sieve: whether a page is a posting is told by its markup.
"""

import re
from urllib.parse import parse_qsl, urlsplit

from scrapy.http import Response, TextResponse
from scrapy.linkextractors import LinkExtractor

from crawler.normalize.text import words

_JOBS = words(
    """job jobs career careers karriere stelle stellen stellenangebot stellenangebote
    stellenausschreibung jobboerse vacancy vacancies vacature vacatures position positions opening
    openings opportunity opportunities posting postings requisition role roles emploi emplois offre
    offres recrutement carriere carrieres empleo empleos oferta ofertas vaga vagas lavoro annuncio
    annunci praca oferty jobb ledige stillinger jobdetail jobdetails jobposting apply"""
)
_IN_NAMES = re.compile(
    r"job|career|karriere|vacan|vacatur|stelle|position|opening|emploi|empleo|vaga", re.I
)
# Pages of every careers site that are no posting.
_ABOUT = words(
    """about alerts benefits blog category categories community contact cookies culture datenschutz
    department departments diversity error errorpage events faq faqs impressum imprint legal life
    locations location login news page people privacy profile register saved search signin sitemap
    students talent team teams terms topjobs us values why"""
)
# What stands beside a word for jobs in the name of a list: "open positions", "current vacancies".
_BESIDE = words(
    """all available current every find list listing listings my new nos offene our open search see
    the unsere view vos"""
)
_PAGE_PARAMETERS = words("page p pg paged offset start startrow from pagenumber currentpage")
_ID_PARAMETERS = words("id jobid job reqid vacancyid jid gh_jid positionid pid req jobreqid")
_PAGE_IN_PATH = re.compile(r"/page/\d{1,4}/?$")
_WORD = re.compile(r"[a-z]+")
_FILE = re.compile(r"\.(?:pdf|docx?|jpe?g|png|gif|svg|webp|css|js|xml|zip|ics|mp4)$", re.I)

_LINKS = LinkExtractor(deny_extensions=[], unique=True)


def links(response: Response) -> list[str]:
    """The absolute addresses of a page's links, each once, in the page's order."""
    if not isinstance(response, TextResponse):
        return []
    return [link.url for link in _LINKS.extract_links(response)]


def is_job_page(url: str) -> bool:
    """Whether an address looks like that of one posting: something stands below a word for jobs.

    `/jobs/baker-7`, `/karriere/stellen/koch`, `/job-7.html`, `/careers?id=7`,
    `careers.acme.example/baker-7`; not `/jobs`, `/careers/benefits`.
    """
    parts = urlsplit(url)
    segments = _segments(parts.hostname, parts.path)
    if not segments or _FILE.search(parts.path) or is_page_of_list(url):
        return False
    below = _below_jobs(segments)
    if below is None:
        return False
    if not below:
        return _has_id(parts.query) or bool(re.search(r"\d{2}", segments[-1]))
    named = _words_in(below[-1])
    numbered = re.search(r"\d", below[-1]) is not None
    return numbered or not (named <= _ABOUT or named <= _JOBS | _BESIDE)


def is_job_list(url: str) -> bool:
    """Whether an address looks like that of a list of postings: its end says so, and no more."""
    parts = urlsplit(url)
    last = parts.path.strip("/").rpartition("/")[2].lower()
    named = _words_in(last)
    return is_page_of_list(url) or bool(
        named & _JOBS
        and named <= _JOBS | _BESIDE
        and not _FILE.search(parts.path)
        and not re.search(r"\d", last)
        and not _has_id(parts.query)
    )


def is_page_of_list(url: str) -> bool:
    """Whether an address is a further page of a list: `?page=2`, `/page/2`."""
    parts = urlsplit(url)
    numbered = (
        name.lower() in _PAGE_PARAMETERS and value.isdigit()
        for name, value in parse_qsl(parts.query)
    )
    return bool(_PAGE_IN_PATH.search(parts.path)) or any(numbered)


def names_jobs(url: str) -> bool:
    """Whether the file name of an address (a sitemap's) says that it is about jobs."""
    return bool(_IN_NAMES.search(urlsplit(url).path.rpartition("/")[2]))


def _segments(host: str | None, path: str) -> list[str]:
    """Labels of the host in front of the domain, then the segments of the path."""
    labels = (host or "").lower().split(".")[:-2]
    return [*labels, *filter(None, path.lower().split("/"))]


def _below_jobs(segments: list[str]) -> list[str] | None:
    """What follows the first segment with a word for jobs, None where there is none."""
    for position, segment in enumerate(segments):
        if _words_in(segment) & _JOBS:
            return segments[position + 1 :]
    return None


def _has_id(query: str) -> bool:
    return any(name.lower() in _ID_PARAMETERS and value for name, value in parse_qsl(query))


def _words_in(text: str) -> set[str]:
    return set(_WORD.findall(text))
