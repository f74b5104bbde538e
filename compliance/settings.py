"""
Hold every setting of the office in one class; nothing else reads the environment.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from compliance.access import Actor

PROJECT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """
    Read each setting from COMPLIANCE_<NAME> in the environment, else take its default.
    """

    model_config = SettingsConfigDict(env_prefix="COMPLIANCE_", extra="ignore", frozen=True)

    database_url: str | None = Field(
        default=None,
        description="PostgreSQL address (postgresql://…) for daily work. Unset: an embedded PostgreSQL is started.",
    )
    owner_database_url: str | None = Field(
        default=None,
        description="PostgreSQL address of the role that owns the tables, for `migrate`. Unset: same as database_url.",
    )
    data_dir: Path = Field(
        default=PROJECT / "var" / "data",
        description="Folder of the embedded database, the keys and the journal's checkpoints.",
    )
    kek: SecretStr | None = Field(
        default=None,
        description="Key-encryption key, 32 bytes in base64. Unset: the file keys/kek in data_dir, made at first start.",
    )
    next_kek: SecretStr | None = Field(
        default=None,
        description="Key that is about to replace kek: set for all processes before `compliance keys rotate`. Unset: the"
        " file keys/kek.next in data_dir, made by that command.",
    )
    host: str = Field(default="127.0.0.1", description="Address the service listens on.")
    port: int = Field(default=8000, ge=0, le=65535, description="TCP port the service listens on.")
    demo: bool = Field(default=False, description="Make demonstration accounts at start and print one-use links.")
    upload_max_bytes: int = Field(default=20 * 1024 * 1024, gt=0, description="Largest file taken in, in bytes.")
    reserve_megabytes: int = Field(
        default=256,
        ge=0,
        description="Room that is kept free where the data lies, in megabytes: with less nothing more is taken in.",
    )
    receive_seconds: int = Field(
        default=20,
        gt=0,
        description="Longest wait for a request's head, and for its body (a second more for each 8 kB), in seconds.",
    )
    page_limit: int = Field(default=100, gt=0, le=1000, description="Most entries in one page of a list.")
    documents_per_day: int = Field(
        default=1000, gt=0, description="Documents one organisation may hand in on a day (Asia/Seoul)."
    )
    megabytes_per_day: int = Field(
        default=4000, gt=0, description="Megabytes one organisation may hand in on a day (Asia/Seoul)."
    )
    requests_per_minute: int = Field(
        default=1200, gt=0, description="Requests one signed-in person may make in a minute, for each process."
    )
    anonymous_requests_per_minute: int = Field(
        default=240, gt=0, description="Requests one address may make in a minute without signing in, for each process."
    )
    requests_at_once: int = Field(
        default=48, gt=0, description="Requests one process works on at once; what comes on top is told to come again."
    )
    trusted_proxies: str = Field(
        default="127.0.0.1",
        description="Addresses (comma-separated) of reverse proxies whose X-Forwarded-For and -Proto are believed.",
    )
    blind_review_percent: int = Field(
        default=10,
        ge=0,
        le=100,
        description="Share of decided findings that a second person judges blindly, in percent.",
    )
    blind_review_seed: str = Field(
        default="1", description="What draws the sample of blind review: another word draws another sample."
    )
    session_hours: float = Field(default=8, gt=0, description="Longest life of a session, in hours.")
    session_idle_minutes: float = Field(default=30, gt=0, description="Life of a session nobody uses, in minutes.")
    key_days: int = Field(default=365, gt=0, le=3650, description="Longest life of an API key made here, in days.")
    link_hours: float = Field(default=24, gt=0, description="Life of a one-use sign-in link, in hours.")
    oidc_issuer: str | None = Field(
        default=None,
        pattern="^https?://[!-~]+$",
        description="OpenID provider people may sign in at. Unset: keys and one-use links only.",
    )
    oidc_client_id: str = Field(default="", description="Name of this service at the OpenID provider.")
    oidc_client_secret: SecretStr | None = Field(
        default=None, description="Secret of this service at the OpenID provider. Unset: PKCE alone."
    )
    oidc_scope: str = Field(default="openid profile", description="What is asked of the OpenID provider.")
    oidc_hosts: str = Field(
        default="",
        description="Further hosts (comma-separated, `name` or `name:port`) of the provider's endpoints. Nothing else"
        " is called.",
    )
    oidc_role_claim: str = Field(default="roles", description="Claim that holds somebody's roles or groups.")
    oidc_roles: str = Field(
        default="",
        description="Roles by what the claim holds (comma-separated `word=role`; the first that fits is taken). Whoever"
        " has none is not let in.",
    )
    oidc_organisation: str = Field(default="", description="Organisation of all whom the provider vouches for.")
    oidc_organisation_claim: str = Field(
        default="", description="Claim that names somebody's organisation, in place of one for all."
    )
    oidc_name_claim: str = Field(default="name", description="Claim that names somebody.")
    worker_concurrency: int = Field(default=2, gt=0, description="Documents one worker reads at the same time.")
    pool_size: int = Field(default=10, gt=0, description="Database connections one process keeps open at most.")
    pool_wait_seconds: float = Field(default=2, gt=0, description="Longest wait for a database connection, in seconds.")
    screening_attempts: int = Field(default=3, gt=0, description="Starts of one screening before it is given up.")
    stalled_after_seconds: float = Field(
        default=30,
        gt=0,
        description="Silence after which a worker counts as dead and its jobs go to others, in seconds.",
    )
    public_url: str | None = Field(
        default=None,
        pattern="^https?://[!-~]+$",
        description="Address under which people open this service, for links in mails and calendars. Unset: no links.",
    )
    webhook_inside: str = Field(
        default="",
        description="Hosts (comma-separated, `name` or `name:port`) whose address need not be public and which may be"
        " called by plain HTTP. All other webhooks go to public addresses by HTTPS on port 443 or 8443.",
    )
    outside_ca_file: Path | None = Field(
        default=None,
        description="Certificates (PEM) of further authorities that webhook receivers and the SMTP server may prove"
        " themselves by.",
    )
    delivery_attempts: int = Field(default=12, gt=0, le=100, description="Tries of one message before it is given up.")
    delivery_wait_seconds: float = Field(
        default=30,
        gt=0,
        description="Wait after a message's first failed try, in seconds; it doubles with each, up to six hours.",
    )
    smtp_host: str | None = Field(default=None, description="SMTP server for digests. Unset: no mail is ever sent.")
    smtp_port: int = Field(default=587, ge=1, le=65535, description="TCP port of the SMTP server.")
    smtp_tls: Literal["starttls", "tls", "none"] = Field(
        default="starttls", description="How the way to the SMTP server is encrypted; `tls` is for port 465."
    )
    smtp_user: str | None = Field(default=None, description="Name to sign in with at the SMTP server.")
    smtp_password: SecretStr | None = Field(default=None, description="Password to sign in with at the SMTP server.")
    smtp_from: str | None = Field(
        default=None, pattern="^[!-?A-~]+@[!-?A-~]+$", description="Sender of digests. Unset: no mail is ever sent."
    )
    smtp_domains: str = Field(
        default="", description="Domains (comma-separated) that digests may be sent to. Unset: all."
    )
    digest_hour: int = Field(
        default=8, ge=1, le=23, description="Hour in Asia/Seoul from which the digest of the day before is sent."
    )
    tick_seconds: float = Field(default=10, gt=0, description="Time between two ticks of the scheduler, in seconds.")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="warning", description="What is logged, as JSON lines; at info also one line a request."
    )

    @field_validator("oidc_roles")
    @classmethod
    def _names_roles(cls, words: str) -> str:
        known = {*Actor} - {Actor.SYSTEM}
        if any(pair.partition("=")[2] not in known for pair in words.split(",") if words):
            raise ValueError(f"each is word=role, and the roles are {', '.join(sorted(known))}")
        return words

    @property
    def inside_hosts(self) -> frozenset[str]:
        """
        Return the hosts that the operator vouches for.
        """
        return _listed(self.webhook_inside)

    @property
    def provider_hosts(self) -> frozenset[str]:
        """
        Return the further hosts of the OpenID provider.
        """
        return _listed(self.oidc_hosts)

    @property
    def provider_roles(self) -> tuple[tuple[str, Actor], ...]:
        """
        Return which role each word of the provider's claim stands for, in order.
        """
        pairs = (pair.partition("=") for pair in self.oidc_roles.split(",") if pair.strip())
        return tuple((word.strip(), Actor(role)) for word, _, role in pairs)

    @property
    def mail_domains(self) -> frozenset[str]:
        """
        Return the domains that digests may go to; none means all.
        """
        return _listed(self.smtp_domains)


def _listed(words: str) -> frozenset[str]:
    return frozenset(word.strip().lower() for word in words.split(",") if word.strip())
