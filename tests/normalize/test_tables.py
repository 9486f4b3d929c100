"""Tables are read before hosts are asked, not while they are."""

import subprocess
import sys

_LATE = """
import builtins, io
from benchmarks.normalize.invented import postings
from crawler.normalize.posting import posting
{load}
def late(name, *_, **__):
    raise SystemExit(f"read late: {{name}}")
builtins.open = io.open = late
for raw, said in postings(200):
    posting(raw, said)
"""
_LOAD = "from crawler.normalize.tables import load_tables; load_tables()"


def _run(load):
    program = [sys.executable, "-c", _LATE.format(load=load)]
    return subprocess.run(program, capture_output=True, text=True, timeout=60, check=False)


def test_no_table_is_read_once_they_are_loaded():
    done = _run(_LOAD)
    assert (done.returncode, done.stderr) == (0, "")


def test_they_would_be_read_at_the_first_posting():
    assert "read late" in _run("").stderr
