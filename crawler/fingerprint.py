"""The fingerprint of a row of a listing: equal where it says the same. Pure."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import orjson

from crawler.fields import without
from crawler.raw import Employer


def fingerprint(row: Mapping[str, Any], volatile: tuple[str, ...], employer: Employer) -> str:
    """A digest of a row without its source's `volatile` paths.

    These are written as in the posting's payload, where the row may stand under `row`. What else is
    known of the company goes into the posting, hence into the digest.
    """
    steady = without({"row": without(row, volatile)}, volatile) if volatile else {"row": row}
    told = [steady, employer.name, employer.domain]
    return hashlib.sha256(_sorted_json(told)).hexdigest()[:32]


def _sorted_json(value: Any) -> bytes:
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except TypeError:  # a number beyond 64 bits, half of a surrogate pair
        return json.dumps(value, sort_keys=True).encode()
