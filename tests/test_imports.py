"""The import rule: crawler -> mappings <- api; reference is a leaf; only `openings` joins both."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("crawler", "api", "mappings", "reference", "openings")
MAY_IMPORT = {
    "reference": {"reference"},
    "mappings": {"mappings", "reference"},
    "api": {"api", "mappings", "reference"},
    "crawler": {"crawler", "mappings", "reference"},
    "openings": set(PACKAGES),
}
PURE = ("scrapy", "twisted", "elasticsearch", "elastic_transport", "fastapi")


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            found.add((node.module or "").partition(".")[0])
    return found


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_imports_only_what_it_may(package):
    forbidden = set(PACKAGES) - MAY_IMPORT[package]

    wrong = {
        str(path.relative_to(ROOT)): _imports(path) & forbidden
        for path in (ROOT / package).rglob("*.py")
    }

    assert {path: names for path, names in wrong.items() if names} == {}


def test_normalisation_is_pure():
    for path in (ROOT / "crawler" / "normalize").rglob("*.py"):
        assert not _imports(path) & set(PURE), path


@pytest.mark.parametrize("folder", PACKAGES)
def test_modules_stay_small(folder):
    longest = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in (ROOT / folder).rglob("*.py")
    }

    assert {path: lines for path, lines in longest.items() if lines > 400} == {}


def test_a_source_file_stays_small():
    for path in (ROOT / "crawler" / "sources").glob("*.py"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 260, path
