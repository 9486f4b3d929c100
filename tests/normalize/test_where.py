"""Where the work is done, out of all that a source says: the stronger evidence counts."""

from typing import Any

import pytest

from crawler.normalize.statement import Place, Statement
from crawler.normalize.where import where


def read(text: str | None = None, **said: Any) -> dict[str, Any]:
    """Plain values by field."""
    title = said.pop("title", "Boat Builder")
    found = where(Statement(source_id="7", title=title, url=None, **said), text)
    return {name: derived.value if derived else None for name, derived in found.items()}


def provenance(text: str | None = None, **said: Any) -> dict[str, Any]:
    found = where(Statement(source_id="7", title="Boat Builder", url=None, **said), text)
    return {name: derived.provenance for name, derived in found.items() if derived}


ON_SITE = "All work happens on site in our yard. We do not offer remote or hybrid work."
HYBRID = "This is a hybrid role, 3 days a week in the office."
REMOTE = "This is a fully remote role."


@pytest.mark.parametrize(
    ("labels", "place", "title", "text", "expected"),
    [
        (["On-site"], "Remote - US", "Welder (Remote)", REMOTE, "onsite"),
        (["Hybrid"], "Oslo", "Welder", REMOTE, "hybrid"),
        (["unspecified"], "Oslo", "Welder", None, None),
        (["Remote", "Hybrid"], "Oslo", "Welder", None, None),
        ([], "Oslo (hybrid)", "Welder", None, "hybrid"),
        ([], "Oslo", "Welder - Remote", None, "remote"),
        ([], "Oslo", "Welder", HYBRID, "hybrid"),
        ([], "Oslo", "Welder", None, None),
        ([], "Oslo", "Welder", "Build boats.", None),
        # Contradictions, and a place called remote that the description denies.
        ([], "Remote - US", "Welder (Hybrid)", None, None),
        ([], "Remote - US", "Welder", HYBRID, None),
        ([], "US, OH, Remote", "Welder", ON_SITE, "onsite"),
        ([], "Remote - US", "Welder", "This position cannot be performed remotely.", None),
        ([], "Oslo", "Welder", "This position cannot be performed remotely.", None),
        ([], "Oslo", "Welder (Remote)", ON_SITE, "onsite"),
        ([], "Oslo (hybrid)", "Welder", "Remote candidates are welcome.", "hybrid"),
        ([], "Remote - US", "Welder", REMOTE, "remote"),
        # What only sounds like it.
        ([], "Boulder, CO", "Remote Sensing Scientist", "Remote sensing of sea ice.", None),
        ([], "Madrid", "Hybrid Cloud Architect", "Our hybrid cloud is large.", None),
        ([], "Oslo", "Welder", "Perk: work from anywhere for six weeks a year.", None),
        ([], "Oslo & Lima", "Welder", "The crew meets on site three days each week.", "hybrid"),
    ],
)
def test_the_way_of_working(
    labels: list[str], place: str, title: str, text: str | None, expected: str | None
) -> None:
    found = read(text, workplace=labels, places=[Place(place)], title=title)

    assert found["workplace_type"] == expected


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("60% remote", "hybrid"),
        ("100 % remote", "remote"),
        ("Remote: 0%", "onsite"),
        ("80% on-site", "hybrid"),
        ("Homeoffice nach Vereinbarung", "hybrid"),
        ("Home office possible", "hybrid"),
        ("Télétravail partiel", "hybrid"),
        ("2 days remote", "hybrid"),
        ("Remote control systems", None),
    ],
)
def test_labels_that_state_a_share(label: str, expected: str | None) -> None:
    assert read(workplace=[label])["workplace_type"] == expected


@pytest.mark.parametrize(
    ("said", "text", "expected"),
    [
        ({"workplace": ["Hybrid"], "office_days": ["2 days in office"]}, HYBRID, 2),
        ({"workplace": ["Hybrid (2 days in office)"]}, HYBRID, 2),
        ({"places": [Place("Oslo (hybrid, 2 days in the office)")]}, HYBRID, 2),
        ({"workplace": ["Hybrid"]}, HYBRID, 3),
        ({"workplace": ["Remote"]}, HYBRID, None),
        ({"workplace": ["Hybrid"]}, "5 days a week in the office", None),
        ({"workplace": ["Hybrid"], "office_days": ["2", "3"]}, None, None),
        ({"places": [Place("Remote - US")]}, HYBRID, None),
        ({}, "Up to 3 days a week in the office", None),
    ],
)
def test_days_in_the_office(said: dict[str, Any], text: str | None, expected: float | None) -> None:
    assert read(text, **said)["office_days"] == expected


@pytest.mark.parametrize(
    ("said", "text", "expected"),
    [
        ({"workplace": ["Remote"]}, "Must reside in Spain.", ["ES"]),
        ({"places": [Place("Remote - Norway")]}, "Must reside in Spain.", ["NO"]),
        ({"places": [Place("Anywhere")]}, "Must reside in Spain.", ["ES"]),
        ({"places": [Place("Anywhere")]}, REMOTE, ["worldwide"]),
        ({"title": "Welder (Remote, Spain)"}, None, ["ES"]),
        ({"title": "Remote Sensing in Spain", "workplace": ["Remote"]}, None, []),
        ({"workplace": ["Remote"], "remote_places": [Place("Europe")]}, REMOTE, ["Europe"]),
        ({"workplace": ["Hybrid"], "places": [Place("Remote - US")]}, None, []),
        ({"places": [Place("US, OH, Remote")]}, ON_SITE, []),
        ({"places": [Place("Oslo")]}, "Must reside in Norway.", []),
        ({"workplace": ["Remote"], "places": [Place("Oslo")]}, REMOTE, []),
    ],
)
def test_where_remote_workers_may_live(
    said: dict[str, Any], text: str | None, expected: list[str]
) -> None:
    found = read(text, **said)["remote_from"]

    assert ([*found.countries, *found.regions] if found else []) == expected


def test_how_it_is_known() -> None:
    assert provenance(HYBRID) == {"workplace_type": "parsed", "office_days": "parsed"}
    assert provenance(HYBRID, workplace=["Hybrid"]) == {
        "workplace_type": "stated",
        "office_days": "parsed",
    }
    assert provenance(workplace=["Hybrid"], office_days=["2"])["office_days"] == "stated"
    assert provenance("Must live in Spain.", workplace=["Remote"])["remote_from"] == "parsed"
