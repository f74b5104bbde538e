"""
Make PDF files that are broken, lie about themselves or unpack to far more than they are: the hostile kinds H03 to H35.

Source of the kinds: ../shared/security/SECURITY.md 2.1.
"""

from __future__ import annotations

import zlib
from io import BytesIO

import pikepdf

from tests.ingest.hostile import MIB, pdf, stream, written
from tests.ingest.hostile_pdf import document

LINES = ("Article 1 (Purpose)", "The parties cooperate in good faith.")
PLAIN = document(written(*LINES), written(*LINES))
CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def one_page(
    commands: bytes, *more: bytes, box: bytes = b"0 0 595 842", resources: bytes = b"/Font<</F 3 0 R>>"
) -> bytes:
    """
    Make a PDF whose only page is drawn by one stream object; `more` objects are numbered from 6.
    """
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[%b]/Resources<<%b>>/Contents 5 0 R>>" % (box, resources)
    return pdf([CATALOGUE, b"<</Type/Pages/Count 1/Kids[4 0 R]>>", FONT, page, commands, *more])


def packed(content: bytes) -> bytes:
    """
    Make a packed stream object.
    """
    return stream(zlib.compress(content, 9), b"/Filter/FlateDecode")


def inflating(commands: bytes, size: int, filters: int = 1, entries: bytes = b"") -> bytes:
    """
    Make a stream object that repeats commands up to a size, packed once or several times over.

    A block that is packed by itself may be repeated, so that a bomb of any size is made in no time.
    """
    block = commands * (MIB // len(commands))
    packer = zlib.compressobj(9)
    start = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    count = size // MIB
    check = 1
    for _ in range(count):
        check = zlib.adler32(block, check)
    content = start + again * (count - 1) + b"\3\0" + check.to_bytes(4, "big")
    for _ in range(filters - 1):
        content = zlib.compress(content, 9)
    return stream(content, b"/Filter[%b]%b" % (b"/FlateDecode" * filters, entries))


def without_end() -> bytes:
    """
    Make a file whose last mark is missing.
    """
    return PLAIN.rpartition(b"%%EOF")[0]


def far_start() -> bytes:
    """
    Make a file whose table of objects lies far behind its end.
    """
    return PLAIN.rpartition(b"startxref")[0] + b"startxref\n999999999\n%%EOF\n"


def looping_tables() -> bytes:
    """
    Make a file whose table of objects names itself as the one before it.
    """
    start = int(PLAIN.rpartition(b"startxref")[2].split()[0])
    return PLAIN.replace(b"/Root 1 0 R>>", b"/Root 1 0 R/Prev %d>>" % start)


def claiming(pages: int) -> bytes:
    """
    Make a file of two pages that claims another number of them.
    """
    return PLAIN.replace(b"/Count 2", b"/Count %d" % pages)


def nested_arrays(*, behind: bool = False) -> bytes:
    """
    Make a page whose text stands after very deeply nested arrays, or before as well.
    """
    return one_page(packed(written(*LINES) * behind + b"[" * 200_000 + written(*LINES)))


def circular_forms() -> bytes:
    """
    Make a page whose text stands in front of two forms that draw each other.
    """
    forms = [
        stream(b"/X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % other)
        for other in (7, 6)
    ]
    return one_page(stream(written(*LINES) + b"/X Do"), *forms, resources=b"/Font<</F 3 0 R>>/XObject<</X 6 0 R>>")


def inflating_page(size: int, filters: int = 1) -> bytes:
    """
    Make a page whose commands, all blanks, unpack to a size.
    """
    return one_page(inflating(b" ", size, filters))


def run_lengths() -> bytes:
    """
    Make a page whose commands are runs of 128 blanks, themselves packed.
    """
    return one_page(stream(zlib.compress(b"\x81 " * (8 * MIB), 9), b"/Filter[/FlateDecode/RunLengthDecode]"))


def growing_words(rounds: int) -> bytes:
    """
    Make a page whose commands are packed so that each code stands for one blank more than the one before (LZW).
    """
    codes = [256, 32, *range(258, 4094)] * rounds
    bits = "".join(f"{code:0{_width(at % 3838)}b}" for at, code in enumerate(codes))
    content = int(bits + "0" * (-len(bits) % 8), 2).to_bytes((len(bits) + 7) // 8, "big")
    return one_page(stream(zlib.compress(content, 9), b"/Filter[/FlateDecode/LZWDecode]"))


def _width(at: int) -> int:
    """
    Return how many bits the code takes that comes so many places behind the last start.
    """
    return 9 if at < 255 else 10 if at < 767 else 11 if at < 1791 else 12


def hexadecimal(size: int) -> bytes:
    """
    Make a page whose commands are blanks written in figures, themselves packed.
    """
    inner = inflating(b"20", size, entries=b"")
    return one_page(inner.replace(b"/Filter[/FlateDecode]", b"/Filter[/FlateDecode/ASCIIHexDecode]"))


def wide_predictor() -> bytes:
    """
    Make a page whose commands claim rows of two thousand million columns.
    """
    parameters = b"/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns 2147483647/Colors 32/BitsPerComponent 16>>"
    return one_page(stream(zlib.compress(written(*LINES)), parameters))


def many_paths(count: int) -> bytes:
    """
    Make a page of very many lines.
    """
    return one_page(inflating(b"0 0 m 9 9 l S\n", count * 14))


def many_glyphs(count: int) -> bytes:
    """
    Make a page of very many letters, all in one place.
    """
    return one_page(packed(b"BT /F 10 Tf 72 700 Td " + b"(AAAAAAAA) Tj 0 0 Td " * (count // 8) + b"ET"))


def boxed(box: bytes) -> bytes:
    """
    Make a page of an impossible size.
    """
    return one_page(stream(written(*LINES)), box=box)


def pictured(picture: bytes) -> bytes:
    """
    Make a page that is one picture.
    """
    return one_page(stream(b"q 595 0 0 842 0 0 cm /I Do Q"), picture, resources=b"/XObject<</I 6 0 R>>")


def broken_picture(kind: str) -> bytes:
    """
    Make a page that is a picture whose bytes are no picture.
    """
    entries = b"/Type/XObject/Subtype/Image/Width 800/Height 1100/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/%b"
    return pictured(stream(b"\0\0\0\x0cjP  \r\n\x87\nbroken" + bytes(range(256)) * 4, entries % kind.encode()))


def vast_picture(side: int) -> bytes:
    """
    Make a page that is a picture of so many pixels each way.
    """
    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(bytes(MIB)) for _ in range(side * side // MIB)) + packer.flush()
    entries = (
        b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode"
    )
    return pictured(stream(rows, entries % (side, side)))


def unknown_filter() -> bytes:
    """
    Make a page whose commands are packed in a way that does not exist.
    """
    return one_page(stream(written(*LINES), b"/Filter/TurboDecode"))


def travelling_map() -> bytes:
    """
    Make a page in a font whose table of letters is a file of the host.
    """
    font = (
        b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/..#2F..#2F..#2Ftmp#2Fx/DescendantFonts[<</Type/Font"
        b"/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(..)/Ordering(..#2Fx)/Supplement 0>>>>]>>"
    )
    commands = stream(b"BT /G 10 Tf 72 700 Td <00410042> Tj ET")
    return one_page(commands, font, resources=b"/Font<</G 6 0 R>>")


def owner_locked() -> bytes:
    """
    Make a file that anybody may open and only its owner may change.
    """
    locked = BytesIO()
    with pikepdf.open(BytesIO(PLAIN)) as whole:
        whole.save(locked, encryption=pikepdf.Encryption(owner="x", user="", allow=pikepdf.Permissions(extract=False)))
    return locked.getvalue()


def user_locked() -> bytes:
    """
    Make a file that opens with a password only.
    """
    locked = BytesIO()
    with pikepdf.open(BytesIO(PLAIN)) as whole:
        whole.save(locked, encryption=pikepdf.Encryption(owner="x", user="y"))
    return locked.getvalue()


def linearised(*, hints: bytes | None = None) -> bytes:
    """
    Make a file for quick viewing on the web, with its table of hints overwritten.
    """
    quick = BytesIO()
    with pikepdf.open(BytesIO(PLAIN)) as whole:
        whole.save(quick, linearize=True)
    content = quick.getvalue()
    return content if hints is None else content.replace(b"/H [", b"/H [" + hints)


def looping_object_streams() -> bytes:
    """
    Make a file whose two streams of objects are each said to extend and to hold the other.
    """
    held = b"4 0 5 0 <</Type/ObjStm>>"
    streams = [stream(held, b"/Type/ObjStm/N 2/First 8/Extends %d 0 R" % other) for other in (5, 4)]
    body = pdf([CATALOGUE, b"<</Type/Pages/Count 1/Kids[6 0 R]>>", FONT, *streams], body_only=True)
    # 1 to 3 stand where they are; 4 and 5 are said to lie in each other, 6 in 4.
    places = [body.find(b"%d 0 obj" % number) for number in range(1, 4)]
    rows = [b"\0\0\0\0\0", *(b"\1" + place.to_bytes(3, "big") + b"\0" for place in places)]
    rows += [b"\2\0\0\5\0", b"\2\0\0\4\0", b"\2\0\0\4\1"]
    table = stream(b"".join(rows), b"/Type/XRef/Size 7/W[1 3 1]/Root 1 0 R")
    return body + b"7 0 obj\n" + table + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(body)
