"""The list of divisions: its codes are those of ISO, each once, and names lead to it."""

import re
from collections import Counter

import pytest

from reference.geonames import cities
from reference.regions import _all as every_region
from reference.regions import county_named, region_around, region_coded, region_of, regions_named

LEAST_SHARE = 0.95
"""Of the 4,000 largest cities, so many lie in a division with a code."""


def test_each_code_is_one_of_its_country_and_stands_once() -> None:
    coded = [region for region in every_region() if region.code]

    assert all(re.fullmatch(rf"{one.country}-[A-Z0-9]{{1,3}}", one.code or "") for one in coded)
    assert [code for code, n in Counter(one.code for one in coded).items() if n > 1] == []


def test_a_code_leads_to_its_division_and_back() -> None:
    for region in every_region():
        assert region_of(region.country, region.geonames) == region
        if region.code:
            assert region_coded(region.country, region.code.partition("-")[2]) == region


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Bremen", "DE-HB"),
        ("Freie Hansestadt Bremen", "DE-HB"),
        ("Freistaat Sachsen", "DE-SN"),
        ("Kanton Bern", "CH-BE"),
        ("Cantone Ticino", "CH-TI"),
        ("Province of Manitoba", "CA-MB"),
        ("Tatarstan", "RU-TA"),
        ("Omsk Oblast", "RU-OMS"),
        ("Moscow Oblast", "RU-MOS"),
        ("Kochi Prefecture", "JP-39"),
        ("Comunidad de Madrid", "ES-MD"),
        ("Provincie Utrecht", "NL-UT"),
        ("Anhui Sheng", "CN-AH"),
        ("Gyeonggi", "KR-41"),
        ("Gyeonggi-do", "KR-41"),
        ("Lubuskie", "PL-08"),
        ("Bangkok Metropolitan Region", "TH-10"),
    ],
)
def test_divisions_by_name_with_and_without_their_kind(name: str, code: str) -> None:
    assert [region.code for region in regions_named(name)] == [code]


@pytest.mark.parametrize("name", ["Land", "Province", "de", "County", "", "Kansas City"])
def test_a_kind_alone_names_no_division(name: str) -> None:
    assert regions_named(name) == ()


def test_most_large_cities_lie_in_a_coded_division() -> None:
    largest = sorted((one.city for one in cities()), key=lambda city: -city.population)[:4000]
    found = [region_of(city.country, city.region) for city in largest]

    assert sum(1 for one in found if one is not None and one.code) / len(largest) > LEAST_SHARE


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("神奈川", "JP-14"),
        ("北海道", "JP-01"),
        ("广东", "CN-GD"),
        ("경기", "KR-41"),
        ("충북", "KR-43"),
    ],
)
def test_divisions_of_east_asia_as_they_are_written_there(name: str, code: str) -> None:
    assert [region.code for region in regions_named(name)] == [code]


@pytest.mark.parametrize(
    ("country", "code", "around"),
    [("IT", "MI", "IT-25"), ("IT", "TO", "IT-21"), ("ES", "M", "ES-MD"), ("IT", "XX", None)],
)
def test_a_province_lies_in_a_division(country: str, code: str, around: str | None) -> None:
    found = region_around(country, code)
    assert (found and found.code) == around


def test_counties_lie_in_a_nation_of_the_united_kingdom() -> None:
    surrey = county_named("Surrey")
    assert surrey is not None
    assert surrey.region.code == "GB-ENG"
    assert county_named("Manchester") is None  # a district, and a city above all


@pytest.mark.parametrize(("code", "name"), [("NL", "MX-NLE"), ("QRO", "MX-QUE")])
def test_abbreviations_in_everyday_use(code: str, name: str) -> None:
    found = region_coded("MX", code)
    assert found is not None
    assert found.code == name
