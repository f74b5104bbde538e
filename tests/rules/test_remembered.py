"""
Show that what YAML files say is remembered, and that memory never changes an answer.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from rules import catalog, strict_yaml
from rules.remembered import remembering

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SAID = {"day": date(2026, 3, 2), "rate": Decimal("0.20"), "list": [1, True, None, "갑", {"in": [Decimal("1.5")]}]}
WRITTEN = "day: 2026-03-02\nrate: 0.20\nlist: [1, true, null, 갑, {in: [1.5]}]\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """
    Give a YAML file with every kind of value.
    """
    path = tmp_path / "said.yaml"
    path.write_text(WRITTEN, encoding="utf-8")
    return path


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """
    Give where memory is kept; its folder does not exist yet.
    """
    return tmp_path / "cache" / "memory.json"


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """
    Give the names of the files that are parsed from now on.
    """
    names: list[str] = []
    parse = strict_yaml.parse

    def noted(text: str, name: str) -> object:
        names.append(name)
        return parse(text, name)

    monkeypatch.setattr(strict_yaml, "parse", noted)
    return names


def _load(file: Path, place: Path) -> object:
    with remembering(place):
        return strict_yaml.load(file)


def test_a_file_is_parsed_once_and_says_the_same(file: Path, place: Path, parsed: list[str]) -> None:
    """The second start parses nothing; days and exact numbers come back as such."""
    assert [_load(file, place), _load(file, place)] == [SAID, SAID]
    assert repr(_load(file, place)) == repr(SAID)
    assert parsed == ["said.yaml"]


def test_each_load_gives_a_value_of_its_own(file: Path, place: Path) -> None:
    """Who changes what was loaded changes nobody else's."""
    _load(file, place)
    with remembering(place):
        first, second = strict_yaml.load(file), strict_yaml.load(file)
    assert first == second
    assert first is not second


def test_a_changed_file_is_parsed_again(file: Path, place: Path) -> None:
    """Memory is by content: there is nothing to refresh."""
    _load(file, place)
    file.write_text("rate: 0.30\n", encoding="utf-8")
    assert _load(file, place) == {"rate": Decimal("0.30")}


def test_keys_that_json_cannot_hold_are_parsed_each_time(file: Path, place: Path, parsed: list[str]) -> None:
    """A mapping by days is right from the file, never nearly right from memory."""
    file.write_text("2026-01-01: 3\n", encoding="utf-8")
    assert [_load(file, place), _load(file, place)] == [{date(2026, 1, 1): 3}] * 2
    assert parsed == ["said.yaml"] * 2


def _cut(place: Path) -> None:
    place.write_bytes(place.read_bytes()[:-20])


def _altered(place: Path) -> None:
    place.write_bytes(place.read_bytes().replace("갑".encode(), "을".encode()))


def _of_other_code(place: Path) -> None:
    code, rest = place.read_bytes().split(b"\n", 1)
    place.write_bytes(code[::-1] + b"\n" + rest)


def _emptied(place: Path) -> None:
    place.write_bytes(b"")


def _open_to_others(place: Path) -> None:
    place.chmod(0o666)


def _in_an_open_folder(place: Path) -> None:
    place.parent.chmod(0o777)


@pytest.mark.parametrize("spoil", [_cut, _altered, _of_other_code, _emptied, _open_to_others, _in_an_open_folder])
def test_what_cannot_be_trusted_is_not_believed(
    spoil: Callable[[Path], None], file: Path, place: Path, parsed: list[str]
) -> None:
    """A broken or altered memory, one of other code, or one that others may write costs time and nothing else."""
    _load(file, place)
    spoil(place)
    assert _load(file, place) == SAID
    assert parsed == ["said.yaml"] * 2


def test_memory_of_another_user_is_not_believed(
    file: Path, place: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the user's own file counts."""
    _load(file, place)
    monkeypatch.setattr("os.geteuid", lambda: 4711)
    assert _load(file, place) == SAID
    assert parsed == ["said.yaml"] * 2


def test_nowhere_to_keep_is_no_failure(file: Path, tmp_path: Path) -> None:
    """Without a folder that can be written everything is parsed, and right."""
    (tmp_path / "a file").write_text("", encoding="utf-8")
    assert _load(file, tmp_path / "a file" / "memory.json") == SAID


def test_a_broken_file_is_refused_as_ever(file: Path, place: Path) -> None:
    """An error is never remembered, and names its place."""
    file.write_text("a: 1\na: 2\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(strict_yaml.StrictYamlError, match="twice"):
            _load(file, place)


def test_the_whole_rule_book_is_the_same_from_memory(place: Path) -> None:
    """What is kept of the shipped files says what the files say."""
    files = sorted(catalog.FOLDER.rglob("*.yaml"))
    with remembering(place):
        first = [repr(strict_yaml.load(path)) for path in files]
    with remembering(place):
        again = [repr(strict_yaml.load(path)) for path in files]
    assert first == again == [repr(strict_yaml.load(path)) for path in files]
