"""Rows are told apart by what they say, whatever JSON can hold."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.fingerprint import fingerprint
from crawler.raw import Employer

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(), VALUES, max_size=5))
def test_the_order_of_keys_says_nothing(row: dict[str, Any]) -> None:
    turned = dict(reversed(row.items()))
    assert fingerprint(turned, (), Employer()) == fingerprint(row, (), Employer())


@pytest.mark.parametrize("value", [2**70, -(2**70), "cut \ud83d", "", None, 0.5, [1], {"b": 1}])
def test_any_value_is_told_from_another(value: Any) -> None:
    prints = {fingerprint({"a": one}, (), Employer()) for one in (value, "other", 7)}
    assert len(prints) == 3


def test_what_is_volatile_does_not_count_and_the_employer_does() -> None:
    row = {"id": 1, "seen": {"at": 5}}
    later = {"id": 1, "seen": {"at": 6}}
    assert fingerprint(row, ("seen.at",), Employer()) == fingerprint(
        later, ("seen.at",), Employer()
    )
    assert fingerprint(row, (), Employer()) != fingerprint(row, (), Employer("Tidewater"))
