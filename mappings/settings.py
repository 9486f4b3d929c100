"""Where the index is: the settings that crawler, API and command line share."""

from typing import Annotated

from pydantic import Field, SecretStr, StringConstraints
from pydantic_settings import BaseSettings, SettingsConfigDict

from mappings.client import Connection

Prefix = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,60}$")]
Seconds = Annotated[float, Field(gt=0)]


class IndexSettings(BaseSettings):
    """Every setting is an environment variable: its name in capitals after `OPENINGS_`."""

    model_config = SettingsConfigDict(env_prefix="OPENINGS_", frozen=True, extra="ignore")

    elasticsearch_url: str = Field("http://127.0.0.1:9200", description="Where the cluster answers")
    elasticsearch_user: str | None = Field(None, description="Who asks")
    elasticsearch_password: SecretStr | None = Field(None, description="Of that user")
    elasticsearch_api_key: SecretStr | None = Field(None, description="Instead of a user")
    elasticsearch_ca_certs: str | None = Field(None, description="File of a private authority")
    elasticsearch_timeout: Seconds = Field(10.0, description="Seconds for one request")
    index_prefix: Prefix = Field("openings", description="First part of every index name")

    def connection(self) -> Connection:
        """Say how the cluster is reached."""
        return Connection(
            url=self.elasticsearch_url,
            user=self.elasticsearch_user,
            password=_revealed(self.elasticsearch_password),
            api_key=_revealed(self.elasticsearch_api_key),
            ca_certs=self.elasticsearch_ca_certs,
            timeout=self.elasticsearch_timeout,
        )


def _revealed(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret else None
