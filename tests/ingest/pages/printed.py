"""
Print pages as word processors do, with columns, versions, footnotes and watermarks, by weasyprint.
"""

from __future__ import annotations

import weasyprint

STYLE = "@page{size:A5;margin:15mm}body{font:9pt 'Noto Sans CJK KR'}p{margin:0 0 4pt}"


def page(body: str, style: str = "") -> bytes:
    """
    Print HTML on small pages.
    """
    content: bytes = weasyprint.HTML(string=f"<style>{STYLE}{style}</style>{body}").write_pdf()
    return content


def paragraphs(*texts: str) -> str:
    """
    Write paragraphs one below the other.
    """
    return "".join(f"<p>{text}</p>" for text in texts)
