"""
Test what is put off until it is first used.
"""

from __future__ import annotations

import subprocess
import sys

from ingest import late
from ingest.formats.text import SUFFIXES


def test_a_late_pattern_works_like_a_compiled_one() -> None:
    """Whoever uses a pattern need not know whether it is compiled already."""
    pattern = late.pattern(r"제(?P<number>\d+)조", 0)
    assert [found["number"] for found in pattern.finditer("제1조 제12조")] == ["1", "12"]
    assert pattern.sub("조", "제3조") == "조"
    assert pattern.pattern == r"제(?P<number>\d+)조"
    assert pattern.groupindex == {"number": 1}


def test_a_late_module_is_loaded_when_it_is_first_asked() -> None:
    """Naming a module loads nothing; asking it for something does."""
    name = "xml.dom.expatbuilder"
    sys.modules.pop(name, None)
    module = late.module(name)
    assert name not in sys.modules
    assert callable(module.parseString)
    assert name in sys.modules


def test_plain_text_needs_no_library_for_other_files() -> None:
    """A check of a text does not wait for the libraries of pictures, PDF and spreadsheets."""
    program = (
        "import sys; from ingest.cage import server; server.load_kept_data()\n"
        "from ingest.nesting import read_nested; from ingest.document import Source\n"
        f"for suffix in {SUFFIXES}:\n"
        "    layout = read_nested(server.SPECIMEN.encode(), suffix)[1]\n"
        "    server.build(layout, Source('', 'text/plain', '', 0))\n"
        "print(*{'numpy', 'PIL', 'openpyxl', 'pikepdf', 'pdfplumber', 'pypdfium2', 'tesserocr'} & set(sys.modules))\n"
    )
    told = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert told.stdout.split() == []


def test_everything_put_off_can_be_loaded_at_once() -> None:
    """The fork server loads all before it forks a child that may need any of it; every late pattern compiles."""
    program = (
        "import sys; from ingest import late; from ingest.cage import server; late.load_all()\n"
        "print(*{'numpy', 'PIL', 'openpyxl', 'pikepdf', 'pdfplumber', 'pypdfium2'} - set(sys.modules))\n"
    )
    told = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert told.stdout.split() == []
