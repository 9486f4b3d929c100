"""The formats, one a module."""
