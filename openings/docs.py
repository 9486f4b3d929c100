"""What is made from the program: run `make docs` after a change.

Parts of README.md and docs/search.md, and `reference/sources.json`, by which the API knows the
sources without importing the crawler. A test fails while they say anything else.
"""

import json
import re
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from pydantic.fields import FieldInfo

from api.filters.declared import EXCLUDE
from api.params import JobsParameters
from api.settings import ApiSettings
from crawler.boards import RegistrySettings, registry
from crawler.discovery import sources
from crawler.settings import CrawlSettings
from openings.elastic.settings import ElasticSettings
from reference.sources import SourceFacts

README = Path(__file__).parents[1] / "README.md"
PAGES = (README, README.parent / "docs" / "search.md")
"""The pages with parts that are made."""
SOURCES = README.parent / "reference" / "sources.json"
_PART = re.compile(r"(<!-- (?P<name>\w+): made by `make docs` -->\n).*?(<!-- end -->)", re.S)


def source_table() -> str:
    """Every source: how it lists, where that is documented, boards in the registry."""
    rows = [
        f"| [{spider.title}]({spider.documentation}) | `{name}` | {spider.listing} |"
        f" {len(registry(name)):,} | {spider.off or ''} |"
        for name, spider in sources().items()
    ]
    head = ["| ATS | source | how it is read | boards known | off by default, because |"]
    return "\n".join([*head, "| --- | --- | --- | --: | --- |", *rows, ""])


def source_facts() -> str:
    """The contents of `reference/sources.json`."""
    facts = [
        SourceFacts(name, spider.title, spider.documentation, spider.listing, spider.off)
        for name, spider in sources().items()
    ]
    return json.dumps(list(map(asdict, facts)), ensure_ascii=False, indent=1) + "\n"


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


def parameter_table() -> str:
    """Every parameter of a search; those that only exclude stand beside what they exclude."""
    rows = [
        f"| `{name}`{_excluding(name)} | {_cell(field.description or '')} |"
        for name, field in JobsParameters.model_fields.items()
        if not name.startswith(EXCLUDE)
    ]
    return "\n".join(["| parameter | |", "| --- | --- |", *rows, ""])


def _excluding(name: str) -> str:
    other = f"{EXCLUDE}{name}"
    return f" `{other}`" if other in JobsParameters.model_fields else ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


PARTS: dict[str, Callable[[], str]] = {
    "sources": source_table,
    "settings": settings_table,
    "parameters": parameter_table,
}


def rendered(text: str) -> str:
    """The text with each generated part made anew."""
    return _PART.sub(lambda m: f"{m[1]}{PARTS[m['name']]()}{m[3]}", text)


def main() -> None:
    """Write them."""
    SOURCES.write_text(source_facts(), encoding="utf-8")
    for page in PAGES:
        page.write_text(rendered(page.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
