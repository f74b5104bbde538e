"""
Be the one door to the office for `api` and the command line: each method is one transaction, committed at its end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from uuid import UUID

    from compliance.access import Person
    from compliance.settings import Settings
    from compliance.views import (
        CatalogView,
        Decision,
        DocumentView,
        EventView,
        FindingFilter,
        FindingView,
        HealthView,
        Origin,
        Page,
        SubmissionView,
        Upload,
    )
    from ingest.document import Declaration


class Office:
    """
    Hold the connections of one process and offer what people do: enter, submit, look, decide.

    Every method may raise `Unavailable`; those that take an id raise `NotFound` for what is absent or not theirs.
    """

    @classmethod
    def open(cls, settings: Settings) -> Self:
        """
        Find or start PostgreSQL, bring its schema up to date (embedded only) and connect.
        """
        raise NotImplementedError

    def close(self) -> None:
        """
        Give back all connections; stop the embedded PostgreSQL if this was its last user.
        """
        raise NotImplementedError

    def enter(self, key: str) -> Person | None:
        """
        Return whom this API key belongs to, None for an unknown or revoked key.
        """
        raise NotImplementedError

    def exchange(self, key: str) -> str | None:
        """
        Exchange an API key for a session token, None for an unknown or revoked key.
        """
        raise NotImplementedError

    def enter_with_link(self, token: str) -> str | None:
        """
        Use up a one-use link and return a session token, None if it is unknown, used or too old.
        """
        raise NotImplementedError

    def session(self, token: str) -> Person | None:
        """
        Return whose session this is and keep it alive, None if it is unknown, ended or too old.
        """
        raise NotImplementedError

    def leave(self, token: str) -> None:
        """
        End a session; an unknown token is no error.
        """
        raise NotImplementedError

    def submit(
        self,
        person: Person,
        upload: Upload,
        declaration: Declaration,
        idempotency_key: str | None = None,
        *,
        origin: Origin | None = None,
    ) -> SubmissionView:
        """
        Store the bytes unaltered and queue their screening; both are on disk when this returns.

        `origin` defaults to a self-check for a startup (which the authority never sees) and to `ordered` for an
        auditor; a startup may say `registered`.

        Raises:
            Rejected: "101" empty, "104" too large, "name", "declaration", "origin".
            Conflict: the idempotency key was used with another file or declaration.
            Forbidden: this actor does not submit.
        """
        raise NotImplementedError

    def submission(self, person: Person, submission_id: UUID) -> SubmissionView:
        """
        Show one submission.
        """
        raise NotImplementedError

    def submissions(self, person: Person, cursor: str | None = None, limit: int = 20) -> Page[SubmissionView]:
        """
        List the submissions this person may see, newest first.
        """
        raise NotImplementedError

    def original(self, person: Person, submission_id: UUID) -> Upload:
        """
        Hand out the very bytes that came in; written into the journal first.
        """
        raise NotImplementedError

    def screening(self, person: Person, submission_id: UUID) -> dict[str, object]:
        """
        Return the object of CHECK_JSON.md; written into the journal first. NotFound until it is screened.
        """
        raise NotImplementedError

    def document_text(self, person: Person, submission_id: UUID) -> DocumentView:
        """
        Show the text that was read with its clauses; written into the journal first. NotFound until it is screened.
        """
        raise NotImplementedError

    def findings(
        self, person: Person, wanted: FindingFilter, cursor: str | None = None, limit: int = 20
    ) -> Page[FindingView]:
        """
        List findings this person may see, newest first; written into the journal first.
        """
        raise NotImplementedError

    def finding(self, person: Person, finding_id: UUID) -> FindingView:
        """
        Show one finding; written into the journal first.
        """
        raise NotImplementedError

    def decide(self, person: Person, finding_id: UUID, decision: Decision, if_match: str) -> FindingView:
        """
        Decide on a finding as `lifecycle.json` allows; `if_match` is the `etag` the person saw.

        Raises:
            Conflict: the etag is not the present one.
            Forbidden: this actor, this state or this very person may not.
            Rejected: a missing reason code ("reason_code") or note ("note").
        """
        raise NotImplementedError

    def history(self, person: Person, finding_id: UUID) -> list[EventView]:
        """
        List what happened to a finding, oldest first.
        """
        raise NotImplementedError

    def catalog(self) -> CatalogView:
        """
        Show the catalog of this process.
        """
        raise NotImplementedError

    def health(self) -> HealthView:
        """
        Say how the office is; never raises.
        """
        raise NotImplementedError
