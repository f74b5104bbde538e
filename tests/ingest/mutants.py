"""
Damage good files in thousands of ways: bits, lengths, cuts, splices and repetitions, outside and inside containers.

Every mutant follows from its seed's name and its number alone, so a failure can be made again.
Source: ../shared/security/SECURITY.md 2.1 (nightly mutants).
"""

from __future__ import annotations

import random
import re
import struct
import zlib
from copy import deepcopy
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

import olefile
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable

DIGITS = re.compile(rb"\d+")
STREAM = re.compile(rb"(stream\r?\n)(.*?)(\r?\nendstream)", re.DOTALL)
EXTREMES = (b"\0", b"\xff", b"\x7f", b"\x80", b"\xff\xff", b"\xff\xff\xff\x7f", b"\xff\xff\xff\xff", b"\0\0\0\x80")
NUMBERS = (b"0", b"-1", b"1", b"65535", b"2147483647", b"4294967296", b"99999999999999999999", b"1e999", b"nan")
PNG_MARK = 8
LONGEST_PIECE = 64
MOST_REPEATS = 200
PLAINLY = 0.3
"""Share of damages inside containers that do not care what the bytes mean."""
FORGIVING = etree.XMLParser(resolve_entities=False, huge_tree=True)
WORDS = (
    *(
        "제1조",
        "제99999999999조",
        "제1조의2",
        "①",
        "⑳",
        "1.",
        "1.1.1.1",
        "가.",
        "(a)",
        "Article 1",
        "Section 9.9(z)",
        "별지 제1호",
    ),
    *(
        "이하 “갑”이라 한다",
        "means",
        "\u3160",
        "\u200b",
        "\u202e",
        "\ufeff",
        "\ufffd",
        "\u1100",
        "\u0301",
        "\u3000",
        "\U0001f4c4",
        "甲",
    ),
    *("0", "9" * 400, "1,000,000,000,000,000,000원", "-1%", "99999년", "0000-00-00", "2026. 13. 45."),
    *("|", "\t", "\r", "\n", "\n\n\n", "\x0c", "(", ")", "((((", "“", "「", "- 1 -", "--------", "｜", "ａ"),
)


def mutant(name: str, seed: bytes, number: int) -> bytes:
    """
    Make the mutant of this number: three of four are damaged in what the file says, one in its bytes as they lie there.
    """
    chance = random.Random(f"{name} {number}")  # noqa: S311 - the same mutants on every run
    if number % 4 == 0:
        return damaged(seed, chance)
    return INSIDE.get(seed[:4], _inside)(seed, chance)


def damaged(content: bytes, chance: random.Random) -> bytes:
    """
    Do one to eight kinds of damage to some bytes.
    """
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        if changed:
            chance.choice(DAMAGES)(changed, chance)
    return bytes(changed)


def _flip(changed: bytearray, chance: random.Random) -> None:
    changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)


def _exaggerate(changed: bytearray, chance: random.Random) -> None:
    place, extreme = chance.randrange(len(changed)), chance.choice(EXTREMES)
    changed[place : place + len(extreme)] = extreme


def _renumber(changed: bytearray, chance: random.Random) -> None:
    found = list(DIGITS.finditer(changed))
    if found:
        one = chance.choice(found)
        changed[one.start() : one.end()] = chance.choice(NUMBERS)


def _cut(changed: bytearray, chance: random.Random) -> None:
    place = chance.randrange(len(changed))
    del changed[place : place + chance.randrange(1, LONGEST_PIECE)]


def _truncate(changed: bytearray, chance: random.Random) -> None:
    del changed[chance.randrange(len(changed)) :]


def _copy(changed: bytearray, chance: random.Random) -> None:
    source, place = chance.randrange(len(changed)), chance.randrange(len(changed))
    changed[place:place] = changed[source : source + chance.randrange(1, LONGEST_PIECE)]


def _repeat(changed: bytearray, chance: random.Random) -> None:
    source = chance.randrange(len(changed))
    piece = changed[source : source + chance.randrange(1, LONGEST_PIECE)]
    changed[source:source] = piece * chance.randrange(2, MOST_REPEATS)


def _swap(changed: bytearray, chance: random.Random) -> None:
    first, second = (chance.randrange(len(changed)) for _ in range(2))
    length = chance.randrange(1, LONGEST_PIECE)
    one, other = bytes(changed[first : first + length]), bytes(changed[second : second + length])
    changed[first : first + len(one)] = other
    changed[second : second + len(other)] = one


DAMAGES = (_flip, _exaggerate, _renumber, _cut, _truncate, _copy, _repeat, _swap)


def _inside(content: bytes, chance: random.Random) -> bytes:
    """
    Damage XML in its tree and text in its words, so that it stays XML and text; anything else in its bytes.
    """
    if chance.random() < PLAINLY:
        return damaged(content, chance)
    try:
        if content.lstrip()[:1] == b"<":
            return _inside_tree(etree.fromstring(content, FORGIVING), chance)
        return "".join(_rewritten(re.split(r"(?<=\W)", content.decode()), chance)).encode()
    except (UnicodeDecodeError, etree.XMLSyntaxError):
        return damaged(content, chance)


def _inside_tree(root: etree._Element, chance: random.Random) -> bytes:
    """
    Drop, double, move, nest, rename and refill elements.
    """
    for _ in range(chance.choice((1, 2, 5))):
        every = list(root.iter(etree.Element))
        one, other = chance.choice(every), chance.choice(every)
        if one is root or other in one.iter():
            continue
        match chance.randrange(6):
            case 0:
                other.insert(0, one)
                other.remove(one)
            case 1:
                other.extend(deepcopy(one) for _ in range(chance.choice((1, 2, 50))))
            case 2:
                other.append(one)
            case 3:
                one.tag = other.tag
            case 4:
                one.text = chance.choice(WORDS).strip("\x0c")
            case _:
                _misname(one, other, chance)
    return bytes(etree.tostring(root))


def _misname(one: etree._Element, other: etree._Element, chance: random.Random) -> None:
    """
    Give an attribute a value that no program writes, or one of another element.
    """
    names = [*one.keys(), *other.keys()]
    if names:
        value = chance.choice([*other.values(), *(number.decode() for number in NUMBERS), "가", ""])
        one.set(chance.choice(names), value)


def _rewritten(words: list[str], chance: random.Random) -> list[str]:
    """
    Drop, double, swap and replace words.
    """
    for _ in range(chance.choice((1, 3, 10))):
        place = chance.randrange(len(words) or 1)
        piece = words[place : place + chance.randrange(1, 12)]
        match chance.randrange(4):
            case 0:
                del words[place : place + len(piece) // 2]
            case 1:
                words[place:place] = piece * chance.choice((1, 2, MOST_REPEATS))
            case 2:
                words[place:place] = [chance.choice(WORDS) * chance.choice((1, 1, 50))]
            case _:
                words[place : place + 1] = words[place // 2 : place // 2 + 1]
    return words


def _inside_zip(content: bytes, chance: random.Random) -> bytes:
    """
    Damage one or some members; the container itself stays whole.
    """
    packed = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(packed, "w", ZIP_DEFLATED, compresslevel=1) as new:
        names = old.namelist()
        chosen = set(chance.sample(names, chance.randint(1, min(3, len(names)))))
        for name in names:
            member = old.read(name)
            new.writestr(name, _inside(member, chance) if name in chosen else member)
    return packed.getvalue()


def _inside_pdf(content: bytes, chance: random.Random) -> bytes:
    """
    Damage what one stream holds once it is unpacked, and pack it again; the rest stays whole but for its offsets.
    """
    found = list(STREAM.finditer(content))
    if not found:
        return damaged(content, chance)
    one = chance.choice(found)
    try:
        inner = zlib.compress(damaged(zlib.decompress(one[2]), chance), 1)
    except zlib.error:
        inner = damaged(one[2], chance)
    return content[: one.start(2)] + inner + content[one.end(2) :]


def _inside_png(content: bytes, chance: random.Random) -> bytes:
    """
    Damage one chunk, or the rows that its pixels unpack to; its checksum is made to fit again.
    """
    chunks, at = [], PNG_MARK
    while at < len(content):
        (length,) = struct.unpack_from(">I", content, at)
        chunks.append((content[at + 4 : at + 8], content[at + 8 : at + 8 + length]))
        at += length + 12
    chosen = chance.randrange(len(chunks))
    kind, inner = chunks[chosen]
    if kind == b"IDAT" and sum(name == kind for name, _ in chunks) == 1:
        inner = zlib.compress(damaged(zlib.decompress(inner), chance), 1)
    else:
        inner = damaged(inner, chance)
    chunks[chosen] = kind, inner
    packed = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )
    return content[:PNG_MARK] + b"".join(packed)


def _inside_ole(content: bytes, chance: random.Random) -> bytes:
    """
    Damage one stream, unpacked first where it is packed; what no longer fits its old place is cut off.
    """
    changed = BytesIO(content)
    with olefile.OleFileIO(changed, write_mode=True) as container:
        streams = [name for name in container.listdir() if container.get_size(name)]
        name = chance.choice(streams)
        old = container.openstream(name).read()
        try:
            packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
            new = packer.compress(damaged(zlib.decompress(old, -zlib.MAX_WBITS), chance)) + packer.flush()
        except zlib.error:
            new = damaged(old, chance)
        container.write_stream(name, new[: len(old)].ljust(len(old), b"\0"))
        return changed.getvalue()


INSIDE: dict[bytes, Callable[[bytes, random.Random], bytes]] = {
    b"PK\x03\x04": _inside_zip,
    b"%PDF": _inside_pdf,
    b"\x89PNG": _inside_png,
    olefile.MAGIC[:4]: _inside_ole,
}
"""How to damage what a container holds, by its first bytes."""
