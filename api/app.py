"""
Put the application together: edge, routers, pages, problems. This is the only place that knows all of them.
"""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Final

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from api import (
    accounts,
    asking,
    audits,
    cases,
    catalog,
    clusters,
    contract,
    drafts,
    fairness,
    finding_exports,
    findings,
    health,
    metrics,
    organisations,
    problems,
    programmes,
    requests,
    reviews,
    submissions,
    subscriptions,
    webhooks,
)
from api.contract import Described
from api.edge import Edge
from api.limits import Limits, Rate
from api.pages import accounts as account_pages
from api.pages import agenda as agenda_pages
from api.pages import asking as asking_pages
from api.pages import audits as audit_pages
from api.pages import (
    blind,
    checking,
    columns,
    entrance,
    facsimile,
    finding,
    notifications,
    queue,
    reporting,
    retention,
    rulebook,
    terms,
    validations,
    versions,
)
from api.pages import cases as case_pages
from api.pages import clusters as cluster_pages
from api.pages import drafts as draft_pages
from api.pages import fairness as fairness_pages
from api.pages import organisations as organisation_pages
from api.pages import programmes as programme_pages
from api.pages import requests as request_pages
from api.patience import Patience
from api.repeats import Repeats
from api.sparse import Sparse
from api.traffic import Traffic
from compliance.office import Office
from compliance.settings import Settings

SMALL_BODY: Final = 256 * 1024
"""Bytes a request may hold that hands in no document."""
FORM_ROOM: Final = 2 * 1024 * 1024
"""Bytes on top of the largest file: the other fields of the form, pasted text among them."""
RULES_BODY: Final = 2 * 1024 * 1024
"""Bytes a request may hold that hands in rule files; these are at most half of it."""
STATIC: Final = Path(__file__).parent / "pages" / "static"
EVERY_HOST: Final = ("*",)
LARGE = (
    submissions.intake, checking.intake, programmes.intake, programme_pages.intake, requests.intake,
    request_pages.intake,
)  # fmt: skip
MIDDLE = (drafts.intake, draft_pages.intake)
JSON = (
    health, metrics, submissions, findings, audits, programmes, webhooks, subscriptions, catalog, drafts, clusters, organisations,
    contract, accounts, finding_exports, reviews, fairness,
)  # fmt: skip
PAGES = (
    entrance, checking, columns, terms, validations, queue, finding, facsimile, versions, blind,
    agenda_pages, audit_pages, programme_pages, fairness_pages, notifications, rulebook, cluster_pages, organisation_pages, draft_pages, account_pages,
    retention,
)  # fmt: skip
CASES = (cases, requests, case_pages, request_pages)
FOUNDERS = (asking, asking_pages, reporting)
SMALL = (*(each.router for each in (*JSON, *PAGES, *CASES, *FOUNDERS)), subscriptions.calendars)


class PublicFiles(StaticFiles):
    """
    Serve style sheets and scripts, the only answers a browser may keep.
    """

    async def get_response(self, path: str, scope: Scope) -> Response:
        """
        Let the browser keep the file, but ask each time whether it is still the same.
        """
        response = await super().get_response(path, scope)
        response.headers.setdefault("cache-control", "public, no-cache")
        return response


def build_app(office: Office, settings: Settings | None = None, hosts: tuple[str, ...] = EVERY_HOST) -> FastAPI:
    """
    Build the application before an open office; `hosts` are the names it answers to.
    """
    settings = settings or Settings()
    app = Described(
        title="Fair collaboration compliance",
        description="Screens agreements between large companies and startups. A flag is a suspicion, not a verdict.",
        version=version("fair-collaboration-compliance"),
        generate_unique_id_function=_operation,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
    )
    app.state.office = office
    app.state.settings = settings
    app.state.traffic = Traffic()
    for router in LARGE:
        app.include_router(router, max_body_size=settings.upload_max_bytes + FORM_ROOM)
    for router in MIDDLE:
        app.include_router(router, max_body_size=RULES_BODY)
    for router in SMALL:
        app.include_router(router, max_body_size=SMALL_BODY)
    app.mount("/static", PublicFiles(directory=STATIC), name="static")
    problems.install(app)
    app.add_middleware(Sparse)
    app.add_middleware(Repeats, answer=problems.answer, most=settings.upload_max_bytes + FORM_ROOM)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False)
    app.add_middleware(
        Limits,
        anonymous=_rate(settings.anonymous_requests_per_minute),
        known=_rate(settings.requests_per_minute),
        at_once=settings.requests_at_once,
    )
    app.add_middleware(Patience, seconds=settings.receive_seconds)
    app.add_middleware(Edge, answer=problems.answer, traffic=app.state.traffic)
    return app


def _operation(route: APIRoute) -> str:
    """
    Name an operation for clients that are made of the description: by its tag and what it does, not by its address.
    """
    return "_".join((*map(str, route.tags[:1]), route.name))


def _rate(per_minute: int) -> Rate:
    """
    Allow half a minute's requests together.
    """
    return Rate(per_minute / 60, max(1.0, per_minute / 2))
