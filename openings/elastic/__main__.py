"""What maintainers and the package itself run as `python -m openings.elastic`.

Users have the command `openings elastic`.
"""

import argparse
import sys
from pathlib import Path

from openings.elastic import ElasticError, NodeOptions, node_status, start_node, stop_node
from openings.elastic.distribution import ELASTICSEARCH
from openings.elastic.fetch import compute_checksums
from openings.elastic.folder import NodeFolder
from openings.elastic.guard import wait_for_owner
from openings.elastic.settings import ElasticSettings


def main() -> None:
    """Carry out one command; end with status 1 and a sentence if that fails."""
    arguments = _parser().parse_args()
    try:
        arguments.run(arguments)
    except ElasticError as error:
        sys.exit(str(error))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m openings.elastic", description=__doc__)
    commands = parser.add_subparsers(required=True)
    start = commands.add_parser("start", help="start a node and print its address")
    start.set_defaults(run=_start)
    start.add_argument("--port", type=int)
    start.add_argument("--heap", default="1g")
    stop = commands.add_parser("stop", help="stop the node")
    stop.set_defaults(run=lambda arguments: print(stop_node(arguments.data)))
    status = commands.add_parser("status", help="print what runs")
    status.set_defaults(run=lambda arguments: print(node_status(arguments.data)))
    for command in (start, stop, status):
        command.add_argument("--data", type=Path)
    checksums = commands.add_parser("checksums", help="print the file of checksums anew")
    checksums.set_defaults(run=_checksums)
    guard = commands.add_parser("guard", help="used by the package itself")
    guard.set_defaults(run=lambda given: wait_for_owner(NodeFolder(given.folder), given.launch))
    guard.add_argument("folder", type=Path)
    guard.add_argument("launch")
    return parser


def _start(arguments: argparse.Namespace) -> None:
    options = NodeOptions(data=arguments.data, port=arguments.port, heap=arguments.heap)
    print(start_node(options).url)


def _checksums(_: argparse.Namespace) -> None:
    for line in compute_checksums(ELASTICSEARCH, ElasticSettings().maven_url):
        print(line)


if __name__ == "__main__":
    main()
