"""What is kept of a payload: all of it but what is personal."""

from datetime import UTC, datetime
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from crawler.index.raw_records import raw_record
from crawler.raw import Employer, RawPosting
from mappings.identity import Board
from mappings.raw import MOST_BYTES, packed, unpacked

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def _record(payload, personal=()):
    raw = RawPosting(
        payload, Board("lever", "acme"), Employer(), "https://x.example", datetime.now(UTC)
    )
    return raw_record(raw, "lever:acme:1", personal)


def test_personal_paths_are_never_kept():
    payload = {
        "title": "Cook",
        "recruiter": {"name": "N. N."},
        "row": {"contacts": [{"name": "N. N.", "role": "HR"}], "id": 3},
    }

    record = _record(payload, ("recruiter", "row.contacts[].name"))

    assert record.payload is not None
    assert unpacked(record.payload) == {
        "title": "Cook",
        "row": {"contacts": [{"role": "HR"}], "id": 3},
    }


@given(st.dictionaries(st.text(), JSON))
def test_every_other_payload_is_kept_as_it_is(payload):
    record = _record(payload)

    assert record.payload is not None
    assert unpacked(record.payload) == payload


def test_a_payload_beyond_the_cap_is_not_kept_and_its_size_is():
    noise = Random(7).randbytes(MOST_BYTES + 10_000).hex()

    kept, size = packed({"text": noise})

    assert kept is None
    assert size > len(noise)
    assert packed({"text": "x" * len(noise)})[0] is not None
