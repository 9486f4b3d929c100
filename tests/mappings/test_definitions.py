"""Model and index definition name the same fields, and the definition's name tells its content."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel

from mappings import definitions
from mappings.board import BoardState
from mappings.change import ChangeRecord
from mappings.definitions import KINDS, Definition
from mappings.document import COPIED, DERIVED
from mappings.host import HostRest
from mappings.lease import Lease
from mappings.mark import Mark
from mappings.names import IndexName
from mappings.posting import JobPosting
from mappings.raw import RawRecord
from mappings.suppression import Suppression
from tests.mappings.model_types import HELD_BY, mapping_fields, model_fields

MODELS = {
    "jobs": JobPosting,
    "boards": BoardState,
    "raw": RawRecord,
    "changes": ChangeRecord,
    "mark": Mark,
    "hosts": HostRest,
    "leases": Lease,
    "suppressions": Suppression,
}


def test_every_kind_of_index_has_a_model() -> None:
    assert set(KINDS) == MODELS.keys()


@pytest.mark.parametrize(("kind", "model"), MODELS.items())
def test_the_fields_of_model_and_mapping_are_the_same(kind: str, model: type[BaseModel]) -> None:
    in_mapping = dict(mapping_fields(definitions.load(kind).mappings["properties"]))
    derived = (*DERIVED, *COPIED) if kind == "jobs" else ()
    assert {*dict(model_fields(model)), *derived} == in_mapping.keys()


@pytest.mark.parametrize(("kind", "model"), MODELS.items())
def test_every_field_of_the_mapping_holds_the_type_of_the_model(
    kind: str, model: type[BaseModel]
) -> None:
    in_mapping = dict(mapping_fields(definitions.load(kind).mappings["properties"]))
    wrong = {
        name: in_mapping[name]
        for name, model_type in model_fields(model)
        if in_mapping[name] not in HELD_BY[model_type]
    }
    assert wrong == {}


@pytest.mark.parametrize("kind", KINDS)
def test_no_field_is_added_by_a_document(kind: str) -> None:
    mappings = definitions.load(kind).mappings
    assert mappings["dynamic"] == "strict"
    assert not [field for field in _fields(mappings["properties"]) if "dynamic" in field]


@pytest.mark.parametrize("kind", KINDS)
def test_no_keyword_can_be_an_immense_term(kind: str) -> None:
    """A term may have 32,766 bytes; a character takes four at most."""
    keywords = [
        field
        for field in _fields(definitions.load(kind).mappings["properties"])
        if field.get("type") == "keyword" and field.get("index", True)
    ]
    assert keywords
    assert all(field["ignore_above"] <= 32_766 // 4 for field in keywords)


@pytest.mark.parametrize("kind", KINDS)
def test_every_setting_has_its_reason(kind: str) -> None:
    definition = definitions.load(kind)
    reasons = definition.mappings["_meta"]["reasons"]
    assert definition.settings.keys() - {"analysis"} <= reasons.keys()


def test_an_unknown_kind_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"'job'.*jobs, boards"):
        definitions.load("job")


@pytest.mark.parametrize("kind", KINDS)
def test_a_definition_is_the_same_each_time(kind: str) -> None:
    assert definitions.load(kind).index_name() == definitions.load(kind).index_name()


@pytest.mark.parametrize("kind", KINDS)
def test_the_name_of_an_index_says_what_it_is_made_of(kind: str) -> None:
    definition = definitions.load(kind)
    name = IndexName.parse(definition.index_name("trial"))
    assert (name.prefix, name.kind, name.digest) == ("trial", kind, definition.digest)


def test_another_setting_mapping_or_synonym_is_another_index() -> None:
    loaded = definitions.load("jobs")
    analysis = loaded.settings["analysis"]
    synonyms = analysis["filter"]["set_synonyms"]["synonyms"]
    fewer = {**analysis["filter"], "set_synonyms": {"synonyms": synonyms[1:]}}
    variants = [
        loaded,
        Definition("jobs", {**loaded.settings, "number_of_shards": 2}, loaded.mappings),
        Definition("jobs", loaded.settings, {**loaded.mappings, "dynamic": False}),
        Definition(
            "jobs",
            {**loaded.settings, "analysis": {**analysis, "filter": fewer}},
            loaded.mappings,
        ),
    ]
    names = [variant.index_name() for variant in variants]
    assert len(set(names)) == len(variants)
    assert all(re.fullmatch(r"openings-jobs-v\d+-[0-9a-f]{8}", name) for name in names)


def _fields(properties: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for field in properties.values():
        yield field
        yield from _fields(field.get("fields", {}))
        yield from _fields(field.get("properties", {}))
