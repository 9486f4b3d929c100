"""A web and an index for each test."""

from tests.life.conftest import life

__all__ = ["life"]
