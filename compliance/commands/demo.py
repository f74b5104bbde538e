"""
`compliance demo`: make demonstration accounts in a running or resting office and print new one-use links.
"""

from __future__ import annotations

import sys

from compliance import demonstration
from compliance.commands.opened import opened


def demo() -> None:
    """
    Make the accounts, hand in the sample agreement and print the links.
    """
    with opened() as office:
        base = f"http://{office.settings.host}:{office.settings.port}"
        sys.stdout.write("\n".join([*demonstration.prepare(office, base), ""]))
