"""The Elasticsearch that a benchmark runs on."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from openings.elastic import ElasticError, NodeOptions, running_node, temporary_data

_VARIABLE = "OPENINGS_ELASTICSEARCH_URL"


@contextmanager
def elasticsearch(heap: str = "1g") -> Iterator[str]:
    """Give the address that `OPENINGS_ELASTICSEARCH_URL` names, or that of a node for this run.

    Ends the program with a sentence where no node can be had. The variable names the address
    within the block, so that settings and processes that are made there find it.
    """
    given = os.environ.get(_VARIABLE)
    if given:
        yield given
        return
    try:
        with temporary_data() as data, running_node(NodeOptions(data=data, heap=heap)) as node:
            os.environ[_VARIABLE] = node.url
            yield node.url
    except ElasticError as error:
        sys.exit(str(error))
    finally:
        os.environ.pop(_VARIABLE, None)
