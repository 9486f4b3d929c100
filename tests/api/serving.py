"""A served API and the index behind it."""

import secrets
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import uvicorn
from elasticsearch import Elasticsearch, helpers
from fastapi import FastAPI

from api.app import create_app
from api.settings import ApiSettings
from crawler.index.indices import create_indices
from mappings.board import BoardState
from mappings.names import alias
from mappings.posting import JobPosting
from tests.factories import document


@dataclass(frozen=True)
class Index:
    """The indices of one prefix."""

    client: Elasticsearch
    prefix: str

    def create(self) -> None:
        create_indices(self.client, self.prefix)

    def remove(self) -> None:
        names = list(self.client.indices.get(index=f"{self.prefix}-*"))
        if names:
            self.client.indices.delete(index=names)

    def add(self, *postings: JobPosting) -> None:
        self._write("jobs", ((posting.id, document(posting)) for posting in postings))

    def add_states(self, *states: BoardState) -> None:
        self._write("boards", ((state.id, state.model_dump(mode="json")) for state in states))

    def _write(self, kind: str, documents: Iterable[tuple[str, dict[str, Any]]]) -> None:
        name = alias(kind, self.prefix)
        actions = ({"_index": name, "_id": id_, "_source": body} for id_, body in documents)
        helpers.bulk(self.client, actions, refresh=True)


@contextmanager
def new_index(client: Elasticsearch, *, created: bool = True) -> Iterator[Index]:
    index = Index(client, f"openings-t{secrets.token_hex(4)}")
    try:
        if created:
            index.create()
        yield index
    finally:
        index.remove()


@contextmanager
def served(settings: ApiSettings) -> Iterator[httpx.Client]:
    """Serve the API on a free port and yield a client of it."""
    with serving(create_app(settings)) as address, httpx.Client(base_url=address) as client:
        yield client


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """Run an application under uvicorn and yield its address."""
    server = uvicorn.Server(
        uvicorn.Config(app, port=0, log_config=None, access_log=False, proxy_headers=False)
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive(), "uvicorn did not start"
            time.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(timeout=15)


def settings_for(url: str, index: Index, **changes: Any) -> ApiSettings:
    return ApiSettings(elasticsearch_url=url, index_prefix=index.prefix, **changes)


def walk(client: httpx.Client, address: str, **changed: str) -> Iterator[dict[str, Any]]:
    """Give every page of a search; `changed` replaces parameters after the first page."""
    page = client.get(address).json()
    while True:
        yield page
        if page["next"] is None:
            return
        following = httpx.URL(page["next"]).copy_merge_params(changed)
        page = client.get(following).raise_for_status().json()
