"""How long ago, as a person writes it: 90d, 12h, 8w."""

import re
from datetime import timedelta

import typer

_UNITS = {"h": "hours", "d": "days", "w": "weeks"}
_AGE = re.compile(r"(?P<count>\d{1,5})(?P<unit>[hdw])")


def age(text: str) -> timedelta:
    """Read an age. Raises `typer.BadParameter` for what is none."""
    match = _AGE.fullmatch(text)
    if match is None:
        raise typer.BadParameter(f"{text!r} is no age: write hours, days or weeks as 12h, 90d, 8w")
    return timedelta(**{_UNITS[match["unit"]]: int(match["count"])})
