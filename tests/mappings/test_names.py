"""Names of aliases and indices."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mappings.names import IndexName, IndexNameError, alias, generation_alias

DIGESTS = st.text("0123456789abcdef", min_size=8, max_size=8)


def test_an_alias_is_prefix_and_kind() -> None:
    assert alias("jobs") == "openings-jobs"
    assert alias("boards", "trial-7") == "trial-7-boards"
    assert generation_alias(3, "trial-7") == "trial-7-changes-3"


@given(
    kind=st.sampled_from(["jobs", "boards"]),
    digest=DIGESTS,
    version=st.integers(1, 10_000),
    prefix=st.from_regex(r"[a-z][a-z0-9_-]{0,20}", fullmatch=True),
    generation=st.none() | st.integers(1, 10_000),
)
def test_a_name_is_parsed_into_what_it_was_built_of(
    kind: str, digest: str, version: int, prefix: str, generation: int | None
) -> None:
    name = IndexName(kind, digest, version, prefix, generation)
    assert IndexName.parse(str(name)) == name
    assert str(name).startswith(alias(kind, prefix) + "-")


@pytest.mark.parametrize(
    "name",
    [
        "openings-changes-1",
        "openings-changes-v1-0c7be1f2-g0",
        "openings-jobs",
        "openings-jobs-v0-0c7be1f2",
        "jobs-v1-0c7be1f2",
        "openings-jobs-v1-x",
    ],
)
def test_another_name_is_refused_with_an_example(name: str) -> None:
    with pytest.raises(IndexNameError, match=rf"{name}.*openings-jobs-v\d"):
        IndexName.parse(name)
