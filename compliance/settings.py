"""
Hold every setting of the office in one class; nothing else reads the environment.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

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
    host: str = Field(default="127.0.0.1", description="Address the service listens on.")
    port: int = Field(default=8000, ge=0, le=65535, description="TCP port the service listens on.")
    demo: bool = Field(default=False, description="Make demonstration accounts at start and print one-use links.")
    upload_max_bytes: int = Field(default=20 * 1024 * 1024, gt=0, description="Largest file taken in, in bytes.")
    receive_seconds: int = Field(
        default=20,
        gt=0,
        description="Longest wait for a request's head, and for its body (a second more for each 8 kB), in seconds.",
    )
    page_limit: int = Field(default=100, gt=0, le=1000, description="Most entries in one page of a list.")
    session_hours: float = Field(default=8, gt=0, description="Longest life of a session, in hours.")
    session_idle_minutes: float = Field(default=30, gt=0, description="Life of a session nobody uses, in minutes.")
    link_hours: float = Field(default=24, gt=0, description="Life of a one-use sign-in link, in hours.")
    worker_concurrency: int = Field(default=2, gt=0, description="Documents one worker reads at the same time.")
    pool_size: int = Field(default=10, gt=0, description="Database connections one process keeps open at most.")
    pool_wait_seconds: float = Field(default=5, gt=0, description="Longest wait for a database connection, in seconds.")
    screening_attempts: int = Field(default=3, gt=0, description="Starts of one screening before it is given up.")
    stalled_after_seconds: float = Field(
        default=30,
        gt=0,
        description="Silence after which a worker counts as dead and its jobs go to others, in seconds.",
    )
    tick_seconds: float = Field(default=10, gt=0, description="Time between two ticks of the scheduler, in seconds.")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="warning", description="What is logged, as JSON lines; at info also one line a request."
    )
