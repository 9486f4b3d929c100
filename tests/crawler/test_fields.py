"""Strict reading of a payload."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from crawler.fields import Fields, unmapped

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def test_what_is_read_is_no_longer_unmapped():
    payload: dict[str, Any] = {"id": 1, "place": {"city": "Oslo", "zip": "0150"}, "new": {"key": 1}}
    row = Fields(payload)

    assert row.identifier("id") == "1"
    assert row.text("place.city") == "Oslo"

    assert unmapped(payload, row.reading, ()) == {"place.zip", "new.key"}
    assert unmapped(payload, row.reading, ("place.zip", "new")) == set()


def test_rows_of_a_list_are_read_each_by_itself():
    payload = {"offices": [{"name": "Oslo", "id": 1}, {"name": "Rome", "map": {"x": 1}}]}
    row = Fields(payload)

    assert [office.text("name") for office in row.objects("offices")] == ["Oslo", "Rome"]

    assert unmapped(payload, row.reading, ()) == {"offices[].id", "offices[].map.x"}
    assert unmapped(payload, row.reading, ("offices[].id", "offices[].m*")) == set()


def test_an_object_is_read_as_a_payload_of_its_own():
    payload = {"detail": {"title": "Cook", "new": 1}, "empty": {}, "odd": 3}
    row = Fields(payload)

    assert row.object("detail").text("title") == "Cook"
    assert row.object("empty").text("title") is None
    assert row.object("odd").text("title") is None

    assert unmapped(payload, row.reading, ()) == {"detail.new"}
    assert row.reading.odd == {"odd": 1}


def test_an_object_that_is_null_counts_as_read_when_its_parts_were_asked_for():
    payload = {"address": None, "other": None}
    row = Fields(payload)

    assert row.text("address.city") is None

    assert unmapped(payload, row.reading, ()) == {"other"}
    assert row.reading.odd == {}


def test_an_empty_list_counts_as_read_when_its_rows_were_asked_for():
    payload: dict[str, Any] = {"offices": [], "tags": []}
    row = Fields(payload)

    assert row.objects("offices") == []

    assert unmapped(payload, row.reading, ()) == {"tags"}


def test_a_value_of_another_type_is_null_and_counted():
    row = Fields({"title": 5, "place": "Oslo", "rows": [{"a": 1}, "x"], "flag": "yes"})

    assert row.text("title") is None
    assert row.text("place.city") is None
    assert len(row.objects("rows")) == 1
    assert row.flag("flag") is None

    assert row.reading.odd == {"title": 1, "place.city": 1, "rows": 1, "flag": 1}


def test_null_and_absent_are_no_oddity():
    row = Fields({"title": None})

    assert row.text("title") is None
    assert row.text("place.city") is None
    assert row.texts("tags") == []
    assert row.number("pay") is None
    assert not row.has("pay")
    assert row.has("title")

    assert row.reading.odd == {}


def test_numbers_may_be_written_as_strings_but_a_flag_is_no_number():
    row = Fields({"a": "99840.0", "b": 12, "c": True, "d": "many"})

    assert [row.number(name) for name in "abcd"] == [99840.0, 12, None, None]
    assert row.identifier("c") is None


@given(st.dictionaries(st.text(), JSON))
def test_no_payload_breaks_the_reading(payload):
    row = Fields(payload)
    for path in [*payload, "a.b", "x"]:
        row.text(path), row.flag(path), row.number(path), row.identifier(path)
        row.texts(path), row.objects(path)

    assert not {path.partition(".")[0] for path in unmapped(payload, row.reading, ())} & {"x"}


def test_an_empty_string_is_no_number_and_nothing_odd():
    fields = Fields({"min": "", "max": " ", "word": "much"})

    assert [fields.number(path) for path in ("min", "max", "word")] == [None, None, None]
    assert fields.reading.odd == {"word": 1}


def test_one_value_or_many_are_read_alike():
    payload = {"one": {"name": "A"}, "many": [{"name": "A"}, "B", None], "none": None, "text": "C"}
    fields = Fields(payload)

    for path in ("one", "many"):
        found = fields.many(path)[0]
        assert isinstance(found, Fields)
        assert found.text("name") == "A"
    assert [fields.many(path) for path in ("none", "text", "absent")] == [[], ["C"], []]
    assert fields.many("many")[1:] == ["B"]
    assert unmapped(payload, fields.reading, ()) == set()


def test_what_is_not_read_inside_of_many_values_is_reported():
    payload = {"one": {"new": 1}, "many": [{"new": 1}]}
    fields = Fields(payload)

    fields.many("one"), fields.many("many")

    assert unmapped(payload, fields.reading, ()) == {"one.new", "many[].new"}
