"""
Let in by an OpenID provider whom it vouches for, and nobody by a word that is not its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from pydantic import SecretStr, ValidationError
from starlette.testclient import TestClient

from api.app import build_app
from compliance.access import Actor
from compliance.errors import NotFound, Unavailable
from compliance.identity import provider
from compliance.identity.provider import SignInFailed
from compliance.identity.signing_in import Returned
from compliance.office import Office
from compliance.settings import Settings
from tests.compliance.conftest import owner
from tests.compliance.fakes import INSTRUMENTS
from tests.compliance.oidc_provider import CLIENT, SECRET, Fake, new_key, providing
from tests.compliance.processes import wait_until
from tests.compliance.test_serve import answers, free_port

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from compliance.access import Person

BACK = "http://testserver/signin/callback"
CLAIMS = {"sub": "subject-1", "roles": ["staff", "auditors"], "organisation": "점검기관", "name": "김점검"}


@pytest.fixture(scope="module")
def serving() -> Iterator[Fake]:
    """
    Serve one provider for all tests.
    """
    with providing() as fake:
        yield fake


@pytest.fixture
def fake(serving: Fake) -> Fake:
    """
    Let the provider be as it should be, and known to nobody yet.
    """
    provider.provider_of.cache_clear()
    serving.__dict__.update(Fake(serving.issuer, dict(CLAIMS), serving.keys[:1]).__dict__)
    return serving


@pytest.fixture
def office(settings: Settings, fake: Fake) -> Iterator[Office]:
    """
    Open an office that is registered at the provider.
    """
    said = {
        "oidc_issuer": fake.issuer,
        "oidc_client_id": CLIENT,
        "oidc_client_secret": SecretStr(SECRET),
        "oidc_roles": "chiefs=approver,auditors=auditor,firms=startup",
        "oidc_organisation_claim": "organisation",
    }
    office = Office.open(settings.model_copy(update=said), INSTRUMENTS)
    yield office
    office.close()


def sign_in(office: Office, fake: Fake, **other: str) -> Person:
    """
    Go to the provider and come back.
    """
    address, ticket = office.signing_in.begin(BACK, "/findings")
    brought = fake.authorise(address) | other
    returned = Returned(brought["state"], brought["code"], brought["iss"])
    token, leads_to = office.signing_in.finish(brought.get("ticket", ticket), returned, BACK)
    assert leads_to == "/findings"
    person = office.session(token)
    assert person
    return person


def test_a_subject_has_one_account(office: Office, fake: Fake) -> None:
    """
    The first sign-in makes the account by the claims, later ones find it, another subject is another person.
    """
    first = sign_in(office, fake)
    assert (first.name, first.actor) == ("김점검", Actor.AUDITOR)
    fake.claims["name"] = "김개명"
    assert sign_in(office, fake) == first
    fake.claims["sub"] = "subject-2"
    assert sign_in(office, fake).id != first.id
    with owner(office) as connection:
        acts = connection.execute("SELECT act FROM journal ORDER BY seq").fetchall()
    assert [act for (act,) in acts].count("account_made") == 2
    assert [act for (act,) in acts].count("signed_in") == 3


def test_the_role_follows_the_claims(office: Office, fake: Fake) -> None:
    """
    A changed role holds from the next sign-in on and ends what was open; without one nobody is let in.
    """
    person = sign_in(office, fake)
    _, ticket = office.signing_in.begin(BACK, "/")
    del ticket
    fake.claims["roles"] = ["chiefs", "auditors"]
    assert sign_in(office, fake).actor is Actor.APPROVER
    assert len(office.accounts.sessions(person, person.id)) == 1
    for roles in (["staff"], [], "nobody", None, {"auditors": True}):
        fake.claims["roles"] = roles
        with pytest.raises(SignInFailed):
            sign_in(office, fake)


def test_nobody_moves_to_another_organisation_or_past_a_ban(office: Office, fake: Fake) -> None:
    """
    An account stays its organisation's, and a disabled one stays shut.
    """
    sign_in(office, fake)
    for wrong in ("다른기관", "", None, 7):
        fake.claims["organisation"] = wrong
        with pytest.raises(SignInFailed):
            sign_in(office, fake)
    fake.claims["organisation"] = "점검기관"
    with owner(office) as connection:
        connection.execute("UPDATE persons SET retired_at = now()")
    with pytest.raises(SignInFailed):
        sign_in(office, fake)


def test_new_keys_of_the_provider_are_fetched(office: Office, fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A token by a key that is new is checked against the keys of now; invented key ids make us look once in a while.
    """
    sign_in(office, fake)
    fake.keys.append(new_key("second"))
    sign_in(office, fake)
    looked = fake.seen.count("/keys")
    fake.signs_with = new_key("invented")
    for _ in range(5):
        with pytest.raises(SignInFailed):
            sign_in(office, fake)
    assert fake.seen.count("/keys") == looked
    monkeypatch.setattr(provider, "KEYS_SECONDS", 0.0)
    fake.signs_with = None
    fake.keys = [new_key("third")]
    sign_in(office, fake)


FAULTS: dict[str, Callable[[Fake], Any]] = {
    "signature": lambda fake: setattr(fake, "signs_with", new_key("first")),
    "algorithm none": lambda fake: setattr(fake, "forges", "none"),
    "symmetric": lambda fake: setattr(fake, "forges", "HS256"),
    "issuer": lambda fake: fake.claims.update(iss="https://elsewhere.example"),
    "no issuer": lambda fake: fake.claims.update(iss=None),
    "audience": lambda fake: fake.claims.update(aud="another client"),
    "two audiences": lambda fake: fake.claims.update(aud=[CLIENT, "another client"]),
    "authorised party": lambda fake: fake.claims.update(azp="another client"),
    "nonce": lambda fake: fake.claims.update(nonce="of another sign-in"),
    "no nonce": lambda fake: fake.claims.update(nonce=None),
    "too old": lambda fake: fake.claims.update(exp=int(time.time()) - 120),
    "no end": lambda fake: fake.claims.update(exp=None),
    "of the future": lambda fake: fake.claims.update(iat=int(time.time()) + 600),
    "no subject": lambda fake: fake.claims.update(sub=None),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_token_with_a_fault_lets_nobody_in(office: Office, fake: Fake, fault: str) -> None:
    """
    Wrong signature, algorithm, issuer, audience, nonce or time: nobody is let in, and no account is made.
    """
    FAULTS[fault](fake)
    with pytest.raises(SignInFailed):
        sign_in(office, fake)
    with owner(office) as connection:
        assert connection.execute("SELECT count(*) FROM persons").fetchall() == [(0,)]


@pytest.mark.parametrize("other", [{"state": "x"}, {"iss": "https://elsewhere.example"}, {"code": "x"}, {"code": ""}])
def test_what_is_brought_back_belongs_to_this_sign_in(office: Office, fake: Fake, other: dict[str, str]) -> None:
    """
    Another state, another issuer or a code that is none lets nobody in.
    """
    with pytest.raises(SignInFailed):
        sign_in(office, fake, **other)


def test_a_ticket_is_one_browsers_own(office: Office, fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Another browser's ticket, an altered one, none, and one that is too old let nobody in; nor does a code used twice.
    """
    _, others = office.signing_in.begin(BACK, "/findings")
    words, _, _ = others.partition(".")
    for ticket in (others, f"{words}.00", words, "", "é.ü"):
        with pytest.raises(SignInFailed):
            sign_in(office, fake, ticket=ticket)
    address, ticket = office.signing_in.begin(BACK, "/findings")
    brought = fake.authorise(address)
    returned = Returned(brought["state"], brought["code"])
    office.signing_in.finish(ticket, returned, BACK)
    with pytest.raises(SignInFailed):
        office.signing_in.finish(ticket, returned, BACK)
    late = time.time() + 700
    monkeypatch.setattr(time, "time", lambda: late)
    with pytest.raises(SignInFailed, match="under way"):
        office.signing_in.finish(ticket, returned, BACK)


@pytest.mark.parametrize(
    "said",
    [
        {"issuer": "https://elsewhere.example"},
        {"token_endpoint": "https://elsewhere.example/token"},
        {"jwks_uri": "http://169.254.169.254/keys"},
        {"jwks_uri": None},
        {"authorization_endpoint": "javascript:alert(1)"},
    ],
)
def test_nothing_but_the_provider_is_called(office: Office, fake: Fake, said: dict[str, Any]) -> None:
    """
    A description that names another issuer, or sends us elsewhere, is of no use; nothing it names is called.
    """
    fake.discovery = said
    with pytest.raises(Unavailable):
        office.signing_in.begin(BACK, "/")
    assert fake.seen == ["/.well-known/openid-configuration"]


def test_without_a_provider_there_is_none(settings: Settings) -> None:
    """
    Where the settings name no provider nothing is offered; roles that are none are refused at start.
    """
    office = Office.open(settings, INSTRUMENTS)
    assert not office.signing_in.is_offered
    with pytest.raises(NotFound):
        office.signing_in.begin(BACK, "/")
    office.close()
    for roles in ("a=nobody", "a=system", "a"):
        with pytest.raises(ValidationError):
            Settings(oidc_roles=roles)


def test_a_provider_that_is_down_is_told(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Nobody waits for a provider that does not answer.
    """
    assert office.settings.oidc_issuer
    gone = office.settings.model_copy(update={"oidc_issuer": "http://127.0.0.1:9"})
    monkeypatch.setattr(provider, "CALL_SECONDS", 0.5)
    object.__setattr__(office, "settings", gone)
    with pytest.raises(Unavailable):
        office.signing_in.begin(BACK, "/")


def test_a_browser_signs_in_on_the_pages(office: Office, fake: Fake) -> None:
    """
    The sign-in page leads to the provider and back to where one wanted to go, with a new session in place of the old.
    """
    browser = TestClient(build_app(office, office.settings), follow_redirects=False)
    assert "/signin?next=/rules" in browser.get("/login?next=/rules").text
    tokens = []
    for _ in range(2):
        gone = browser.get("/signin?next=/rules")
        assert gone.status_code == 303
        assert "samesite=lax" in gone.headers["set-cookie"].lower()
        back = browser.get("/signin/callback", params=fake.authorise(gone.headers["location"]))
        assert back.status_code == 200
        assert 'content="0;url=/rules"' in back.text
        tokens.append(browser.cookies["session"])
    assert office.session(tokens[0]) is None
    assert browser.get("/rules").status_code == 200
    assert "signing-in" not in browser.cookies
    refused = browser.get("/signin/callback", params={"state": "x", "code": "y"})
    assert (refused.status_code, "set-cookie" in refused.headers) == (401, True)


@pytest.fixture(scope="module")
def others() -> Iterator[str]:
    """
    Run a provider that others wrote (on Authlib and Flask), as a process of its own; give its issuer.
    """
    port = free_port()
    user = {"sub": "subject-9", "roles": ["auditors"], "name": "이협업"}
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), "--user-claims", json.dumps(user)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        issuer = f"http://127.0.0.1:{port}"
        wait_until(lambda: answers(f"{issuer}/.well-known/openid-configuration"), "the provider answers")
        issuer = httpx2.get(f"{issuer}/.well-known/openid-configuration").json()["issuer"]
        yield issuer
        process.kill()


def test_a_provider_of_others_is_understood(settings: Settings, others: str) -> None:
    """
    Sign-in works with a provider that we did not write: its own discovery, keys, codes and tokens.
    """
    provider.provider_of.cache_clear()
    said = {
        "oidc_issuer": others,
        "oidc_client_id": CLIENT,
        "oidc_client_secret": SecretStr(SECRET),
        "oidc_scope": "openid profile roles",
        "oidc_roles": "auditors=auditor",
        "oidc_organisation": "점검기관",
    }
    office = Office.open(settings.model_copy(update=said), INSTRUMENTS)
    address, ticket = office.signing_in.begin(BACK, "/")
    answer = httpx2.post(address, data={"sub": "subject-9"})
    brought = {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["location"]).query).items()}
    token, _ = office.signing_in.finish(ticket, Returned(brought["state"], brought["code"]), BACK)
    person = office.session(token)
    office.close()
    assert person
    assert (person.name, person.actor) == ("이협업", Actor.AUDITOR)
