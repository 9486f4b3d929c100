"""The parts of README.md that are made from the program: run `make docs` after a change.

A test fails while README.md says anything else.
"""

import re
from collections.abc import Callable
from pathlib import Path

from pydantic.fields import FieldInfo

from api.settings import ApiSettings
from crawler.boards import RegistrySettings, registry
from crawler.discovery import sources
from crawler.settings import CrawlSettings
from openings.elastic.settings import ElasticSettings

README = Path(__file__).parents[1] / "README.md"
_PART = re.compile(r"(<!-- (?P<name>\w+): made by `make docs` -->\n).*?(<!-- end -->)", re.S)


def source_table() -> str:
    """Every source: how it lists, where that is documented, boards in the registry."""
    rows = [
        f"| {spider.title} | `{name}` | {spider.listing} |"
        f" [documentation]({spider.documentation}) | {len(registry(name)):,} |"
        for name, spider in sources().items()
    ]
    head = ["| ATS | source | how it is read | vendor's | boards in the registry |"]
    return "\n".join([*head, "| --- | --- | --- | --- | --: |", *rows, ""])


def settings_table() -> str:
    """Every environment variable with its default and meaning."""
    kinds = (ElasticSettings, CrawlSettings, RegistrySettings, ApiSettings)
    fields = [(name, field) for kind in kinds for name, field in kind.model_fields.items()]
    rows = []
    for name in sorted({name for name, _ in fields}):
        same = [field for other, field in fields if other == name]
        defaults = " or ".join(dict.fromkeys(filter(None, map(_default, same))))
        rows.append(f"| `OPENINGS_{name.upper()}` | {defaults} | {same[0].description} |")
    return "\n".join(["| variable | default | meaning |", "| --- | --- | --- |", *rows, ""])


def _default(field: FieldInfo) -> str | None:
    return None if field.default is None or field.default_factory else f"`{field.default}`"


PARTS: dict[str, Callable[[], str]] = {"sources": source_table, "settings": settings_table}


def rendered(text: str) -> str:
    """The text with each generated part made anew."""
    return _PART.sub(lambda m: f"{m[1]}{PARTS[m['name']]()}{m[3]}", text)


def main() -> None:
    """Rewrite README.md."""
    README.write_text(rendered(README.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
