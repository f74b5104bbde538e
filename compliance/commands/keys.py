"""
`compliance keys`: replace the key that wraps the keys of all documents.
"""

from __future__ import annotations

import sys

import typer

from compliance.commands.opened import opened, told
from compliance.progress import progress
from compliance.safekeeping.rotation import keys_left
from compliance.safekeeping.rotation import rotate as turn

keys = typer.Typer(add_completion=False, pretty_exceptions_enable=False, no_args_is_help=True)

IN_SETTINGS = """\
이제 COMPLIANCE_KEK를 새 열쇠로 바꾸고 COMPLIANCE_NEXT_KEK를 지운 뒤 모든 프로그램을 다시 시작하십시오.
Now set COMPLIANCE_KEK to the new key, unset COMPLIANCE_NEXT_KEK and start all programs again.
"""
IN_FILES = """\
이전 열쇠는 keys/retired에 있습니다. 이전 백업을 복구할 때만 필요합니다.
The former key lies in keys/retired; only restoring a back-up from before needs it.
"""


@keys.callback()
def about() -> None:
    """
    Replace the key that wraps the keys of all documents.
    """


@keys.command()
def rotate() -> None:
    """
    Make a new key and wrap every document's key by it while the office works; run again it goes on where it was.
    """
    with opened() as office, told():
        with progress(keys_left(office)) as step:
            turned = turn(office, step)
        sys.stdout.write(
            f"열쇠 교체 완료: {turned.keys}개 / {turned.keys} keys of documents wrapped by {turned.mark}\n"
        )
        sys.stdout.write(IN_SETTINGS if office.settings.kek else IN_FILES)
