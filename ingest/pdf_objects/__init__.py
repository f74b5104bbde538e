"""
Find what a PDF holds beside the text of its pages: fields, notes, attached files, programs, lies and older versions.

`trees` walks the file's own structure with pikepdf, as pdfium shows only the pages; every module on top of it asks one
question. pikepdf and pdfium read the same bytes and may disagree: that, too, is told.
"""
