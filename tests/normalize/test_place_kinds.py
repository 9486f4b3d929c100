"""Kinds of place strings that real boards send, several inputs of each."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crawler.normalize.locations import location_from_parts, locations_from_text
from crawler.normalize.place_tokens import names, parts

Triple = tuple[str | None, str | None, str | None]


def places(text: str, country: str | None = None) -> list[Triple]:
    """City, second half of the region's code, and country of each place that is known."""
    found = [
        (one.city, (one.region_code or "").partition("-")[2] or None, one.country)
        for one in locations_from_text(text, country)
    ]
    return [one for one in found if any(one)]


def cities(text: str) -> list[str | None]:
    return [city for city, _, _ in places(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Oslo + 2 more", ["Oslo"]),
        ("Oslo, Norway + 3 more", ["Oslo"]),
        ("Oslo (+2 others)", ["Oslo"]),
        ("Reno, NV, +3 more locations", ["Reno"]),
        ("Oslo and 2 more", ["Oslo"]),
        ("Oslo, Bergen and more", ["Oslo", "Bergen"]),
        ("Oslo + 4 weitere Standorte", ["Oslo"]),
    ],
)
def test_how_many_more_places_there_are_is_no_place(text: str, expected: list[str]) -> None:
    assert cities(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "UTC+1",
        "GMT +2 to GMT -3",
        "CET +/- 3 hours",
        "Remote (EST)",
        "PST timezone",
        "Pacific Time",
        "Remote - Central European Time",
        "bundesweit",
        "Relocation",
        "East Region",
    ],
)
def test_time_zones_and_parts_of_a_country_are_no_places(text: str) -> None:
    assert locations_from_text(text) == ()


def test_a_code_of_a_country_is_no_time_zone_behind_a_city() -> None:
    assert places("Tartu, EST") == [("Tartu", "79", "EE")]


@pytest.mark.parametrize(
    "text",
    ["Home", "Store", "Airport", "East", "Northwest", "Uptown", "Center", "NA", "Sales", "Of"],
)
def test_everyday_words_alone_are_no_towns_called_so(text: str) -> None:
    assert places(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Center, Colorado", "Center"), ("West, TX", "West"), ("Enterprise, NV", "Enterprise")],
)
def test_beside_their_state_they_are(text: str, expected: str) -> None:
    assert cities(text) == [expected]


@pytest.mark.parametrize("text", ["MEL", "SIN", "CABA", "Mel", "BLR", "DUR", "TYO"])
def test_a_code_of_an_airport_alone_is_no_place(text: str) -> None:
    assert places(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("BLR / HYD", ["Bengaluru", "Hyderabad"]),
        ("SFO/NYC/LAX", ["San Francisco", "New York", "Los Angeles"]),
        ("BLR, India", ["Bengaluru"]),
        ("Bengaluru (BLR)", ["Bengaluru"]),
        ("Seattle - SEA", ["Seattle"]),
        ("CPT/JHB", []),  # no country has both
    ],
)
def test_codes_of_airports_that_bear_each_other_out_are_cities(
    text: str, expected: list[str]
) -> None:
    assert cities(text) == expected


@pytest.mark.parametrize("text", ["IND", "PHL", "CAN", "AUS", "DEU"])
def test_codes_of_countries_stay_countries(text: str) -> None:
    assert [country for _, _, country in places(text)] == [text[:2] if text != "PHL" else "PH"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NYC/SF/LA", ["New York", "San Francisco", "Los Angeles"]),
        ("LA, Chicago", ["Los Angeles", "Chicago"]),
        ("LA or Denver", ["Los Angeles", "Denver"]),
        ("Downtown LA", ["Los Angeles"]),
        ("Los Angeles (LA)", ["Los Angeles"]),
        ("San Diego (SD)", ["San Diego"]),
        ("LA", [None]),
        ("New Orleans, LA", ["New Orleans"]),
    ],
)
def test_los_angeles_and_louisiana(text: str, expected: list[str | None]) -> None:
    assert cities(text) == expected


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("DE / AT / CH", ["DE", "AT", "CH"]),
        ("IT | ES | PT", ["IT", "ES", "PT"]),
        ("PL or CZ or SK", ["PL", "CZ", "SK"]),
    ],
)
def test_codes_of_countries_in_a_list_bear_each_other_out(text: str, codes: list[str]) -> None:
    assert places(text) == [(None, None, code) for code in codes]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Berlin (Kreuzberg)", "Berlin"),
        ("Berlin-Kreuzberg", "Berlin"),
        ("Berlin Mitte", "Berlin"),
        ("Kreuzberg, Berlin", "Berlin"),
        ("Hamburg-Altona", "Hamburg"),
        ("Ixelles, Brussels", "Brussels"),
        ("Haidian, Beijing", "Beijing"),
        ("Soho, New York", "New York"),
        ("Hollywood, Los Angeles", "Los Angeles"),
        ("Getafe, Madrid", "Getafe"),  # a town of the region
        ("Kreuzberg", "Kreuzberg"),
        ("Lyon 3e", "Lyon"),
        ("Melbourne CBD", "Melbourne"),
        ("München-Schwabing", "Munich"),
    ],
)
def test_of_a_city_and_its_part_the_city_counts(text: str, expected: str) -> None:
    assert cities(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Orange County, CA", (None, "CA", "US")),
        ("Inland Empire", (None, "CA", "US")),
        ("Dallas-Fort Worth Metroplex", (None, "TX", "US")),
        ("Lower Mainland, BC", (None, "BC", "CA")),
        ("Ruhrgebiet", (None, "NW", "DE")),
        ("West Midlands, UK", (None, "ENG", "GB")),
        ("Kent, UK", (None, "ENG", "GB")),
        ("Surrey, England", (None, "ENG", "GB")),
        ("Kent, WA", ("Kent", "WA", "US")),
        ("Surrey, BC", ("Surrey", "BC", "CA")),
        ("Castilla y León", (None, "CL", "ES")),
        ("Germany-wide", (None, None, "DE")),
        ("Österreichweit", (None, None, "AT")),
        ("Remote - Southeast US", (None, None, "US")),
        ("Remote - US: Pacific, Mountain or Central time zones", (None, None, "US")),
        ("Großraum Stuttgart", ("Stuttgart", "BW", "DE")),
        ("W. Palm Beach, FL", ("West Palm Beach", "FL", "US")),
        ("Central Region, Singapore", ("Singapore", None, "SG")),
    ],
)
def test_areas_wider_than_a_city(text: str, expected: Triple) -> None:
    assert places(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Athlone, Co. Westmeath", ("Athlone", "L", "IE")),
        ("Ennis, Clare", ("Ennis", "M", "IE")),
        ("Tralee, County Kerry", ("Tralee", "M", "IE")),
        ("Co. Donegal", (None, "U", "IE")),
        ("Galway", ("Galway", "C", "IE")),
        ("Guildford, Surrey", ("Guildford", "ENG", "GB")),
    ],
)
def test_counties_tell_the_country_of_a_town(text: str, expected: Triple) -> None:
    assert places(text) == [expected]


def test_a_suburb_is_not_meant_for_its_size_where_a_town_abroad_has_the_name() -> None:
    assert places("Athlone") == [("Athlone", None, None)]
    assert places("Athlone; Dublin") == [("Athlone", "L", "IE"), ("Dublin", "L", "IE")]
    assert places("Brooklyn") == [("Brooklyn", "NY", "US")]


@pytest.mark.parametrize(
    "text", ["Suffolk County, New York", "Long Island, New York", "Erie County HQ, New York"]
)
def test_a_county_beside_its_state_is_not_in_the_city_called_like_the_state(text: str) -> None:
    assert places(text) == [(None, "NY", "US")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Remote (non-U.S.)", []),
        ("Remote - outside of Brazil", []),
        ("Anywhere except Spain", []),
        ("Canada (excluding Quebec)", [(None, None, "CA")]),
        ("US but not Alaska; Peru", [(None, None, "US"), (None, None, "PE")]),
    ],
)
def test_places_left_out_are_no_places(text: str, expected: list[Triple]) -> None:
    assert places(text) == expected


@pytest.mark.parametrize("text", ["Kent", "Norfolk", "Congo"])
def test_counties_and_countries_with_namesakes_have_no_country(text: str) -> None:
    assert all(country is None for _, _, country in places(text))


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Hong Kong, China", "HK"),
        ("China - Hong Kong", "HK"),
        ("Macau, China", "MO"),
        ("San Juan, PR, US", "PR"),
        ("USA - Puerto Rico", "PR"),
        ("Guam, USA", "GU"),
        ("Gibraltar, UK", "GI"),
    ],
)
def test_a_territory_counts_and_not_the_state_it_belongs_to(text: str, country: str) -> None:
    assert [code for _, _, code in places(text)] == [country]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Torino, TO", ("Turin", "21", "IT")),
        ("Bologna (BO)", ("Bologna", "45", "IT")),
        ("Palermo, PA", ("Palermo", "82", "IT")),
        ("Roma RM", ("Rome", "62", "IT")),
        ("Monterrey, NL", ("Monterrey", "NLE", "MX")),
        ("Tijuana, BC", ("Tijuana", "BCN", "MX")),
        ("Recife/PE", ("Recife", "PE", "BR")),
        ("Porto Alegre/RS", ("Porto Alegre", "RS", "BR")),
        ("Curitiba - PR", ("Curitiba", "PR", "BR")),
        ("Jordan, MN", ("Jordan", "MN", "US")),
        ("Cuba, MO", ("Cuba", "MO", "US")),
        ("Batavia, IL", ("Batavia", "IL", "US")),
    ],
)
def test_codes_of_regions_by_the_city_beside_them(text: str, expected: Triple) -> None:
    assert places(text) == [expected]


def test_a_town_called_like_a_country_that_no_list_has_is_not_the_country() -> None:
    assert places("Egypt, AR") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Columbia", ("Columbia", None, "US")),
        ("Tunis", ("Tunis", "11", "TN")),
        ("Granada, Spain", ("Granada", "AN", "ES")),
        ("Brasilia", ("Brasília", "DF", "BR")),
        ("St. Kitts and Nevis", (None, None, "KN")),
        ("Frankfurt (Oder)", ("Frankfurt (Oder)", "BB", "DE")),
        ("Halle (Saale)", ("Halle (Saale)", "ST", "DE")),
        ("Petach Tikva", ("Petah Tikva", "M", "IL")),
        ("Gent", ("Ghent", "VLG", "BE")),
        ("Zug", ("Zug", "ZG", "CH")),
    ],
)
def test_names_that_other_languages_give_to_something_else(text: str, expected: Triple) -> None:
    assert places(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hyderabad, Chennai", ["Hyderabad", "Chennai"]),
        ("Chennai, Hyderabad, Pune", ["Chennai", "Hyderabad", "Pune"]),
        ("Mumbai, Chennai - India", ["Mumbai", "Chennai"]),
        ("India: Mumbai, Chennai", ["Mumbai", "Chennai"]),
        ("Algeciras, Cádiz, Spain", ["Algeciras"]),  # a city and its province
        ("Reno, NV, Boise, ID, Remote", ["Reno", "Boise"]),
        ("Lyon e Lille", ["Lyon", "Lille"]),
        ("Oslo och Bergen", ["Oslo", "Bergen"]),
        ("Oslo and/or Bergen", ["Oslo", "Bergen"]),
        ("● Oslo ● Bergen", ["Oslo", "Bergen"]),
        ("Oslo\uff0fBergen", ["Oslo", "Bergen"]),
        ("Oslo l Bergen", ["Oslo", "Bergen"]),
        ("Oslo eller Bergen", ["Oslo", "Bergen"]),
        ("Helsinki, Espoo, Vantaa", ["Helsinki", "Espoo", "Vantaa"]),
    ],
)
def test_lists_of_cities(text: str, expected: list[str]) -> None:
    assert cities(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("大阪府堺市", ("Sakai", "27", "JP")),
        ("神奈川県川崎市", ("Kawasaki", "14", "JP")),
        ("東京都新宿区西新宿2-8-1", ("Tokyo", "13", "JP")),
        ("愛知県", (None, "23", "JP")),
        ("大阪オフィス", ("Osaka", "27", "JP")),
        ("中国深圳", ("Shenzhen", "GD", "CN")),
        ("中国 广州", ("Guangzhou", "GD", "CN")),
        ("広島、福岡", ("Hiroshima", "34", "JP")),
        ("臺北", ("Taipei", None, "TW")),
        ("서울시 마포구", ("Seoul", "11", "KR")),
        ("경기도 수원시", ("Suwon", "41", "KR")),
        ("부산 본사", ("Busan", "26", "KR")),
    ],
)
def test_addresses_without_spaces(text: str, expected: Triple) -> None:
    first = places(text)[0]
    assert first[1:] == expected[1:]
    assert (first[0] or "").partition("-")[0] == (expected[0] or "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("D-50667 Köln", "Cologne"),
        ("A-4020 Linz", "Linz"),
        ("3011 AB Rotterdam", "Rotterdam"),
        ("Rotterdam, 3011 AB", "Rotterdam"),
        ("Leeds LS1 4AP", "Leeds"),
        ("Via Po 1, 10124 Torino TO, Italy", "Turin"),
        ("Perth, 6000 WA", "Perth"),
        ("Bennett Square, Pennsylvania, United States", "Bennett Square"),
        ("LeedsHQ", "Leeds"),
    ],
)
def test_post_codes_and_offices(text: str, expected: str) -> None:
    assert cities(text) == [expected]


@pytest.mark.parametrize("text", ["Acme Plaza, Ohio", "Acme Square, Ohio", "Acme Mall, Ohio, USA"])
def test_facilities_are_no_cities(text: str) -> None:
    assert cities(text) == [None]


def test_a_part_of_an_address_that_names_something_wider_is_dropped() -> None:
    wider = location_from_parts("APAC", "APAC", None)
    assert wider is not None
    assert (wider.city, wider.country) == (None, None)
    repeated = location_from_parts("Nuevo León", "Mexico", "MEX")
    assert repeated is not None
    assert (repeated.city, repeated.region_code) == (None, "MX-NLE")
    nation = location_from_parts("Leeds", "England", "GB")
    assert nation is not None
    assert (nation.city, nation.region_code) == ("Leeds", "GB-ENG")


@pytest.mark.parametrize(
    ("city", "country", "region"),
    [
        ("Santiago", "DO", "DO-25"),
        ("Santiago", "CL", "CL-RM"),
        ("Athens", "US", None),
        ("Dublin", "US", None),
        ("Melbourne", "US", "US-FL"),
        ("Hyderabad", "PK", "PK-SD"),
    ],
)
def test_the_stated_country_decides_over_renown(
    city: str, country: str, region: str | None
) -> None:
    found = location_from_parts(city, None, country)
    assert found is not None
    assert (found.country, found.region_code) == (country, region)


@pytest.mark.parametrize("text", ["Exempel AB", "OR Nurse", "IT Department", "IN Store"])
def test_a_code_beside_words_that_name_no_place_is_none(text: str) -> None:
    assert places(text) == []


@pytest.mark.parametrize(
    "piece",
    ["a b ", "Oslo; ", ", ", "+", "and ", "(", "a-", "US ", "UTC+1 to ", "東京都", "Acme AB "],
)
def test_endless_strings_take_no_endless_time(piece: str) -> None:
    text = piece * (8_000 // len(piece)) + "3"
    started = time.process_time()
    locations_from_text(text)
    location_from_parts(text, text, text)
    assert time.process_time() - started < 2


def test_parts_of_a_list_in_brackets_keep_none_that_is_open() -> None:
    assert parts("Remote (UK or Ireland)") == ("Remote (UK)", "Ireland")
    assert parts("Austin (HQ) or Reno") == ("Austin (HQ)", "Reno")


NAMES = ["Berlin", "LA", "BLR", "DE", "東京都", "서울시", "Kent", "Jordan", "MN", "Hong Kong", "RM"]
SIGNS = ["(", ")", "/", ",", " - ", "and", "\n", "UTC+1", "+ 2 more", "more", "1010 AB", "wide"]
PIECES = st.sampled_from([*NAMES, *SIGNS])


@given(st.lists(PIECES, max_size=7).map(" ".join))
@example("/ /")
@example("LA / ")
@example("( ) + more")
def test_any_mixture_is_read_and_its_places_read_the_same_again(text: str) -> None:
    for part in parts(text):
        assert part.strip() == part != ""
        assert all(names(part))
    for one in locations_from_text(text):
        assert one.text
        assert one.country is None or len(one.country) == 2
        assert one.region_code is None or one.region_code.startswith(f"{one.country}-")
        assert locations_from_text(text) == locations_from_text(text)
