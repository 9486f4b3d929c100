"""Print how good the order of searches is: nDCG@10 of both halves, and ten queries to read.

    make bench-relevance [ARGS='--samples FOLDER --all']

On a node of its own, or in indices of its own on the cluster that OPENINGS_ELASTICSEARCH_URL names.

The judgements are in `judged_invented.json`, over the postings of `postings.json`, and in
`judged_recorded.json`, over recordings that stand in a folder and are not ours to ship.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from elasticsearch import Elasticsearch

from benchmarks.node import elasticsearch
from benchmarks.relevance import postings
from benchmarks.relevance.measure import judged
from benchmarks.relevance.ranking import Found, found, mean

_SHOWN = 5
"""Queries of each half that are printed, evenly chosen; those below `_POOR` always."""
_POOR = 0.8


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.relevance", description=__doc__)
    parser.add_argument("--samples", type=Path, help="folder of the recordings")
    parser.add_argument("--all", action="store_true", help="print every query")
    given = parser.parse_args()
    with elasticsearch() as url, Elasticsearch(url, request_timeout=60) as client:
        own = found(
            client, list(postings.invented()), judged("invented"), lambda one: one.source_id
        )
        _print("invented postings", own, whole=given.all)
        if given.samples is None:
            print("recordings: not measured, give --samples FOLDER")
            return
        real = list(postings.recorded(given.samples))
        _print(
            "recordings",
            found(client, real, judged("recorded"), lambda one: one.id),
            whole=given.all,
        )


def _print(half: str, results: Sequence[Found], *, whole: bool) -> None:
    step = 1 if whole else max(1, len(results) // _SHOWN)
    for index, one in enumerate(results):
        if one.score < _POOR or (index % step == 0 and index // step < len(results)):
            _print_query(one)
    print(f"{half}: nDCG@10 {mean(results):.3f} over {len(results)} queries\n")


def _print_query(one: Found) -> None:
    print(f"{one.judged.query}  ({one.score:.3f})")
    for posting in one.postings[:5]:
        place = posting.locations[0].text if posting.locations else ""
        grade = one.judged.grades.get(posting.id, one.judged.grades.get(posting.source_id, 0))
        print(f"  {grade}  {posting.title} | {posting.company.name} | {place}")


if __name__ == "__main__":
    main()
