"""
Tell a sheet that names one unit of money over its figures while their number formats show another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest import late

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ingest.sheets.show import Seen

SCALES: Final = {"원": 0, "천원": 1, "백만원": 2, "십억원": 3}
"""Units to the thousands that a format must divide by to show won in them."""
NAMED: Final = late.pattern(r"단 ?위 ?[:;]? ?(?:KRW|₩)? ?(원|천 ?원|백만 ?원|십억 ?원)(?![가-힣])")
WRITTEN: Final = late.pattern(r"\d ?(천원|백만원|십억원|원)$")


def differs_in_unit(cells: Iterable[Seen]) -> bool:
    """
    Tell whether formats scale figures, or write a unit behind them, in another way than the only unit named says.

    Figures without a scale prove nothing: they may have been typed in the unit.
    """
    named: set[int] = set()
    shown: set[int] = set()
    for seen in cells:
        if seen.number is None:
            named.update(SCALES[found.replace(" ", "")] for found in NAMED.findall(seen.text))
        elif seen.scale:
            shown.add(seen.scale)
        elif written := WRITTEN.search(seen.text):
            shown.add(SCALES[written[1]])
    return len(named) == 1 and bool(shown - named)
