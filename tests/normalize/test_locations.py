import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalize.locations import (
    country_code,
    location_from_parts,
    locations_from_parts,
    locations_from_text,
    remote_from,
)
from mappings.posting import Location

Triple = tuple[str | None, str | None, str | None]


def places(text: str | None, country: str | None = None) -> list[Triple]:
    """City, second half of the region's code, and country of each place that is known."""
    found = [triple(one) for one in locations_from_text(text, country)]
    return [one for one in found if any(one)]


def triple(one: Location) -> Triple:
    return one.city, one.region_code and one.region_code.partition("-")[2], one.country


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tulsa, OK", ("Tulsa", "OK", "US")),
        ("Salem, OR", ("Salem", "OR", "US")),
        ("Fresno, CA", ("Fresno", "CA", "US")),
        ("Savannah, GA", ("Savannah", "GA", "US")),
        ("South Bend, IN", ("South Bend", "IN", "US")),
        ("Nagpur, MH, IN", ("Nagpur", "MH", "IN")),
        ("Utrecht, UT, NL", ("Utrecht", "UT", "NL")),
        ("CA, AB, Edmonton", ("Edmonton", "AB", "CA")),
        ("US, CA, San Diego", ("San Diego", "CA", "US")),
        ("USA.TX.Lubbock", ("Lubbock", "TX", "US")),
        ("Texas - Lubbock", ("Lubbock", "TX", "US")),
        ("Italy - Bologna", ("Bologna", "45", "IT")),
        ("Batumi, Georgia", ("Batumi", "AJ", "GE")),
        ("London, Ontario", ("London", "ON", "CA")),
        ("Paris, Texas", ("Paris", "TX", "US")),
        ("Québec, QC, CAN", ("Québec", "QC", "CA")),
        ("KA Mysuru", ("Mysuru", "KA", "IN")),
        ("Boise. ID", ("Boise", "ID", "US")),
        ("12 Main Street, Boise, ID 83702", ("Boise", "ID", "US")),
        ("DEN04 - Ft. Collins, CO", ("Fort Collins", "CO", "US")),
        ("Tampa (FL) Office", ("Tampa", "FL", "US")),
        ("Reno, NV - Warehouse", ("Reno", "NV", "US")),
        ("Denver Office", ("Denver", "CO", "US")),
        ("USA-TX-Austin-Mill Tower", ("Austin", "TX", "US")),
        ("IND-Pune-Mill Park", ("Pune", "MH", "IN")),
        ("Greater Denver Area", ("Denver", "CO", "US")),
        ("Elmwood Junction, TX", ("Elmwood Junction", "TX", "US")),
        ("München", ("Munich", "BY", "DE")),
        ("Wien", ("Vienna", "9", "AT")),
        ("Praha", ("Prague", "10", "CZ")),
        ("東京", ("Tokyo", "13", "JP")),
        ("Seattle Metro", ("Seattle", "WA", "US")),
        ("Silicon Valley", (None, "CA", "US")),
        ("Bavaria", (None, "BY", "DE")),
        ("Manitoba", (None, "MB", "CA")),
        ("Remote - KS", (None, "KS", "US")),
        ("Harris County, TX", (None, "TX", "US")),
        ("Acme Industrial, Alberta", (None, "AB", "CA")),
        ("United Kingdom", (None, None, "GB")),
        ("Deutschland", (None, None, "DE")),
        ("IND", (None, None, "IN")),
        ("Nordics, Norway", (None, None, "NO")),
        ("Washington, D.C.", ("Washington", "DC", "US")),
        ("New York", ("New York", "NY", "US")),
        ("Lima, Peru", ("Lima", "LMA", "PE")),
        ("São Paulo, Brazil", ("São Paulo", "SP", "BR")),
        ("Oklahoma City", ("Oklahoma City", "OK", "US")),
    ],
)
def test_one_place(text: str, expected: Triple) -> None:
    assert places(text) == [expected]


@pytest.mark.parametrize(
    ("text", "cities"),
    [
        ("Tulsa, OK; Reno, NV; Remote", [("Tulsa", "US"), ("Reno", "US")]),
        ("Madrid or Lisbon", [("Madrid", "ES"), ("Lisbon", "PT")]),
        ("Madrid | Lisbon", [("Madrid", "ES"), ("Lisbon", "PT")]),
        ("Madrid & Lisbon", [("Madrid", "ES"), ("Lisbon", "PT")]),
        ("Madrid\nLisbon", [("Madrid", "ES"), ("Lisbon", "PT")]),
        ("• Madrid • Lisbon", [("Madrid", "ES"), ("Lisbon", "PT")]),
        ("Berlin, Hamburg, Leipzig", [("Berlin", "DE"), ("Hamburg", "DE"), ("Leipzig", "DE")]),
        ("Tulsa, OK, Reno, NV", [("Tulsa", "US"), ("Reno", "US")]),
        ("Spain/Portugal", [(None, "ES"), (None, "PT")]),
        ("Calgary, AB; Fresno, CA", [("Calgary", "CA"), ("Fresno", "US")]),
        ("Utah, Nevada, Idaho", [(None, "US"), (None, "US"), (None, "US")]),
        ("Spain, Italy, Peru", [(None, "ES"), (None, "IT"), (None, "PE")]),
        ("Korea, Republic of", [(None, "KR")]),
        ("Bosnia and Herzegovina", [(None, "BA")]),
        ("Peru; Lima, Peru", [("Lima", "PE")]),
        ("Oslo; Oslo", [("Oslo", "NO")]),
    ],
)
def test_several_places(text: str, cities: list[tuple[str | None, str]]) -> None:
    assert [(city, country) for city, _, country in places(text)] == cities


@pytest.mark.parametrize(
    ("text", "country", "codes"),
    [
        ("Remote - CO, WY or NE", "US", ["CO", "WY", "NE"]),
        ("CO, WY, NE", "US", ["CO", "WY", "NE"]),
        ("Remote (CA, NY, TX)", "US", ["CA", "NY", "TX"]),
        ("CO / WY", "US", ["CO", "WY"]),
        ("CO or NE", "US", ["CO", "NE"]),
        ("US: CA, CO, WA", "US", ["CA", "CO", "WA"]),
        ("Colorado / Wyoming / Nebraska", "US", ["CO", "WY", "NE"]),
        ("Washington or Oregon", "US", ["WA", "OR"]),
        ("Texas, Oklahoma", "US", ["TX", "OK"]),
        ("United States - Utah, Ohio", "US", ["UT", "OH"]),
        ("NSW, VIC or QLD", "AU", ["NSW", "VIC", "QLD"]),
        ("NSW, WA", "AU", ["NSW", "WA"]),
        ("ON, QC, BC", "CA", ["ON", "QC", "BC"]),
        ("Ontario, Quebec or BC", "CA", ["ON", "QC", "BC"]),
        ("Bayern / Hessen", "DE", ["BY", "HE"]),
        ("Germany: Bayern, Hessen", "DE", ["BY", "HE"]),
    ],
)
def test_lists_of_regions(text: str, country: str, codes: list[str]) -> None:
    assert places(text) == [(None, code, country) for code in codes]


def test_a_declared_country_tells_lists_of_codes_apart() -> None:
    assert places("BY, BW, NW") == []
    assert places("BY, BW, NW", "DE") == [(None, code, "DE") for code in ("BY", "BW", "NW")]
    assert places("IN, CA, DE") == []
    assert places("IN, CA, DE", "US") == [(None, code, "US") for code in ("IN", "CA", "DE")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Delaware, OH", [("Delaware", "OH", "US")]),
        ("Wyoming, Michigan", [("Wyoming", "MI", "US")]),
        ("Washington, DC", [("Washington", "DC", "US")]),
        ("New York, NY", [("New York", "NY", "US")]),
        ("LA, CA", [("Los Angeles", "CA", "US")]),
        ("Hammond, LA", [("Hammond", "LA", "US")]),
        ("KC, MO", [(None, "MO", "US")]),
        ("CO, US", [(None, "CO", "US")]),
        ("CA, US", [(None, "CA", "US")]),
        ("Madrid, Murcia", [("Madrid", "MD", "ES"), ("Murcia", "MC", "ES")]),
        ("DE, AT, CH", [(None, None, "DE"), (None, None, "AT"), (None, None, "CH")]),
        ("US, CA, MX", [(None, None, "US"), (None, None, "CA"), (None, None, "MX")]),
        ("Austin or Texas", [("Austin", "TX", "US")]),
        ("London or Ontario", [("London", "ENG", "GB"), (None, "ON", "CA")]),
    ],
)
def test_what_is_no_list_of_regions(text: str, expected: list[Triple]) -> None:
    assert places(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Remote",
        "Hybrid",
        "In-Office",
        "3 Locations",
        "Multiple Locations",
        "EMEA",
        "Anywhere",
        "LATAM",
        "TBD",
        "Global",
        "No Office",
        "-",
        "",
        None,
    ],
)
def test_what_is_no_place(text: str | None) -> None:
    assert locations_from_text(text) == ()


@pytest.mark.parametrize("text", ["Georgia", "IL", "CA", "IN", "Punjab", "CA - Ontario"])
def test_namesakes_without_evidence_stay_open(text: str) -> None:
    assert places(text) == []


@pytest.mark.parametrize("text", ["Birmingham", "Cambridge", "Kingston", "Valencia", "Córdoba"])
def test_a_city_with_large_namesakes_is_only_a_city(text: str) -> None:
    assert places(text) == [(text, None, None)]


def test_a_city_of_one_country_with_namesakes_there_has_no_region() -> None:
    (place,) = locations_from_text("Springfield")
    assert triple(place) == ("Springfield", None, "US")
    assert (place.geonames_id, place.lat) == (None, None)


def test_letters_inside_a_word_are_no_code() -> None:
    assert places("Corinthia Terrace Mallin") == []


@pytest.mark.parametrize(
    ("text", "declared", "expected"),
    [
        ("Ontario", "CA", (None, "ON", "CA")),
        ("Ontario", "US", ("Ontario", "CA", "US")),
        ("Georgia", "GE", (None, None, "GE")),
        ("Birmingham", "GB", ("Birmingham", "ENG", "GB")),
        ("Plant 4, Nowhereville", "FR", (None, None, "FR")),
    ],
)
def test_the_declared_country_decides(text: str, declared: str, expected: Triple) -> None:
    assert places(text, declared) == [expected]


def test_a_declared_country_does_not_override_a_named_one() -> None:
    assert places("Calgary, AB; Fresno, CA", "CA")[1] == ("Fresno", "CA", "US")


def test_the_text_and_the_gazetteer_entry_stand_beside_the_names() -> None:
    (place,) = locations_from_text(" Salem,  OR ")
    assert place.text == "Salem, OR"
    assert place.region == "Oregon"
    assert place.geonames_id is not None
    assert place.lat == pytest.approx(44.9, abs=0.2)
    assert place.lon == pytest.approx(-123.0, abs=0.2)


def test_siblings_decide_between_namesakes() -> None:
    assert [country for _, _, country in places("Birmingham; Leeds, UK")] == ["GB", "GB"]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("Tulsa", "Oklahoma", "USA"), ("Tulsa", "OK", "US")),
        (("Tulsa ", "OK", "United States"), ("Tulsa", "OK", "US")),
        (("Graz", "", "Austria"), ("Graz", "6", "AT")),
        (("", "", "Denmark"), (None, None, "DK")),
        ((None, "Bayern", "DE"), (None, "BY", "DE")),
        (("Tulsa, Reno", "Oklahoma, Nevada", "USA"), (None, None, "US")),
        (("Remote", "Remote", "Canada"), (None, None, "CA")),
        (("Littlebrook Falls", "Oregon", "US"), ("Littlebrook Falls", "OR", "US")),
        (("Birmingham", "", ""), ("Birmingham", None, None)),
        (("CO", "WY", "US"), (None, "WY", "US")),
        (("Bremen", "Freie Hansestadt Bremen", "DE"), ("Bremen", "HB", "DE")),
        (("Bern", "Kanton Bern", "CH"), ("Bern", "BE", "CH")),
        (("Minsk", "", "BY"), ("Minsk", "HM", "BY")),
    ],
)
def test_structured_addresses(
    parts: tuple[str | None, str | None, str | None], expected: Triple
) -> None:
    found = location_from_parts(*parts)
    assert found is not None
    assert triple(found) == expected


def test_an_empty_address_is_null() -> None:
    assert location_from_parts("", None, " ") is None
    assert locations_from_parts("", None, " ") == ()


@pytest.mark.parametrize(
    ("parts", "cities"),
    [
        (("Reno, Tulsa", "Nevada, Oklahoma", "United States"), ["Reno", "Tulsa"]),
        (("Reno, Tulsa", None, "United States"), ["Reno", "Tulsa"]),
        (("Reno / Tulsa", "NV / OK", None), ["Reno", "Tulsa"]),
        (("New York, Boston", "New York, Massachusetts", "USA"), ["New York", "Boston"]),
        (("Lyon; Leipzig", None, "France; Germany"), ["Lyon", "Leipzig"]),
        (("Lyon, Nice, Lille", None, "FR"), ["Lyon", "Nice", "Lille"]),
        (("Reno, Tulsa", "Nevada, Ohio", "United States"), [None]),  # Ohio has no Tulsa
        (("Reno, Tulsa", "Nevada", "United States"), [None]),
        (("Lyon, Leipzig", None, "France"), [None]),
        (("Reno, Tulsa", None, None), [None]),  # nothing bears it out
        (("Springfield, Tulsa", None, "United States"), [None]),  # which Springfield?
        (("Reno, Nowhereville", None, "United States"), [None]),
        (("Sparks, Reno", "Nevada", "United States"), [None]),  # neighbours: one place
        (("Reno", "Nevada", "United States"), ["Reno"]),
    ],
)
def test_addresses_of_several_cities(
    parts: tuple[str, str | None, str | None], cities: list[str | None]
) -> None:
    assert [one.city for one in locations_from_parts(*parts)] == cities


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("USA", "US"),
        ("us", "US"),
        ("UK", "GB"),
        ("Brasil", "BR"),
        ("Czech Republic", "CZ"),
        ("日本", "JP"),
        ("DEU", "DE"),
        ("Korea, Republic of", "KR"),
        ("Atlantis", None),
        ("EMEA", None),
        ("", None),
        (None, None),
    ],
)
def test_country_names_and_codes(text: str | None, code: str | None) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize(
    ("text", "countries", "regions"),
    [
        ("Remote - US", ("US",), ()),
        ("Canada (Remote)", ("CA",), ()),
        ("Remote, Ohio", ("US",), ()),
        ("Remote - Austin", ("US",), ()),
        ("Remote - US or Canada", ("US", "CA"), ()),
        ("Remote (EMEA)", (), ("EMEA",)),
        ("Remote in Latin America", (), ("LATAM",)),
        ("Anywhere", (), ("worldwide",)),
        ("Remote - Worldwide", (), ("worldwide",)),
        ("Anywhere in Spain", ("ES",), ()),
        ("Anywhere in the US", ("US",), ()),
        ("Anywhere in Europe", (), ("Europe",)),
        ("Worldwide", (), ("worldwide",)),
        ("Anywhere in the world", (), ("worldwide",)),
        ("Global remote", (), ("worldwide",)),
        ("Oslo or Anywhere", (), ("worldwide",)),
        ("Remote - CO, WY or NE", ("US",), ()),
        ("Reno, NV; Remote - US", ("US",), ()),
    ],
)
def test_where_a_remote_worker_may_live(
    text: str, countries: tuple[str, ...], regions: tuple[str, ...]
) -> None:
    found = remote_from(text)
    assert found is not None
    assert (found.countries, found.regions, found.text) == (countries, regions, text)


@pytest.mark.parametrize(
    "text",
    [
        "Remote",
        "Reno, NV / Remote",
        "Reno, NV",
        "Spain",
        "Hybrid - US",
        "Anywhere we have licences",
        "Anywhere with a fast line",
        "Anywhere but California",
        "Anywhere outside the US",
        "Global Trade Desk, Remote",
        "Global",
        "",
        None,
    ],
)
def test_silence_is_not_worldwide(text: str | None) -> None:
    assert remote_from(text) is None


NAMES = st.sampled_from(
    ["CA", "IN", "Remote", "London", "Georgia", ",", ";", " - ", "/", "(", ")", "or", "US", "東京"]
)


@given(st.text(max_size=40) | st.lists(NAMES, max_size=8).map(" ".join))
def test_no_text_raises_and_reading_a_text_again_gives_the_same(text: str) -> None:
    found = locations_from_text(text)
    remote_from(text)
    country_code(text)
    location_from_parts(text, text, text)
    locations_from_parts(text, text, text)
    assert all(one.text for one in found)
    for one in found:
        again = location_from_parts(one.city, one.region, one.country)
        if one.country is not None and again is not None:
            assert (again.country, again.region) == (one.country, one.region) or one.region is None


@pytest.mark.parametrize(
    ("text", "region"),
    [("Bellevue, WA", "US-WA"), ("Newcastle, WA", "US-WA"), ("Albany, WA", "AU-WA")],
)
def test_of_two_cities_with_the_same_evidence_the_far_larger_is_meant(
    text: str, region: str
) -> None:
    assert [place.region_code for place in locations_from_text(text)] == [region]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shropshire", (None, "ENG", "GB")),
        ("Gwynedd", (None, "WLS", "GB")),
        ("Fife", (None, "SCT", "GB")),
        ("Cheshire", (None, "ENG", "GB")),
        ("County Durham", (None, "ENG", "GB")),
        ("Truro, Cornwall", ("Truro", "ENG", "GB")),
        ("Newport, Isle of Wight", ("Newport", "ENG", "GB")),
        ("Cheshire, CT", ("Cheshire", "CT", "US")),
        ("Cornwall, ON", ("Cornwall", "ON", "CA")),
        ("Highland, CA", ("Highland", "CA", "US")),
        ("Falkirk", ("Falkirk", "SCT", "GB")),  # a council area, and a town above all
    ],
)
def test_counties_of_britain_are_places(text: str, expected: Triple) -> None:
    assert places(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Berlin, VT", ("Berlin", "VT", "US")),  # no gazetteer has it, and Germany has no VT
        ("Paris, OH", ("Paris", "OH", "US")),
        ("Essex, VT", ("Essex", "VT", "US")),
        ("Cheshire, MA", ("Cheshire", "MA", "US")),
        ("Scotland, PA", ("Scotland", "PA", "US")),
        ("Berlin, DE", ("Berlin", "BE", "DE")),
        ("Casablanca, MA", ("Casablanca", "06", "MA")),
        ("Toronto, CA", ("Toronto", "ON", "CA")),
        ("Texas, TX", (None, "TX", "US")),
        ("Central Coast, CA", (None, "CA", "US")),
    ],
)
def test_a_state_behind_a_famous_name_is_of_its_namesake(text: str, expected: Triple) -> None:
    assert places(text) == [expected]


@pytest.mark.parametrize("text", ["Perth and Kinross", "Argyll and Bute"])
def test_a_county_of_two_names_is_one(text: str) -> None:
    assert places(text) == [(None, "SCT", "GB")]


@pytest.mark.parametrize("text", ["Cornwall", "Rutland"])
def test_a_county_that_is_no_larger_than_its_namesakes_is_left_open(text: str) -> None:
    assert places(text) == []


@pytest.mark.parametrize(
    ("word", "one", "other"),
    [
        ("vagy", "Budapest", "Debrecen"),
        ("veya", "Istanbul", "Ankara"),
        ("sau", "Bucharest", "Cluj-Napoca"),
        ("arba", "Vilnius", "Kaunas"),
        ("tai", "Helsinki", "Espoo"),
        ("ili", "Zagreb", "Split"),
    ],
)
def test_or_parts_places_in_many_languages(word: str, one: str, other: str) -> None:
    assert [city for city, _, _ in places(f"{one} {word} {other}")] == [one, other]


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("2100 København Ø", "Copenhagen"),
        ("København K, Denmark", "Copenhagen"),
        ("Odense M", "Odense"),
        ("Milano Centro", "Milan"),
        ("Amsterdam Centrum", "Amsterdam"),
        ("Hamburg Innenstadt", "Hamburg"),
    ],
)
def test_a_quarter_behind_its_city_is_no_place_of_its_own(text: str, city: str) -> None:
    assert [found for found, _, _ in places(text)] == [city]
