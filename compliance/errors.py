"""
Name everything the office refuses, without a word of HTTP; `api/problems.py` maps these types to answers.
"""

from __future__ import annotations


class ComplianceError(Exception):
    """
    Report that the office did not do what was asked; `ko` and `en` are for people, `code` is for programs.
    """

    code = "error"

    def __init__(self, ko: str, en: str, code: str = "") -> None:
        """
        Keep the words in both languages; none of them holds contract text.
        """
        self.ko = ko
        self.en = en
        self.code = code or self.code
        super().__init__(f"{self.code}: {en}")


class NotFound(ComplianceError):
    """
    Report that nothing by that id exists for this person; another tenant's thing is told in the very same words.
    """

    code = "not_found"

    def __init__(self, ko: str = "찾을 수 없습니다", en: str = "there is nothing by that id") -> None:
        """
        Default to the one wording that absent and foreign things share.
        """
        super().__init__(ko, en)


class Forbidden(ComplianceError):
    """
    Report that this actor may not do this, or not in this state.
    """

    code = "forbidden"


class Conflict(ComplianceError):
    """
    Report that somebody was faster: the thing is no longer as the caller saw it.
    """

    code = "conflict"


class Rejected(ComplianceError):
    """
    Report input that breaks a limit or a form; `code` is "101" (empty), "104" (too large) or a word.
    """

    code = "rejected"


class Unavailable(ComplianceError):
    """
    Report that the office cannot work just now (no database, no key); trying again later may help.
    """

    code = "unavailable"


class Outage(Unavailable):
    """
    Report that storage, database or connections give out for now; whatever was asked works again by itself later.

    `seconds` tells when it may be worth asking again. Nothing was acknowledged, and nothing is left by halves.
    """

    def __init__(self, ko: str, en: str, code: str, seconds: int) -> None:
        """
        Keep the words, the code and the wait in seconds.
        """
        super().__init__(ko, en, code)
        self.seconds = seconds


class TooMuch(ComplianceError):
    """
    Report that an organisation has used up what it may; `seconds` tells when there is room again.
    """

    code = "quota"

    def __init__(self, ko: str, en: str, seconds: int) -> None:
        """
        Keep the words and the wait in seconds.
        """
        super().__init__(ko, en)
        self.seconds = seconds
