"""The life of a node, with real ones; each start takes ten seconds or more."""

import json
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
from collections import namedtuple
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from elasticsearch import Elasticsearch

from openings.elastic import (
    NodeOptions,
    ensure_installed,
    node_status,
    running_node,
    start_node,
    stop_node,
    temporary_data,
)
from openings.elastic.account import Account, node_account
from openings.elastic.errors import (
    DiskFullError,
    FolderError,
    InvalidOptionError,
    NodeStartError,
    PortInUseError,
)
from openings.elastic.installation import java_for

MODULE = (sys.executable, "-m", "openings.elastic")
OWNER = """
import sys, time
from pathlib import Path
from openings.elastic import NodeOptions, running_node
with running_node(NodeOptions(data=Path(sys.argv[1]), heap="256m")) as node:
    print(node.pid, flush=True)
    time.sleep(600)
"""


@pytest.fixture
def data() -> Iterator[Path]:
    with temporary_data() as folder:
        yield folder


def eventually(condition: Callable[[], bool], seconds: float = 30) -> bool:
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.1)
    return condition()


def runs(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def node_processes(data: Path) -> list[psutil.Process]:
    """Return every process that was started for a node below `data`."""
    found = []
    for process in psutil.process_iter(["cmdline", "status"]):
        words = process.info["cmdline"] or []
        java = words and words[0].endswith("java") and process.info["status"] != "zombie"
        if java and any(str(data) in word for word in words):
            found.append(process)
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def test_a_node_lives_through_start_look_and_stop(data: Path) -> None:
    port = free_port()
    start = (*MODULE, "start", "--data", str(data), "--port", str(port), "--heap", "256m")
    both = [subprocess.Popen(start, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    assert {process.communicate()[0] for process in both} == {f"http://127.0.0.1:{port}\n"}
    assert len(node_processes(data)) == 1

    node = node_status(data)
    assert node is not None
    assert (node.url, node.heap, node.version) == (f"http://127.0.0.1:{port}", "256m", "9.4.3")
    assert not node.secured
    assert abs(node.started_at.timestamp() - time.time()) < 120
    account = node_account()
    assert psutil.Process(node.pid).uids().real == (account.uid if account else os.getuid())
    with Elasticsearch(node.url) as client:
        assert client.info()["version"]["number"] == "9.4.3"
        settings = client.cluster.get_settings(include_defaults=True, flat_settings=True)
        assert settings["defaults"]["action.auto_create_index"] == "false"
        jvm = client.nodes.info(metric="jvm")["nodes"].popitem()[1]["jvm"]
        assert jvm["mem"]["heap_max_in_bytes"] == 256 * 2**20
    listening = {c.laddr.ip for c in psutil.Process(node.pid).net_connections() if not c.raddr}
    assert {address.removeprefix("::ffff:") for address in listening} == {"127.0.0.1"}

    assert start_node(NodeOptions(data=data, port=free_port(), heap="1g")) == node
    with running_node(NodeOptions(data=data)) as same:
        assert same == node
    assert node_status(data) == node, "a block may not end a node that it did not start"

    assert stop_node(data) == node
    assert not runs(node.pid)
    assert node_status(data) is None
    assert stop_node(data) is None


@pytest.mark.parametrize("kill", [signal.SIGKILL, signal.SIGTERM])
def test_an_owned_node_ends_when_its_owner_is_killed_while_it_starts(
    kill: signal.Signals, data: Path
) -> None:
    with subprocess.Popen([sys.executable, "-c", OWNER, str(data)]) as owner:
        assert eventually(lambda: bool(node_processes(data)))
        owner.send_signal(kill)
    assert eventually(lambda: not node_processes(data))
    assert eventually(lambda: not (data / "elasticsearch" / "node.json").exists())


def test_an_owned_node_of_a_full_installation_ends_when_its_owner_is_killed(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A full installation differs by its start script, which finds its folder by itself.
    fetched = ensure_installed()
    home = data / "home"
    (home / "bin").mkdir(parents=True)
    for name in ("lib", "modules", "config"):
        (home / name).symlink_to(fetched / name)
    script = home / "bin" / "elasticsearch"
    java = java_for(fetched, node_account()) / "bin" / "java"
    path = f"{fetched}/lib/tools/server-launcher/*:{fetched}/lib/*"
    script.write_text(
        f"#!/bin/sh\nES_HOME={fetched}\nexport ES_HOME\n"
        f"exec {java} -cp '{path}' org.elasticsearch.server.launcher.ServerLauncher \"$@\"\n"
    )
    script.chmod(0o755)
    monkeypatch.setenv("OPENINGS_ELASTICSEARCH_HOME", str(home))
    command = [sys.executable, "-c", OWNER, str(data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout
        pid = int(owner.stdout.readline())
        assert runs(pid)
        owner.kill()
    assert eventually(lambda: not runs(pid))


def test_a_node_that_cannot_start_shows_its_last_words(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = fake_home(data, "#!/bin/sh\nseq 1 50\necho 'fatal: no quorum' >&2\nexit 1\n")
    monkeypatch.setenv("OPENINGS_ELASTICSEARCH_HOME", str(home))
    with pytest.raises(NodeStartError) as caught:
        start_node(NodeOptions(data=data))
    lines = str(caught.value).splitlines()
    assert "ended while starting" in lines[0]
    assert str(data / "elasticsearch" / "start.log") in lines[0]
    assert lines[1:] == [*map(str, range(37, 51)), "fatal: no quorum"]
    assert node_status(data) is None


def test_a_node_that_does_not_answer_in_time_is_ended(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = fake_home(data, "#!/bin/sh\necho $$ > $ES_TMPDIR/mine\nexec sleep 600\n")
    monkeypatch.setenv("OPENINGS_ELASTICSEARCH_HOME", str(home))
    with pytest.raises(NodeStartError, match="did not answer within 1 s"):
        start_node(NodeOptions(data=data, timeout=1))
    assert not runs(int((data / "elasticsearch" / "tmp" / "mine").read_text()))


def fake_home(data: Path, script: str) -> Path:
    """Make an installation whose start script does as told."""
    home = data / "home"
    for name in ("bin", "lib", "modules", "config"):
        (home / name).mkdir(parents=True)
    (home / "lib" / "elasticsearch-9.4.3.jar").touch()
    for name in ("jvm.options", "log4j2.properties"):
        (home / "config" / name).touch()
    (home / "bin" / "elasticsearch").write_text(script)
    (home / "bin" / "elasticsearch").chmod(0o755)
    return home


def test_a_port_in_use_is_named(data: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(PortInUseError, match=f"Port {port} is already in use"):
            start_node(NodeOptions(data=data, port=port))


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({"port": 80}, "from 1024 to 65535, not 80"),
        ({"port": 65536}, "from 1024 to 65535, not 65536"),
        ({"heap": "1 GB"}, "like 512m or 2g, not '1 GB'"),
        ({"heap": "0g"}, "like 512m or 2g, not '0g'"),
    ],
)
def test_a_wrong_option_is_named(options: dict[str, object], complaint: str, data: Path) -> None:
    with pytest.raises(InvalidOptionError, match=complaint):
        start_node(NodeOptions(data=data, **options))  # type: ignore[arg-type]


def test_a_full_disk_is_found_before_the_start(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ensure_installed()
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10**12, 10**12, 10**9))
    with pytest.raises(DiskFullError, match=r"1\.0 GB of free disk space and 1\.5 GB"):
        start_node(NodeOptions(data=data))


def test_a_process_that_only_has_the_same_id_is_left_alone(data: Path) -> None:
    with subprocess.Popen(["sleep", "600"]) as stranger:
        began = psutil.Process(stranger.pid).create_time()
        record(data, pid=stranger.pid, created=began - 3600, ready=True)
        assert node_status(data) is None
        assert stop_node(data) is None
        # The same of a start that was cut off.
        record(data, pid=stranger.pid, created=began - 3600, ready=False)
        (data / "elasticsearch" / "tmp").mkdir()
        (data / "elasticsearch" / "tmp" / "pid").write_text(str(stranger.pid))
        assert stop_node(data) is None
        assert stranger.poll() is None
        stranger.kill()


def record(data: Path, **process: object) -> None:
    rest = {
        "launch": "x",
        "port": 9200,
        "heap": "1g",
        "version": "9.4.3",
        "home": "/",
        "secured": False,
    }
    (data / "elasticsearch").mkdir(exist_ok=True)
    (data / "elasticsearch" / "node.json").write_text(json.dumps(rest | process))


def test_a_record_of_another_version_is_named(data: Path) -> None:
    record(data, process=1)
    with pytest.raises(FolderError, match=r"node\.json was not written by this version"):
        start_node(NodeOptions(data=data))


def test_an_unwritable_data_folder_is_named(data: Path) -> None:
    (data / "file").touch()
    with pytest.raises(FolderError, match="OPENINGS_DATA"):
        start_node(NodeOptions(data=data / "file"))


def test_nothing_is_made_by_looking(data: Path) -> None:
    assert node_status(data / "none") is None
    assert stop_node(data / "none") is None
    assert not (data / "none").exists()


def test_a_folder_closed_to_the_nodes_account_is_named(data: Path) -> None:
    stranger = Account("stranger", 54321, 54321)
    (data / "closed" / "deep").mkdir(parents=True)
    stranger.require_reach(data / "closed", "OPENINGS_DATA")
    (data / "closed").chmod(0o700)
    assert not stranger.may_reach(data / "closed" / "deep")
    with pytest.raises(
        FolderError, match=r"stranger, who may not enter .*/closed: .*OPENINGS_DATA"
    ):
        stranger.require_reach(data / "closed" / "deep", "OPENINGS_DATA")


def test_a_closed_folder_is_open_to_its_owner_and_its_group(data: Path) -> None:
    (data / "closed").mkdir()
    status = (data / "closed").stat()
    owner = Account("owner", status.st_uid, 54321)
    member = Account("member", 54321, status.st_gid)
    for mode, who in ((stat.S_IXUSR, owner), (stat.S_IXGRP, member)):
        (data / "closed").chmod(mode)
        assert [one.may_reach(data / "closed" / "x") for one in (owner, member)] == [
            who is owner,
            who is member,
        ]
