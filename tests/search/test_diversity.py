"""One employer does not fill a page, and every posting still comes exactly once."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from api.diversity import spread


@given(st.lists(st.sampled_from("abcd")))
def test_spreading_keeps_every_item_and_the_order_of_each_key(keys: list[str]) -> None:
    items = list(enumerate(keys))
    placed = spread(items, lambda item: item[1])
    assert sorted(placed) == items
    for key in set(keys):
        mine = [item for item in placed if item[1] == key]
        assert mine == sorted(mine)


@given(st.lists(st.sampled_from("abcd")), st.integers(0, 30))
def test_no_key_is_ahead_of_another_by_more_than_a_turn(keys: list[str], length: int) -> None:
    total = Counter(keys)
    ahead = Counter(spread(keys, str)[:length])
    for count in ahead.values():
        assert all(ahead[other] >= min(total[other], count - 1) for other in total)
