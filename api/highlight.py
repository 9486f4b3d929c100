"""Where the words were found: passages of the searched texts, safe to put into a page."""

from collections.abc import Mapping
from typing import Any

# Under which name of the index a served field is searched as text.
_SEARCHED = {
    "title": "title",
    "company.name": "company.name.text",
    "description_text": "description_text",
}
_WHOLE = {"number_of_fragments": 0}
_PASSAGES = {"number_of_fragments": 3, "fragment_size": 160}
# One less than the index allows: a longer text is highlighted up to here instead of refused.
_READ_AT_MOST = 999_999

HIGHLIGHT: Mapping[str, Any] = {
    "encoder": "html",
    "pre_tags": ["<em>"],
    "post_tags": ["</em>"],
    "max_analyzed_offset": _READ_AT_MOST,
    "fields": {
        searched: {
            **(_PASSAGES if served == "description_text" else _WHOLE),
            "matched_fields": [searched, f"{served}.exact"],
        }
        for served, searched in _SEARCHED.items()
    },
}
"""The part of a search that asks for highlights. The passages are escaped, then marked."""


def highlights(hit: Mapping[str, Any]) -> dict[str, list[str]]:
    """Read the passages of one hit, by the name under which the field is served."""
    found = hit.get("highlight", {})
    return {served: found[name] for served, name in _SEARCHED.items() if name in found}
