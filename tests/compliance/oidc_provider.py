"""
Be an OpenID provider on this machine: real HTTP, real signatures, keys that change, and every fault one may have.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

if TYPE_CHECKING:
    from collections.abc import Iterator

CLIENT = "office"
SECRET = "a secret of both"  # noqa: S105 - of a provider that lives for one test
BASIC = "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()


def new_key(kid: str) -> RSAKey:
    """
    Make a key to sign with.
    """
    return RSAKey.generate_key(2048, {"kid": kid, "use": "sig", "alg": "RS256"})


@dataclass
class Fake:
    """
    Hold what the provider says, for tests to change; `seen` are the paths it was asked for.
    """

    issuer: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    keys: list[RSAKey] = field(default_factory=lambda: [new_key("first")])
    signs_with: RSAKey | None = None
    forges: str = ""
    discovery: dict[str, Any] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)

    def authorise(self, address: str) -> dict[str, str]:
        """
        Do what a browser and its user do at the authorisation endpoint; return what is brought back.
        """
        query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert query["response_type"] == "code"
        assert query["code_challenge_method"] == "S256"
        code = f"code-{len(self.codes)}"
        self.codes[code] = query
        return {"state": query["state"], "code": code, "iss": self.issuer}

    def token(self, form: dict[str, str], basic: str) -> tuple[int, dict[str, Any]]:
        """
        Answer the token endpoint: one use of a code, by this client, with the verifier of its challenge.
        """
        asked = self.codes.pop(form.get("code", ""), None)
        given = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest()).rstrip(b"=")
        if basic != BASIC:
            return 401, {"error": "invalid_client"}
        if asked is None or asked["code_challenge"] != given.decode() or asked["redirect_uri"] != form["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"]}
        claims = {name: value for name, value in (claims | self.claims).items() if value is not None}
        key = self.signs_with or self.keys[-1]
        if self.forges:
            return 200, {"id_token": forged(self.forges, key, claims), "access_token": "x"}
        return 200, {"id_token": jwt.encode({"alg": "RS256", "kid": key.kid}, claims, key), "access_token": "x"}

    def document(self) -> dict[str, Any]:
        """
        Describe the provider.
        """
        ends = {"authorization_endpoint": "/authorise", "token_endpoint": "/token", "jwks_uri": "/keys"}
        return {"issuer": self.issuer} | {name: self.issuer + path for name, path in ends.items()} | self.discovery

    def key_set(self) -> dict[str, Any]:
        """
        Show the public keys.
        """
        return dict(KeySet(list(self.keys)).as_dict(private=False))


def forged(algorithm: str, key: RSAKey, claims: dict[str, Any]) -> str:
    """
    Write a token by hand as no honest library does: without a signature, or with the public key as a shared secret.
    """
    parts = [{"alg": algorithm, "kid": key.kid}, claims]
    signed = b".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in parts)
    digest = hmac.digest(key.as_pem(private=False), signed, "sha256") if algorithm == "HS256" else b""
    return (signed + b"." + base64.urlsafe_b64encode(digest).rstrip(b"=")).decode()


@contextmanager
def providing() -> Iterator[Fake]:
    """
    Serve a provider on this machine.
    """
    fake = Fake()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            fake.seen.append(self.path)
            found = {"/.well-known/openid-configuration": fake.document, "/keys": fake.key_set}.get(self.path)
            self._say(200 if found else 404, found() if found else {})

        def do_POST(self) -> None:
            fake.seen.append(self.path)
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            self._say(*fake.token(form, self.headers.get("Authorization", "")))

        def log_message(self, *_: object) -> None:
            pass

        def _say(self, status: int, value: dict[str, Any]) -> None:
            content = json.dumps(value).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    fake.issuer = f"http://127.0.0.1:{server.server_address[1]}"
    Thread(target=server.serve_forever, daemon=True).start()
    yield fake
    server.shutdown()
    server.server_close()
