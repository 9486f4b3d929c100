"""The names of a posting's fields, as `fields` may ask for them."""

from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel

from mappings.posting import JobPosting


def names_in(model: type[BaseModel], prefix: str = "") -> Iterator[str]:
    """Name every field of a model and, dotted, those of the models in it."""
    for name, field in model.model_fields.items():
        yield f"{prefix}{name}"
        for part in _models_in(field.annotation):
            yield from names_in(part, f"{prefix}{name}.")


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)


FIELD_NAMES = tuple(names_in(JobPosting))

LEAF_NAMES = tuple(
    name for name in FIELD_NAMES if not any(other.startswith(f"{name}.") for other in FIELD_NAMES)
)
"""The names of the fields that hold no further ones."""
