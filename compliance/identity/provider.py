"""
Speak with the one OpenID provider that the settings name: find its endpoints and keys, trade a code for an ID token.

Nothing else is ever called: every address has to lie on the issuer's own host or on one that the settings name, no
redirect is followed, and no answer is read beyond its limit. Signatures and claims are joserfc's, by asymmetric
algorithms only.
Source: OpenID Connect Core 1.0 section 3.1.3.7, Discovery 1.0, RFC 7636 (PKCE), RFC 9207, RFC 9700.
"""

from __future__ import annotations

import json
import logging
import ssl
import time
from dataclasses import dataclass, field
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode, urlsplit

import httpx2
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from compliance.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pydantic import SecretStr

LOG = logging.getLogger(__name__)
DISCOVERY: Final = "/.well-known/openid-configuration"
ALGORITHMS: Final = ("RS256", "PS256", "ES256", "EdDSA", "Ed25519")
LARGEST: Final = 512 * 1024
"""Bytes of an answer that are read at most."""
CALL_SECONDS: Final = 5.0
FRESH_SECONDS: Final = 3600.0
"""Life of what was found, before it is looked up again."""
KEYS_SECONDS: Final = 10.0
"""Least time between two looks for a key that is not known: whoever invents key ids makes us call no oftener."""
LEEWAY_SECONDS: Final = 60
"""How far the two clocks may differ."""
LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})


class SignInFailed(Exception):
    """
    Report that the provider vouches for nobody; the reason is for the log, and holds no token.
    """


@dataclass(frozen=True, slots=True)
class Registration:
    """
    Hold how this office is known to its provider; `hosts` are further hosts of the provider's endpoints.
    """

    issuer: str
    client_id: str
    client_secret: SecretStr | None
    scope: str
    hosts: frozenset[str] = frozenset()
    ca_file: Path | None = None

    def allows(self, url: str) -> bool:
        """
        Tell whether an address may be called: of the provider, by HTTPS, or by plain HTTP on this very machine.
        """
        parts, own = urlsplit(url), urlsplit(self.issuer)
        known = parts.netloc == own.netloc or (parts.scheme == "https" and parts.netloc in self.hosts)
        return known and (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK))


@dataclass(frozen=True, slots=True)
class Challenge:
    """
    Hold what one sign-in is told apart by: `state` and `nonce` come back, the verifier is shown with the code.
    """

    state: str
    nonce: str
    code_challenge: str


@dataclass(slots=True)
class _Found:
    endpoints: Mapping[str, str]
    keys: KeySet
    at: float


@dataclass(slots=True)
class Provider:
    """
    Remember a provider's endpoints and keys for a while.
    """

    registration: Registration
    _found: _Found | None = None
    _asked_again: float = field(default=-KEYS_SECONDS)
    _lock: Lock = field(default_factory=Lock)

    def authorisation(self, challenge: Challenge, redirect_uri: str) -> str:
        """
        Return the address at the provider to send a browser to.

        Raises:
            Unavailable: the provider cannot be reached, or is not what it should be.
        """
        query = {
            "response_type": "code",
            "client_id": self.registration.client_id,
            "redirect_uri": redirect_uri,
            "scope": self.registration.scope,
            "state": challenge.state,
            "nonce": challenge.nonce,
            "code_challenge": challenge.code_challenge,
            "code_challenge_method": "S256",
        }
        endpoint = self._look().endpoints["authorization_endpoint"]
        return f"{endpoint}{'&' if urlsplit(endpoint).query else '?'}{urlencode(query)}"

    def claims(self, code: str, verifier: str, nonce: str, redirect_uri: str) -> Mapping[str, Any]:
        """
        Trade a code for what the provider vouches for.

        Raises:
            SignInFailed: the code is worth nothing, or the ID token is not for this very sign-in.
            Unavailable: the provider cannot be reached, or is not what it should be.
        """
        with self._client() as client:
            form = {"grant_type": "authorization_code", "code": code, "code_verifier": verifier}
            form |= {"redirect_uri": redirect_uri, "client_id": self.registration.client_id}
            secret = self.registration.client_secret
            auth = httpx2.BasicAuth(self.registration.client_id, secret.get_secret_value()) if secret else None
            status, answer = self._ask(client, "POST", self._look().endpoints["token_endpoint"], data=form, auth=auth)
        token = answer.get("id_token")
        if status != httpx2.codes.OK or not isinstance(token, str):
            raise SignInFailed(f"the token endpoint answered {status} without an ID token")
        return self._verified(token, nonce)

    def _verified(self, token: str, nonce: str) -> Mapping[str, Any]:
        try:
            claims = self._decoded(token)
            jwt.JWTClaimsRegistry(
                leeway=LEEWAY_SECONDS,
                iss={"essential": True, "value": self.registration.issuer},
                aud={"essential": True, "value": self.registration.client_id},
                sub={"essential": True},
                exp={"essential": True},
                iat={"essential": True},
                nonce={"essential": True, "value": nonce},
            ).validate(claims)
        except (JoseError, ValueError) as wrong:
            raise SignInFailed(f"the ID token is refused: {type(wrong).__name__}") from wrong
        others = claims["aud"] if isinstance(claims["aud"], list) else []
        if claims.get("azp", self.registration.client_id) != self.registration.client_id or (
            len(others) > 1 and "azp" not in claims
        ):
            raise SignInFailed("the ID token was made for another party")
        return claims

    def _decoded(self, token: str) -> dict[str, Any]:
        try:
            return dict(jwt.decode(token, self._look().keys, algorithms=ALGORITHMS).claims)
        except (InvalidKeyIdError, ValueError):
            # The provider may have new keys since; whoever invents key ids makes us look seldom.
            now = time.monotonic()
            if now - self._asked_again < KEYS_SECONDS:
                raise
            self._asked_again = now
            return dict(jwt.decode(token, self._look(anew=True).keys, algorithms=ALGORITHMS).claims)

    def _look(self, *, anew: bool = False) -> _Found:
        with self._lock:
            now = time.monotonic()
            if self._found is None or anew or now - self._found.at > FRESH_SECONDS:
                self._found = self._discovered(now)
            return self._found

    def _discovered(self, now: float) -> _Found:
        with self._client() as client:
            _, said = self._ask(client, "GET", self.registration.issuer.rstrip("/") + DISCOVERY)
            if said.get("issuer") != self.registration.issuer:
                raise _unavailable("it names another issuer")
            names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
            endpoints = {name: str(said.get(name, "")) for name in names}
            foreign = [name for name, url in endpoints.items() if not self.registration.allows(url)]
            if foreign:
                raise _unavailable(f"its {foreign[0]} lies elsewhere")
            _, keys = self._ask(client, "GET", endpoints["jwks_uri"])
        try:
            return _Found(endpoints, KeySet.import_key_set(keys), now)  # type: ignore[arg-type]  # checked by itself
        except (JoseError, KeyError, TypeError, ValueError) as wrong:
            raise _unavailable("its keys are none") from wrong

    def _client(self) -> httpx2.Client:
        context = ssl.create_default_context(cafile=self.registration.ca_file)
        return httpx2.Client(verify=context, timeout=CALL_SECONDS, follow_redirects=False, trust_env=False)

    def _ask(self, client: httpx2.Client, method: str, url: str, **given: Any) -> tuple[int, dict[str, Any]]:  # noqa: ANN401 - handed on as it is
        """
        Call the provider; return the status and the JSON object it answers with.
        """
        if not self.registration.allows(url):
            raise _unavailable("an address lies elsewhere")
        try:
            with client.stream(method, url, headers={"Accept": "application/json"}, **given) as answer:
                body = b""
                for piece in answer.iter_bytes():
                    body += piece
                    if len(body) > LARGEST:
                        raise _unavailable("it says too much")
                if answer.is_redirect or answer.is_server_error:
                    raise _unavailable(f"it answers {answer.status_code}")
                said = json.loads(body)
        except (httpx2.HTTPError, OSError) as lost:
            raise _unavailable(type(lost).__name__) from lost
        except ValueError as wrong:
            raise _unavailable("it answers with no JSON") from wrong
        return answer.status_code, said if isinstance(said, dict) else {}


@lru_cache(maxsize=4)
def provider_of(registration: Registration) -> Provider:
    """
    Return what this process knows of a provider.
    """
    return Provider(registration)


def _unavailable(why: str) -> Unavailable:
    LOG.warning("the OpenID provider is of no use: %s", why)
    return Unavailable("로그인 기관에 연결할 수 없습니다", "the identity provider cannot be used just now")
