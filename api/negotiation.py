"""Which representation a client prefers, by its `Accept` header.

https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1
"""

from collections.abc import Iterator, Sequence

from api.errors import NotAcceptableError


def preferred(accept: str | None, offered: Sequence[str]) -> str:
    """The media type that the client prefers, of equal ones the first offered.

    Raises `NotAcceptableError` where it takes none of them.
    """
    ranges = list(_ranges(accept or "*/*")) or [("*/*", 1.0)]
    best = max(offered, key=lambda kind: _quality(kind, ranges))
    if _quality(best, ranges) <= 0:
        raise NotAcceptableError(f"This is served as {', '.join(offered)}, not as {accept}.")
    return best


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    """Each media range with its quality; what is no range is passed over."""
    for part in accept.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if "/" in name:
            yield name, _weight(parameters)


def _weight(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0


def _quality(kind: str, ranges: Sequence[tuple[str, float]]) -> float:
    """That of the most specific range that holds the media type; 0 for none."""
    main = kind.partition("/")[0]
    for name in (kind, f"{main}/*", "*/*"):
        found = [quality for media_range, quality in ranges if media_range == name]
        if found:
            return max(found)
    return 0.0
