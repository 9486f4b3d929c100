"""README.md says what the program does: its generated parts are fresh, its commands exist."""

import re

import pytest
from typer.testing import CliRunner

from api.params import JobsParameters
from openings.cli import app
from openings.docs import PAGES, PARTS, README, SOURCES, rendered, source_facts

TEXT = README.read_text(encoding="utf-8")
PAGES_TEXT = "".join(page.read_text(encoding="utf-8") for page in PAGES)


def test_the_generated_parts_are_fresh():
    assert [name for name in PARTS if f"<!-- {name}:" not in PAGES_TEXT] == []
    assert rendered(PAGES_TEXT) == PAGES_TEXT, "run `make docs`"
    assert source_facts() == SOURCES.read_text(encoding="utf-8"), "run `make docs`"


def test_it_begins_with_the_two_commands():
    commands = re.findall(r"^make (\w+)", TEXT, re.M)

    assert commands[:2] == ["run", "test"]


@pytest.mark.parametrize("command", sorted(set(re.findall(r"^openings (\w+)", TEXT, re.M))))
def test_its_commands_exist(command):
    result = CliRunner().invoke(app, [command, "--help"])

    assert result.exit_code == 0


def test_every_parameter_of_the_search_is_named():
    names = {field.alias or name for name, field in JobsParameters.model_fields.items()}

    assert {name for name in names if f"`{name}`" not in PAGES_TEXT} == set()
