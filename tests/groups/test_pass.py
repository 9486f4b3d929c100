"""The pass over groups: what it writes, what it leaves, and what comes after it."""

from datetime import UTC, datetime, timedelta

import pytest

from crawler.groups.relations import ALONE
from mappings.posting import Relations
from tests.groups.grouped import BODY

CITIES = ("Lima, PE", "Bogotá, CO", "Quito, EC")
LONG_AGO = datetime.now(UTC) - timedelta(days=400)


def relations(posting):
    return Relations(**{name: getattr(posting, name) for name in Relations.model_fields})


@pytest.fixture
def cities(catalogue):
    ads = [catalogue.ad("lever", str(n), city) for n, city in enumerate(CITIES)]
    for one in ads:
        catalogue.crawl(one)
    return [one.id for one in ads]


def test_one_opening_in_several_cities_is_one_group(catalogue, cities):
    report = catalogue.group()

    stored = [catalogue.posting(id_) for id_ in cities]
    assert (report.groups, report.changed, report.refused) == (1, 3, ())
    assert len({one.group_id for one in stored}) == 1
    assert [one.group_face for one in stored] == [True, False, False]
    assert {one.opening_first_seen_at for one in stored} == {stored[0].first_seen_at}
    group = stored[0].group
    assert (group.size, group.boards) == (3, (catalogue.board("lever"),))
    assert group.urls == tuple(one.url for one in stored)
    assert [place.city for place in group.locations] == ["Lima", "Bogotá", "Quito"]


@pytest.mark.usefixtures("cities")
def test_a_second_pass_changes_nothing(catalogue):
    catalogue.group()
    before = catalogue.versions()

    again, all_again = catalogue.group(), catalogue.group(everything=True)

    assert (again.everything, again.ads, again.changed) == (False, 0, 0)
    assert (all_again.everything, all_again.ads, all_again.changed) == (True, all_again.ads, 0)
    assert catalogue.versions() == before


def test_a_crawl_neither_undoes_a_group_nor_takes_it_for_a_change(catalogue, cities):
    catalogue.group()
    grouped = relations(catalogue.posting(cities[0]))

    same = catalogue.crawl(catalogue.ad("lever", "0", CITIES[0]))
    other = catalogue.crawl(catalogue.ad("lever", "0", CITIES[0], positions=2))

    assert [one.verdict for one in (*same, *other)] == ["unchanged", "updated"]
    assert relations(catalogue.posting(cities[0])) == grouped
    assert catalogue.group().changed == 0


def test_grouping_is_no_change_of_content(catalogue, cities):
    before = catalogue.posting(cities[1])

    catalogue.group()

    after = catalogue.posting(cities[1])
    assert after.changed_at > before.changed_at
    assert after.content_changed_at == before.content_changed_at
    assert after.content_hash == before.content_hash


def test_the_face_moves_when_it_closes_and_stays_when_it_opens_again(catalogue, cities):
    catalogue.group()
    name = catalogue.posting(cities[0]).group_id

    catalogue.close(cities[0])
    catalogue.group()

    stored = [catalogue.posting(id_) for id_ in cities]
    assert [one.group_face for one in stored] == [False, True, False]
    assert stored[0].group is None
    assert [place.city for place in stored[1].group.locations] == ["Bogotá", "Quito"]
    assert stored[1].group.size == 2
    assert {one.group_id for one in stored} == {name}

    catalogue.reopen(cities[0])
    catalogue.group()
    assert [catalogue.posting(id_).group_face for id_ in cities] == [True, False, False]


def test_a_group_without_an_open_ad_keeps_a_face(catalogue, cities):
    catalogue.group()

    catalogue.close(*cities)
    catalogue.group()

    stored = [catalogue.posting(id_) for id_ in cities]
    assert sum(bool(one.group_face) for one in stored) == 1
    assert all(one.group is None for one in stored)


def test_an_ad_that_becomes_another_opening_leaves_the_group(catalogue, cities):
    catalogue.group()

    catalogue.crawl(catalogue.ad("lever", "2", CITIES[2], title="Head Fitter"))
    catalogue.group()

    assert relations(catalogue.posting(cities[2])) == ALONE
    assert catalogue.posting(cities[0]).group.size == 2


def test_the_last_of_a_group_stands_alone(catalogue, cities):
    catalogue.group()

    catalogue.erase(*cities[1:])
    catalogue.group()

    assert relations(catalogue.posting(cities[0])) == ALONE


def test_the_name_of_a_group_outlives_the_ad_that_it_was_made_of(catalogue, cities):
    catalogue.group()
    name = catalogue.posting(cities[1]).group_id

    catalogue.erase(cities[0])
    catalogue.group(everything=True)

    assert [catalogue.posting(id_).group_id for id_ in cities[1:]] == [name, name]


def test_names_do_not_depend_on_which_pass_made_them(catalogue, cities):
    catalogue.group()
    first = catalogue.posting(cities[0]).group_id

    catalogue.revise(*cities, **dict(ALONE))
    catalogue.group()

    assert catalogue.posting(cities[0]).group_id == first


@pytest.mark.usefixtures("cities")
def test_only_employers_with_changes_are_compared(catalogue):
    catalogue.group()
    catalogue.crawl(
        catalogue.ad(
            "lever",
            "9",
            "Kiel, DE",
            company={"id": "x", "name": f"Other than {catalogue.employer}"},
        )
    )

    report = catalogue.group()

    assert (report.everything, report.ads) == (False, 1)


def test_another_board_of_the_employer_joins_its_group(catalogue):
    domain = f"{catalogue.employer}.example"
    company = {"id": domain, "name": "Acme", "domain": domain}
    first = catalogue.ad("lever", "1", "Lima, PE", company=company)
    catalogue.crawl(first)
    catalogue.group()
    second = catalogue.ad("greenhouse", "9", "Quito, EC", company=company | {"name": "Acme Group"})
    catalogue.crawl(second)

    report = catalogue.group()

    assert (report.ads, report.groups) == (2, 1)
    assert catalogue.posting(first.id).group.boards == tuple(
        map(catalogue.board, ("lever", "greenhouse"))
    )
    assert catalogue.posting(second.id).group_id == catalogue.posting(first.id).group_id


def test_a_copy_by_a_feed_is_kept_and_linked(catalogue):
    """DUP-11"""
    first = catalogue.ad(
        "lever", "31", "Gdańsk, PL", title="Welder", company=_named(catalogue.employer)
    )
    copy = catalogue.ad(
        "jobtech",
        "77",
        ", PL",
        title="Welder (m/f)",
        company=_named(f"{catalogue.employer} Sp. z o.o."),
        description_text=BODY[:150],
    )
    catalogue.crawl(copy)
    catalogue.crawl(first)

    report = catalogue.group()

    original, other = catalogue.posting(first.id), catalogue.posting(copy.id)
    assert (report.groups, report.copies) == (1, 1)
    assert other.duplicate_of == first.id
    assert (original.duplicate_of, original.group_face, other.group_face) == (None, True, False)
    assert original.group.urls == (first.url, copy.url)
    assert original.opening_first_seen_at == other.first_seen_at


def test_a_copy_stands_for_itself_once_the_original_is_closed(catalogue):
    first = catalogue.ad("lever", "31", "Gdańsk, PL", company=_named(catalogue.employer))
    copy = catalogue.ad("jobtech", "77", "Gdańsk, PL", company=_named(catalogue.employer))
    catalogue.crawl(first, copy)
    catalogue.group()
    assert catalogue.posting(copy.id).duplicate_of == first.id

    catalogue.close(first.id)
    catalogue.group()

    assert catalogue.posting(copy.id).duplicate_of is None
    assert catalogue.posting(copy.id).group_face is True


def test_an_opening_under_a_new_id_is_a_repost_with_the_older_age(catalogue):
    """DUP-12"""
    catalogue.crawl(catalogue.ad("lever", "A-1", "Kiel, DE", title="Cook"))
    catalogue.close(f"lever:{catalogue.employer}:A-1")
    catalogue.crawl(catalogue.ad("lever", "A-9", "Kiel, DE", title="Cook"))

    report = catalogue.group()

    old, new = (
        catalogue.posting(f"lever:{catalogue.employer}:A-1"),
        catalogue.posting(f"lever:{catalogue.employer}:A-9"),
    )
    assert report.reposts == 1
    assert (old.repost_of, new.repost_of) == (None, f"lever:{catalogue.employer}:A-1")
    assert new.first_seen_at > old.first_seen_at == new.opening_first_seen_at
    assert (old.group_face, new.group_face) == (False, True)


def test_an_opening_of_another_year_is_no_repost(catalogue):
    catalogue.crawl(catalogue.ad("lever", "A-1", "Kiel, DE", title="Cook"))
    catalogue.close(f"lever:{catalogue.employer}:A-1", at=LONG_AGO)
    catalogue.crawl(catalogue.ad("lever", "A-9", "Kiel, DE", title="Cook"))

    catalogue.group()

    assert relations(catalogue.posting(f"lever:{catalogue.employer}:A-9")) == ALONE


def test_ids_that_look_alike_stay_apart(catalogue):
    """DUP-08, DUP-09: what may be one opening is still as many postings."""
    ids = ("AB-12", "AB12", "AB.12")
    catalogue.crawl(*(catalogue.ad("lever", one, "Kiel, DE") for one in ids))
    catalogue.crawl(catalogue.ad("greenhouse", "AB12", "Kiel, DE"))

    catalogue.group()

    assert len(catalogue.versions()) == 4


def test_homonyms_stay_apart(catalogue):
    """DUP-10"""
    sf = {"id": "harbor.test", "name": catalogue.employer, "domain": "harbor.test"}
    bergen = {**sf, "id": "harbor-marine.test", "domain": "harbor-marine.test"}
    catalogue.crawl(catalogue.ad("lever", "1", "San Francisco, US", company=sf))
    catalogue.crawl(catalogue.ad("ashby", "1", "Bergen, NO", company=bergen))

    assert catalogue.group().groups == 0


def test_two_requisitions_stay_apart(catalogue):
    """DUP-05"""
    library = catalogue.ad("workday", "1", "Austin, US", requisition_id="JR30021")
    dentistry = catalogue.ad("workday", "2", "Austin, US", requisition_id="JR30187")
    catalogue.crawl(library, dentistry)

    assert catalogue.group().groups == 0


def _named(name):
    return {"id": "x", "name": name}
