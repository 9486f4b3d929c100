"""Gem Job Board API: public, without a key, the whole board with its texts in one answer.

https://help.gem.com/hc/en-us (The Job Board API)

- Modelled on Greenhouse's answers, but `content` is plain HTML and a job has all its places in
  `offices`, of which `location` is the first.
- The API names no company: without a name in the registry the board fails.
- Pay stands in the text only.
"""

from collections.abc import Sequence
from typing import Any, NoReturn
from urllib.parse import quote

from crawler.addresses import Address
from crawler.normalize.dates import instant
from crawler.normalize.posting import posting
from crawler.normalize.statement import Place, Statement
from crawler.raw import RawPosting
from crawler.shapes.single_document import SingleDocument
from crawler.web.answers import UnknownCompanyError
from mappings.identity import Board
from mappings.posting import PostingContent


class Gem(SingleDocument):
    """One request a board, a bare list without a total."""

    name = "gem"
    title = "Gem"
    documentation = "https://help.gem.com/hc/en-us"
    addresses = (
        Address("jobs.gem.com/{token}"),
        Address("api.gem.com/job_board/v0/{token}"),
    )
    reserved = frozenset({"api", "www", "app", "docs", "help", "support", "job_board"})
    rows_at = ""
    volatile = ("updated_at",)
    ignored = {
        "content_plain": "the description without its structure",
        "internal_job_id": "the employer's job behind the posting: internal",
        "departments[].id": "internal",
        "departments[].child_ids": "the organisation chart",
        "departments[].parent_id": "the organisation chart",
        "offices[].id": "internal",
        "offices[].child_ids": "the organisation chart",
        "offices[].child_office_external_ids": "the organisation chart",
        "offices[].parent_id": "the organisation chart",
        "offices[].parent_office_external_id": "the organisation chart",
    }

    def list_url(self, board: Board) -> str:
        """The slash at the end is needed."""
        return f"https://api.gem.com/job_board/v0/{quote(board.token)}/job_posts/"

    def employer_request(self, board: Board, rows: Sequence[Any]) -> NoReturn:
        """There is none."""
        raise UnknownCompanyError(board.id)

    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map one post of the list."""
        row = raw.fields
        offices = row.objects("offices")
        created, published = row.text("created_at"), row.text("first_published_at")
        return posting(
            raw,
            Statement(
                source_id=row.identifier("id"),
                title=row.text("title"),
                url=row.text("absolute_url"),
                apply_url=row.text("absolute_url"),
                departments=[part.text("name") for part in row.objects("departments")],
                requisition_id=row.text("requisition_id"),
                html=row.text("content"),
                places=[Place(part.text("location.name")) for part in (row, *offices)],
                fallback_places=[Place(office.text("name")) for office in offices],
                workplace=[row.text("location_type")],
                employment=[row.text("employment_type")],
                posted=instant(published or created),
                posted_text=published or created,
                updated=instant(row.text("updated_at")),
            ),
        )
