"""
`compliance serve`: the screens and the API.

Where the database is embedded everything runs from this one command: PostgreSQL, and a worker and a scheduler as
processes of their own, so that no document is ever read in the process that answers people.
"""

from __future__ import annotations

import signal
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Annotated

import typer

from compliance import accounts, demonstration
from compliance.commands.opened import opened
from compliance.companions import Companions
from compliance.memory import give_back_freed_memory
from compliance.settings import Settings

if TYPE_CHECKING:
    from compliance.office import Office


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="TCP port to listen on.")] = None,
    demo: Annotated[bool | None, typer.Option(help="Make demonstration accounts and print their links.")] = None,
) -> None:
    """
    Serve screens and API until interrupted.
    """
    give_back_freed_memory()
    said = {"host": host, "port": port, "demo": demo}
    settings = Settings().model_copy(update={name: value for name, value in said.items() if value is not None})
    with opened(settings) as office:
        companions = Companions(("worker", "schedule") if office.site.cluster else (), office.site.cluster)
        try:
            # A broken rule file is told now, not to the first person who hands something in.
            office.catalog()
            _greet(office)
            _listen(office)
        finally:
            companions.stop()


def _greet(office: Office) -> None:
    base = f"http://{office.settings.host}:{office.settings.port}"
    lines = _moved(office) + accounts.first_administrator(office)
    lines += demonstration.prepare(office, base) if office.settings.demo else []
    sys.stdout.write("\n".join([*lines, f"{base}/", ""]))
    sys.stdout.flush()


def _moved(office: Office) -> list[str]:
    cluster = office.site.cluster
    if cluster is None or not cluster.moved:
        return []
    closed = f"{office.settings.data_dir}: PostgreSQL's user cannot enter it (a closed home folder)."
    return [closed, f"데이터베이스 위치 / the database therefore lies in: {cluster.folder}"]


def _listen(office: Office) -> None:
    # uvicorn hands the signal on after it has stopped; unhandled it would end us before PostgreSQL is left.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    # By name: `api` stands above this package, and only here, where the program is put together, does one see it.
    import_module("api.listening").listen(office)
