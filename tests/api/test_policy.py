"""
Hold every route to an explicit policy, and every policy to the actors it names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from fastapi.routing import RouteContext, iter_route_contexts

from api.policy import Policy
from tests.api.fake_office import PEOPLE

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi import FastAPI
    from starlette.testclient import TestClient

PUBLIC_FILES = "/static"
OPEN = {
    "/healthz",
    "/readyz",
    "/openapi.json",
    "/login",
    "/signin",
    "/signin/callback",
    "/enter/{token}",
    "/problems/{name}",
    "/calendar/{token}.ics",
}
SUBMITTING = {"startup-key", "other-startup-key", "auditor-key"}
STARTUPS = {"startup-key", "other-startup-key"}
EXAMINING = {"auditor-key", "reviewer-key", "approver-key"}
WORKING_ON_CASES = EXAMINING | {"objection-key"}
KEEPING_RULES = {"rule-manager-key", "approver-key"}
FOLLOWING = EXAMINING | {"administrator-key"}
OPERATING = {"administrator-key"}
RETAINING = {"administrator-key", "privacy-key"}
OVERSEEING = {"privacy-key"}
OF_PROJECTS = SUBMITTING | EXAMINING | {"host-key", "officer-key"}
READING_FIGURES = EXAMINING | {"officer-key"}
TYING = SUBMITTING | {"officer-key"}
UNTYING = {"auditor-key", "officer-key"}
MATRIX = {
    ("POST", "/api/v1/submissions"): SUBMITTING,
    ("GET", "/api/v1/submissions"): SUBMITTING | EXAMINING,
    ("GET", "/api/v1/submissions/{submission_id}"): SUBMITTING | EXAMINING,
    ("GET", "/api/v1/submissions/{submission_id}/screening"): SUBMITTING | EXAMINING,
    ("GET", "/api/v1/submissions/{submission_id}/screening/{form}"): SUBMITTING | EXAMINING,
    ("DELETE", "/api/v1/submissions/{submission_id}"): SUBMITTING,
    ("GET", "/api/v1/submissions/{submission_id}/request/redline"): STARTUPS,
    ("GET", "/api/v1/submissions/{submission_id}/request/letter/{form}"): STARTUPS,
    ("GET", "/submissions/{submission_id}/request"): STARTUPS,
    ("GET", "/reports"): STARTUPS,
    ("POST", "/reports"): STARTUPS,
    ("GET", "/api/v1/findings"): SUBMITTING | EXAMINING,
    ("GET", "/api/v1/findings/{finding_id}"): SUBMITTING | EXAMINING,
    ("GET", "/api/v1/findings/exports/{form}"): SUBMITTING | EXAMINING,
    ("POST", "/api/v1/findings/reviews"): EXAMINING,
    ("POST", "/api/v1/findings/{finding_id}/reviews"): EXAMINING,
    ("GET", "/api/v1/findings/{finding_id}/history"): EXAMINING,
    ("GET", "/api/v1/catalog"): set(PEOPLE),
    ("GET", "/api/v1/catalog/codes"): set(PEOPLE),
    ("GET", "/api/v1/catalog/rules/{rule_id}"): set(PEOPLE),
    ("GET", "/api/v1/audit/plans"): EXAMINING,
    ("POST", "/api/v1/audit/plans"): EXAMINING,
    ("GET", "/api/v1/audit/plans/{plan_id}"): EXAMINING,
    ("POST", "/api/v1/audit/plans/{plan_id}/end"): EXAMINING,
    ("GET", "/api/v1/audit/plans/{plan_id}/runs"): EXAMINING,
    ("GET", "/api/v1/audit/law-days"): EXAMINING,
    ("POST", "/api/v1/audit/plans/{plan_id}/runs"): EXAMINING,
    ("GET", "/api/v1/audit/runs/{run_id}"): EXAMINING,
    ("POST", "/api/v1/audit/runs/{run_id}/directions"): EXAMINING,
    ("GET", "/api/v1/audit/runs/{run_id}/changes"): EXAMINING,
    ("GET", "/api/v1/audit/runs/{run_id}/report"): EXAMINING,
    ("GET", "/api/v1/audit/runs/{run_id}/report/{form}"): EXAMINING,
    ("GET", "/api/v1/audit/runs/{run_id}/agreements"): EXAMINING,
    ("GET", "/metrics"): {"administrator-key"},
    ("POST", "/api/v1/programmes/imports"): {"officer-key"},
    ("GET", "/api/v1/programmes"): OF_PROJECTS,
    ("GET", "/api/v1/programmes/projects"): OF_PROJECTS,
    ("GET", "/api/v1/programmes/projects/{project_id}"): OF_PROJECTS,
    ("POST", "/api/v1/programmes/projects/{project_id}/agreements"): TYING,
    ("DELETE", "/api/v1/programmes/projects/{project_id}/agreements/{submission_id}"): UNTYING,
    ("POST", "/api/v1/programmes/projects/{project_id}/requirements"): {"officer-key"},
    ("POST", "/api/v1/catalogues/drafts"): KEEPING_RULES,
    ("GET", "/api/v1/catalogues/drafts"): KEEPING_RULES,
    ("GET", "/api/v1/catalogues/drafts/{draft_id}"): KEEPING_RULES,
    ("GET", "/api/v1/catalogues/drafts/{draft_id}/files"): KEEPING_RULES,
    ("POST", "/api/v1/catalogues/drafts/{draft_id}/proposal"): KEEPING_RULES,
    ("POST", "/api/v1/catalogues/drafts/{draft_id}/approval"): KEEPING_RULES,
    ("POST", "/api/v1/catalogues/drafts/{draft_id}/withdrawal"): KEEPING_RULES,
    ("POST", "/api/v1/catalogues/drafts/{draft_id}/trial"): KEEPING_RULES,
    ("POST", "/api/v1/catalogues/drafts/{draft_id}/explanation"): KEEPING_RULES,
    ("GET", "/api/v1/catalogues/in-force"): KEEPING_RULES,
    ("POST", "/api/v1/catalogues/in-force/earlier"): KEEPING_RULES,
    ("POST", "/api/v1/catalogues/drafts/{draft_id}/previews"): KEEPING_RULES,
    ("GET", "/api/v1/catalogues/drafts/{draft_id}/previews"): KEEPING_RULES,
    ("GET", "/api/v1/catalogues/previews/{preview_id}"): KEEPING_RULES,
    ("POST", "/api/v1/catalogues/previews/{preview_id}/cancellation"): KEEPING_RULES,
    ("GET", "/api/v1/catalogues/previews/{preview_id}/changes"): KEEPING_RULES,
    ("GET", "/api/v1/catalogues/previews/{preview_id}/samples"): KEEPING_RULES,
    ("GET", "/api/v1/webhooks"): FOLLOWING,
    ("POST", "/api/v1/webhooks"): OPERATING,
    ("GET", "/api/v1/webhooks/{webhook_id}"): FOLLOWING,
    ("PATCH", "/api/v1/webhooks/{webhook_id}"): OPERATING,
    ("DELETE", "/api/v1/webhooks/{webhook_id}"): OPERATING,
    ("POST", "/api/v1/webhooks/{webhook_id}/secret"): OPERATING,
    ("POST", "/api/v1/webhooks/{webhook_id}/ping"): OPERATING,
    ("GET", "/api/v1/webhooks/{webhook_id}/messages"): FOLLOWING,
    ("POST", "/api/v1/webhooks/{webhook_id}/messages/{message_id}/resend"): OPERATING,
    ("GET", "/api/v1/subscriptions"): EXAMINING,
    ("PUT", "/api/v1/subscriptions/digest"): EXAMINING,
    ("DELETE", "/api/v1/subscriptions/digest"): EXAMINING,
    ("POST", "/api/v1/subscriptions/calendar"): EXAMINING,
    ("DELETE", "/api/v1/subscriptions/calendar"): EXAMINING,
    ("GET", "/api/v1/account"): set(PEOPLE),
    ("GET", "/api/v1/account/keys"): set(PEOPLE),
    ("POST", "/api/v1/account/keys"): set(PEOPLE),
    ("DELETE", "/api/v1/account/keys/{key_id}"): set(PEOPLE),
    ("GET", "/api/v1/account/sessions"): set(PEOPLE),
    ("DELETE", "/api/v1/account/sessions"): set(PEOPLE),
    ("GET", "/api/v1/accounts"): OPERATING,
    ("POST", "/api/v1/accounts"): OPERATING,
    ("GET", "/api/v1/accounts/{account_id}"): OPERATING,
    ("PATCH", "/api/v1/accounts/{account_id}"): OPERATING,
    ("POST", "/api/v1/accounts/{account_id}/link"): OPERATING,
    ("GET", "/api/v1/accounts/{account_id}/keys"): OPERATING,
    ("POST", "/api/v1/accounts/{account_id}/keys"): OPERATING,
    ("DELETE", "/api/v1/accounts/{account_id}/keys/{key_id}"): OPERATING,
    ("GET", "/api/v1/accounts/{account_id}/sessions"): OPERATING,
    ("DELETE", "/api/v1/accounts/{account_id}/sessions"): OPERATING,
    ("GET", "/account"): set(PEOPLE),
    ("POST", "/account"): set(PEOPLE),
    ("GET", "/accounts"): OPERATING,
    ("POST", "/accounts"): OPERATING,
    ("GET", "/accounts/{account_id}"): OPERATING,
    ("POST", "/accounts/{account_id}"): OPERATING,
    ("GET", "/notifications"): FOLLOWING,
    ("POST", "/notifications/subscriptions"): EXAMINING,
    ("POST", "/notifications/webhooks"): OPERATING,
    ("GET", "/notifications/webhooks/{webhook_id}"): FOLLOWING,
    ("POST", "/notifications/webhooks/{webhook_id}"): OPERATING,
    ("POST", "/notifications/webhooks/{webhook_id}/messages/{message_id}"): OPERATING,
    ("GET", "/api/v1/fairness"): READING_FIGURES,
    ("GET", "/api/v1/fairness/report/{form}"): READING_FIGURES,
    ("GET", "/api/v1/clusters"): EXAMINING,
    ("GET", "/api/v1/organisations"): EXAMINING,
    ("GET", "/api/v1/organisations/{organisation_id}"): EXAMINING,
    ("GET", "/api/v1/organisations/{organisation_id}/agreements"): EXAMINING,
    ("GET", "/organisations"): EXAMINING,
    ("GET", "/retention"): RETAINING,
    ("POST", "/retention/holds"): OVERSEEING,
    ("POST", "/retention/holds/{hold_id}/release"): OVERSEEING,
    ("GET", "/retention/certificates/{form}"): OVERSEEING,
    ("GET", "/organisations/{organisation_id}"): EXAMINING,
    ("GET", "/api/v1/clusters/{cluster_id}"): EXAMINING,
    ("GET", "/api/v1/clusters/{cluster_id}/notes"): EXAMINING,
    ("POST", "/api/v1/clusters/{cluster_id}/notes"): EXAMINING,
    ("GET", "/api/v1/cases"): WORKING_ON_CASES,
    ("POST", "/api/v1/cases"): EXAMINING,
    ("GET", "/api/v1/cases/{case_id}"): WORKING_ON_CASES,
    ("PUT", "/api/v1/cases/{case_id}/facts"): WORKING_ON_CASES,
    ("POST", "/api/v1/cases/{case_id}/decisions"): WORKING_ON_CASES,
    ("POST", "/api/v1/cases/{case_id}/extensions"): WORKING_ON_CASES,
    ("GET", "/api/v1/cases/letters/{letter_id}/{form}"): WORKING_ON_CASES,
    ("GET", "/api/v1/cases/answers/{answer_id}/file"): WORKING_ON_CASES,
    ("GET", "/api/v1/requests"): {"respondent-key"},
    ("GET", "/api/v1/requests/{letter_id}"): {"respondent-key"},
    ("POST", "/api/v1/requests/{letter_id}/answers"): {"respondent-key"},
    ("GET", "/api/v1/requests/{letter_id}/letter/{form}"): {"respondent-key"},
    ("GET", "/requests"): {"respondent-key"},
    ("GET", "/requests/{letter_id}"): {"respondent-key"},
    ("POST", "/requests/{letter_id}"): {"respondent-key"},
    ("GET", "/cases"): WORKING_ON_CASES,
    ("POST", "/cases"): EXAMINING,
    ("GET", "/cases/{case_id}"): WORKING_ON_CASES,
    ("POST", "/cases/{case_id}/facts"): WORKING_ON_CASES,
    ("POST", "/cases/{case_id}/decisions"): WORKING_ON_CASES,
    ("POST", "/cases/{case_id}/extensions"): WORKING_ON_CASES,
    ("GET", "/fairness"): READING_FIGURES,
    ("GET", "/audits/calendar"): EXAMINING,
    ("GET", "/clusters"): EXAMINING,
    ("GET", "/clusters/{cluster_id}"): EXAMINING,
    ("POST", "/clusters/{cluster_id}/notes"): EXAMINING,
    ("GET", "/drafts"): KEEPING_RULES,
    ("POST", "/drafts"): KEEPING_RULES,
    ("GET", "/drafts/{draft_id}"): KEEPING_RULES,
    ("GET", "/drafts/{draft_id}/files"): KEEPING_RULES,
    ("POST", "/drafts/{draft_id}/previews"): KEEPING_RULES,
    ("POST", "/drafts/{draft_id}/directions"): KEEPING_RULES,
    ("POST", "/drafts/{draft_id}/explanation"): KEEPING_RULES,
    ("POST", "/drafts/earlier"): KEEPING_RULES,
    ("GET", "/drafts/previews/{preview_id}"): KEEPING_RULES,
    ("POST", "/drafts/previews/{preview_id}/cancellation"): KEEPING_RULES,
    ("GET", "/"): set(PEOPLE),
    ("GET", "/check"): SUBMITTING,
    ("POST", "/check"): SUBMITTING,
    ("GET", "/submissions"): SUBMITTING | EXAMINING,
    ("GET", "/submissions/{submission_id}"): SUBMITTING | EXAMINING,
    ("GET", "/submissions/{submission_id}/progress"): SUBMITTING | EXAMINING,
    ("GET", "/submissions/{submission_id}/pages/{page}"): SUBMITTING | EXAMINING,
    ("GET", "/submissions/{submission_id}/versions"): SUBMITTING | EXAMINING,
    ("GET", "/submissions/{submission_id}/versions/{other_id}"): SUBMITTING | EXAMINING,
    ("GET", "/submissions/{submission_id}/validations"): SUBMITTING | EXAMINING,
    ("GET", "/submissions/{submission_id}/terms"): SUBMITTING | EXAMINING,
    ("POST", "/submissions/{submission_id}/columns"): SUBMITTING,
    ("POST", "/submissions/{submission_id}/destruction"): SUBMITTING,
    ("GET", "/findings"): EXAMINING,
    ("GET", "/findings/{finding_id}"): EXAMINING,
    ("GET", "/blind"): EXAMINING,
    ("GET", "/blind/{finding_id}"): EXAMINING,
    ("POST", "/blind/{finding_id}"): EXAMINING,
    ("POST", "/findings/{finding_id}/decision"): EXAMINING,
    ("GET", "/audits"): EXAMINING,
    ("POST", "/audits"): EXAMINING,
    ("POST", "/audits/rechecks"): EXAMINING,
    ("GET", "/audits/{plan_id}"): EXAMINING,
    ("POST", "/audits/{plan_id}/end"): EXAMINING,
    ("GET", "/audits/runs/{run_id}"): EXAMINING,
    ("POST", "/audits/runs/{run_id}/directions"): EXAMINING,
    ("GET", "/projects"): OF_PROJECTS,
    ("POST", "/projects"): {"officer-key"},
    ("GET", "/projects/{project_id}"): OF_PROJECTS,
    ("POST", "/projects/{project_id}/agreements"): TYING,
    ("POST", "/projects/{project_id}/agreements/removal"): UNTYING,
    ("POST", "/projects/{project_id}/requirements"): {"officer-key"},
    ("GET", "/rules"): set(PEOPLE),
    ("GET", "/rules/{rule_id}"): set(PEOPLE),
    ("POST", "/leave"): set(PEOPLE),
}
"""Whom each route lets pass; what they then see is the office's to decide."""


def routes(app: FastAPI) -> list[RouteContext]:
    """
    List every route but the public files.
    """
    return [each for each in iter_route_contexts(app.routes) if each.path != PUBLIC_FILES]


def address(path: str) -> str:
    """
    Fill a route's template with ids of nothing.
    """
    return (
        path.replace("{submission_id}", str(uuid4())).replace("{finding_id}", str(uuid4())).replace("{rule_id}", "X-1")
    )


def test_every_route_asks_its_policy_first(app: FastAPI) -> None:
    """
    The first thing every route does, before it reads a body, is to ask its policy.
    """
    assert routes(app)
    for each in routes(app):
        assert each.dependant is not None
        first = each.dependant.dependencies[0].call
        assert isinstance(first, Policy), f"{each.methods} {each.path} has no policy"


def test_only_the_entrance_is_open(app: FastAPI) -> None:
    """
    Nothing but health, the description, the entrance and the meaning of problems is open to strangers.
    """
    opened = {
        each.path
        for each in routes(app)
        if each.dependant and isinstance(call := each.dependant.dependencies[0].call, Policy) and not call.actors
    }
    assert opened == OPEN


def test_the_matrix_knows_every_route(app: FastAPI) -> None:
    """
    A new route needs a line in the matrix.
    """
    known = {(method, each.path) for each in routes(app) if each.path not in OPEN for method in each.methods or ()}
    assert known == set(MATRIX)


@pytest.mark.parametrize(("method", "path"), sorted(MATRIX))
def test_a_stranger_passes_nowhere(stranger: TestClient, method: str, path: str) -> None:
    """
    Without a key or a session programs get 401 and people are led to the sign-in page.
    """
    answer = stranger.request(method, address(path))
    led = answer.status_code == 303 and answer.headers["location"].startswith("/login?next=/")
    assert answer.status_code == 401 or (led and method == "GET" and not path.startswith("/api/"))


@pytest.mark.parametrize(("method", "path"), sorted(MATRIX))
def test_each_actor_passes_only_where_the_matrix_says(
    program: Callable[[str], TestClient], method: str, path: str
) -> None:
    """
    An actor outside a route's policy gets 403 before anything else is looked at, one inside never does.
    """
    # All actors ask one application: building one takes longer than asking it.
    for key in sorted(PEOPLE):
        answer = program(key).request(method, address(path))
        own_form = method == "POST" and not path.startswith("/api/")
        refused = answer.status_code == 403 and not (own_form and key in MATRIX[method, path])
        assert refused == (key not in MATRIX[method, path]), key
        assert answer.status_code < 500, key
