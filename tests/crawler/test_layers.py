"""Fields that stand in a detail and in its row."""

from crawler.fields import Fields, unmapped
from crawler.layers import Layers, ignored_in

PAYLOAD = {
    "detail": {"title": " ", "open": False, "places": [], "tags": ["a"], "count": 0},
    "row": {"title": "Baker", "open": True, "places": [{"city": "Oslo", "zip": "1"}], "count": 5},
}


def _layers(fields):
    return Layers(fields.object("detail"), fields.object("row"))


def test_the_first_that_says_something_counts():
    said = _layers(Fields(PAYLOAD))

    assert said.text("title") == "Baker"
    assert said.flag("open") is False
    assert said.number("count") == 0
    assert said.texts("tags") == ["a"]
    assert [place.text("city") for place in said.objects("places")] == ["Oslo"]


def test_of_several_paths_the_first_that_says_something_counts():
    said = Layers(Fields({"a": None, "b": "x"}), Fields({"a": "y", "b": "z"}))

    assert said.text("a", "b") == "y"
    assert said.text("none", "b") == "x"
    assert said.identifier("none") is None


def test_all_layers_are_read():
    fields = Fields(PAYLOAD)
    said = _layers(fields)
    said.text("title"), said.flag("open"), said.number("count"), said.texts("tags")
    for place in said.objects("places"):
        place.text("city")

    assert unmapped(PAYLOAD, fields.reading, ()) == {"row.places[].zip"}


def test_names_are_ignored_in_every_place():
    assert ignored_in({"a mark": "hot new", "internal": "key"}, "row", "detail.sites[]") == {
        "row.hot": "a mark",
        "detail.sites[].hot": "a mark",
        "row.new": "a mark",
        "detail.sites[].new": "a mark",
        "row.key": "internal",
        "detail.sites[].key": "internal",
    }
