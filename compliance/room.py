"""
Keep a reserve of the disk: what is taken in stops before nothing at all can be written any more.

With the reserve people go on looking and deciding, for every look writes a line of the journal; without it PostgreSQL
itself goes down as soon as it cannot write ahead. Of a database server elsewhere only itself knows how full it is.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from compliance import outages
from compliance.store.cluster import OPEN_PLACE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from compliance.settings import Settings

MEGABYTE: Final = 1_000_000
TEMPORARY: Final = 8 * MEGABYTE
"""Bytes that have to be free for temporary files: rules that are tried, words of PostgreSQL's programs."""


def verify(settings: Settings) -> None:
    """
    Refuse to take anything in where only the reserve is left.

    Raises:
        Outage: there is no room.
    """
    if is_short(_stores(settings), settings.reserve_megabytes * MEGABYTE):
        raise outages.storage_full()


def suffices(settings: Settings) -> bool:
    """
    Tell whether there is room for what comes in and for temporary files.
    """
    is_taking_in = not is_short(_stores(settings), settings.reserve_megabytes * MEGABYTE)
    return is_taking_in and not is_short((Path(tempfile.gettempdir()),), TEMPORARY)


def is_short(places: Iterator[Path] | tuple[Path, ...], reserve: int) -> bool:
    """
    Tell whether any of these places has fewer bytes left than its reserve.
    """
    return any(shutil.disk_usage(place).free < reserve for place in places if place.exists())


def _stores(settings: Settings) -> Iterator[Path]:
    yield settings.data_dir
    if settings.database_url is None:
        yield OPEN_PLACE
