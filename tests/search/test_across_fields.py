"""Words are sought in every text of a posting, and weigh more in some."""

import pytest

from tests.search.searching import SearchedIndex

WELDER = {
    "title": "Hull Welder",
    "company": {"id": "quay.example", "name": "Quay & Söhne Werft"},
    "skills": ["TIG welding"],
    "departments": ["Yard"],
    "team": "Night Crew",
    "locations": [{"text": "Kiel, Germany", "city": "Kiel", "region": "Schleswig-Holstein"}],
    "description_text": "You join plates of aluminium.",
}


@pytest.mark.parametrize(
    "words",
    [
        "welder aluminium",
        "hull kiel",
        "sohne welder night",
        '"TIG welding" yard',
        "holstein germany plates",
        '"schleswig holstein"',
        '"hull welder" "night crew"',
    ],
)
def test_words_may_stand_in_different_fields(index: SearchedIndex, words: str) -> None:
    index.add([WELDER, "Hull Painter"])
    assert index.titles(q=words) == ["Hull Welder"]


@pytest.mark.parametrize("words", ["welder copper", '"welder aluminium"', '"kiel hull"'])
def test_every_word_must_occur_and_a_phrase_in_one_field(index: SearchedIndex, words: str) -> None:
    index.add([WELDER])
    assert index.titles(q=words) == []


def test_html_is_not_searched(index: SearchedIndex) -> None:
    index.add([{"title": "Rigger", "description_html": "<p>strong</p>"}])
    assert index.titles(q="strong") == []


def test_title_outweighs_skills_and_these_the_description(index: SearchedIndex) -> None:
    filler = "We sail. " * 20
    index.add(
        [
            {"title": "Mate", "description_text": "Kafka kafka kafka. " + filler},
            {"title": "Data Engineer for the Harbour", "skills": ["kafka", "sail", "rope"]},
            {"title": "Kafka Engineer for the Whole of the Northern Harbour"},
        ]
    )
    assert index.titles(q="kafka") == [
        "Kafka Engineer for the Whole of the Northern Harbour",
        "Data Engineer for the Harbour",
        "Mate",
    ]


def test_words_side_by_side_in_the_title_come_first(index: SearchedIndex) -> None:
    index.add(["Engineer, Data", "Engineer of Data Pipelines", "Data Engineer"])
    assert index.titles(q="data engineer")[0] == "Data Engineer"


@pytest.mark.parametrize("words", ["IT Manager", "it manager"])
def test_short_words_count_in_the_ranking(index: SearchedIndex, words: str) -> None:
    index.add(
        [
            {"title": "Facilities Manager", "description_text": "It is a large site. It is dry."},
            {"title": "IT Manager", "description_text": "You manage our network."},
        ]
    )
    assert index.titles(q=words)[0] == "IT Manager"


def test_of_equal_matches_the_newer_comes_first(index: SearchedIndex) -> None:
    index.add(
        [
            {"title": "Cook", "posted_at": None},
            {"title": "Cook", "posted_at": "2025-06-01"},
            {"title": "Cook", "posted_at": "2026-03-01"},
        ]
    )
    found = [one["posted_at"] for one in index.found(q="cook")]
    assert found == ["2026-03-01", "2025-06-01", None]


def test_newness_does_not_outdo_a_better_match(index: SearchedIndex) -> None:
    index.add(
        [
            {"title": "Cook", "posted_at": "2024-01-01"},
            {"title": "Waiter", "description_text": "Help the cook.", "posted_at": "2026-03-02"},
        ]
    )
    assert index.titles(q="cook") == ["Cook", "Waiter"]


def test_matching_finds_what_ranked_finds(index: SearchedIndex) -> None:
    index.add([WELDER, "Hull Painter", "Cook"])
    for words in ("hull", "hull -painter", "cook OR welder", '"hull welder"'):
        assert index.count(q=words) == len(index.titles(q=words)) > 0
