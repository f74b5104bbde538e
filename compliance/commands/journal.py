"""
`compliance journal`: verify the journal, here or offline, and report who looked at agreements in a month.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compliance import journal as journals
from compliance import journal_file, journal_report, seoul
from compliance.commands.opened import opened, told
from compliance.exports.writing import Format, write
from compliance.schedule import CHECKPOINTS
from compliance.settings import Settings
from compliance.store.envelope import key_ring
from compliance.store.keeper import keeper
from compliance.store.signing import PublicKey
from compliance.store.verifying import verifier

if TYPE_CHECKING:
    from compliance.journal import Verdict
    from compliance.store.signing import Voucher

journal = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
WRONG_USAGE = 2


@journal.callback(invoke_without_command=True)
def about(context: typer.Context) -> None:
    """
    Verify the journal; end with 1 where a line was altered, inserted or taken away.
    """
    if context.invoked_subcommand is None:
        verify()


@journal.command()
def verify(
    file: Annotated[
        Path | None, typer.Option(help="A file of `compliance journal export`: no database is needed.")
    ] = None,
    checkpoints: Annotated[
        Path | None, typer.Option(help="The checkpoints to compare with. Unset: those of the data folder.")
    ] = None,
    public_key: Annotated[
        str | None,
        typer.Option(help="With --file: what `compliance journal key` told. No secret of the installation is needed."),
    ] = None,
) -> None:
    """
    Compute the chain again, and compare it with the checkpoints outside the database.
    """
    with told():
        _tell(_offline(file, checkpoints, public_key) if file else _here(checkpoints))


@journal.command()
def key() -> None:
    """
    Print the public key by which others verify checkpoints, certificates and receipts.
    """
    with told():
        settings = Settings()
        sys.stdout.write(f"{key_ring(settings.kek, settings.data_dir, settings.next_kek).public_key()}\n")


@journal.command()
def export(file: Annotated[Path, typer.Argument(help="File to write, not there yet.")]) -> None:
    """
    Write the journal as JSON Lines, to be verified elsewhere.
    """
    with opened() as office, verifier(office.site.owner_url) as session:
        count = journal_file.export(session, file)
    sys.stdout.write(f"{count}행 / {count} lines: {file}\n")


@journal.command()
def report(
    month: Annotated[str, typer.Argument(metavar="YYYY-MM", help="The month, by the clock of Seoul.")],
    pdf: Annotated[Path | None, typer.Option(help="Write it to this file as PDF.")] = None,
) -> None:
    """
    Tell who looked at agreements in a month: how often, whose, from where and for what.
    """
    try:
        asked = journal_report.month_of(month)
    except ValueError:
        sys.stderr.write("YYYY-MM\n")
        raise typer.Exit(WRONG_USAGE) from None
    with opened() as office, keeper(office.site.owner_url) as session:
        drawn_up = journal_report.draw_up(session, asked)
    sys.stdout.write("\n".join([*journal_report.lines_of(drawn_up), ""]))
    if pdf:
        pdf.write_bytes(write(journal_report.paper_of(drawn_up, seoul.today()), Format.PDF))


def _here(checkpoints: Path | None) -> Verdict:
    with opened() as office:
        noted = journals.read_checkpoints(checkpoints or office.settings.data_dir / CHECKPOINTS, office.keys)
        with verifier(office.site.owner_url) as session:
            return journals.verify(session, noted)


def _offline(file: Path, checkpoints: Path | None, public_key: str | None) -> Verdict:
    settings = Settings()
    keys: Voucher = (
        PublicKey.of(public_key) if public_key else key_ring(settings.kek, settings.data_dir, settings.next_kek)
    )
    noted = journals.read_checkpoints(checkpoints or settings.data_dir / CHECKPOINTS, keys)
    return journals.verify_lines(journal_file.lines_of(file), noted)


def _tell(verdict: Verdict) -> None:
    if verdict.sound:
        sys.stdout.write(f"이상 없음: {verdict.lines}행 / sound: {verdict.lines} lines\n")
        return
    sys.stderr.write(f"변조 의심: {verdict.bad_line}행 / line {verdict.bad_line}: {verdict.why}\n")
    raise typer.Exit(1)
