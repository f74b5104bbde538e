"""
Hand a mail to the operator's SMTP server, encrypted on the way unless the settings say otherwise.
"""

from __future__ import annotations

import re
import smtplib
import ssl
import time
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from typing import TYPE_CHECKING

from compliance.errors import Rejected
from compliance.notifications.kinds import Attempt, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from compliance.settings import Settings

SECONDS = 10.0
"""Longest wait for one reply of the server."""
NEVER = 500
"""Reply codes from here on are for good: the same mail would be refused again."""
ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@((?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9])"
)
LONGEST_ADDRESS = 254


@dataclass(frozen=True, slots=True)
class Letter:
    """
    Hold a mail; `reference` is the same whenever the same is sent again.
    """

    to: str
    subject: str
    text: str
    reference: str
    at: datetime


def check_address(address: str, domains: frozenset[str]) -> str:
    """
    Return a mail address that digests may go to; `domains` are those that the settings allow, none means all.

    Raises:
        Rejected: "address", it is none, or of another domain.
    """
    known = ADDRESS.fullmatch(address) if len(address) <= LONGEST_ADDRESS else None
    if known is None:
        raise Rejected("전자우편 주소가 아닙니다", "this is no mail address", "address")
    if domains and known[1].lower() not in domains:
        raise Rejected("이 도메인으로는 보내지 않습니다", "no mail is sent to this domain", "address")
    return address


def is_set(settings: Settings) -> bool:
    """
    Tell whether the settings name a server and a sender; without them nothing is ever sent.
    """
    return bool(settings.smtp_host and settings.smtp_from)


def deliver(settings: Settings, letter: Letter) -> Attempt:
    """
    Hand over one mail and say how that ended; nothing is raised for what a server or a network does.
    """
    began = time.monotonic()
    outcome, status = _deliver(settings, letter)
    return Attempt(outcome, status, int((time.monotonic() - began) * 1000), is_final=(status or 0) >= NEVER)


def _deliver(settings: Settings, letter: Letter) -> tuple[Outcome, int | None]:
    try:
        with _server(settings) as server:
            server.send_message(_message(settings, letter))
    except smtplib.SMTPRecipientsRefused as refused:
        return Outcome.REFUSED, max(code for code, _ in refused.recipients.values())
    except smtplib.SMTPResponseException as refused:
        return Outcome.REFUSED, refused.smtp_code
    except (smtplib.SMTPNotSupportedError, ssl.SSLError):
        # The server offers no encryption, or proves no name: better no mail than one that anybody reads.
        return Outcome.TLS, None
    except TimeoutError:
        return Outcome.TIMEOUT, None
    except OSError:
        return Outcome.UNREACHABLE, None
    return Outcome.DELIVERED, 250


@contextmanager
def _server(settings: Settings) -> Iterator[smtplib.SMTP]:
    host, port = settings.smtp_host or "", settings.smtp_port
    context = ssl.create_default_context(cafile=settings.outside_ca_file)
    if settings.smtp_tls == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=context)
    else:
        server = smtplib.SMTP(host, port, timeout=SECONDS)
    with server:
        if settings.smtp_tls == "starttls":
            server.starttls(context=context)
        if settings.smtp_user and settings.smtp_password:
            server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
        yield server


def _message(settings: Settings, letter: Letter) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = settings.smtp_from, letter.to, letter.subject
    message["Date"] = format_datetime(letter.at)
    message["Message-ID"] = f"<{letter.reference}@{(settings.smtp_from or '').partition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    # Not every server takes eight bits.
    message.set_content(letter.text, cte="base64")
    return message
