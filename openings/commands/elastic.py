"""`openings elastic`: the local Elasticsearch node."""

from typing import Annotated

import typer

from openings.console import Download, print_json, say
from openings.elastic import Node, NodeOptions, node_status, start_node, stop_node

app = typer.Typer(help="Start, stop and look at the local Elasticsearch node.")
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command()
def start(
    port: Annotated[int | None, typer.Option(help="Port on 127.0.0.1; else a free one.")] = None,
    heap: Annotated[str, typer.Option(help="Java heap, such as 512m or 2g.")] = "1g",
    as_json: Json = False,
) -> None:
    """Start the node (fetched at the first time) and leave it running."""
    say("Starting Elasticsearch")
    node = start_node(NodeOptions(port=port, heap=heap), Download("Elasticsearch"))
    _show(node, as_json)


@app.command()
def stop(as_json: Json = False) -> None:
    """Stop the node. Its indices stay."""
    node = stop_node()
    if as_json:
        print_json({"stopped": node is not None})
    else:
        say(f"Stopped the node at {node.url}" if node else "No node was running")


@app.command()
def status(as_json: Json = False) -> None:
    """Say whether the node runs, and where. Exit status 1 if it does not."""
    node = node_status()
    _show(node, as_json)
    if node is None:
        raise typer.Exit(1)


def _show(node: Node | None, as_json: bool) -> None:
    if as_json:
        print_json(_facts(node) if node else {"running": False})
    elif node is None:
        say("Not running; start it with `openings elastic start`")
    else:
        say(
            f"Elasticsearch {node.version} runs at {node.url}"
            f" (process {node.pid}, heap {node.heap}, files in {node.folder})"
        )


def _facts(node: Node) -> dict[str, object]:
    return {
        "running": True,
        "url": node.url,
        "version": node.version,
        "pid": node.pid,
        "heap": node.heap,
        "folder": str(node.folder),
        "started_at": node.started_at.isoformat(),
    }
