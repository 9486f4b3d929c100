"""Every example of the documentation runs as it stands, in the order of its page."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.app import create_app
from api.settings import ApiSettings
from tests.api.serving import serving
from tests.command import RECORDED, openings
from tests.indices import own_indices

DOCS = Path(__file__).parents[1] / "docs"
_PYTHON = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def address(elasticsearch_url: str) -> Iterator[str]:
    """The API over the recorded boards."""
    with own_indices(elasticsearch_url) as prefix:
        settings = {
            "OPENINGS_ELASTICSEARCH_URL": elasticsearch_url,
            "OPENINGS_INDEX_PREFIX": prefix,
        }
        assert openings("crawl", "--web", RECORDED, **settings).status == 0
        api = ApiSettings(
            elasticsearch_url=elasticsearch_url,
            index_prefix=prefix,
            cursor_secret="for the tests of the docs",
        )
        with serving(create_app(api)) as address:
            yield address


def _ran(page: str) -> dict[str, Any]:
    """What the names of a page's examples stand for in the end."""
    text = (DOCS / page).read_text(encoding="utf-8")
    examples = _PYTHON.findall(text)
    assert examples
    names: dict[str, Any] = {}
    for example in examples:
        exec(compile(example, page, "exec"), names)
    return names


@pytest.fixture(autouse=True)
def _as_a_reader(address: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("OPENINGS_API", address)
    monkeypatch.chdir(tmp_path)


def test_a_job_board_has_all_postings_and_follows() -> None:
    ran = _ran("job-boards.md")
    assert len(ran["jobs"]) > 100
    assert ran["up_to_date"] is True
    assert ran["feed"].text.count("<job>") > 0


def test_a_researcher_counts_exports_and_plots(tmp_path: Path) -> None:
    ran = _ran("researchers.md")
    assert ran["stock"]
    assert (tmp_path / "stock.png").stat().st_size > 1_000
    assert ran["remote_share"]


def test_a_sourcing_tool_searches_and_is_alerted(address: str) -> None:
    ran = _ran("sourcing.md")
    assert ran["page"]["jobs"]
    assert ran["news"] == []
    # From the beginning of the feed, the first read of every board is no news.
    early = httpx.get(f"{address}/v1/changes?limit=1").json()["next_cursor"]
    found, _ = ran["matches_since"](early, {"q": "nurse OR driver"})
    assert found == []


def test_every_page_is_run() -> None:
    run = {"job-boards.md", "researchers.md", "sourcing.md"}
    with_examples = {
        page.name for page in DOCS.glob("*.md") if _PYTHON.search(page.read_text("utf-8"))
    }
    assert with_examples == run
