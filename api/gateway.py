"""The one door to Elasticsearch: what goes wrong behind it leaves as an error of the API."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from elasticsearch import ApiError, AsyncElasticsearch, TransportError, UnsupportedProductError

from api.errors import (
    IndexMissingError,
    MisconfiguredError,
    TookTooLongError,
    UnavailableError,
)
from api.metrics import ELASTICSEARCH_SECONDS
from mappings.client import ANOTHER, UnsupportedElasticsearchError, is_unsupported

logger = logging.getLogger("openings.api")


class LostViewError(Exception):
    """Raised where a point in time is no more: aged, closed, or its index removed."""


class Gateway:
    """Reads indices by their aliases. It needs the privilege `read` on them and nothing else.

    Every method raises `UnavailableError` where Elasticsearch is down, slow or overloaded, and its
    subclasses where an alias is missing or the user refused.
    """

    def __init__(
        self, client: AsyncElasticsearch, view_lifetime: float, search_timeout: float = 8.0
    ) -> None:
        """Take times in seconds; a search is given up in Elasticsearch after `search_timeout`."""
        self._client = client
        self._timeout = f"{round(search_timeout * 1000)}ms"
        self._keep_alive = f"{round(view_lifetime * 1000)}ms"

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()

    async def open_view(self, alias: str) -> str:
        """Open a point in time and return its id."""
        with _translated():
            answer = await self._client.open_point_in_time(
                index=alias, keep_alive=self._keep_alive, allow_partial_search_results=False
            )
            return str(answer["id"])

    async def search_view(self, view: str, **body: Any) -> Mapping[str, Any]:
        """Search in a point in time, which prolongs its life.

        Raises `LostViewError` where it is no more.
        """
        try:
            with _translated():
                answer = await self._client.search(
                    pit={"id": view, "keep_alive": self._keep_alive},
                    allow_partial_search_results=False,
                    timeout=self._timeout,
                    **body,
                )
        except IndexMissingError as error:  # the index that the view froze, not the alias
            raise LostViewError from error
        return dict(answer)

    async def search(self, alias: str, **body: Any) -> Mapping[str, Any]:
        """Search an alias as it is now."""
        with _translated():
            return dict(
                await self._client.search(
                    index=alias,
                    allow_partial_search_results=False,
                    timeout=self._timeout,
                    **body,
                )
            )

    async def document(self, alias: str, document_id: str) -> dict[str, Any] | None:
        """Read one document by id, as last written; None where there is none."""
        return (await self.documents(alias, [document_id])).get(document_id)

    async def documents(self, alias: str, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
        """Read documents by id, as last written. What does not exist is left out."""
        if not ids:
            return {}
        with _translated():
            answer = await self._client.mget(index=alias, ids=list(ids))
        documents = {}
        for found in answer["docs"]:
            if "error" in found:  # mget answers 200 and puts what went wrong beside each id
                raise _without_document(found["error"])
            if found["found"]:
                documents[found["_id"]] = found["_source"]
        return documents


@contextmanager
def _translated() -> Iterator[None]:
    try:
        with ELASTICSEARCH_SECONDS.time():
            yield
    except UnsupportedProductError as error:
        raise _unsupported() from error
    except ApiError as error:
        raise _translation(error) from error
    except TransportError as error:
        logger.warning("elasticsearch does not answer: %s", error)
        raise UnavailableError(UnavailableError.example) from error


_MEANINGS: Mapping[str, Callable[[], Exception]] = {
    "index_not_found_exception": lambda: IndexMissingError(IndexMissingError.example),
    "search_context_missing_exception": LostViewError,
    "search_timeout_exception": lambda: TookTooLongError(TookTooLongError.example),
}
"""What the types of Elasticsearch's errors mean to us."""


def _translation(error: ApiError) -> Exception:
    """Find the API's error for an error answer of Elasticsearch; a fault of ours stays itself."""
    types = _error_types(error)
    if is_unsupported(error):
        return _unsupported()
    if error.status_code in (401, 403):
        logger.error("elasticsearch refuses the user of the API: %s", error)
        return MisconfiguredError(
            "Elasticsearch refuses the API's user: it needs the privilege `read` on the aliases."
        )
    for kind, meant in _MEANINGS.items():
        if kind in types:
            return meant()
    if error.status_code in (429, 502, 503, 504):
        logger.warning("elasticsearch cannot answer now: %s", error)
        return UnavailableError("Elasticsearch cannot answer now. Try again in a few seconds.")
    return error


def _without_document(reason: Mapping[str, Any]) -> UnavailableError:
    if reason.get("type") == "index_not_found_exception":
        return IndexMissingError(IndexMissingError.example)
    logger.warning("elasticsearch cannot read a document: %s", reason)
    return UnavailableError(UnavailableError.example)


def _unsupported() -> MisconfiguredError:
    needed = UnsupportedElasticsearchError(ANOTHER)
    logger.error("%s", needed)
    return MisconfiguredError(f"{needed}.")


def _error_types(error: ApiError) -> set[str]:
    """Collect the type of an Elasticsearch error and of its causes."""
    described = error.body.get("error") if isinstance(error.body, Mapping) else None
    if not isinstance(described, Mapping):
        return set()
    causes = [described, *described.get("root_cause", ())]
    causes += [shard.get("reason") or {} for shard in described.get("failed_shards", ())]
    return {str(cause["type"]) for cause in causes if "type" in cause}
