"""Parts of the world larger than a country that job postings name, and metropolitan areas."""

from typing import NamedTuple

from reference.folding import name_key

WORLDWIDE = "worldwide"

_NAMES = {
    "EMEA": ("emea", "europe middle east and africa", "europe middle east africa"),
    "APAC": ("apac", "asia pacific", "apj", "japac"),
    "LATAM": ("latam", "latin america", "lat am", "latinoamerica", "america latina"),
    "AMER": ("amer", "americas", "the americas", "north and south america"),
    "NORAM": ("noram", "north america", "nam", "namer", "northern america"),
    "South America": ("south america", "sudamerica"),
    "Central America": ("central america",),
    "Caribbean": ("caribbean", "the caribbean"),
    "Europe": ("europe", "europa", "all of europe", "continental europe"),
    "European Union": ("eu", "european union", "eea", "eu eea"),
    "DACH": ("dach", "d a ch", "dach region"),
    "Benelux": ("benelux",),
    "Nordics": ("nordics", "nordic", "the nordics", "nordic countries", "scandinavia"),
    "Baltics": ("baltics", "the baltics", "baltic states"),
    "CEE": ("cee", "eastern europe", "central and eastern europe", "central europe"),
    "Western Europe": ("western europe",),
    "Southern Europe": ("southern europe", "south europe"),
    "Northern Europe": ("northern europe",),
    "Iberia": ("iberia", "iberian peninsula"),
    "Balkans": ("balkans", "the balkans"),
    "CIS": ("cis",),
    "MENA": ("mena", "middle east and north africa"),
    "Middle East": ("middle east", "the middle east", "gulf", "gcc"),
    "Africa": ("africa", "sub saharan africa", "west africa", "east africa"),
    "Asia": ("asia",),
    "Southeast Asia": ("southeast asia", "south east asia", "sea", "asean"),
    "ANZ": ("anz", "australia and new zealand", "australasia", "oceania"),
    WORLDWIDE: (
        *("worldwide", "world wide", "global", "globally", "anywhere", "world", "the world"),
        *("anywhere in the world", "remote worldwide", "international", "earth"),
        *("weltweit", "mundial", "monde entier"),
    ),
}
_BY_KEY = {key: name for name, keys in _NAMES.items() for key in keys}


class Area(NamedTuple):
    """Country and second half of the ISO 3166-2 code of a metropolitan area without a core city."""

    country: str
    region: str | None


_AREAS = {
    "sf bay area": Area("US", "CA"),
    "bay area": Area("US", "CA"),
    "san francisco bay area": Area("US", "CA"),
    "the bay area": Area("US", "CA"),
    "sf bay": Area("US", "CA"),
    "silicon valley": Area("US", "CA"),
    "southern california": Area("US", "CA"),
    "northern california": Area("US", "CA"),
    "socal": Area("US", "CA"),
    "norcal": Area("US", "CA"),
    "orange county": Area("US", None),
    "research triangle": Area("US", "NC"),
    "research triangle park": Area("US", "NC"),
    "northern virginia": Area("US", "VA"),
    "nova": Area("US", "VA"),
    "dmv": Area("US", None),
    "washington dc metro": Area("US", None),
    "dfw": Area("US", "TX"),
    "dallas fort worth": Area("US", "TX"),
    "twin cities": Area("US", "MN"),
    "upstate new york": Area("US", "NY"),
    "long island": Area("US", "NY"),
    "new england": Area("US", None),
    "pacific northwest": Area("US", None),
    "gta": Area("CA", "ON"),
    "greater toronto area": Area("CA", "ON"),
    "south bay": Area("US", "CA"),
    "east bay": Area("US", "CA"),
    "inland empire": Area("US", "CA"),
    "puget sound": Area("US", "WA"),
    "front range": Area("US", "CO"),
    "silicon slopes": Area("US", "UT"),
    "hampton roads": Area("US", "VA"),
    "lehigh valley": Area("US", "PA"),
    "hudson valley": Area("US", "NY"),
    "south florida": Area("US", "FL"),
    "lower mainland": Area("CA", "BC"),
    "golden horseshoe": Area("CA", "ON"),
    "home counties": Area("GB", "ENG"),
    "east anglia": Area("GB", "ENG"),
    "thames valley": Area("GB", "ENG"),
    "yorkshire": Area("GB", "ENG"),
    "the midlands": Area("GB", "ENG"),
    "east midlands": Area("GB", "ENG"),
    "west midlands": Area("GB", "ENG"),
    "scottish highlands": Area("GB", "SCT"),
    "ruhrgebiet": Area("DE", "NW"),
    "rhein main": Area("DE", None),
    "rhine main": Area("DE", None),
    "rhein neckar": Area("DE", None),
    "randstad": Area("NL", None),
    "klang valley": Area("MY", None),
    "jabodetabek": Area("ID", None),
    "delhi ncr": Area("IN", None),
    "ncr delhi": Area("IN", None),
}


def macro_region(name: str) -> str | None:
    """The common name of a part of the world ("Latin America" is "LATAM"); else null."""
    return _BY_KEY.get(name_key(name))


def metropolitan_area(name: str) -> Area | None:
    """Country and region of a metropolitan area that is no city ("SF Bay Area"); else null."""
    return _AREAS.get(name_key(name))
