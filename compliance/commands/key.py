"""
`compliance key`: make an account and its API key; whoever may run this on the host is the administrator.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from compliance import accounts
from compliance.access import Actor
from compliance.commands.opened import opened


def key(
    tenant: Annotated[str, typer.Argument(help="Name of the organisation; made if there is none by that name.")],
    name: Annotated[str, typer.Argument(help="Name of the person; made if there is none by that name.")],
    actor: Annotated[Actor, typer.Argument(help="The part they play.")],
) -> None:
    """
    Print a new API key; it is shown this once.
    """
    with opened() as office:
        _, made = accounts.make_key(office, tenant, name, actor)
        sys.stdout.write(f"{made}\n")
