"""Settings of the API, read from the environment once, when the application is created."""

from typing import Self

from pydantic import Field, HttpUrl, SecretStr, model_validator

from mappings.settings import IndexSettings, Seconds


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

    @model_validator(mode="after")
    def _view_outlives_its_interval(self) -> Self:
        if self.view_lifetime <= self.view_interval:
            raise ValueError("OPENINGS_VIEW_LIFETIME must be longer than OPENINGS_VIEW_INTERVAL")
        return self
