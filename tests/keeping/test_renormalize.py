"""Deriving postings anew from their kept payloads, without a network."""

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from scrapy.crawler import Crawler

from crawler.discovery import sources
from crawler.index import lifecycle
from crawler.index.lifecycle import Listed, Reread, content_hash
from crawler.index.raw_records import raw_posting, raw_record
from crawler.pipelines import NormalizedPosting
from crawler.raw import Employer
from crawler.run import Crawl
from crawler.settings import CrawlSettings
from crawler.shapes.base import Task
from crawler.web.recorded import Case, case_folders
from crawler.web.recording import without_index
from mappings.raw import RawRecord
from tests.changes.writing import listed
from tests.command import CASES, RECORDED, openings
from tests.factories import job_posting

_TAKEN: list[NormalizedPosting] = []


class Taking:
    """A pipeline that keeps what comes."""

    @classmethod
    def from_crawler(cls, _: Crawler):
        return cls()

    def process_item(self, item):
        if isinstance(item, NormalizedPosting):
            _TAKEN.append(item)
        return item


def _taken(source: Path) -> list[NormalizedPosting]:
    """Everything that the recorded cases of a source list, with what is made of it."""
    _TAKEN.clear()
    for folder in case_folders(source):
        case = Case.load(folder)
        settings = without_index(CrawlSettings(web=folder))
        pipelines = {**settings["ITEM_PIPELINES"], "tests.keeping.test_renormalize.Taking": 150}
        tasks = [Task(case.recorded_board, Employer(case.company))]
        asyncio.run(Crawl(tasks, settings | {"ITEM_PIPELINES": pipelines}).run())
    return list(_TAKEN)


@pytest.mark.parametrize("name", sorted(sources()))
def test_a_record_suffices_to_derive_its_posting(name):
    """Through the index and back, without what is personal, the same is made of each payload."""
    taken = _taken(CASES / name)
    spider = sources()[name]()

    assert taken
    for item in taken:
        record = raw_record(item.raw, item.content.id, spider.personal)
        kept = RawRecord.model_validate_json(record.model_dump_json())
        raw = raw_posting(kept)
        assert raw is not None
        assert spider.to_posting(raw) == item.content


AT = datetime(2026, 5, 1, tzinfo=UTC)


def _stored(**changes):
    posting = job_posting(source_id="7", **changes)
    content = listed(posting).content
    return posting.model_copy(update={"content_hash": content_hash(content)}), content


def test_other_content_takes_the_place_and_life_and_relations_stay(monkeypatch):
    monkeypatch.setattr(lifecycle, "NORMALIZER_VERSION", 9)
    before, content = _stored(group_id="g", status="closed", closed_at=AT, detail_error="gone")
    content = content.model_copy(update={"title": "Sail Maker", "group_id": None})

    after = Reread(Listed(content, before.content_changed_at), AT).apply(before)

    assert after is not None
    changed = {name for name, value in after if value != getattr(before, name)}
    assert changed == {"title", "content_hash", "normalizer_version", "changed_at"}
    assert (after.title, after.normalizer_version, after.changed_at) == ("Sail Maker", 9, AT)


def test_the_same_content_is_no_change_whatever_the_version(monkeypatch):
    monkeypatch.setattr(lifecycle, "NORMALIZER_VERSION", 9)
    before, content = _stored(group_id="g")
    content = content.model_copy(update={"group_id": None})

    assert Reread(Listed(content, before.content_changed_at), AT).apply(before) is None


def test_content_that_came_later_than_the_record_stays():
    before, content = _stored()
    older = Listed(content.model_copy(update={"title": "Old"}), datetime(2020, 1, 1, tzinfo=UTC))

    assert Reread(older, AT).apply(before) is None
    assert Reread(older, AT).apply(None) is None


def test_a_date_told_by_words_stays_as_first_seen_and_a_kept_field_as_it_is():
    relative = {"posted_at": "2026-02-20", "posted_precision": "day", "posted_text": "10 days ago"}
    before, content = _stored(
        **relative, team="Yard", provenance={"posted_at": "parsed", "team": "stated"}
    )
    later = content.model_copy(
        update={
            "posted_at": AT.date(),
            "team": None,
            "title": "Sail Maker",
            "provenance": {"posted_at": before.provenance["posted_at"]},
        }
    )

    after = Reread(Listed(later, before.content_changed_at, frozenset({"team"})), AT).apply(before)

    assert after is not None
    assert (after.posted_at, after.team, after.title) == (before.posted_at, "Yard", "Sail Maker")
    assert after.provenance == before.provenance


@pytest.fixture
def settings(elasticsearch_url, prefix, tmp_path):
    return {
        "OPENINGS_ELASTICSEARCH_URL": elasticsearch_url,
        "OPENINGS_INDEX_PREFIX": prefix,
        "OPENINGS_DATA": str(tmp_path),
    }


async def _make_as_before(stage):
    """As if an older version had read three titles otherwise; give the postings as they are."""
    jobs = {k: v for k, v in (await stage.documents("jobs")).items() if k.startswith("greenhouse")}
    for name in sorted(jobs)[:3]:
        revise = lifecycle.Revision(name, lambda p: p.model_copy(update={"title": "Misread"}))
        await stage.committer.commit([revise], cause="group", run=None, baseline=False)
    await stage.publish()
    return await stage.documents("jobs")


def test_the_command_writes_what_differs_and_nothing_else(settings, run_with, tmp_path):
    assert openings("crawl", "--web", RECORDED, "--json", **settings).status in (0, 1)
    as_crawled = run_with(lambda stage: stage.documents("jobs"))
    same = openings("renormalize", "--json", **settings)
    unchanged = run_with(lambda stage: stage.documents("jobs"))
    run_with(_make_as_before)
    other = openings("renormalize", "--source", "lever", "--json", **settings)
    cursor = tmp_path / "place"
    done = openings("renormalize", "--cursor-file", cursor, "--json", **settings)
    jobs = run_with(lambda stage: stage.documents("jobs"))
    changes = openings("changes", "--cause", "renormalize", **settings).out.splitlines()

    assert same.json["changed"] == other.json["changed"] == 0
    assert same.json["unchanged"] + same.json["kept"] == len(as_crawled)
    assert unchanged == as_crawled
    assert done.json["changed"] == 3
    assert not cursor.exists()
    assert {j["title"] for j in jobs.values()} == {j["title"] for j in as_crawled.values()}
    assert [set(json.loads(line)["changes"]) for line in changes] == [{"title", "changed_at"}] * 3


def test_what_cannot_be_mapped_any_more_is_named_and_stays(settings, run_with):
    async def store(stage):
        posting = job_posting(source_id="5", title="As it was")
        await stage.commit(posting)
        raw = RawRecord(
            id=posting.id, source="greenhouse", board=posting.board, url="https://x.example",
            fetched_at=AT, taken_at=datetime.now(UTC), payload=None, payload_bytes=2_000_000,
        )  # fmt: skip
        gone = raw.model_copy(update={"id": "nowhere:a:1", "source": "nowhere"})
        await stage.committer.keep([raw, gone])
        return posting

    posting = run_with(store)
    result = openings("renormalize", "--json", **settings)
    jobs = run_with(lambda stage: stage.documents("jobs"))

    assert (result.status, result.json["kept"]) == (1, 2)
    assert result.json["why_kept"].keys() == {posting.id, "nowhere:a:1"}
    assert jobs[posting.id]["title"] == "As it was"


def test_it_goes_on_behind_the_place_where_it_was(settings, run_with, tmp_path):
    async def store(stage):
        raw = RawRecord(
            id="any", source="nowhere", board="nowhere:a", url="https://x.example",
            fetched_at=AT, payload=None, payload_bytes=1,
        )  # fmt: skip
        names = [f"nowhere:a:{n}" for n in range(5)]
        await stage.committer.keep([raw.model_copy(update={"id": name}) for name in names])

    run_with(store)
    cursor = tmp_path / "place"
    cursor.write_text("nowhere:a:2\n")
    rest = openings("renormalize", "--cursor-file", cursor, "--json", **settings)
    since = openings("renormalize", "--since", "2026-05-02", "--json", **settings)

    assert rest.json["why_kept"].keys() == {"nowhere:a:3", "nowhere:a:4"}
    assert since.json["kept"] == 0
