"""The fingerprint of a row of a listing: equal where it says the same. Pure."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from crawler.fields import without
from crawler.raw import Employer


def fingerprint(row: Mapping[str, Any], volatile: tuple[str, ...], employer: Employer) -> str:
    """A digest of a row without its source's `volatile` paths.

    These are written as in the posting's payload, where the row may stand under `row`. What else is
    known of the company goes into the posting, hence into the digest.
    """
    steady = without({"row": without(row, volatile)}, volatile) if volatile else {"row": row}
    told = json.dumps([steady, employer.name, employer.domain], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:32]
