"""
Listen: put the application before the network, with the server's own limits.
"""

from __future__ import annotations

from typing import Final

import uvicorn

from api.app import build_app
from api.patience import PatientProtocol
from api.readiness import make_ready
from compliance.office import Office

STOP_SECONDS: Final = 5
"""Time that open requests have to end when the service stops."""


def listen(office: Office) -> None:
    """
    Serve an open office until a signal ends it.
    """
    settings = office.settings
    app = build_app(office, settings)
    make_ready()
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        http=PatientProtocol,
        timeout_keep_alive=settings.receive_seconds,
        # What the server logs goes the way of everything else (compliance/logs.py).
        log_config=None,
        # Addresses hold one-use links, and who looked at what stands in the journal.
        access_log=False,
        server_header=False,
        forwarded_allow_ips=settings.trusted_proxies,
        timeout_graceful_shutdown=STOP_SECONDS,
    )
