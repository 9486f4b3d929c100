"""Recruitee careers site API: public, without a key, the whole board in one answer.

https://docs.recruitee.com/reference/intro-to-careers-site-api

- The same paths are served on a company's own domain: a token with a dot is such a host.
- The public page may have moved away from the custom domain of `careers_url`; the address on
  Recruitee's own host stays. Slugs follow the title, so the number is the id.
- From February 2027 on this needs a token of the company; without one it answers 401, a refusal.
  https://docs.recruitee.com/reference/authentication-1
- Trial boards show offers marked "(Sample)".
- The place that `location` names may be a word for remote in the site's language; the parts in
  `locations` are the places.
- Of the three flags of the way of working one is set, or none.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from crawler.addresses import Address
from crawler.fields import Fields
from crawler.normalize.dates import day_or_instant, instant
from crawler.normalize.posting import posting
from crawler.normalize.salary import Amounts, interval, stated_range
from crawler.normalize.statement import Place, Statement
from crawler.normalize.workplace import workplace_label
from crawler.raw import RawPosting
from crawler.shapes.single_document import SingleDocument
from mappings.identity import Board
from mappings.posting import PostingContent

_FORM = (
    *("locations_question", "locations_question_type", "locations_question_required"),
    *("location_question_visible", "open_questions", "dynamic_fields"),
    *("options_cv", "options_cover_letter", "options_photo", "options_phone"),
    *("options_salutation", "options_title"),
)
_SHARING = ("sharing_title", "sharing_description", "sharing_image")
_KEPT_RAW = (
    "postal_code",
    *("locations[].postal_code", "locations[].street"),
    *("min_hours", "max_hours"),
)


class Recruitee(SingleDocument):
    """One request a board; no total is stated."""

    name = "recruitee"
    title = "Recruitee"
    documentation = "https://docs.recruitee.com/reference/intro-to-careers-site-api"
    addresses = (Address("{token}.recruitee.com"),)
    reserved = frozenset({"www", "app", "api", "docs", "help", "support", "status"})
    rows_at = "offers"
    missing_redirects = ("recruitee.com/careers_not_hosted", "*.recruitee.com/careers_not_hosted")
    personal = ("mailbox_email",)
    ignored = {
        "guid": "another id",
        "position": "the order on the page",
        "careers_url": "the page on the company's own domain, which may not serve it any more",
        "created_at": "published_at is the day it went up",
        "tags": "free words of the employer",
        "highlight": "a teaser",
        "cover_image": "a picture",
        "state_code": "state_name says it",
        "locations[].id": "internal",
        "locations[].state_code": "state says it",
        "locations[].note": "a note to applicants",
        "locations[].translations": "the place in other languages",
        **dict.fromkeys(_KEPT_RAW, "kept in the raw record"),
        **dict.fromkeys(_FORM, "the application form"),
        **dict.fromkeys(_SHARING, "for social networks"),
    }

    def list_url(self, board: Board) -> str:
        """Published offers in all their languages."""
        return f"https://{_host(board)}/api/offers/"

    def skip(self, row: Mapping[str, Any]) -> bool:
        """Drafts, and the samples of a trial board."""
        return row.get("status", "published") != "published" or "(Sample)" in str(row.get("title"))

    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map one offer."""
        row = raw.fields
        row.text("status")
        slug = row.text("slug")
        return posting(
            raw,
            Statement(
                source_id=row.identifier("id"),
                title=row.text("title"),
                url=f"https://{_host(raw.board)}/o/{slug}" if slug else None,
                apply_url=row.text("careers_apply_url"),
                company=row.text("company_name"),
                departments=[row.text("department")],
                html=(row.text("description") or "") + (row.text("requirements") or ""),
                language=_language(row),
                places=list(map(_place, row.objects("locations"))),
                fallback_places=[_main_place(row)],
                workplace=_workplace(row),
                employment=[row.text("employment_type_code")],
                seniority=row.text("experience_code"),
                education=row.text("education_code"),
                hours=_hours(row),
                functions=[row.text("category_code")],
                ranges=[
                    stated_range(
                        Amounts(row.number("salary.min"), row.number("salary.max")),
                        row.text("salary.currency"),
                        interval(row.text("salary.period")),
                    )
                ],
                posted=instant(row.text("published_at")),
                posted_text=row.text("published_at"),
                updated=instant(row.text("updated_at")),
                valid_through=day_or_instant(row.text("close_at")),
            ),
        )


def _hours(row: Fields) -> str | None:
    """The hours a week, where the range of them is a single number."""
    least, most = (row.number(f"{end}_hours_per_week") for end in ("min", "max"))
    return f"{most:g}" if most is not None and least == most else None


def _host(board: Board) -> str:
    return board.token if "." in board.token else f"{board.token}.recruitee.com"


def _place(place: Fields) -> Place:
    """Names of countries are in the site's language, codes are not."""
    country, code = place.text("country"), place.text("country_code")
    return Place(place.text("name"), place.text("city"), place.text("state"), code or country)


def _main_place(row: Fields) -> Place:
    """What is a word for remote names no town."""
    country, code, text = row.text("country"), row.text("country_code"), row.text("location")
    town = None if workplace_label(text) else text
    return Place(town, row.text("city"), row.text("state_name"), code or country)


def _workplace(row: Fields) -> Sequence[str | None]:
    """The flags; where none is set, what stands in place of a town."""
    flags = [flag for flag in ("remote", "hybrid", "on_site") if row.flag(flag)]
    return flags or [row.text("location")]


def _language(row: Fields) -> str | None:
    """The one language whose translation is the text itself."""
    text, translations = row.text("description"), row.value("translations")
    if not text or not isinstance(translations, Mapping):
        return None
    same = [
        language
        for language, translation in translations.items()
        if isinstance(translation, Mapping) and translation.get("description") == text
    ]
    return same[0] if len(same) == 1 else None
