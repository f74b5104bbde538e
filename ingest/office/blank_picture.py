"""
Tell whether a picture looks like empty paper: laid over words, it hides them and nobody sees that it is there.
"""

from __future__ import annotations

from io import BytesIO
from typing import Final

import numpy as np
from PIL import Image

from ingest.ocr.picture import DAMAGE, KINDS, MOST_PIXELS

# Pixels: a mark of a hundredth of the picture is still seen at this size.
SAMPLE: Final = 64
# Of 255: darker pixels are seen on paper, and pixels that let more through than this do not hide a word.
PAPER, OPAQUE = 225, 200
ENOUGH: Final = 0.99


def looks_like_paper(content: bytes) -> bool:
    """
    Tell whether almost all of a picture is white and nothing shines through; a picture that cannot be read is not.
    """
    try:
        picture = Image.open(BytesIO(content), formats=KINDS)
        if picture.width * picture.height > MOST_PIXELS:
            return False
        pixels = np.asarray(picture.convert("RGBA").resize((SAMPLE, SAMPLE), Image.Resampling.BOX))
    except (Image.DecompressionBombError, *DAMAGE):
        return False
    is_blank = (pixels[..., :3].min(axis=2) >= PAPER) & (pixels[..., 3] >= OPAQUE)
    return bool(is_blank.mean() >= ENOUGH)
