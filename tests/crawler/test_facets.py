"""Dividing a capped listing by facets, and reading the parts through the shape of all listings."""

import json

from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request

from crawler.shapes.facets import Capped, Division, Facet, Part, divide
from crawler.web.answers import read_json
from tests.crawler.test_listing import BOARD, SITE, Paged, _crawl, _rows

TEAM = Facet("team", {"kitchen": 3, "floor": 2})
HOURS = Facet("hours", {"full": 4, "part": 1})
PLACES = Facet("places", {"Oslo": 3, "Bergen": 3, "Trondheim": 2})


def test_two_facets_that_agree_tell_the_total_and_the_finer_one_divides():
    assert divide([HOURS, PLACES, TEAM], 4) == Division(TEAM, 5)


def test_a_facet_below_the_cap_tells_nothing_of_the_whole():
    assert divide([Facet("brand", {"a": 1, "b": 2}), Facet("site", {"x": 2, "y": 1})], 4) is None


def test_facets_that_all_differ_divide_without_a_total():
    assert divide([PLACES, TEAM], 4) == Division(PLACES, None)


def test_a_facet_of_one_value_divides_nothing():
    assert divide([Facet("country", {"NO": 9}), Facet("brand", {"only": 9})], 4) is None


@given(
    st.lists(
        st.builds(
            Facet, st.text(max_size=2), st.dictionaries(st.text(max_size=2), st.integers(1, 9))
        )
    ),
    st.integers(1, 20),
)
def test_a_division_is_by_one_of_the_facets_and_into_less(facets, cap):
    found = divide(facets, cap)

    if found is not None:
        assert found.facet in facets
        assert found.facet.largest < found.facet.total
        assert found.total in (None, found.facet.total)
        assert found.total is not None or found.facet.largest < cap


def test_pages_of_a_part_go_on_to_its_total():
    part = Part((("team", "floor"),), total=5)

    (second,) = part.next([1, 2], 2)
    (third,) = second.next([3, 4], 2)
    assert (second.offset, third.offset, third.applied) == (2, 4, part.applied)
    assert third.next([5], 2) == ()
    assert second.next([], 2) == ()


class Stated(Paged):
    """A source of the tests that states 4 for whatever is larger; pages of two."""

    name = "paged"
    pages = Capped(size=2, cap=4)

    def page_request(self, at):
        part = at.link or Part()
        values = "/".join(value for _, value in part.applied) or "all"
        return Request(f"{SITE}/{values}/{part.offset}")

    def read_page(self, response, at):
        answer, part = read_json(response), at.link or Part()
        if part.offset:
            return self.pages.further_page(part, answer["rows"])
        facets = [Facet(name, counts) for name, counts in answer.get("facets", {}).items()]
        return self.pages.first_page(part, answer["rows"], answer["total"], facets)


def _read(folder, answers):
    responses = []
    for number, (path, answer) in enumerate(answers.items()):
        (folder / f"{number}.json").write_text(json.dumps(answer))
        responses.append({"url": f"{SITE}/{path}", "file": f"{number}.json"})
    meta = {"board": BOARD.id, "note": "", "real": False, "responses": responses}
    meta["fetched_at"] = "2026-11-20T08:00:00Z"
    (folder / "meta.json").write_text(json.dumps(meta))
    reports, postings = _crawl(folder, spider=Stated)
    return reports[BOARD.id], postings


def _plain(*ids):
    return _rows(*ids, detail=False, title="Cook")


FACETS = {"team": {"kitchen": 3, "floor": 2}, "hours": {"full": 4, "part": 1}}


def test_a_capped_listing_is_read_whole_by_its_parts(tmp_path):
    report, postings = _read(
        tmp_path,
        {
            "all/0": {"rows": _plain(1, 2), "total": 4, "facets": FACETS},
            "kitchen/0": {"rows": _plain(1, 2), "total": 3},
            "kitchen/2": {"rows": _plain(3), "total": 0},
            "floor/0": {"rows": _plain(4, 5), "total": 2},
        },
    )

    assert (report.outcome, report.listed, report.repeated) == ("complete", 5, 0)
    assert postings == ["1", "2", "3", "4", "5"]


def test_a_part_that_is_capped_is_divided_again(tmp_path):
    facets = {"team": {"kitchen": 6, "floor": 1}, "brand": {"x": 7}, "hours": {"f": 6, "p": 1}}
    inner = {"team": {"kitchen": 6}, "hours": {"f": 3, "p": 3}, "grade": {"a": 3, "b": 3}}
    report, postings = _read(
        tmp_path,
        {
            "all/0": {"rows": _plain(1, 2), "total": 4, "facets": facets},
            "kitchen/0": {"rows": _plain(1, 2), "total": 4, "facets": inner},
            "kitchen/f/0": {"rows": _plain(1, 2), "total": 3},
            "kitchen/f/2": {"rows": _plain(3), "total": 3},
            "kitchen/p/0": {"rows": _plain(4, 5), "total": 3},
            "kitchen/p/2": {"rows": _plain(6), "total": 3},
            "floor/0": {"rows": _plain(7), "total": 1},
        },
    )

    assert (report.outcome, report.listed) == ("complete", 7)
    assert postings == ["1", "2", "3", "4", "5", "6", "7"]


def test_a_posting_without_a_value_leaves_the_read_partial(tmp_path):
    report, postings = _read(
        tmp_path,
        {
            "all/0": {"rows": _plain(1, 2), "total": 4, "facets": FACETS},
            "kitchen/0": {"rows": _plain(1, 2), "total": 2},
            "floor/0": {"rows": _plain(4, 5), "total": 2},
        },
    )

    assert report.outcome == "partial"
    assert report.evidence == "5 are stated, 4 listed, and no better when read once more"
    assert len(postings) == 4


def test_a_capped_listing_that_wraps_without_facets_is_partial(tmp_path):
    report, postings = _read(
        tmp_path,
        {
            "all/0": {"rows": _plain(1, 2), "total": 4},
            "all/2": {"rows": _plain(3, 4), "total": 4},
            "all/4": {"rows": _plain(1, 2), "total": 4},
        },
    )

    assert report.outcome == "partial"
    assert "4 are stated, the most that the source ever states" in report.evidence
    assert len(postings) == 4


def test_a_total_above_the_cap_is_the_truth(tmp_path):
    report, postings = _read(
        tmp_path,
        {
            "all/0": {"rows": _plain(1, 2), "total": 5, "facets": FACETS},
            "all/2": {"rows": _plain(3, 4), "total": 0},
            "all/4": {"rows": _plain(5), "total": 0},
        },
    )

    assert (report.outcome, len(postings)) == ("complete", 5)
