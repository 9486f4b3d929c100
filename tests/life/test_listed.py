"""While a posting is listed: errors of its detail take nothing from it, and close nothing."""

from dataclasses import replace

import pytest

from crawler.raw import Employer
from tests.fake_server import Answer
from tests.life.crawling import QUAY, greenhouse, greenhouse_job, lists
from tests.paging.rows import Rows, broken, gone, interstitial, numbered, refused
from tests.paging.vendors import Workday

DOCK = Workday.board("dock")
TEXT = "<p>You mend nets, ropes and sails in our loft on the quay, by hand.</p>"


class Described(Workday):
    """With a text in each detail; `renamed`: rows whose title changed, so that they are asked."""

    renamed: frozenset[str] = frozenset()

    def answer(self, rows, path, asked):
        if not path.endswith("/jobs"):
            info = {"location": "Kiel", "jobDescription": TEXT, "title": path}
            return rows.detail(path.rpartition("_")[2], {"jobPostingInfo": info})
        page = super().answer(rows, path, asked)
        if not isinstance(page.body, dict):
            return page
        told = [
            row | {"locationsText": "moved"}
            if row["externalPath"][-1] in type(self).renamed
            else row
            for row in page.body["jobPostings"]
        ]
        return replace(page, body=page.body | {"jobPostings": told})


@pytest.fixture
def rows(life, monkeypatch):
    """A board of twelve, read once; then the row of posting 3 changes."""
    rows = Rows(numbered(12))
    Described({"dock": rows}).on(life.server)
    life.read(DOCK)
    monkeypatch.setattr(Described, "renamed", frozenset({"3"}))
    return rows


@pytest.mark.parametrize("fault", [refused, broken, interstitial])
def test_a_failed_detail_blanks_nothing_and_closes_nothing(life, rows, fault):
    """Neither the posting itself, nor one that is not listed: this read is not whole."""
    before = life.postings(DOCK)["3"]
    rows.details = {"3": fault}
    rows.ids.remove("7")

    report = life.read(DOCK)

    assert (report.outcome, report.closed) == ("partial", 0)
    assert life.postings(DOCK)["3"] == before
    assert "nets" in before.description_text
    assert len(life.open(DOCK)) == 12


def test_a_gone_detail_of_a_listed_posting_is_an_error_of_the_detail(life, rows):
    rows.details = {"3": gone}

    report = life.read(DOCK)
    posting = life.postings(DOCK)["3"]
    rows.details = {}
    life.read(DOCK)
    mended = life.postings(DOCK)["3"]

    assert (report.outcome, report.closed) == ("complete", 0)
    assert posting.status == "open"
    assert "answers 404" in posting.detail_error
    assert "nets" in posting.description_text
    assert (mended.status, mended.detail_error) == ("open", None)


def test_a_gone_detail_of_an_unlisted_posting_closes_it(life, rows):
    rows.details = {"3": gone}
    rows.ids.remove("3")

    life.read(DOCK)

    posting = life.postings(DOCK)["3"]
    assert (posting.status, posting.closed_reason) == ("closed", "unlisted")


def test_the_row_never_replaces_the_text_of_the_detail(life, rows):
    """The list is thin, and the detail is not asked for again."""
    rows.detailed.clear()

    life.read(DOCK, days_later=0)

    assert set(rows.detailed) == {"3"}
    assert all("nets" in one.description_text for one in life.postings(DOCK).values())


def test_a_text_that_was_really_taken_out_is_taken_out(life):
    lists(life, greenhouse("1", "2"), greenhouse("1", "2", content=""))
    life.read(QUAY)

    report = life.read(QUAY)

    assert report.changed == 2
    assert {one.description_text for one in life.postings(QUAY).values()} == {None}


def test_a_row_that_cannot_be_read_counts_as_listed(life):
    unreadable = [greenhouse_job("1"), greenhouse_job("2", title=None), {"id": 3}]
    answer = Answer({"jobs": unreadable, "meta": {"total": 3}})
    lists(life, greenhouse("1", "2", "3", "4"), answer)
    life.read(QUAY)

    report = life.read(QUAY)

    assert [rejection.source_id for rejection in report.rejected] == ["2", "3"]
    assert life.open(QUAY) == ["1", "2", "3"]


def test_where_a_row_tells_no_id_nothing_is_known_to_be_absent(life):
    nameless = Answer({"jobs": [greenhouse_job("1"), "what?"], "meta": {"total": 2}})
    lists(life, greenhouse("1", "2", "3"), nameless)
    life.read(QUAY)

    assert life.read(QUAY).closed == 0
    assert life.open(QUAY) == ["1", "2", "3"]


def test_a_posting_that_reappears_unreadable_reopens_as_it_was(life):
    unreadable = Answer({"jobs": [greenhouse_job("1"), {"id": 2}], "meta": {"total": 2}})
    lists(life, greenhouse("1", "2", "3"), greenhouse("1", "3"), unreadable)
    life.read(QUAY)
    life.read(QUAY)
    assert life.open(QUAY) == ["1", "3"]

    life.read(QUAY)

    assert life.open(QUAY) == ["1", "2"]
    assert life.postings(QUAY)["2"].title == "Boat Builder 2"


def test_an_interstitial_is_not_taken_for_the_end_of_the_list(life):
    rows = Rows(numbered(30))
    Workday({"dock": rows}).on(life.server)
    life.read(DOCK)
    rows.asked.clear()
    rows.faults = {20: [interstitial] * 9}

    report = life.read(DOCK)

    assert (report.outcome, report.closed) == ("partial", 0)
    assert len(life.open(DOCK)) == 30


def test_a_source_that_answers_nothing_readable_closes_nothing(life):
    """All rows rejected: the read failed, though every row was listed."""
    changed = Answer({"jobs": [{"uuid": str(n)} for n in range(4)], "meta": {"total": 4}})
    lists(life, greenhouse("1", "2", "3", "4"), changed)
    life.read(QUAY)

    outcomes = [life.read(QUAY).outcome for _ in range(3)]

    assert set(outcomes) == {"failed"}
    assert len(life.open(QUAY)) == 4


def test_a_token_that_passed_to_another_company_gives_it_no_postings(life):
    """Neither does anything of the first company close by that."""
    other = greenhouse("91", "92", company_name="Beacon Finance")
    lists(life, greenhouse("1", "2", company_name="Beacon Films, Inc."), other)
    films = {"employer": Employer("Beacon Films")}
    life.read(QUAY, **films)

    report = life.read(QUAY, **films)

    assert (report.outcome, report.company_met) == ("failed", "Beacon Finance")
    assert "identity" in report.evidence
    assert sorted(life.postings(QUAY)) == ["1", "2"]
    assert life.open(QUAY) == ["1", "2"]
    assert life.state(QUAY).company_met == "Beacon Finance"


def test_a_board_of_another_company_than_the_registry_says_is_not_taken_at_first_either(life):
    lists(life, greenhouse("1", "2", company_name="Beacon Finance"))

    report = life.read(QUAY, employer=Employer("Beacon Films"))

    assert (report.outcome, report.new) == ("failed", 0)
    assert life.postings(QUAY) == {}
