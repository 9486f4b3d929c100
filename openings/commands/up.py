"""`openings up`: everything at once, on one machine, in one process."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from api.settings import ApiSettings
from crawler.index.indices import create_indices
from crawler.settings import CrawlSettings
from openings.commands import groups
from openings.commands.serve import HOST, PORT, Host, Port, require_free, run_api
from openings.console import Download, say
from openings.crawling import RECORDED, boards_on, run_crawl, show, tasks_for
from openings.elastic import NodeOptions, running_node
from openings.where import URL_VARIABLE, connected

_NEXT = """
The API answers on {url} (Ctrl-C ends it). Try:

  curl '{url}/v1/jobs?q=engineer&workplace_type=remote&fields=title,company,url'
  curl '{url}/v1/jobs?has_salary=true&country=US&facets=company,employment_type&limit=3'
  curl '{url}/v1/jobs?q="data+engineer"+OR+nurse&sort=newest&highlight=true'

  {url}/docs explains every parameter. To crawl a live board, in another terminal:

  {openings} crawl greenhouse:stripe https://jobs.lever.co/spotify https://jobs.ashbyhq.com/openai
"""


def up(
    host: Host = HOST,
    port: Port = PORT,
    heap: Annotated[str, typer.Option(help="Java heap of Elasticsearch.")] = "1g",
) -> None:
    """Start Elasticsearch, crawl the recorded boards that come with the project, serve the API.

    Everything that it started ends with Ctrl-C; what was indexed stays for the next time.
    """
    require_free(host, port)
    with _elasticsearch(heap) as url:
        crawling = CrawlSettings(elasticsearch_url=url, web=RECORDED)
        with connected(crawling) as client:
            create_indices(client, crawling.index_prefix)
        crawl = run_crawl(tasks_for(boards_on(RECORDED), RECORDED), crawling)
        show(crawl.reports, as_json=False)
        if crawl.interrupted:
            raise typer.Exit(130)
        groups.show(groups.group(crawling))
        say(_NEXT.format(url=f"http://{host}:{port}", openings=os.path.relpath(sys.argv[0])))
        run_api(ApiSettings(elasticsearch_url=url), host, port)


@contextmanager
def _elasticsearch(heap: str) -> Iterator[str]:
    """The address of the Elasticsearch that is named, else of a node of our own."""
    if named := os.environ.get(URL_VARIABLE):
        yield named
        return
    say("Starting Elasticsearch")
    with running_node(NodeOptions(heap=heap), Download("Elasticsearch")) as node:
        say(f"Elasticsearch {node.version} answers at {node.url}")
        yield node.url
