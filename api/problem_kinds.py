"""
List every kind of problem this service answers with: stable name, status, title in Korean and English.

Adding a kind: one line here; its page under `/problems/{name}` and its place in the tests follow by themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Kind:
    """
    Name one kind of problem; `name` never changes once released.
    """

    name: str
    status: int
    ko: str
    en: str

    @property
    def type(self) -> str:
        """
        Return the problem's type: a path of this service that can be opened.
        """
        return f"/problems/{self.name}"


BAD_REQUEST: Final = Kind("bad-request", 400, "요청을 이해할 수 없습니다", "The request cannot be understood")
BAD_CURSOR: Final = Kind("bad-cursor", 400, "이 목록의 쪽 표시가 아닙니다", "The cursor does not belong to this list")
NOT_SIGNED_IN: Final = Kind("not-signed-in", 401, "로그인이 필요합니다", "Sign in first")
NOT_ALLOWED: Final = Kind("not-allowed", 403, "권한이 없습니다", "You may not do this")
FORGED_FORM: Final = Kind(
    "forged-form", 403, "이 서비스의 화면에서 보낸 양식이 아닙니다", "The form was not sent from a page of this service"
)
NOT_FOUND: Final = Kind("not-found", 404, "찾을 수 없습니다", "There is nothing here")
NO_SUCH_METHOD: Final = Kind(
    "method-not-allowed", 405, "이 주소에서 쓸 수 없는 방식입니다", "The address does not take this method"
)
TOO_SLOW: Final = Kind(
    "too-slow", 408, "보내시는 데 시간이 너무 오래 걸렸습니다", "The request took too long to arrive"
)
CONFLICT: Final = Kind("conflict", 409, "지금의 상태와 맞지 않습니다", "It conflicts with the present state")
CHANGED: Final = Kind(
    "changed-meanwhile", 412, "그 사이에 내용이 바뀌었습니다", "It has changed since you looked at it"
)
TOO_LARGE: Final = Kind("too-large", 413, "보내신 내용이 너무 큽니다", "What was sent is too large")
UNSUPPORTED_MEDIA: Final = Kind(
    "unsupported-media-type", 415, "받을 수 없는 형식입니다", "This media type is not taken here"
)
UNUSABLE: Final = Kind("unusable-input", 422, "보내신 내용을 쓸 수 없습니다", "What was sent cannot be used")
CONDITION_MISSING: Final = Kind(
    "if-match-missing", 428, "If-Match 머리글이 필요합니다", "The request needs an If-Match header"
)
TOO_MANY: Final = Kind("too-many-requests", 429, "요청이 너무 잦습니다", "Too many requests")
BROKEN: Final = Kind("internal-error", 500, "서비스 안에서 오류가 났습니다", "The service failed inside")
UNAVAILABLE: Final = Kind("unavailable", 503, "지금은 이용할 수 없습니다", "The service cannot work just now")

KINDS: Final = {kind.name: kind for kind in list(globals().values()) if isinstance(kind, Kind)}
"""Every kind by its name."""
BY_STATUS: Final = {kind.status: kind for kind in reversed(KINDS.values())}
"""The first kind listed for a status: what a bare HTTP error of the framework becomes."""
