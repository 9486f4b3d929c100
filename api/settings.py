"""Settings of the API, read from the environment once, when the application is created."""

from pathlib import Path
from typing import Annotated, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    HttpUrl,
    IPvAnyNetwork,
    SecretStr,
    model_validator,
)
from pydantic_settings import NoDecode

from api.keys import Keyring
from api.limits import Budgets, Rates, quota
from mappings.settings import IndexSettings, Seconds


def _listed(value: object) -> object:
    """Take a list from the environment as text with commas."""
    return [part.strip() for part in value.split(",")] if isinstance(value, str) else value


def _rate(value: str) -> str:
    quota(value)
    return value


_Rate = Annotated[str, AfterValidator(_rate)]
_Networks = Annotated[tuple[IPvAnyNetwork, ...], NoDecode, BeforeValidator(_listed)]
_Names = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)]


class ApiSettings(IndexSettings):
    """The index's settings and those of serving it. The user needs `read` on the aliases only."""

    cursor_secret: SecretStr | None = Field(
        None,
        min_length=16,
        description="Signs cursors. Without it they end with the process that made them, so set "
        "it where several processes serve, or where cursors shall outlive a restart.",
    )
    view_interval: Seconds = Field(30.0, description="Seconds that searches share one view")
    view_lifetime: Seconds = Field(600.0, description="Seconds that an unused cursor lives")
    public_url: HttpUrl | None = Field(
        None, description="Where clients reach the API, if not at the address it sees itself"
    )
    trusted_proxies: _Networks = Field(
        (),
        description="Addresses or networks whose X-Forwarded-For and -Proto are believed; of the"
        " addresses there, the last one that is no such proxy is the client",
    )
    cors_origins: _Names = Field(("*",), description="Web origins that may read; * is every one")

    api_keys: str | None = Field(
        None, description="NAME:SHA256 of each key, with commas; without any all is open"
    )
    api_keys_file: Path | None = Field(None, description="The same, one a line")
    keys_required: bool = Field(False, description="Serve nothing without a key")

    rate_limit: _Rate | None = Field(
        None, description="Requests of one address, as 600/minute; none: no limit"
    )
    rate_limit_keyed: _Rate | None = Field(
        None, description="Requests of one key; none: as of an address"
    )
    export_limit: _Rate | None = Field(
        None, description="Exports of one address, counted apart; none: no limit"
    )
    export_limit_keyed: _Rate | None = Field(
        None, description="Exports of one key; none: as of an address"
    )
    rate_limit_store: SecretStr | None = Field(
        None, description="redis://... where processes share the limits; none: each has its own"
    )

    request_timeout: Seconds = Field(60.0, description="Seconds until an answer must have begun")
    idle_timeout: Seconds = Field(
        60.0, description="Seconds that a client may take nothing of an answer"
    )
    shutdown_grace: int = Field(
        20, ge=1, description="Seconds that answers have to end in when the server is stopped"
    )
    log_queries: bool = Field(
        True, description="Log queries as they are; false: a keyed hash of each, no text"
    )

    @model_validator(mode="after")
    def _view_outlives_its_interval(self) -> Self:
        if self.view_lifetime <= self.view_interval:
            raise ValueError("OPENINGS_VIEW_LIFETIME must be longer than OPENINGS_VIEW_INTERVAL")
        return self

    @model_validator(mode="after")
    def _keys_can_be_read(self) -> Self:
        try:
            self.keyring()
        except OSError as error:
            raise ValueError(f"OPENINGS_API_KEYS_FILE cannot be read: {error}") from error
        return self

    @property
    def search_timeout(self) -> float:
        """Seconds after which Elasticsearch gives a search up: before the client stops waiting."""
        return 0.8 * self.elasticsearch_timeout

    def keyring(self) -> Keyring:
        """Read the keys. Raises `ValueError` for a malformed one, `OSError` without the file."""
        return Keyring.read(self.api_keys, self.api_keys_file, required=self.keys_required)

    def budgets(self) -> Budgets:
        """Make the budgets of all callers, all full."""
        store = self.rate_limit_store
        return Budgets(self._rates(), store.get_secret_value() if store else None)

    def _rates(self) -> dict[str, Rates]:
        return {
            "address": Rates(self.rate_limit, self.export_limit),
            "key": Rates(
                self.rate_limit_keyed or self.rate_limit,
                self.export_limit_keyed or self.export_limit,
            ),
        }
