"""Clients for Elasticsearch 9, made alike for the crawler, the API and the command line.

Both clients bound every request by `timeout` and try a second time only where the connection
broke: a slow or overloaded cluster is never asked again on its own account. They hold no
connection until the first request, so a cluster that is down at start is found again by itself.
https://www.elastic.co/docs/reference/elasticsearch/clients/python
"""

from dataclasses import dataclass, field
from typing import Any

from elasticsearch import ApiError, AsyncElasticsearch, Elasticsearch, UnsupportedProductError
from elasticsearch.serializer import CompatibilityModeJsonSerializer, JsonSerializer
from pydantic_core import from_json, to_json

SUPPORTED_MAJOR = 9
MAX_CONNECTIONS = 32
"""Requests of one client at a time; others wait for their turn, within their timeout."""

ANOTHER = "another product or version"


class UnsupportedElasticsearchError(RuntimeError):
    """What answers is no Elasticsearch of the version that is needed; the message says what is."""

    def __init__(self, found: str) -> None:
        super().__init__(f"Elasticsearch {SUPPORTED_MAJOR} is needed, {found} answered")


class _QuickJson(JsonSerializer):
    """Answers of Elasticsearch are long: this reads them in a third of the time, and writes so."""

    def json_dumps(self, data: Any) -> bytes:
        return to_json(data, fallback=self.default)

    def json_loads(self, data: bytes) -> Any:
        return from_json(data)


class _QuickCompatibleJson(CompatibilityModeJsonSerializer, _QuickJson):
    """The same for the media type that names the version."""


_SERIALIZERS = {one.mimetype: one() for one in (_QuickJson, _QuickCompatibleJson)}


@dataclass(frozen=True, slots=True)
class Connection:
    """Where a cluster is and who asks. `timeout`: seconds for a whole request."""

    url: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    api_key: str | None = field(default=None, repr=False)
    ca_certs: str | None = None
    timeout: float = 10.0

    def client(self) -> Elasticsearch:
        """Make a blocking client; the caller closes it."""
        return Elasticsearch(self.url, **self._options())

    def async_client(self) -> AsyncElasticsearch:
        """Make an asynchronous client; the caller closes it, in the loop that used it."""
        return AsyncElasticsearch(self.url, **self._options())

    def _options(self) -> dict[str, Any]:
        options: dict[str, Any] = {
            "request_timeout": self.timeout,
            "max_retries": 1,
            "retry_on_status": (),
            # It costs both sides more time than it saves on a network of tens of Mbit/s.
            "http_compress": False,
            "connections_per_node": MAX_CONNECTIONS,
            "serializers": _SERIALIZERS,
        }
        if self.api_key:
            options["api_key"] = self.api_key
        elif self.user:
            options["basic_auth"] = (self.user, self.password or "")
        if self.ca_certs:
            options["ca_certs"] = self.ca_certs
        return options


def require_supported(client: Elasticsearch) -> str:
    """Return the cluster's version, such as 9.4.3.

    Needs the cluster privilege `monitor`. Raises `UnsupportedElasticsearchError` where the version
    is another than 9 or the product is not Elasticsearch.
    """
    try:
        info = client.info().body
    except (ApiError, UnsupportedProductError) as error:
        if is_unsupported(error):
            raise UnsupportedElasticsearchError(ANOTHER) from error
        raise
    version = str(info["version"]["number"])
    if int(version.partition(".")[0]) != SUPPORTED_MAJOR:
        raise UnsupportedElasticsearchError(version)
    return version


def is_unsupported(error: Exception) -> bool:
    """Tell whether an answer shows another product or version, without the right to ask for it.

    An older Elasticsearch refuses the media type that the client of version 9 sends (400), and
    so do its forks (406); any other product lacks the header that names it.
    """
    if isinstance(error, UnsupportedProductError):
        return True
    if not isinstance(error, ApiError):
        return False
    return error.status_code == 406 or "media_type_header_exception" in str(error.body)
