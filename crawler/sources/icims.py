"""iCIMS classic portals: web pages of cards, then one page a posting with schema.org markup.

https://developer-community.icims.com/ (the keyed API; the portals are not documented)

- Pages are numbered from 0 and mean a session: they are walked one after another, with cookies.
- Employers name the fields of cards and pages themselves; they say more than the markup.
- The markup's dates are often made up: a `validThrough` whole years after `datePosted` is none, and
  where both have the clock of the moment they were asked for, neither is `datePosted`.
- Its pay has no unit, and `salaryCurrency` may hold the pay in words.
- A posting that is gone answers 410 with the list.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from parsel import Selector
from scrapy import Request
from scrapy.http import Response

from crawler.addresses import Address
from crawler.fields import Fields
from crawler.normalize.custom_fields import Custom, Topic, customs, names_person, texts_about
from crawler.normalize.dates import DayOrder, day_or_instant
from crawler.normalize.made_up_dates import day_of_midnight, without_made_up_dates
from crawler.normalize.posting import posting
from crawler.normalize.salary_label import Beside, range_in_label
from crawler.normalize.schema_org import schema_org_statement
from crawler.normalize.statement import Place, Statement
from crawler.raw import RawPosting
from crawler.shapes.listing import At, Page, Row
from crawler.shapes.posting_pages import IGNORED, PostingPages
from crawler.web.answers import BoardError
from mappings.identity import Board
from mappings.posting import PostingContent, SalaryRange

CARD = r"//a[contains(@class, 'iCIMS_Anchor')][h1 or h2 or h3 or h4][re:test(@href, '/jobs/\d+/')]"
SEARCH = ".iCIMS_SubHeader_Jobs"
NO_JOBS = ".iCIMS_ErrorMessage.iCIMS_GenericMessage"
_REMOTE = re.compile(r"remote|telecommut\w*(?: options?)?", re.I)
_PLACE = re.compile(r"(?:job )?locations?", re.I)
_POSTED = re.compile(r"(?:date )?posted(?: date)?", re.I)
_US_DAY = re.compile(r"\b\d{1,2}/\d{1,2}/\d{4}\b")
_PAY = re.compile(r"[A-Z]{3} \$?[\d.,]+ - [A-Z]{3} \$?[\d.,]+ ?/\w+\.?")


class Icims(PostingPages):
    """The number of pages stands on each page; no total is stated."""

    name = "icims"
    title = "iCIMS"
    documentation = "https://developer-community.icims.com/"
    listing = "numbered web pages of cards, then a page each"
    addresses = (Address("{token}.icims.com"),)
    reserved = frozenset({"www", "developer", "developer-community", "community", "api", "login"})
    custom_settings = {"COOKIES_ENABLED": True}
    ignored = IGNORED

    @classmethod
    def board_at(cls, url: str) -> Board | None:
        """Portals for employees and their referrals are none of ours."""
        board = super().board_at(url)
        closed = board is not None and board.token.startswith(("internal", "referral"))
        return None if closed else board

    def page_request(self, at: At) -> Request:
        """Without `in_iframe` the answer is a page around a frame."""
        url = f"{_portal(at.board)}/jobs/search?ss=1&in_iframe=1&pr={at.link or 0}"
        return Request(url, meta={"cookiejar": at.board.id})

    def read_page(self, response: Response, at: At) -> Page:
        """A page's cards and "Page 1 of 7"; words instead of cards where there are none."""
        cards = response.xpath(CARD)
        said_so = response.css(NO_JOBS) and response.css(SEARCH)
        if not cards and not said_so:
            raise BoardError(f"{response.url} answers a page without jobs, nor does it say so")
        # Links count from 0 and pages from 1: the number of this page is the link to the next.
        asked, (given, last) = (at.link or 0) + 1, _numbers(response)
        problem = None
        if cards and given is None:
            problem = "the list does not say of how many pages it is"
        elif given != asked and (cards or at.link):
            problem = f"page {asked} was asked for, and {given or 'none'} was given"
        goes_on = bool(cards) and (last is None or asked < last)
        return Page(
            [_row(card, response) for card in cards], [asked] if goes_on else (), problem=problem
        )

    def detail_url(self, row: Row, board: Board) -> str:
        """The slug is decoration."""
        return f"{_portal(board)}/jobs/{row['id']}/job?in_iframe=1"

    def detail_request(self, row: Row, at: At) -> Request:
        """In the session of the list."""
        return super().detail_request(row, at).replace(meta={"cookiejar": at.board.id})

    def read_detail(self, response: Response, row: Row) -> Row:
        """With the fields above the text."""
        return {**super().read_detail(response, row), "fields": list(_pairs(response))}

    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map the page's JobPosting, its fields, and those of the card."""
        row, job = raw.fields.object("row"), raw.fields.object("detail")
        named = customs(
            (field.text("label"), field.text("value"))
            for field in (*raw.fields.objects("fields"), *row.objects("fields"))
        )
        url = row.text("url") or ""
        said = schema_org_statement(
            job,
            source_id=row.text("id"),
            url=url,
            apply_url=f"{_portal(raw.board)}/jobs/{row.text('id')}/login",
            departments=[job.text("occupationalCategory")],
            requisition_id=next(_values(named, re.compile("id", re.I)), None)
            or next(texts_about(Topic.REQUISITION, named), None),
        )
        listed_title = row.text("title")
        said = replace(said, title=said.title or listed_title)
        said = _with_terms(_with_places(said, named), job, named)
        said = without_made_up_dates(said, raw.fetched_at)
        return posting(raw, _with_dates(said, next(_values(named, _POSTED), None)))


def _portal(board: Board) -> str:
    return f"https://{board.host or f'{board.token}.icims.com'}"


def _numbers(response: Response) -> tuple[int | None, int | None]:
    """The page and the last page of "Page 1 of 7", in whatever language."""
    for text in response.css(f"{SEARCH} ::text").getall():
        match re.findall(r"\d+", text):
            case [page, last]:
                return int(page), int(last)
    return None, None


def _row(anchor: Selector, response: Response) -> dict[str, object]:
    card = anchor.xpath("ancestor::*[contains(concat(' ', @class, ' '), ' row ')][1]")
    return {
        "id": anchor.xpath("@href").re_first(r"/jobs/(\d+)/"),
        "url": response.urljoin(anchor.attrib["href"]).partition("?")[0],
        "title": anchor.xpath(
            "normalize-space(*[self::h1 or self::h2 or self::h3 or self::h4])"
        ).get(),
        "fields": [pair for one in card for pair in _pairs(one)],
    }


def _pairs(block: Selector | Response) -> Iterator[dict[str, str]]:
    """The labelled values of a card or page, without those about people."""
    for slot in block.css("div.header, .iCIMS_JobHeaderTag"):
        label = slot.css(".field-label").xpath("normalize-space()").get()
        label = slot.css("dt").xpath("normalize-space()").get() or label
        value = slot.xpath(".//span[not(contains(@class, 'field-label'))][not(ancestor::dt)]")
        text = value.xpath("@title").get() or value.xpath("normalize-space()").get()
        if label and text and not names_person(label):
            yield {"label": label, "value": text}


def _values(named: Iterable[Custom], label: re.Pattern[str]) -> Iterator[str]:
    return (field.value for field in named if label.fullmatch(field.name))


def _with_places(said: Statement, named: Sequence[Custom]) -> Statement:
    """The place of the card is more exact than markup with "UNAVAILABLE" in it."""
    text = next(_values(named, _PLACE), None)
    only = len(said.places) == 1 and text is not None
    marks = [*_values(named, _REMOTE), *texts_about(Topic.WORKPLACE, named)]
    return replace(
        said,
        places=[replace(said.places[0], text=text)] if only else said.places,
        fallback_places=[Place(text)],
        workplace=[*said.workplace, *("remote" if mark == "Yes" else mark for mark in marks)],
        office_days=list(texts_about(Topic.OFFICE_DAYS, named)),
    )


def _with_terms(said: Statement, job: Fields, named: Sequence[Custom]) -> Statement:
    """Employment by the fields, where they name a type; pay by whatever tells its unit."""
    texts = [field.value for field in named if field.is_about(Topic.PAY)]
    texts += _PAY.findall(f"{job.value('salaryCurrency')}\n{job.value('description')}")
    stated = next(filter(None, map(_range, texts)), None)
    return replace(
        said,
        employment=list(texts_about(Topic.EMPLOYMENT, named)) or said.employment,
        ranges=[stated] if stated else said.ranges,
        salary_text=next(iter(texts), said.salary_text),
    )


def _range(text: str) -> SalaryRange | None:
    return range_in_label(text, Beside("Pay Range"))


def _with_dates(said: Statement, card: str | None) -> Statement:
    """The card's date, in American order, goes before the markup's."""
    shown = _US_DAY.search(card or "")
    day = day_or_instant(shown[0], order=DayOrder.MONTH_FIRST) if shown else None
    return replace(
        said,
        posted=day or day_of_midnight(said.posted),
        posted_text=(shown[0] if shown else card) or said.posted_text,
        valid_through=day_of_midnight(said.valid_through),
    )
