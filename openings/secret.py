"""The secret that signs the API's cursors, kept so that they outlive a restart."""

import secrets

from pydantic import SecretStr

from api.settings import ApiSettings
from openings.elastic.settings import ElasticSettings

_FILE = "cursor-secret"


def with_cursor_secret(settings: ApiSettings) -> ApiSettings:
    """The settings with a secret: the one they have, else this machine's, made at first use."""
    if settings.cursor_secret is not None:
        return settings
    path = ElasticSettings().data / _FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(32))
    return settings.model_copy(update={"cursor_secret": SecretStr(path.read_text())})
