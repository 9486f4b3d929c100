"""The command `openings`."""

import sys

import click
import typer

from openings.commands import boards, elastic, groups, index, suppress
from openings.commands.backup import backup, restore
from openings.commands.changes import changes
from openings.commands.crawl import crawl
from openings.commands.detect import detect_board
from openings.commands.record import record
from openings.commands.renormalize import renormalize
from openings.commands.serve import serve
from openings.commands.up import up
from openings.console import err
from openings.errors import CommandError, foreseen

app = typer.Typer(
    help="Crawl public job boards into Elasticsearch and search them through a read-only API.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(up)
app.command()(crawl)
app.command("detect")(detect_board)
app.command()(serve)
app.command()(changes)
app.command()(renormalize)
app.command()(backup)
app.command()(restore)
app.add_typer(suppress.app, name="suppress", no_args_is_help=True)
app.add_typer(elastic.app, name="elastic", no_args_is_help=True)
app.add_typer(index.app, name="index", no_args_is_help=True)
app.add_typer(groups.app, name="groups", no_args_is_help=True)
app.command()(record)
app.add_typer(boards.app, name="boards", no_args_is_help=True)


def main() -> None:
    """Run the command line; a foreseeable fault ends it with one sentence and status 1."""
    try:
        with foreseen():
            app()
    except CommandError as error:
        err.print(f"openings: {error}", markup=False)
        sys.exit(1)
    except (KeyboardInterrupt, click.Abort):
        sys.exit(130)
