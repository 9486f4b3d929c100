"""Foreseeable faults on the command line: one sentence that says what to do, never a traceback."""

import json
import socket
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from typer.testing import CliRunner

from openings.cli import app
from tests.command import CASES, RECORDED, openings

NOWHERE = "http://127.0.0.1:9"


@contextmanager
def _answering(headers, body):
    """A server on loopback that answers everything alike."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_HEAD = do_POST = do_PUT = do_GET  # noqa: N815 - the names that the base class calls

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


@pytest.mark.parametrize(
    ("argument", "hint"),
    [
        ("nosource:acme", "greenhouse"),
        ("acme", "source:token"),
        ("https://acme.example/careers", "no board was found behind https://acme.example/careers"),
        ("ashby:Blue Heron", "ashby:Blue=20Heron"),
    ],
)
def test_an_unknown_board(run, argument, hint):
    result = run("crawl", argument, OPENINGS_WEB=str(CASES / "lever" / "normal"))

    assert hint in result.sentence


def test_no_board(run):
    assert "openings boards list" in run("crawl").sentence


def test_no_elasticsearch_at_all(tmp_path):
    result = openings("crawl", "--web", RECORDED, OPENINGS_DATA=str(tmp_path))

    assert "openings elastic start" in result.sentence


@pytest.mark.parametrize("command", [["crawl", "greenhouse:x"], ["index", "status"], ["serve"]])
def test_an_unreachable_elasticsearch(command):
    result = openings(*command, OPENINGS_ELASTICSEARCH_URL=NOWHERE)

    assert "unreachable" in result.sentence


@pytest.mark.parametrize(
    ("headers", "version", "found"),
    [
        ({"X-Elastic-Product": "Elasticsearch"}, "8.19.2", "8.19.2"),
        ({}, "2.11.0", "another product"),
    ],
)
def test_an_elasticsearch_of_the_wrong_version(headers, version, found):
    body = json.dumps({"version": {"number": version}, "cluster_name": "c"}).encode()
    headers = headers | {"Content-Type": "application/vnd.elasticsearch+json;compatible-with=9"}
    with _answering(headers, body) as url:
        sentence = openings("index", "create", OPENINGS_ELASTICSEARCH_URL=url).sentence

    assert "Elasticsearch 9 is needed" in sentence
    assert found in sentence


def test_a_missing_index_is_never_created_by_a_crawl(elasticsearch_url):
    result = openings(
        "crawl", "--web", RECORDED,
        OPENINGS_ELASTICSEARCH_URL=elasticsearch_url, OPENINGS_INDEX_PREFIX="openings-absent",
    )  # fmt: skip

    assert "openings index create" in result.sentence


@pytest.mark.parametrize("command", ["serve", "up"])
def test_a_port_in_use(run, command):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = run(command, "--port", str(taken.getsockname()[1]))

    assert "--port" in result.sentence


def test_settings_that_make_no_sense():
    result = openings(
        "index", "status", OPENINGS_ELASTICSEARCH_URL=NOWHERE, OPENINGS_INDEX_PREFIX="A B"
    )

    assert "OPENINGS_INDEX_PREFIX" in result.sentence


def test_no_java(tmp_path):
    home = tmp_path / "none"
    result = openings(
        "elastic", "start",
        PATH="/nonexistent", JAVA_HOME=None, ES_JAVA_HOME=None, HOME=str(home),
        OPENINGS_DATA=str(tmp_path), OPENINGS_CACHE=str(tmp_path / "cache"),
        OPENINGS_MAVEN_URL=NOWHERE,
    )  # fmt: skip

    assert "Traceback" not in result.err
    assert result.status == 1


def test_an_unknown_option_or_command_is_told_from_a_fault():
    assert openings("crawl", "--nonsense").status == 2
    assert openings("nonsense").status == 2


def test_every_command_explains_itself():
    for command in ([], ["up"], ["crawl"], ["serve"], ["record"], ["boards", "list"],
                    ["boards", "find"], ["boards", "add"], ["boards", "retire"],
                    ["boards", "check"],
                    ["elastic", "start"], ["elastic", "stop"], ["elastic", "status"],
                    ["index", "create"], ["index", "status"]):  # fmt: skip
        result = CliRunner().invoke(app, [*command, "--help"], prog_name="openings")

        assert result.exit_code == 0
        assert "Usage: openings" in result.output
