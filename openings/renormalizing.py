"""Run a renormalisation: show how far it is, keep the place, and say what came of it."""

from collections import Counter
from pathlib import Path

from crawler.index.intent import Verdict
from crawler.keeping.renormalize import RecordSelection, Renormalizer, Step
from crawler.settings import CrawlSettings
from openings.console import print_json, say
from openings.progress import course

_MOST_NAMED = 1_000


class Place:
    """How far it came: the last posting that it is done with, kept in a file if there is one."""

    def __init__(self, after: str | None, file: Path | None) -> None:
        self.after = after
        self._file = file
        if after is None and file is not None and file.exists():
            self.after = file.read_text(encoding="utf-8").strip() or None

    def keep(self, after: str) -> None:
        """It is done with this posting. The file is never found half written."""
        self.after = after
        if self._file is not None:
            beside = self._file.with_name(f"{self._file.name}.new")
            beside.write_text(f"{after}\n", encoding="utf-8")
            beside.replace(self._file)

    def end(self) -> None:
        """It is done with all."""
        if self._file is not None:
            self._file.unlink(missing_ok=True)

    def tell(self) -> None:
        """Say how to go on."""
        if self.after is not None:
            say(f"Go on with --after {self.after}")


class Renormalization:
    """One run of it."""

    def __init__(self, settings: CrawlSettings, place: Place) -> None:
        self._settings = settings
        self._place = place
        self._verdicts: Counter[Verdict] = Counter()
        self._failed = 0
        self._named: dict[str, str] = {}

    @property
    def whole(self) -> bool:
        """Whether every posting could be derived anew, and be written."""
        return not self._failed

    async def run(self, selection: RecordSelection) -> None:
        """Derive anew, to the end."""
        async with self._settings.connection().async_client() as client:
            renormalizer = Renormalizer(client, self._settings)
            with course("postings", await renormalizer.count(selection)) as shown:

                def done(step: Step) -> None:
                    self._add(step)
                    shown.advance(step.records)

                await renormalizer.run(selection, done)
        self._place.end()

    def show(self, *, as_json: bool) -> None:
        """Print what came of it."""
        counts = {
            "changed": self._verdicts[Verdict.UPDATED],
            "unchanged": self._verdicts[Verdict.UNCHANGED],
            "kept": self._failed,
        }
        if as_json:
            print_json({**counts, "why_kept": self._named})
        else:
            say(
                f"{counts['changed']:,} postings changed, {counts['unchanged']:,} are as they were,"
                f" {counts['kept']:,} could not be derived anew and stay as they are"
            )

    def _add(self, step: Step) -> None:
        self._verdicts += step.verdicts
        reasons = {one.posting_id: one.reason for one in step.underivable} | dict(step.refused)
        self._failed += len(reasons)
        for posting, reason in reasons.items():
            say(f"{posting} stays as it is: {reason}")
            if len(self._named) < _MOST_NAMED:
                self._named[posting] = reason
        self._place.keep(step.after)
