"""What the API counts of itself, for Prometheus.

The metrics are the process's. Where several processes serve, `PROMETHEUS_MULTIPROC_DIR` names an
empty folder in which they add up: https://prometheus.github.io/client_python/multiprocess/
Labels are templates of paths, never paths; nothing that a caller sends is a label.
"""

import os

from prometheus_client import REGISTRY, CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import choose_encoder
from prometheus_client.multiprocess import MultiProcessCollector
from starlette.types import Scope

NO_ROUTE = "(none)"
"""Stands for paths that do not exist, and for requests that were refused before."""
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 120.0, 600.0)

REQUESTS = Counter("openings_http_requests", "Answers", ["route", "status"])
REQUEST_SECONDS = Histogram(
    "openings_http_request_seconds",
    "Time from a request to the last byte of its answer",
    ["route"],
    buckets=_SECONDS,
)
IN_FLIGHT = Gauge(
    "openings_http_requests_in_flight", "Requests being answered", multiprocess_mode="livesum"
)
STREAMED = Counter("openings_streamed_postings", "Postings written by streams", ["format"])
ELASTICSEARCH_SECONDS = Histogram(
    "openings_elasticsearch_seconds", "Time of each request to Elasticsearch", buckets=_SECONDS
)
RATE_LIMITED = Counter(
    "openings_rate_limited", "Requests refused by a rate limit", ["budget", "by"]
)
STORE_FAILURES = Counter(
    "openings_rate_limit_store_failures", "Requests let through because the store did not answer"
)


def exposition(accept: str) -> tuple[bytes, str]:
    """Write all metrics in the format that a client accepts; its media type comes second."""
    encode, media_type = choose_encoder(accept)
    return encode(_registry()), media_type


def template(scope: Scope) -> str:
    """The template of the path that was served; one name for all that reached no route."""
    return str(getattr(scope.get("route"), "path", NO_ROUTE))


def _registry() -> CollectorRegistry:
    """The metrics of this process or, where it is one of several, of all of them."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return registry
