"""
`compliance backup`: write everything into a folder while the office works.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from compliance.commands.opened import opened, told
from compliance.safekeeping.backup import back_up

WITHOUT_KEY = """\
암호화 열쇠는 백업에 없습니다. 복구하려면 따로 보관한 열쇠가 있어야 합니다: {place}
The key that opens the documents is not in the back-up; restoring needs it, so keep it apart: {place}
"""


def backup(
    folder: Annotated[Path, typer.Argument(help="Folder to write to; not there yet, or empty.")],
    with_key: Annotated[
        bool, typer.Option(help="Put the key in as well; whoever has the folder then reads every document.")
    ] = False,
) -> None:
    """
    Back up the database, the tombstones of destroyed documents and the journal's checkpoints, as of one moment.
    """
    with opened() as office, told():
        manifest = back_up(office, folder, with_key=with_key)
        documents, lines = manifest.rows["submissions"], manifest.journal_end[0]
        sys.stdout.write(
            f"백업 완료: 문서 {documents}건, 기록 {lines}행 / {documents} documents, {lines} lines: {folder}\n"
        )
        if not with_key:
            place = "COMPLIANCE_KEK" if office.settings.kek else office.settings.data_dir / "keys" / "kek"
            sys.stdout.write(WITHOUT_KEY.format(place=place))
