"""
The network that reads the words of a sentence in their order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from rules.classifier import network
from rules.classifier.binding import TOLD
from rules.classifier.network import MOST_WORDS, Network
from rules.classifier.words import BUCKETS, parts_of

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

_NAMES = ("GEN-01", "nothing", "unfair")


def _small() -> Network:
    lots = np.random.default_rng(7)
    letters, seen, norms, hidden = 4, 6, 2, 5
    shapes = {"first": (3, letters, seen), "second": (3, seen, seen), "norms": (len(TOLD), norms)}
    shapes |= {"hidden": (2 * seen + letters + norms, hidden), "out": (hidden, len(_NAMES))}
    learned = {"parts": lots.normal(size=(BUCKETS, letters)).astype(np.float32)}
    for name, shape in shapes.items():
        learned[name] = lots.normal(size=shape).astype(np.float32)
        learned[f"{name}_bias"] = lots.normal(size=shape[-1]).astype(np.float32)
    return network.packed(_NAMES, learned, {})


def _outputs(said: list[str], *, bound: float = 0) -> NDArray[np.float32]:
    return _small().outputs(said, np.full((len(said), len(TOLD)), bound, np.float32))


def test_a_sentence_is_read_alike_alone_and_among_others() -> None:
    """
    No sentence hears its neighbours, however short they are.
    """
    said = ["을은 고친다", "갑은", "", "갑은 을의 청구가 있으면 이를 다시 고친다"]
    among = _outputs(said)
    for row, one in zip(among, said, strict=True):
        assert np.allclose(_outputs([one])[0], row, atol=1e-4)


def test_the_same_words_in_another_order_are_another_sentence() -> None:
    """
    Who does what to whom is told by the order.
    """
    one, other = _outputs(["갑은 을에게 준다", "을에게 갑은 준다"])
    assert not np.allclose(one, other, atol=1e-2)


def test_the_same_words_are_heard_otherwise_where_they_bind_otherwise() -> None:
    """
    Who must and who may is read by the norms, and told besides.
    """
    assert not np.allclose(_outputs(["갑은 을에게 준다"]), _outputs(["갑은 을에게 준다"], bound=1), atol=1e-2)


def test_words_beyond_the_most_that_are_read_say_nothing() -> None:
    """
    A sentence without end is read up to there.
    """
    one, longer = _outputs(["가 " * MOST_WORDS, "가 " * MOST_WORDS + "나"])
    assert np.array_equal(one, longer)


@pytest.mark.parametrize("words", [["고친다"], ["고친다", "고친", "indemnification"]])
def test_every_word_has_parts_of_its_own(words: list[str]) -> None:
    """
    They are the same whatever stands beside the word.
    """
    found = parts_of(words)
    for word, parts in zip(words, np.split(found.buckets, found.starts[1:]), strict=True):
        assert sorted(parts) == sorted(parts_of([word]).buckets)


def test_words_of_one_stem_share_parts() -> None:
    """
    What was learned of one form of a word tells something of the others.
    """
    one, other, stranger = (set(parts_of([word]).buckets) for word in ("양도한다", "양도하고", "면제된"))
    assert len(one & other) >= 3
    assert not one & stranger


def test_a_network_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    """
    The file holds everything, and the same network gives the same bytes.
    """
    kept = tmp_path / "network.npz"
    kept.write_bytes(network.written(_small()))
    read = network.read(kept)
    bound = np.ones((1, len(TOLD)), np.float32)
    assert np.array_equal(read.outputs(["갑은 준다"], bound), _small().outputs(["갑은 준다"], bound))
    assert network.written(read) == kept.read_bytes()
