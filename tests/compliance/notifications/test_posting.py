"""
Hold posting to the address that was vetted: once resolved, never redirected, never kept waiting for long.
"""

from __future__ import annotations

import socket
import threading
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from compliance.notifications.kinds import Outcome
from compliance.notifications.posting import Post, seconds_asked
from tests.compliance.notifications.receiver import certified, receiving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.compliance.notifications.receiver import Receiver

NAME = "receiver.example.test"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """
    Give a receiver over plain HTTP.
    """
    with receiving() as listening:
        yield listening


def to(receiver: Receiver, **more: float) -> Post:
    """
    Vouch for a receiver on this machine.
    """
    return Post(frozenset({f"127.0.0.1:{receiver.port}"}), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (200, Outcome.DELIVERED),
        (204, Outcome.DELIVERED),
        (301, Outcome.REDIRECTED),
        (302, Outcome.REDIRECTED),
        (307, Outcome.REDIRECTED),
        (308, Outcome.REDIRECTED),
        (400, Outcome.REFUSED),
        (410, Outcome.REFUSED),
        (503, Outcome.REFUSED),
    ],
)
def test_only_a_2xx_is_delivered_and_no_redirect_is_followed(receiver: Receiver, answer: int, outcome: Outcome) -> None:
    """
    A redirect ends the attempt, wherever it leads; the one request that was made is the first.
    """
    receiver.answers.append(answer)
    attempt = to(receiver).deliver(receiver.address, {"X-Test": "1"}, b"{}")
    assert (attempt.outcome, attempt.status, attempt.is_final) == (outcome, answer, answer == 410)
    assert [(got.path, got.body, got.headers["x-test"]) for got in receiver.got] == [("/hook", b"{}", "1")]


def test_a_private_address_gets_no_connection(receiver: Receiver) -> None:
    """
    Without the operator's word the receiver on this machine is never called, by whatever name it goes.
    """
    for resolved in ("127.0.0.1", "::ffff:127.0.0.1", "::1"):
        post = Post(frozenset(), resolve=lambda *_, resolved=resolved: [resolved])
        assert post.deliver(f"https://{NAME}:8443/", {}, b"{}").outcome is Outcome.FORBIDDEN
    assert Post(frozenset()).deliver(receiver.address, {}, b"{}").outcome is Outcome.FORBIDDEN
    assert receiver.got == []


def test_a_name_is_resolved_once_and_that_address_is_called_under_its_name(tmp_path: Path) -> None:
    """
    A name that would resolve otherwise a moment later is called where it was vetted, with its name in SNI and Host.
    """
    tls, trusted = certified(tmp_path, NAME)
    asked: list[str] = []

    def changing(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["169.254.169.254"]

    with receiving(tls=tls) as receiver:
        inside = frozenset({f"{NAME}:{receiver.port}"})
        post = Post(inside, trusted, changing)
        assert post.deliver(f"https://{NAME}:{receiver.port}/a?b=c", {}, b"{}").outcome is Outcome.DELIVERED
        assert asked == [NAME]
        assert receiver.names == [NAME]
        assert [(got.path, got.headers["host"]) for got in receiver.got] == [("/a?b=c", f"{NAME}:{receiver.port}")]


def test_a_receiver_that_does_not_prove_its_name_is_told_nothing(tmp_path: Path) -> None:
    """
    An unknown authority, or a certificate of another name, ends the attempt before anything was said.
    """
    tls, trusted = certified(tmp_path, NAME)
    with receiving(tls=tls) as receiver:
        for name, authorities in ((NAME, None), ("other.example.test", trusted)):
            post = Post(frozenset({f"{name}:{receiver.port}"}), authorities, lambda *_: ["127.0.0.1"])
            assert post.deliver(f"https://{name}:{receiver.port}/", {}, b"{}").outcome is Outcome.TLS
        assert receiver.got == []


def test_no_proxy_of_the_environment_is_asked(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    What the environment says of proxies changes nothing: they would resolve names anew.
    """
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert to(receiver).deliver(receiver.address, {}, b"{}").outcome is Outcome.DELIVERED


def test_the_next_address_is_tried_where_the_first_is_not_there(receiver: Receiver) -> None:
    """
    Of several vetted addresses one that answers is enough.
    """
    inside = frozenset({f"{NAME}:{receiver.port}"})
    post = Post(inside, resolve=lambda *_: ["::1", "127.0.0.1"])
    assert post.deliver(f"http://{NAME}:{receiver.port}/", {}, b"{}").outcome is Outcome.DELIVERED


def test_nobody_there_is_unreachable_and_no_answer_of_http_is_unreadable(receiver: Receiver) -> None:
    """
    What went wrong is told by its kind, and what the other side said is not.
    """
    receiver.answers.append(b"SSH-2.0-OpenSSH_9.2\r\n")
    attempt = to(receiver).deliver(receiver.address, {}, b"{}")
    assert (attempt.outcome, attempt.status) == (Outcome.UNREADABLE, None)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        free = taken.getsockname()[1]
        post = Post(frozenset({f"127.0.0.1:{free}"}))
        assert post.deliver(f"http://127.0.0.1:{free}/", {}, b"{}").outcome is Outcome.UNREACHABLE


def test_an_endless_head_is_cut_off(receiver: Receiver) -> None:
    """
    A receiver that answers with a head of megabytes is read no further than the library's limit.
    """
    receiver.answers.append(b"HTTP/1.1 200 OK\r\nX: " + b"a" * 5_000_000)
    assert to(receiver).deliver(receiver.address, {}, b"{}").outcome is Outcome.UNREADABLE


def test_a_body_of_the_answer_is_never_read(receiver: Receiver) -> None:
    """
    A 200 that announces a body without end is delivered at once.
    """
    receiver.answers.append(b"HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n" + b"a" * 100_000)
    attempt = to(receiver).deliver(receiver.address, {}, b"{}")
    assert (attempt.outcome, attempt.status) == (Outcome.DELIVERED, 200)


def test_an_answer_that_trickles_ends_by_the_clock() -> None:
    """
    A byte now and then keeps no connection open for longer than the whole attempt may take.
    """
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        is_over = threading.Event()

        def trickle() -> None:
            connection, _ = listening.accept()
            with connection:
                while not is_over.wait(0.05):
                    try:
                        connection.sendall(b"H")
                    except OSError:
                        return

        thread = threading.Thread(target=trickle)
        thread.start()
        began = time.monotonic()
        attempt = Post(frozenset({f"127.0.0.1:{port}"}), whole_seconds=0.4).deliver(
            f"http://127.0.0.1:{port}/", {}, b""
        )
        took = time.monotonic() - began
        is_over.set()
        thread.join()
    assert attempt.outcome is Outcome.TIMEOUT
    assert took < 2


def test_how_long_a_receiver_asks_to_be_left_alone() -> None:
    """
    Seconds or a date of HTTP are read; nonsense, the past and nothing ask for nothing.
    """
    now = datetime(2026, 11, 27, 5, tzinfo=UTC)
    asked = {"120": 120, "Fri, 27 Nov 2026 05:10:00 GMT": 600, "Fri, 27 Nov 2026 04:00:00 GMT": 0, "soon": 0, "": 0}
    assert {written: seconds_asked(written, now) for written in asked} == asked
    assert seconds_asked("9" * 50, now) == 999_999_999
