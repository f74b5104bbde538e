"""
Be the one door through which contract text leaves the store: first the journal line, then the bytes.

Nothing else opens a sealed value (a test looks). A transaction commits before its office method returns, so no bytes
are served without their line on disk. File name and declaration are the submitter's own words about the document:
they are sealed as well, but showing them is no view of the agreement and writes no line.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from compliance import journal
from compliance.errors import NotFound
from compliance.facsimile.personal import blackened, blackened_all
from compliance.journal import Act
from compliance.store.tables import DocumentKey, Original, Screening

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

    from compliance.access import Person
    from compliance.store.cluster_tables import ClusterNote, TemplateClause
    from compliance.store.draft_tables import PreviewChange
    from compliance.store.envelope import Envelope, KeyRing
    from compliance.store.organisation_tables import OrganisationAgreement
    from compliance.store.tables import Finding, FindingEvent, Submission

LOOKED_AT = frozenset({Act.VIEWED_REPORT, Act.VIEWED_TEXT, Act.VIEWED_FINDINGS})
"""What people do, and not the program for them."""


@dataclass(frozen=True, slots=True)
class Kept:
    """
    Hold a document as it was read, and the object of CHECK_JSON.md on it.
    """

    document: dict[str, Any]
    report: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sealed:
    """
    Hold a kept reading and the report on its document, still sealed: they are opened when the journal's line is on disk.
    """

    _of_document: Envelope = field(repr=False)
    _reading: bytes
    _report: bytes

    def reading(self) -> bytes:
        """
        Hand out the reading.
        """
        return self._of_document.open_packed(self._reading, "reading")

    def report(self) -> bytes:
        """
        Hand out the object of CHECK_JSON.md as JSON.
        """
        return self._of_document.open_packed(self._report, "report")


@dataclass(frozen=True, slots=True)
class Door:
    """
    Open sealed values for one person in one transaction.
    """

    session: Session
    keys: KeyRing
    person: Person

    def original(
        self, submission_id: UUID, act: Act = Act.VIEWED_ORIGINAL, detail: Mapping[str, object] | None = None
    ) -> bytes:
        """
        Hand out the bytes as they came in.
        """
        envelope = self._envelope(submission_id)
        self._note(act, f"submission:{submission_id}", [envelope], detail)
        stored = self.session.scalars(select(Original).where(Original.submission_id == submission_id)).one_or_none()
        if stored is None:
            raise NotFound
        return envelope.open(stored.sealed_content, "original")

    def report(self, screening: Screening, act: Act = Act.VIEWED_REPORT) -> dict[str, Any]:
        """
        Hand out the object of CHECK_JSON.md.
        """
        return self._shown(act, self._document_part(screening, screening.sealed_report, "report", act))

    def text(self, screening: Screening) -> dict[str, Any]:
        """
        Hand out the text that was read, with its clauses.
        """
        shown = self._document_part(screening, screening.sealed_text, "text", Act.VIEWED_TEXT)
        return self._shown(Act.VIEWED_TEXT, shown)

    def document(self, screening: Screening) -> dict[str, Any]:
        """
        Hand out the document as it was read, the place of every letter included.
        """
        return self._document_part(screening, screening.sealed_document, "document", Act.VIEWED_TEXT)

    def parts(self, subject: str, screenings: Sequence[Screening], purpose: str, act: Act) -> dict[UUID, Any]:
        """
        Hand out "report" or "document" of several documents by their screenings: one line for all, naming each.

        `subject` is what they are parts of: "submission:..." or "audit_run:...".
        """
        envelopes = self._envelopes({screening.submission_id for screening in screenings})
        ids = [str(screening.id) for screening in screenings]
        self._note(act, subject, envelopes.values(), {"screenings": ids, "part": purpose})
        sealed = {one: one.sealed_report if purpose == "report" else one.sealed_document for one in screenings}
        return {
            one.id: self._shown(act, envelopes[one.submission_id].open_json(value, purpose))
            for one, value in sealed.items()
            if value
        }

    def kept(
        self, submission_id: UUID, screenings: Sequence[Screening], act: Act = Act.READ_FOR_AUDIT
    ) -> dict[UUID, Kept]:
        """
        Hand an audit the documents as they were read and the reports on them, by screening: one line for all.
        """
        whole = [one for one in screenings if one.sealed_document and one.sealed_report]
        if not whole:
            return {}
        envelopes = self._envelopes({one.submission_id for one in whole})
        self._note(
            act, f"submission:{submission_id}", envelopes.values(), {"screenings": [str(one.id) for one in whole]}
        )
        return {one.id: _kept(envelopes[one.submission_id], one) for one in whole}

    def readings(self, run_id: UUID, screening_ids: Sequence[UUID]) -> dict[UUID, Sealed]:
        """
        Hand an audit the kept readings of documents and the reports on them, by submission: one line for all of them.
        """
        wanted = select(Screening.id, Screening.submission_id, Screening.sealed_reading, Screening.sealed_report)
        rows = self.session.execute(wanted.where(Screening.id.in_(screening_ids)))
        whole = [(one, of, reading, report) for one, of, reading, report in rows if reading and report]
        if not whole:
            return {}
        envelopes = self._envelopes({of for _, of, *_ in whole})
        self._note(
            Act.READ_FOR_AUDIT,
            f"audit_run:{run_id}",
            envelopes.values(),
            {"screenings": [str(one) for one, *_ in whole]},
        )
        return {of: Sealed(envelopes[of], reading, report) for _, of, reading, report in whole}

    def bodies(self, findings: Sequence[Finding]) -> dict[UUID, dict[str, Any]]:
        """
        Hand out what findings quote: one line for all of them, naming each.
        """
        if not findings:
            return {}
        envelopes = self._envelopes({finding.submission_id for finding in findings})
        subject = f"finding:{findings[0].id}" if len(findings) == 1 else f"findings:{len(findings)}"
        self._note(Act.VIEWED_FINDINGS, subject, envelopes.values(), {"ids": [str(finding.id) for finding in findings]})
        opened = [
            envelopes[finding.submission_id].open_json(finding.sealed_body, f"finding|{finding.id}")
            for finding in findings
        ]
        return dict(zip((finding.id for finding in findings), blackened_all(opened), strict=True))

    def samples(self, preview_id: UUID, changes: Sequence[PreviewChange]) -> dict[UUID, str]:
        """
        Hand out the masked quotes of a preview's samples: one line for all of them, naming each.
        """
        envelopes = self._envelopes({one.submission_id for one in changes})
        ids = [str(one.id) for one in changes]
        self._note(Act.VIEWED_SAMPLES, f"draft_preview:{preview_id}", envelopes.values(), {"ids": ids})
        # A document that was destroyed since takes its quotes with it.
        return {
            one.id: envelopes[one.submission_id].open_json(one.sealed_quote, f"preview|{one.id}")
            for one in changes
            if one.sealed_quote and one.submission_id in envelopes
        }

    def labels(self, clauses: Sequence[TemplateClause]) -> dict[UUID, dict[str, str]]:
        """
        Hand out whose templates clauses are and where they stand; names and numbers, no view of the agreement: no line.
        """
        envelopes = self._envelopes({one.submission_id for one in clauses})
        return {
            one.finding_id: envelopes[one.submission_id].open_json(one.sealed_label, f"template|{one.finding_id}")
            for one in clauses
        }

    def organisations(self, rows: Sequence[OrganisationAgreement]) -> dict[UUID, str]:
        """
        Hand out the names of agreements' stronger parties, by submission; names alone, no view of the agreement: no line.
        """
        envelopes = self._envelopes({one.submission_id for one in rows})
        return {
            one.submission_id: envelopes[one.submission_id].open_json(one.sealed_name, "organisation")["organisation"]
            for one in rows
            if one.sealed_name
        }

    def cluster_notes(self, cluster_id: UUID, rows: Sequence[ClusterNote]) -> dict[UUID, dict[str, str]]:
        """
        Hand out what people noted for a template; a note may quote agreements.
        """
        if rows:
            self._note(Act.VIEWED_CLUSTER_NOTES, f"template:{cluster_id}", ())
        return {
            row.id: self.keys.envelope(row.tenant_id, row.id, row.wrapped_key).open_json(
                row.sealed_note, "cluster_note"
            )
            for row in rows
        }

    def notes(self, finding: Finding, events: Iterable[FindingEvent]) -> dict[UUID, str]:
        """
        Hand out what people noted when they decided on a finding; a note may quote the agreement.
        """
        envelope = self._envelope(finding.submission_id)
        self._note(Act.VIEWED_HISTORY, f"finding:{finding.id}", [envelope])
        return {
            event.id: blackened(envelope.open_json(event.sealed_note, f"note|{event.id}"))
            for event in events
            if event.sealed_note
        }

    def particulars(self, submissions: Sequence[Submission]) -> dict[UUID, dict[str, Any]]:
        """
        Hand out names, hashes and declarations; no view of the agreement, so no line.
        """
        envelopes = self._envelopes({submission.id for submission in submissions})
        return {
            submission.id: envelopes[submission.id].open_json(submission.sealed_particulars, "particulars")
            for submission in submissions
        }

    def sealing(self, submission_id: UUID) -> Callable[[object, str], bytes]:
        """
        Return what seals further JSON values of this document; it opens nothing.
        """
        return self._envelope(submission_id).seal_json

    def packing(self, submission_id: UUID) -> Callable[[bytes, str], bytes]:
        """
        Return what seals further bytes of this document, compressed; it opens nothing.
        """
        return self._envelope(submission_id).seal_packed

    def _document_part(self, screening: Screening, sealed: bytes | None, purpose: str, act: Act) -> dict[str, Any]:
        if sealed is None:
            raise NotFound
        envelope = self._envelope(screening.submission_id)
        self._note(act, f"submission:{screening.submission_id}", [envelope], {"screening": str(screening.id)})
        opened: dict[str, Any] = envelope.open_json(sealed, purpose)
        return opened

    def _shown(self, act: Act, value: dict[str, Any]) -> dict[str, Any]:
        """
        Blacken the numbers of people in what is looked at; what the program reads for itself stays whole.
        """
        return blackened_all(value) if act in LOOKED_AT else value

    def _envelope(self, submission_id: UUID) -> Envelope:
        envelope = self._envelopes({submission_id}).get(submission_id)
        if envelope is None:
            raise NotFound
        return envelope

    def _envelopes(self, submission_ids: set[UUID]) -> dict[UUID, Envelope]:
        wrapped = self.session.scalars(select(DocumentKey).where(DocumentKey.submission_id.in_(submission_ids)))
        return {
            row.submission_id: self.keys.envelope(row.tenant_id, row.submission_id, row.wrapped_key) for row in wrapped
        }

    def _note(self, act: Act, subject: str, of: Iterable[Envelope], detail: Mapping[str, object] | None = None) -> None:
        journal.write(self.session, self.person, act, subject, detail, {one.tenant_id for one in of})


def _kept(envelope: Envelope, screening: Screening) -> Kept:
    document, report = screening.sealed_document or b"", screening.sealed_report or b""
    return Kept(envelope.open_json(document, "document"), envelope.open_json(report, "report"))
