"""A real Elasticsearch on this machine: fetched, started and stopped by the project itself."""

from openings.elastic.errors import ElasticError
from openings.elastic.fetch import Progress
from openings.elastic.folder import temporary_data
from openings.elastic.installation import ensure_installed
from openings.elastic.node import (
    Node,
    NodeOptions,
    node_status,
    running_node,
    start_node,
    stop_node,
)
from openings.elastic.security import Security, User

__all__ = [
    "ElasticError",
    "Node",
    "NodeOptions",
    "Progress",
    "Security",
    "User",
    "ensure_installed",
    "node_status",
    "running_node",
    "start_node",
    "stop_node",
    "temporary_data",
]
