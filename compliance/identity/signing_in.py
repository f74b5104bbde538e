"""
Let people in whom the configured OpenID provider vouches for: authorisation code with PKCE, state and nonce.

What a sign-in is told apart by lies in a signed cookie of that browser until it comes back; nothing is kept here. Which
role and organisation somebody has follows from claims by the settings, at every sign-in anew: whom the provider gives
no role is let in no more. An account is known by issuer and subject, never by a name or a mail address.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import logging
import secrets
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from compliance import access, entrance, journal
from compliance.access import NOBODY, Actor, Person
from compliance.errors import NotFound
from compliance.identity.provider import Challenge, Provider, Registration, SignInFailed, provider_of
from compliance.journal import Act
from compliance.store import accounts, people
from compliance.store.database import identify
from compliance.store.people import Entrant

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from compliance.settings import Settings
    from compliance.store.database import Database
    from compliance.store.envelope import KeyRing

LOG = logging.getLogger(__name__)
TICKET_SECONDS: Final = 600
"""Time to sign in at the provider."""
LONGEST_NAME: Final = 100


@dataclass(frozen=True, slots=True)
class Returned:
    """
    Hold what a browser brings back from the provider.
    """

    state: str
    code: str
    issuer: str = ""


@dataclass(frozen=True, slots=True)
class Ticket:
    """
    Hold what one sign-in is told apart by, and where it leads afterwards.
    """

    state: str
    nonce: str
    verifier: str
    leads_to: str
    until: int


@dataclass(frozen=True, slots=True)
class SignInDesk:
    """
    Offer sign-in at the provider, where the settings name one.
    """

    database: Database
    keys: KeyRing
    settings: Settings

    @property
    def is_offered(self) -> bool:
        """
        Tell whether there is a provider.
        """
        return bool(self.settings.oidc_issuer and self.settings.oidc_client_id)

    def begin(self, redirect_uri: str, leads_to: str) -> tuple[str, str]:
        """
        Return the address at the provider to send a browser to, and the ticket it keeps meanwhile.

        Raises:
            NotFound: the settings name no provider.
            Unavailable: the provider cannot be reached.
        """
        provider = self._provider()
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        ticket = Ticket(state, nonce, verifier, leads_to, int(time.time()) + TICKET_SECONDS)
        digest = hashlib.sha256(ticket.verifier.encode()).digest()
        challenge = Challenge(ticket.state, ticket.nonce, base64.urlsafe_b64encode(digest).rstrip(b"=").decode())
        return provider.authorisation(challenge, redirect_uri), self._sealed(ticket)

    def finish(self, sealed: str, returned: Returned, redirect_uri: str) -> tuple[str, str]:
        """
        Let somebody in who comes back from the provider; return the session's token and where it leads.

        Raises:
            SignInFailed: the provider vouches for nobody, or not for this browser's sign-in, or gives no role.
            NotFound: the settings name no provider.
            Unavailable: the provider cannot be reached.
        """
        provider, ticket = self._provider(), self._opened(sealed)
        if not hmac.compare_digest(ticket.state.encode(), returned.state.encode()):
            raise SignInFailed("the state is of another sign-in")
        if returned.issuer not in {"", self.settings.oidc_issuer}:
            raise SignInFailed("another issuer answers")
        if not returned.code:
            raise SignInFailed("the provider sends no code")
        claims = provider.claims(returned.code, ticket.verifier, ticket.nonce, redirect_uri)
        wanted = self._described(claims)
        with self.database.transaction(access.administrator()) as session:
            person = self._account(session, str(claims["sub"]), wanted)
            return entrance.admit(session, self.settings, Entrant(person)), ticket.leads_to

    def _provider(self) -> Provider:
        settings = self.settings
        if not settings.oidc_issuer or not settings.oidc_client_id:
            raise NotFound
        return provider_of(
            Registration(
                issuer=settings.oidc_issuer,
                client_id=settings.oidc_client_id,
                client_secret=settings.oidc_client_secret,
                scope=settings.oidc_scope,
                hosts=settings.provider_hosts,
                ca_file=settings.outside_ca_file,
            )
        )

    def _described(self, claims: Mapping[str, Any]) -> tuple[str, str, Actor]:
        """
        Read organisation, name and role out of claims; the first role that the settings list and the claims hold.
        """
        settings = self.settings
        given = claims.get(settings.oidc_role_claim, [])
        held = {given} if isinstance(given, str) else set(map(str, given)) if isinstance(given, list) else set()
        actor = next((actor for word, actor in settings.provider_roles if word in held), None)
        if actor is None:
            raise SignInFailed("no claim gives a role")
        organisation = settings.oidc_organisation
        if settings.oidc_organisation_claim:
            organisation = _word(claims.get(settings.oidc_organisation_claim))
        name = _word(claims.get(settings.oidc_name_claim)) or str(claims["sub"])[:LONGEST_NAME]
        if not organisation:
            raise SignInFailed("no claim gives an organisation")
        return organisation, name, actor

    def _account(self, session: Session, subject: str, wanted: tuple[str, str, Actor]) -> Person:
        organisation, name, actor = wanted
        tenant_id = people.tenant_named(session, organisation) or people.make_tenant(session, organisation)
        known = accounts.federated(session, str(self.settings.oidc_issuer), subject)
        if known is None:
            person = people.make_person(session, tenant_id, name, actor)
            accounts.federate(session, str(self.settings.oidc_issuer), subject, person)
            _note(session, person, Act.ACCOUNT_MADE, {"made": "account", "actor": actor})
            return person
        human, _ = accounts.one(session, known)
        if human.retired_at is not None:
            raise SignInFailed("the account is disabled")
        if human.tenant_id != tenant_id:
            raise SignInFailed("the account is of another organisation")
        person = Person(human.id, human.tenant_id, human.name, Actor(human.actor))
        if person.actor is not actor:
            accounts.change(session, person.id, actor, is_disabled=None)
            accounts.shut(session, person.id)
            _note(session, person, Act.ACCOUNT_CHANGED, {"before": person.actor, "actor": actor, "disabled": False})
        return replace(person, actor=actor)

    def _sealed(self, ticket: Ticket) -> str:
        words = json.dumps([ticket.state, ticket.nonce, ticket.verifier, ticket.leads_to, ticket.until]).encode()
        return f"{base64.urlsafe_b64encode(words).decode()}.{self.keys.ticket_hash(words).hex()}"

    def _opened(self, sealed: str) -> Ticket:
        try:
            words, _, vouched = sealed.partition(".")
            content = base64.urlsafe_b64decode(words)
            if hmac.compare_digest(self.keys.ticket_hash(content).hex().encode(), vouched.encode()):
                ticket = Ticket(*json.loads(content))
                if ticket.until >= time.time():
                    return ticket
        except ValueError:
            pass
        raise SignInFailed("no sign-in of this browser is under way")


def _word(value: object) -> str:
    return value.strip()[:LONGEST_NAME] if isinstance(value, str) else ""


def _note(session: Session, person: Person, act: Act, detail: Mapping[str, object]) -> None:
    # The line belongs to the person's organisation; the provider's word is carried out by the host.
    host = Person(NOBODY, person.tenant_id, "host", Actor.ADMINISTRATOR)
    identify(session, host)
    journal.write(session, host, act, f"person:{person.id}", {"by": "provider", **detail})
