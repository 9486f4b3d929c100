"""Run `openings` as a user does: a process of its own."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROGRAM = Path(sys.executable).with_name("openings")
RECORDED = Path(__file__).parents[1] / "openings" / "recorded"
CASES = Path(__file__).parent / "sources"


@dataclass(frozen=True)
class Result:
    """What a finished command left."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def sentence(self) -> str:
        """The one line that a foreseeable fault is worth."""
        assert "Traceback" not in self.err
        assert self.status != 0
        (line,) = [line for line in self.err.splitlines() if line.startswith("openings: ")]
        return line


def environment(**settings: str | None) -> dict[str, str]:
    """Ours without what the caller's environment says of Openings, plus `settings`."""
    kept = {name: value for name, value in os.environ.items() if "OPENINGS" not in name}
    return kept | {name: value for name, value in settings.items() if value is not None}


def openings(*arguments: str | Path, timeout: float = 90, **settings: str | None) -> Result:
    """Run a command to its end."""
    done = subprocess.run(
        [PROGRAM, *map(str, arguments)],
        env=environment(**settings),
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
    return Result(done.returncode, done.stdout, done.stderr)
