"""The same fields in a detail and in its row: the first that says something counts.

All are read, so that none is reported as left out.
"""

from collections.abc import Mapping

from crawler.fields import Fields


def ignored_in(names: Mapping[str, str], *places: str) -> dict[str, str]:
    """What a source declares as `ignored` whose fields stand in several places.

    `names` holds, by the reason, the names of fields with blanks between them; a place is the path
    above them (`row`, `detail.sites[]`).
    """
    return {
        f"{place}.{name}": reason
        for reason, listed in names.items()
        for name in listed.split()
        for place in places
    }


class Layers:
    """Objects with fields of the same names, the most telling first.

    Of several paths the first that says something counts, wherever it stands.
    """

    def __init__(self, *layers: Fields) -> None:
        self._layers = layers

    def text(self, *paths: str) -> str | None:
        """The first string that is not blank."""
        found = [layer.text(path) for path in paths for layer in self._layers]
        return next((value for value in found if value and value.strip()), None)

    def identifier(self, *paths: str) -> str | None:
        """The first id."""
        found = [layer.identifier(path) for path in paths for layer in self._layers]
        return next(filter(None, found), None)

    def number(self, *paths: str) -> float | None:
        """The first number; zero is one."""
        found = [layer.number(path) for path in paths for layer in self._layers]
        return next((value for value in found if value is not None), None)

    def flag(self, *paths: str) -> bool | None:
        """The first true or false."""
        found = [layer.flag(path) for path in paths for layer in self._layers]
        return next((value for value in found if value is not None), None)

    def texts(self, path: str) -> list[str]:
        """The first list of strings that is not empty."""
        return next(filter(None, [layer.texts(path) for layer in self._layers]), [])

    def objects(self, path: str) -> list[Fields]:
        """The objects of the first list that is not empty; the other lists say the same."""
        found = [layer.objects(path) for layer in self._layers]
        chosen = next(filter(None, found), [])
        for layer, rows in zip(self._layers, found, strict=True):
            if rows is not chosen:
                layer.value(path)
        return chosen
