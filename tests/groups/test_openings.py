"""Which ads are joined, and what each then is: whatever the order in which they come."""

import time
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.groups.employers import Named, batches, circles, touched
from crawler.groups.opening import openings
from crawler.groups.relations import relations
from tests.groups.ads import an_ad
from tests.groups.grouped import BODY

SEEN = [datetime(2026, 3, day, tzinfo=UTC) for day in range(1, 29)]

ADS = [
    an_ad(city="Kiel", first_seen_at=SEEN[0]),
    an_ad(city="Ulm", first_seen_at=SEEN[1], requisition_id="R1"),
    an_ad(city="Bonn", first_seen_at=SEEN[2], requisition_id="R2"),
    an_ad("ashby:acme", city="Kiel", first_seen_at=SEEN[3]),
    an_ad("jobtech:all", city="Kiel", first_seen_at=SEEN[4], description_text=BODY[:200]),
    an_ad("jobtech:all", city="Bonn", first_seen_at=SEEN[5], title="Cook"),
    an_ad(city="Kiel", title="Cook", first_seen_at=SEEN[6], description_text="Come by!"),
]


@given(st.permutations(ADS))
@settings(max_examples=30)
def test_the_order_of_ads_does_not_matter(ads):
    assert relations(ads) == relations(ADS)


def test_what_contradicts_is_never_joined_by_way_of_others():
    """The ad without a number would go with either of two that have one."""
    (opening,) = [one for one in openings(ADS) if len(one) > 1]
    assert {ad.requisition for ad in opening} == {None, "r1"}


def test_there_is_one_face_and_it_tells_of_all():
    found = relations(ADS)
    faces = [one for one in found.values() if one.group_face]
    (face,) = faces
    assert face.group.size == 4
    assert [place.city for place in face.group.locations] == ["Kiel", "Ulm"]
    assert found[ADS[4].id].duplicate_of == ADS[0].id


def test_many_ads_of_one_title_are_compared_in_time():
    """Two thousand texts of their own under one title, and as many of one text."""
    own = [
        an_ad(description_text=" ".join(f"word{n}x{i}" for i in range(60)), city=f"Town {n}")
        for n in range(1_000)
    ]
    same = [an_ad(city=f"Town {n}") for n in range(1_000)]
    started = time.perf_counter()
    found = openings([*own, *same])
    assert len(found) == 1_001
    assert time.perf_counter() - started < 20


def test_names_are_linked_by_key_and_domain():
    found = circles(
        [
            Named("acme", None, 2),
            Named("acme gmbh", "acme.example", 3),
            Named("acme labs", "acme.example", 4),
            Named("other", "other.example", 5),
            Named("labs", None, 1),
        ]
    )
    assert sorted((sorted(circle.names), circle.ads) for circle in found) == [
        (["acme", "acme gmbh", "acme labs"], 9),
        (["labs"], 1),
        (["other"], 5),
    ]
    assert [c.ads for c in touched(found, [Named("x", "acme.example")])] == [9]
    assert [[c.ads for c in batch] for batch in batches(found, 6)] == [[9], [5, 1]]
