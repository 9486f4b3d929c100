"""Keys: who may ask where a key is needed, and that no key is ever shown."""

import logging
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from pydantic import ValidationError
from starlette.datastructures import Headers

from api.errors import UnauthorizedError
from api.keys import Keyring, digest
from api.settings import ApiSettings
from mappings.settings import IndexSettings
from tests.api.problems import assert_problem
from tests.api.serving import Index, served, settings_for

KEY, OTHER = "k-5f1c9e0b7a", "k-0d2b4c6e8f"
LISTED = f"tidewater:{digest(KEY)},lantern:{digest(OTHER)}"
OPEN = ["/", "/healthz", "/readyz", "/docs", "/openapi.json"]
CLOSED = ["/v1/jobs", "/v1/jobs.ndjson", "/v1/jobs/a:b:c", "/v1/sources", "/metrics", "/nope"]


@pytest.fixture
def keyed(elasticsearch_url: str, catalogue: Index) -> Iterator[httpx.Client]:
    """An API that demands a key."""
    settings = settings_for(elasticsearch_url, catalogue, api_keys=LISTED, keys_required=True)
    with served(settings) as client:
        yield client


def test_without_configured_keys_everything_is_open(api: httpx.Client) -> None:
    assert api.get("/v1/jobs").status_code == 200
    assert api.get("/v1/jobs", headers={"X-API-Key": "anything"}).status_code == 200


def test_where_a_key_is_needed_only_the_entrance_is_open(keyed: httpx.Client) -> None:
    for path in OPEN:
        assert keyed.get(path).status_code == 200, path
    for path in CLOSED:
        answer = keyed.get(path, headers={"Origin": "https://board.example"})
        assert "Authorization: Bearer" in assert_problem(answer, 401)["detail"]
        assert answer.headers["www-authenticate"].startswith("Bearer ")
        assert answer.headers["access-control-allow-origin"] == "*"


def test_a_known_key_opens_either_way(keyed: httpx.Client) -> None:
    for headers in (
        {"Authorization": f"Bearer {KEY}"},
        {"Authorization": f"bearer {OTHER}"},
        {"X-API-Key": KEY},
        {"X-API-Key": KEY, "Authorization": f"Bearer {KEY}"},
        {"X-API-Key": KEY, "Authorization": "Basic dTpw"},
    ):
        assert keyed.get("/v1/jobs", headers=headers).status_code == 200, headers


def test_what_needed_a_key_stays_out_of_shared_caches(keyed: httpx.Client) -> None:
    answer = keyed.get("/v1/jobs.ndjson", headers={"X-API-Key": KEY})
    assert answer.headers["cache-control"] == "private, max-age=60"


@pytest.mark.parametrize("path", ["/v1/jobs", "/v1/jobs.csv", "/metrics"])
def test_an_unknown_key_is_refused_even_where_none_is_needed(
    elasticsearch_url: str, catalogue: Index, path: str
) -> None:
    with served(settings_for(elasticsearch_url, catalogue, api_keys=LISTED)) as client:
        assert client.get(path).status_code == 200
        answer = client.get(path, headers={"X-API-Key": KEY[:-1]})
        assert KEY[:-1] not in str(assert_problem(answer, 401))
        two = {"X-API-Key": KEY, "Authorization": f"Bearer {OTHER}"}
        assert "Two different keys" in assert_problem(client.get(path, headers=two), 401)["detail"]


def test_browsers_may_send_a_key(keyed: httpx.Client) -> None:
    asking = {
        "Origin": "https://board.example",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "authorization,x-api-key",
    }
    answer = keyed.options("/v1/jobs", headers=asking)
    assert answer.status_code == 200
    assert "authorization" in answer.headers["access-control-allow-headers"].casefold()


def test_a_key_is_never_logged(keyed: httpx.Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        keyed.get("/v1/jobs", headers={"X-API-Key": KEY})
        keyed.get("/v1/jobs", headers={"Authorization": "Bearer wrong-secret"})
        keyed.get(f"/v1/jobs?api_key={KEY}&access_token={KEY}", headers={"X-API-Key": KEY})
        keyed.get("/healthz")  # by then the lines of those before are written
    records = [record for record in caplog.records if record.name.startswith("openings")]
    lines = [str(vars(record)) for record in records]
    assert any("'key': 'tidewater'" in line for line in lines)
    assert any("api_key=..." in line for line in lines)
    assert not [line for line in lines if KEY in line or "wrong-secret" in line]


def test_keys_come_from_a_list_and_a_file(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    file.write_text(f"# partners\n\nlantern:{digest(OTHER).upper()}\n")
    keyring = Keyring.read(f"tidewater:{digest(KEY)}", file, required=True)
    assert keyring.owner(Headers({"x-api-key": KEY})) == "tidewater"
    assert keyring.owner(Headers({"authorization": f"Bearer {OTHER}"})) == "lantern"
    with pytest.raises(UnauthorizedError):
        keyring.owner(Headers({"authorization": "Bearer "}))


@pytest.mark.parametrize(
    ("settings", "word"),
    [
        ({"api_keys": KEY}, "entry 1"),
        ({"api_keys": f"{LISTED},{KEY}"}, "entry 3"),
        ({"api_keys": f"a:{digest(KEY)},b:{digest(KEY)}"}, "a and b"),
        ({"keys_required": True}, "OPENINGS_API_KEYS"),
        ({"api_keys_file": "/nowhere/keys"}, "cannot be read"),
    ],
)
def test_wrong_settings_end_the_start_and_show_no_key(
    settings: dict[str, object], word: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        ApiSettings(**settings)
    message = caught.value.errors()[0]["msg"]
    assert word in message
    assert KEY not in message


POLICY = (Path(__file__).parents[2] / "docs" / "api-policy.md").read_text(encoding="utf-8")


def test_a_key_is_made_as_the_documentation_says(tmp_path: Path) -> None:
    (program,) = re.findall(r"```sh\n(.*?)```", POLICY, re.DOTALL)
    shown = f'{program}\nprintf %s "$KEY"'
    key = subprocess.run(
        ["bash", "-euc", shown], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout
    assert len(key) >= 40
    keyring = Keyring.read(None, tmp_path / "keys", required=True)
    assert keyring.owner(Headers({"x-api-key": key})) == "tidewater"


def test_the_documentation_names_the_settings_that_there_are() -> None:
    named = set(re.findall(r"`OPENINGS_([A-Z_]+)`", POLICY))
    known = {name.upper() for name in ApiSettings.model_fields}
    assert named <= known
    unnamed = known - named - {name.upper() for name in IndexSettings.model_fields}
    assert unnamed == {"CURSOR_SECRET", "VIEW_INTERVAL", "VIEW_LIFETIME", "PUBLIC_URL"}
