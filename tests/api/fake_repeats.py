"""
Stand in for the desk that does things once: answers are kept in memory.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from compliance.errors import Conflict
from compliance.repeating import other_request

if TYPE_CHECKING:
    from compliance.repeating import Answer, Asked


class FakeRepeats:
    """
    Keep answers by their keys.
    """

    def __init__(self) -> None:
        """
        Keep nothing yet.
        """
        self.kept: dict[bytes, tuple[bytes, Answer | None]] = {}

    def begin(self, asked: Asked) -> Answer | None:
        """
        Begin, or give what was answered.
        """
        if asked.key_hash not in self.kept:
            self.kept[asked.key_hash] = (asked.request, None)
            return None
        request, answer = self.kept[asked.key_hash]
        if request != asked.request:
            raise other_request()
        if answer is None:
            raise Conflict("처리하고 있습니다", "it is being carried out", "idempotency")
        return answer

    def keep(self, asked: Asked, answer: Answer) -> None:
        """
        Keep an answer.
        """
        self.kept[asked.key_hash] = (asked.request, answer)

    def forget(self, asked: Asked) -> None:
        """
        Forget what was begun.
        """
        del self.kept[asked.key_hash]
