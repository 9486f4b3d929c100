"""The configuration files of a node, as texts; nothing here touches the disk but to look.

See https://www.elastic.co/docs/reference/elasticsearch/configuration-reference
"""

import json
from collections.abc import Mapping
from pathlib import Path

from openings.elastic.folder import NodeFolder
from openings.elastic.security import Security

HOST = "127.0.0.1"

Value = str | int | bool
Settings = dict[str, Value]

# A node refuses a setting that it does not know, so these are set only where the module is there:
# the fetched Elasticsearch has none of them, a full installation has all.
_MODULE_SETTINGS: Mapping[str, Settings] = {
    "ingest-geoip": {"ingest.geoip.downloader.enabled": False},
    "x-pack-ml": {"xpack.ml.enabled": False},
    "x-pack-deprecation": {"cluster.deprecation_indexing.enabled": False},
}
_NO_SECURITY: Settings = {"xpack.security.enabled": False}
# No TLS, for the node is bound to loopback; only the users of our own files exist.
_FILE_SECURITY: Settings = {
    "xpack.security.enabled": True,
    "xpack.security.autoconfiguration.enabled": False,
    "xpack.security.http.ssl.enabled": False,
    "xpack.security.transport.ssl.enabled": False,
    "xpack.security.authc.reserved_realm.enabled": False,
    "xpack.security.authc.realms.file.file.order": 0,
    "xpack.security.authc.realms.native.native.order": 1,
    "xpack.security.authc.realms.native.native.enabled": False,
}


def elasticsearch_yml(folder: NodeFolder, home: Path, port: int, security: Security | None) -> str:
    """Return the settings of a single node of the installation in `home`, for `folder`."""
    settings: Settings = {
        "cluster.name": "openings",
        "node.name": "openings",
        "path.data": str(folder.data),
        "path.logs": str(folder.logs),
        "network.host": HOST,
        "http.port": port,
        "discovery.type": "single-node",
        # A write to a missing alias must fail, not make an index without a mapping.
        "action.auto_create_index": False,
        # In free bytes: the default of 10 % makes a laptop's nearly full disk read-only although
        # it has plenty of room for this node.
        "cluster.routing.allocation.disk.watermark.low": "1500mb",
        "cluster.routing.allocation.disk.watermark.high": "1gb",
        "cluster.routing.allocation.disk.watermark.flood_stage": "500mb",
    }
    settings |= _NO_SECURITY if security is None else _FILE_SECURITY
    for module, extra in _MODULE_SETTINGS.items():
        if (home / "modules" / module).is_dir():
            settings |= extra
    return "".join(f"{name}: {json.dumps(value)}\n" for name, value in settings.items())


def jvm_options(heap: str) -> str:
    """Return the options added to the distribution's `jvm.options`; `heap` is like `1g`."""
    # Garbage collection is not logged: by default those logs grow to 2 GB.
    lines = [f"-Xms{heap}", f"-Xmx{heap}", "-Xlog:disable", "-Xlog:all=warning:stderr"]
    return "".join(f"{line}\n" for line in lines)
