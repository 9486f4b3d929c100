"""`openings serve`: the API."""

import socket
from typing import Annotated

import typer

from api.settings import ApiSettings
from openings.errors import CommandError
from openings.secret import with_cursor_secret
from openings.where import connected, located

HOST, PORT = "127.0.0.1", 8000

Host = Annotated[str, typer.Option(help="Address to listen on.")]
Port = Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)]


def serve(host: Host = HOST, port: Port = PORT) -> None:
    """Serve the API until Ctrl-C. `/docs` there explains it."""
    settings = located(ApiSettings)
    with connected(settings):
        pass
    run_api(settings, host, port)


def require_free(host: str, port: int) -> None:
    """Raise `CommandError` where another program listens already."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"cannot listen on {host}:{port} ({error.strerror}); end what listens there, or"
                " choose another one with --port"
            ) from error


def run_api(settings: ApiSettings, host: str, port: int) -> None:
    """Run the server in this process until it is interrupted."""
    # Imported here: the other commands have no use for a web server and start faster without.
    import uvicorn  # noqa: PLC0415

    from api.app import create_app  # noqa: PLC0415

    require_free(host, port)
    app = create_app(with_cursor_secret(settings))
    uvicorn.run(
        app,
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        proxy_headers=False,  # the API has a setting of its own for the proxies that it believes
        timeout_graceful_shutdown=settings.shutdown_grace,
    )
