import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import HttpUrl, TypeAdapter

from mappings.urls import canonical_key, web_address


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("https://Acme.test/Jobs/7", "https://Acme.test/Jobs/7"),
        ("https://acme.test/j?gh_src=a1&gh_jid=7", "https://acme.test/j?gh_jid=7"),
        ("https://acme.test/j?t=gh_src=&gh_jid=7", "https://acme.test/j?gh_jid=7"),
        ("https://acme.test/j?utm_source=x&utm_medium=y", "https://acme.test/j"),
        ("https://acme.test/j?lever-source=li&team=a%20b", "https://acme.test/j?team=a%20b"),
        ("https://acme.test/#/jobs/7", "https://acme.test/#/jobs/7"),
        (" https://acme.test/j\n", "https://acme.test/j"),
        ("javascript:f()", None),
        ("java\tscript:f()", None),
        ("mailto:jobs@acme.test", None),
        ("data:text/html,x", None),
        ("//acme.test/j", None),
        ("/j/7", None),
        ("https://", None),
        ("https://user:pw@acme.test/", None),
        ("http://[::1", None),
        ("", None),
        (None, None),
    ],
)
def test_only_followable_addresses_without_tracking(
    value: str | None, expected: str | None
) -> None:
    assert web_address(value) == expected


@pytest.mark.parametrize(
    "group",
    [
        [
            "http://www.acme.test/openings/5/",
            "https://acme.test/openings/5?utm_campaign=z",
            "https://ACME.test:443/openings/5?gh_src=q#apply",
        ],
        [
            "https://boards.greenhouse.io/acme/jobs/77",
            "https://boards.greenhouse.io/acme/jobs/77?gh_jid=77",
        ],
        ["https://acme.test/j?a=1&b=2", "https://acme.test/j?b=2&a=1"],
    ],
)
def test_cosmetic_differences_give_one_key(group: list[str]) -> None:
    assert len({canonical_key(url) for url in group}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://acme.test/careers?gh_jid=1", "https://acme.test/careers?gh_jid=2"),
        ("https://acme.test/#/jobs/1", "https://acme.test/#/jobs/2"),
        ("https://acme.test/#!/jobs/1", "https://acme.test/#!/jobs/2"),
        ("https://acme.test/jobs/A", "https://acme.test/jobs/a"),
        ("https://acme.test:8080/j", "https://acme.test/j"),
    ],
)
def test_what_carries_identity_gives_two_keys(one: str, other: str) -> None:
    assert canonical_key(one) != canonical_key(other)


@given(st.text(st.sampled_from("htps:/.acmejobs?=&#utm_gh_src @[]%20\n\u00e9")))
def test_no_text_raises_and_what_passes_is_valid(text: str) -> None:
    for value in (text, f"https://acme.test/{text}"):
        found = web_address(value)
        if found is not None:
            TypeAdapter(HttpUrl).validate_python(found)
            assert web_address(found) == found
        canonical_key(value)
