"""docker-compose.yml, read by Docker Compose itself; no engine is needed for that."""

import json
import subprocess
from importlib.resources import files
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# The binary itself: the wrapper beside it loses the exit status.
COMPOSE = files("compose") / "docker-compose"
CHOSEN = {"ELASTIC_PASSWORD": "a", "READER_PASSWORD": "b", "CURSOR_SECRET": "c", "CONTACT": "d"}


def _config(environment):
    return subprocess.run(
        [COMPOSE, "--project-directory", ROOT, "config", "--format", "json"],
        env={"PATH": "/usr/bin:/bin", "HOME": "/", **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture(scope="module")
def services():
    done = _config(CHOSEN)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["services"]


@pytest.mark.parametrize("name", sorted(CHOSEN))
def test_a_password_that_was_not_chosen_is_asked_for(name):
    done = _config({key: value for key, value in CHOSEN.items() if key != name})

    assert done.returncode != 0
    assert name in done.stderr
    assert f"{name}=" in (ROOT / ".env.example").read_text()


def test_elasticsearch_is_the_official_image_and_not_published(services):
    elasticsearch = services["elasticsearch"]

    assert elasticsearch["image"] == "elasticsearch:9.4.3"
    assert "ports" not in elasticsearch
    assert list(elasticsearch["networks"]) == ["index"]
    assert elasticsearch["volumes"][0]["type"] == "volume"


def test_only_the_api_is_published_and_only_on_loopback(services):
    published = {name: service["ports"] for name, service in services.items() if "ports" in service}

    assert list(published) == ["api"]
    assert [port["host_ip"] for port in published["api"]] == ["127.0.0.1"]


def test_what_keeps_running_has_a_health_check_and_everything_a_memory_limit(services):
    for name, service in services.items():
        assert int(service["mem_limit"]) > 0, name
        assert service["restart"] == "no" or service["healthcheck"]["test"], name


def test_the_api_reads_as_a_user_who_may_only_read(services):
    assert services["api"]["environment"]["OPENINGS_ELASTICSEARCH_USER"] == "openings_reader"
    role = " ".join(services["reader"]["command"])
    assert '{"indices": [{"names": ["openings-*"], "privileges": ["read"]}]}' in role
    assert services["api"]["depends_on"]["reader"]["condition"] == "service_completed_successfully"


def test_two_crawlers_share_the_hosts_and_run_for_ever(services):
    crawlers = [service for name, service in services.items() if name.startswith("crawler-")]

    commands = [" ".join(crawler["command"]) for crawler in crawlers]
    assert commands == [f"crawl --due --loop --shard {number}/2" for number in (1, 2)]
    assert {crawler["restart"] for crawler in crawlers} == {"unless-stopped"}
    # Longer than a request may take that is under way.
    assert {crawler["stop_grace_period"] for crawler in crawlers} == {"1m30s"}
