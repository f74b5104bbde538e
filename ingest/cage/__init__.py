"""
Run every format reader in a child process that can harm nothing: bytes in by pipe, checked JSON out.

`client` is the parent's side, `server` forks, `child` shuts its cage (limits, user, Landlock, seccomp) and reads or
unpacks, `reply` is the contract between them and `checks` holds answers to their text. This package is the only place in `ingest` that starts processes.
"""

from ingest.cage.client import draft_caged, draw_caged, prepare, read_caged, unpack_caged
from ingest.cage.limits import DEFAULT_LIMITS, Limits

__all__ = ["DEFAULT_LIMITS", "Limits", "draft_caged", "draw_caged", "prepare", "read_caged", "unpack_caged"]
