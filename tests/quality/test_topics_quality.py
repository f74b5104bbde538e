"""
Rebuild the model of topics from the shared corpus.
"""

from __future__ import annotations

import pytest

from benchmarks.topics_train import labelled, trained
from rules.topics import model

pytestmark = pytest.mark.quality


@pytest.mark.usefixtures("shared")
def test_the_shipped_model_is_what_its_command_writes() -> None:
    """
    Training on today's corpus gives the shipped file, byte by byte.
    """
    assert trained(labelled()) == model.SHIPPED.read_bytes()
