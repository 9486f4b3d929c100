"""What each ad of an employer is to the others, as it is stored: pure, and the same every time."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import timedelta

from crawler.groups.ad import Ad
from crawler.groups.match import is_original, same_ad
from crawler.groups.opening import Opening, openings
from mappings.posting import Group, Location, Relations

REPOST_WINDOW = timedelta(days=180)
"""An opening that comes back later than this after closing is a new one: many do every year."""

ALONE = Relations()


def relations(ads: Iterable[Ad]) -> dict[str, Relations]:
    """The relations of all ads by their ids; those of an ad that stands alone are empty."""
    found = sorted(openings(ads), key=lambda opening: _age(opening[0]))
    related: dict[str, Relations] = {}
    taken: set[str] = set()
    for opening in found:
        if len(opening) == 1:
            related[opening[0].id] = ALONE
        else:
            name = _group_id(opening, taken)
            taken.add(name)
            related |= _of_group(name, opening)
    return related


def _of_group(name: str, opening: Opening) -> dict[str, Relations]:
    copies = _copies(opening)
    closed = [ad for ad in opening if ad.closed_at is not None]
    face = _face(opening, copies)
    first_seen_at = min(ad.first_seen_at for ad in opening)
    return {
        ad.id: Relations(
            group_id=name,
            group_face=ad is face,
            group=_group(face, opening) if ad is face else None,
            opening_first_seen_at=first_seen_at,
            duplicate_of=copies[ad.id],
            repost_of=_reposted(ad, closed),
        )
        for ad in opening
    }


def _group_id(opening: Opening, taken: set[str]) -> str:
    """The name that the oldest of its ads bears already, else one made of the oldest's id.

    So a group keeps its name while ads come and go; where one parts, the older half keeps it.
    """
    by_age = sorted(opening, key=_age)
    borne = [ad.relations.group_id for ad in by_age if ad.relations.group_id]
    made = [hashlib.sha256(ad.id.encode()).hexdigest()[:24] for ad in by_age]
    return next(name for name in (*borne, *made) if name not in taken)


def _age(ad: Ad) -> tuple[object, str]:
    return (ad.first_seen_at, ad.id)


def _copies(opening: Opening) -> dict[str, str | None]:
    """Of which ad each ad is a copy: of none, where all stand on one board."""
    if len({ad.board for ad in opening}) == 1:
        return dict.fromkeys(ad.id for ad in opening)
    return {ad.id: _original(ad, opening) for ad in opening}


def _original(ad: Ad, opening: Opening) -> str | None:
    """Of which ad this one is a copy; never of a closed one, while this one is open."""
    candidates = [
        other
        for other in opening
        if other is not ad
        and (other.is_open or not ad.is_open)
        and same_ad(other, ad)
        and is_original(other, ad)
    ]
    return candidates[0].id if candidates else None


def _face(opening: Opening, copies: dict[str, str | None]) -> Ad:
    """An open ad that is no copy, the oldest of them; without one that which closed last."""
    originals = [ad for ad in opening if copies[ad.id] is None]
    still_open = [ad for ad in originals if ad.is_open]
    if still_open:
        return still_open[0]
    return max(originals or opening, key=lambda ad: (ad.closed_at or ad.first_seen_at, ad.id))


def _group(face: Ad, opening: Opening) -> Group | None:
    """What the face says for all open ads; null where none is open."""
    ads = sorted((ad for ad in opening if ad.is_open), key=lambda ad: ad is not face)
    if not ads:
        return None
    return Group(
        size=len(ads),
        boards=tuple(dict.fromkeys(ad.board for ad in ads)),
        urls=tuple(dict.fromkeys(ad.url for ad in ads)),
        locations=tuple(_different(place for ad in ads for place in ad.locations)),
    )


def _different(places: Iterable[Location]) -> Iterator[Location]:
    """The places, each city (or what else is known of it) once."""
    seen = set()
    for place in places:
        known = (place.city, place.region, place.country)
        key = known if any(known) else place.text
        if key not in seen:
            seen.add(key)
            yield place


def _reposted(ad: Ad, closed: Iterable[Ad]) -> str | None:
    """The last of its opening's closed ads, on its board, that closed before it came."""
    before = [
        (other.closed_at, other.id)
        for other in closed
        if other.board == ad.board
        and other.closed_at is not None
        and timedelta() <= ad.first_seen_at - other.closed_at <= REPOST_WINDOW
    ]
    return max(before)[1] if before else None
