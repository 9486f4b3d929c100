"""`openings up`: all in one, and all of it ends with Ctrl-C."""

import json
import signal
import socket
import subprocess
import time
import urllib.request

import psutil
import pytest

from openings.elastic import node_status, temporary_data
from tests.command import PROGRAM, environment


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def data():
    with temporary_data() as folder:
        yield folder


def _get(url):
    with urllib.request.urlopen(url, timeout=5) as response:
        return json.load(response)


def _await_api(process, port, seconds=120):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        try:
            return _get(f"http://127.0.0.1:{port}/v1/jobs?limit=1")
        except OSError:
            time.sleep(0.3)
    raise AssertionError(process.communicate()[1])


def _has_ended(pid):
    """Gone, or dead and only not collected yet by the first process of the machine."""
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


def _up(port, data):
    return subprocess.Popen(
        [PROGRAM, "up", "--port", str(port), "--heap", "512m"],
        env=environment(OPENINGS_DATA=str(data)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_it_crawls_and_serves_ends_with_ctrl_c_and_loses_nothing(port, data):
    first = _up(port, data)
    answer = _await_api(first, port)
    node = node_status(data)
    assert node is not None
    first.send_signal(signal.SIGINT)
    out, err = first.communicate(timeout=60)

    assert answer["total"] >= 100
    assert "rejected" in out
    assert f"http://127.0.0.1:{port}/docs" in err
    assert err.count("curl ") == 3
    assert "Traceback" not in err
    assert _has_ended(node.pid)

    second = _up(port, data)
    again = _await_api(second, port)
    second.send_signal(signal.SIGINT)
    out, _ = second.communicate(timeout=60)

    assert again["total"] == answer["total"]
    assert {line.split()[2] for line in out.splitlines()[1:]} == {"0"}
