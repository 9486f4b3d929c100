"""softgarden: a schema.org data feed of the whole career site, texts included.

https://softgarden.com; the feed's vocabulary: https://schema.org/DataFeed

- Only career sites of the present generation have the feed. One of the older generation answers
  404 as an unknown tenant does, so 404 proves nothing and such a board fails.
- Places are named in German ("Prag, Tschechien"); "-" stands for what is not filled in.
- `identifier.name` is the account's label, sometimes an internal code: it counts where neither the
  posting nor the registry names the employer.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from crawler.addresses import Address
from crawler.normalize.dates import instant
from crawler.normalize.posting import posting
from crawler.normalize.schema_org import schema_org_statement
from crawler.normalize.schema_org_ignored import ignored_at, personal_at
from crawler.raw import RawPosting
from crawler.shapes.single_document import SingleDocument, value_at
from mappings.identity import Board
from mappings.posting import PostingContent


class Softgarden(SingleDocument):
    """One request a board; `numberOfItems` proves that it is whole."""

    name = "softgarden"
    title = "softgarden"
    documentation = "https://softgarden.com"
    addresses = (Address("{token}.career.softgarden.de"), Address("{token}.softgarden.io"))
    reserved = frozenset({"www", "app", "api", "static", "certificate"})
    missing_statuses = frozenset()
    rows_at = "dataFeedElement"
    total_at = "numberOfItems"
    volatile = ("dateModified",)
    personal = personal_at("item.")
    ignored = {**ignored_at("item."), "@type": "always DataFeedItem"}

    def list_url(self, board: Board) -> str:
        """The feed."""
        return f"https://{board.token}.career.softgarden.de/jobs.feed.json"

    def row_id(self, row: Mapping[str, Any]) -> str | None:
        """The number that stands in the address as well."""
        value = value_at(row, "item.identifier.value")
        return None if value is None else str(value)

    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map one item of the feed."""
        row = raw.fields
        item = row.object("item")
        said = schema_org_statement(
            item,
            source_id=item.identifier("identifier.value"),
            apply_url=item.text("url"),
            requisition_id=None,
            updated=instant(row.text("dateModified")),
        )
        label = item.text("identifier.name")
        if said.company is None and raw.employer.name is None:
            said = replace(said, company=label)
        return posting(raw, said)
