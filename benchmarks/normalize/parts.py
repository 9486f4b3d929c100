"""What a part of this benchmark is, and what it is given.

A part is a module of this package with a function

    def measure(inputs: Inputs) -> Iterator[str]

that yields the lines to print: figures first, then every disagreement, for reading. The first line
of the module's docstring is its heading, the module's name its name on the command line. Parts are
discovered; a module without `measure` is none. A part asks `inputs` for the files that it needs;
where one is not at hand it is left out, and that is said.
"""

import json
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import benchmarks.normalize


class NotAtHandError(Exception):
    """A part needs a file or folder that was not given. The text says which option names it."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """Where the real strings are: they are not the project's own, so none comes with it."""

    pairs: Path | None = None
    """Folder of texts beside their truth: `pairs.jsonl`, `gold_*.jsonl`, `location_pairs.csv`."""
    cases: Path | None = None
    """File of small inputs with the right answer, one JSON object a line."""
    samples: Path | None = None
    """Folder of recorded answers, `<ats>/NAME.json` with `NAME.meta.json` beside it."""

    def pair_file(self, name: str) -> Path:
        """A file of the folder of pairs. Raises `NotAtHandError` where it is not there."""
        return _at_hand(self.pairs / name if self.pairs else None, f"--pairs FOLDER with {name}")

    def case_rows(self) -> list[dict[str, Any]]:
        """All cases. Raises `NotAtHandError` without them."""
        path = _at_hand(self.cases, "--cases FILE")
        if path.is_dir():
            raise NotAtHandError(f"not measured: needs --cases FILE, and {path} is a folder")
        return rows(path)

    def samples_folder(self) -> Path:
        """The recordings. Raises `NotAtHandError` without them."""
        return _at_hand(self.samples, "--samples FOLDER")


def rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a file with one JSON object a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def parts() -> dict[str, ModuleType]:
    """The parts by their names."""
    names = (module.name for module in pkgutil.iter_modules(benchmarks.normalize.__path__))
    modules = {
        name: import_module(f"{benchmarks.normalize.__name__}.{name}")
        for name in names
        if name != "__main__"
    }
    return {name: module for name, module in modules.items() if hasattr(module, "measure")}


def lines(part: ModuleType, inputs: Inputs) -> Iterator[str]:
    """What a part prints: its heading, then its figures, or why there are none."""
    yield f"== {(part.__doc__ or part.__name__).splitlines()[0]}"
    try:
        yield from part.measure(inputs)
    except NotAtHandError as missing:
        yield str(missing)


def _at_hand(path: Path | None, option: str) -> Path:
    if path is None or not path.exists():
        raise NotAtHandError(f"not measured: needs {option}")
    return path
