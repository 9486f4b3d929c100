"""How often the matcher is right about two ads, over the labelled pairs of `group_pairs`.

    OPENINGS_SAMPLES=<folder> python -m benchmarks.groups

Without the folder only the invented pairs are compared. Precision: of the pairs that are joined,
how many belong together. Recall: of the pairs that belong together, how many are joined. Each
disagreement is printed. Exit status 1 where precision is below 0.99.
"""

import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from crawler.discovery import sources
from crawler.groups.ad import Ad
from crawler.groups.match import Relation, relation
from crawler.groups.ranks import rank_of
from crawler.raw import Employer
from crawler.report import BoardRun
from crawler.shapes.base import Task
from mappings.document import to_document
from mappings.identity import Board, posting_id
from mappings.posting import JobPosting, PostingContent
from tests.crawling import crawl_recorded
from tests.factories import job_posting

FOLDER = Path(__file__).parent / "group_pairs"
WANTED = 0.99
_KINDS = {".json": "application/json", ".xml": "application/xml"}
_ABOUT = ("recording", "id", "as_id", "text", "cut", "replace", "say", "apply", "domain", "company")


def pairs(samples: Path | None) -> list[dict[str, Any]]:
    """The labelled pairs; without samples those that need none."""
    lines = (FOLDER / "pairs.jsonl").read_text(encoding="utf-8").splitlines()
    read = [json.loads(line) for line in lines]
    return [pair for pair in read if samples or "recording" not in pair["a"]]


def ads(pair: Mapping[str, Any], samples: Path | None) -> tuple[Ad, Ad]:
    """The two ads of a pair."""
    one, other = (_posting(pair[side], samples) for side in ("a", "b"))
    if pair["b"].get("apply") == "other":
        other = other.model_copy(update={"apply_url": one.url})
    return _ad(one), _ad(other)


def _ad(posting: JobPosting) -> Ad:
    return Ad.of(to_document(posting), rank_of(posting.source)).with_text(posting.description_text)


def _posting(side: Mapping[str, Any], samples: Path | None) -> JobPosting:
    known = _recorded(side, samples) if samples and "recording" in side else {}
    given = {name: value for name, value in side.items() if name not in _ABOUT}
    board = Board.parse(given.get("board") or known["board"])
    source_id = side.get("as_id", side["id"])
    text = _text(known.get("description_text") or _texts().get(side.get("text", "")), side)
    company = known.get("company", {}) | {
        name: side[key] for name, key in (("name", "company"), ("domain", "domain")) if key in side
    }
    company["id"] = company.get("domain") or board.id
    for moment in ("first_seen_at", "closed_at"):
        if moment in given:
            given[moment] += "T08:00:00Z"
    status = {"status": "closed"} if "closed_at" in given else {}
    own = {
        "id": posting_id(board, source_id),
        "source": board.source,
        "board": board.id,
        "source_id": source_id,
        "company": company,
        "description_text": text,
        "description_html": None,
    }
    return job_posting(**known | given | status | own)


def _text(text: str | None, side: Mapping[str, Any]) -> str | None:
    if text is None:
        return None
    for old, new in side.get("replace", ()):
        assert old in text, old
        text = text.replace(old, new)
    text = " ".join(filter(None, (text, side.get("say"))))
    words = text.split(" ")
    return " ".join(words[: round(len(words) * side.get("cut", 1))])


@cache
def _texts() -> dict[str, str]:
    texts: dict[str, str] = json.loads((FOLDER / "texts.json").read_text(encoding="utf-8"))
    return texts


def _recorded(side: Mapping[str, Any], samples: Path) -> dict[str, Any]:
    posting = _recording(side["recording"], samples)[side["id"]]
    return posting.model_dump(mode="json", exclude={"url"} if "as_id" in side else set())


@cache
def _recording(name: str, samples: Path) -> dict[str, PostingContent]:
    """The postings of a recorded answer by their own ids, as the spider reads them."""
    about = json.loads((FOLDER / "recordings.json").read_text(encoding="utf-8"))[name]
    board = Board.parse(about["board"])
    employer = Employer(about["company"])
    run, task = BoardRun(board, company=employer.name), Task(board, employer)
    request = sources()[board.source](tasks=()).first_request(run, task)
    (body,) = (p for p in samples.glob(f"{name}.*") if not p.name.endswith(".meta.json"))
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "body").write_bytes(body.read_bytes())
        answer = {
            "url": request.url,
            "headers": {"content-type": _KINDS[body.suffix]},
            "file": "body",
        }
        meta = {
            "board": board.spelling,
            "note": "",
            "real": True,
            "fetched_at": "2026-11-20T00:00:00Z",
            "company": employer.name,
            "responses": [answer],
        }
        (Path(folder) / "meta.json").write_text(json.dumps(meta), encoding="utf-8")
        return {one.source_id: one for one in crawl_recorded(Path(folder)).postings}


def measure(
    samples: Path | None, say: Callable[[str], object] = sys.stdout.write
) -> tuple[float, float]:
    """Compare all pairs, print each disagreement, and give precision and recall."""
    counts: Counter[str] = Counter()
    for pair in pairs(samples):
        one, other = ads(pair, samples)
        label = None if pair["label"] == "different" else Relation(pair["label"])
        found = relation(one, other)
        outcome = ("right" if label else "wrong") if found else ("missed" if label else "apart")
        counts[outcome] += 1
        counts["of another kind"] += bool(found and label and found is not label)
        if found is not label:
            say(f"{one.id} and {other.id} ({pair['why']}): {label} was taken for {found}\n")
    precision = counts["right"] / (counts["right"] + counts["wrong"])
    recall = counts["right"] / (counts["right"] + counts["missed"])
    say(f"{sum(counts.values()) - counts['of another kind']} pairs: {dict(counts)}\n")
    say(f"precision {precision:.3f} (wanted: {WANTED}), recall {recall:.3f}\n")
    return precision, recall


def main() -> None:
    """Print the measure; exit with status 1 where it is too low."""
    folder = os.environ.get("OPENINGS_SAMPLES")
    precision, _ = measure(Path(folder) if folder else None)
    sys.exit(precision < WANTED)


if __name__ == "__main__":
    main()
