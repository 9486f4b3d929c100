"""Foreseeable faults on the command line: one clear sentence each, never a traceback."""

from collections.abc import Iterator
from contextlib import contextmanager

from elastic_transport import ConnectionTimeout, TransportError
from elasticsearch import ApiError
from pydantic import ValidationError

from crawler.boards import RegistryError
from crawler.discovery import UnknownBoardError
from crawler.index.indices import OutdatedIndexError
from crawler.index.patience import IndexFaultError, IndexUnavailableError
from crawler.keeping.backup_files import BackupError
from crawler.keeping.copying import MigrationError
from crawler.selection import SelectionError
from mappings.client import UnsupportedElasticsearchError
from openings.elastic import ElasticError


class CommandError(Exception):
    """A command cannot do what was asked; the text says why and what to do."""


_SPEAKING = (
    ElasticError,
    UnknownBoardError,
    RegistryError,
    SelectionError,
    OutdatedIndexError,
    MigrationError,
    BackupError,
    IndexUnavailableError,
    IndexFaultError,
    UnsupportedElasticsearchError,
)


@contextmanager
def foreseen() -> Iterator[None]:
    """Turn every foreseeable fault into a `CommandError`."""
    try:
        yield
    except _SPEAKING as error:
        raise CommandError(str(error)) from error
    except ValidationError as error:
        raise CommandError(_settings_fault(error)) from error
    except TransportError as error:
        raise CommandError(_no_answer(error)) from error
    except ApiError as error:
        raise CommandError(
            f"Elasticsearch refuses: {error.message} (status {error.meta.status})"
        ) from error


def _settings_fault(error: ValidationError) -> str:
    faults = (
        f"OPENINGS_{'_'.join(map(str, fault['loc'])).upper()}: {fault['msg'].lower()}"
        for fault in error.errors(include_url=False)
    )
    return f"the settings are wrong: {'; '.join(faults)}"


def _no_answer(error: TransportError) -> str:
    reason = "does not answer in time" if isinstance(error, ConnectionTimeout) else "is unreachable"
    return (
        f"Elasticsearch {reason}; is it running? `openings elastic status` says so for the local"
        " one, OPENINGS_ELASTICSEARCH_URL names another"
    )
