"""
Hold signatures to the Standard Webhooks specification, by its published example and by computing them apart.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import UTC, datetime, timedelta

from compliance.notifications import signing
from compliance.notifications.signing import OVERLAP, Secret, new_secret, rotated

AT = datetime.fromtimestamp(1_614_265_330, UTC)


def test_the_specification_s_own_example_is_reproduced() -> None:
    """
    The example of the reference libraries has the signature that they print.
    """
    secret = Secret(words="whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    headers = signing.headers("msg_p5jXN8AQM9LWM0D4loKWxJek", AT, b'{"test": 2432232314}', [secret])
    assert headers == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


def test_after_a_rotation_two_secrets_sign_for_a_day() -> None:
    """
    A receiver that knows the old secret verifies until the day is over, and one that knows the new one from the start.
    """
    first = new_secret()
    both = rotated([first], AT)
    assert both[0].words != first.words
    signatures = signing.headers("msg_1", AT, b"{}", both)["webhook-signature"].split(" ")
    for secret, signature in zip((both[0], first), signatures, strict=True):
        key = base64.b64decode(secret.words.removeprefix("whsec_"))
        assert len(key) == 32
        expected = hmac.new(key, b"msg_1.1614265330.{}", hashlib.sha256).digest()
        assert signature == "v1," + base64.b64encode(expected).decode()
    later = AT + OVERLAP + timedelta(seconds=1)
    assert " " not in signing.headers("msg_1", later, b"{}", both)["webhook-signature"]


def test_a_second_rotation_drops_the_oldest_secret() -> None:
    """
    There are never more than two secrets, so that a leaked one ends with the second rotation at the latest.
    """
    first = new_secret()
    twice = rotated(rotated([first], AT), AT)
    assert len(twice) == 2
    assert first.words not in {one.words for one in twice}
