"""Measure normalisation: how right its values are, and how fast they are made.

    python -m benchmarks.normalize [--pairs FOLDER] [--cases FILE] [--samples FOLDER] [part ...]

Without folders only what needs none is measured. Every disagreement is printed for reading.
"""

import argparse
import sys
from pathlib import Path

from benchmarks.normalize.parts import Inputs, lines, parts


def main() -> None:
    """Print the parts that were asked for, or all."""
    found = parts()
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.normalize",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("parts", nargs="*", metavar="part", help=", ".join(found))
    for name in ("pairs", "cases", "samples"):
        parser.add_argument(f"--{name}", type=Path)
    given = parser.parse_args()
    if unknown := sorted(set(given.parts) - set(found)):
        parser.error(f"no part is called {', '.join(unknown)}; there are {', '.join(found)}")
    inputs = Inputs(given.pairs, given.cases, given.samples)
    for name in given.parts or found:
        for line in lines(found[name], inputs):
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
