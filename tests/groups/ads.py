"""Ads as the matcher sees them, made of few words."""

from typing import Any

from crawler.groups.ad import Ad
from crawler.groups.ranks import rank_of
from mappings.document import to_document
from tests.factories import job_posting
from tests.groups.grouped import BODY


def an_ad(board: str = "lever:acme", **changes: Any) -> Ad:
    """An open ad; `city` and `company` (its name) are written short."""
    source, _, token = board.partition(":")
    city, name = changes.pop("city", None), changes.pop("company", "Acme")
    domain = changes.pop("domain", None)
    given = {
        "title": "Fitter",
        "company": {"id": domain or board, "name": name, "domain": domain},
        "description_text": BODY,
        "locations": [{"text": city, "city": city, "country": "DE"}] if city else [],
    }
    posting = job_posting(board=board, **given | changes)
    if "url" not in changes:
        url = f"https://{source}.example/{token}/{posting.source_id}"
        posting = posting.model_copy(update={"url": url})
    return Ad.of(to_document(posting), rank_of(source)).with_text(posting.description_text)
