"""
Name everything that can be wrong with a file, with the stable code that programs rely on.

Source of the codes: ../shared/security/SECURITY.md section 2 (outcome contract).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class IngestError(Exception):
    """
    Report that a file was not read; `code` is stable, the words and the advice are for people in both languages.
    """

    code = 105
    ko = "파일이 손상되어 읽을 수 없습니다"
    en = "the file is damaged and cannot be read"
    advice_ko = "파일을 만든 프로그램에서 다시 저장하여 올리거나, 보낸 사람에게서 다시 받아 올려 주십시오"
    advice_en = "save it again in the program that made it, or get it anew from whoever sent it"

    def __init__(self, name: str = "", detail: str = "") -> None:
        """
        Keep the file's name and the technical detail; neither holds contract text.
        """
        self.name = name
        self.detail = detail
        super().__init__(f"{self.code} {self.en}" + (f" ({detail})" if detail else ""))


class EmptyFile(IngestError):
    """
    Report a file without a single byte.
    """

    code = 101
    ko = "빈 파일입니다"
    en = "the file is empty"
    advice_ko = "내용이 있는 파일인지 열어 본 뒤 다시 올려 주십시오"
    advice_en = "open the file to see that it has content, then send it again"


class UnsupportedFormat(IngestError):
    """
    Report a file of a kind that no reader takes.
    """

    code = 102
    ko = "지원하지 않는 형식입니다"
    en = "this kind of file is not supported"
    advice_ko = "한글이나 워드에서 PDF, DOCX 또는 HWPX로 저장하여 올려 주십시오"
    advice_en = "save it as PDF, DOCX or HWPX and send that"


class TypeMismatch(IngestError):
    """
    Report a file whose content is of another kind than its name says.
    """

    code = 103
    ko = "파일의 내용이 확장자와 다릅니다"
    en = "the content is of another kind than the file's extension says"
    advice_ko = "파일을 만든 프로그램에서 다시 저장하여 확장자와 내용을 맞추어 주십시오"
    advice_en = "save it again in the program that made it, so that extension and content agree"


class TooLarge(IngestError):
    """
    Report a file over the size limit.
    """

    code = 104
    ko = "파일이 너무 큽니다"
    en = "the file is too large"
    advice_ko = "그림의 해상도를 낮추어 다시 저장하거나 문서를 나누어 올려 주십시오"
    advice_en = "save it with smaller pictures, or send it in parts"


class Malformed(IngestError):
    """
    Report a file that breaks its own format.
    """

    code = 105


class EncryptedFile(IngestError):
    """
    Report a file that needs a password.
    """

    code = 106
    ko = "암호가 걸린 파일입니다"
    en = "the file is protected by a password"
    advice_ko = "암호를 푼 파일로 다시 올려 주십시오"
    advice_en = "remove the password and send it again"


class TooManyPages(IngestError):
    """
    Report a file with more pages than the limit.
    """

    code = 107
    ko = "쪽수가 너무 많습니다"
    en = "the file has too many pages"
    advice_ko = "계약 문서에 해당하는 쪽만 나누어 올려 주십시오"
    advice_en = "send only the pages that are the agreement"


class BombSuspected(IngestError):
    """
    Report a file that unpacks to far more than its size.
    """

    code = 108
    ko = "압축 폭탄으로 의심됩니다"
    en = "the file unpacks to far more than its size (suspected bomb)"
    advice_ko = "파일을 만든 프로그램에서 다시 저장하거나, 압축 파일이면 계약 문서만 꺼내어 올려 주십시오"
    advice_en = "save it again in the program that made it; of an archive send only the agreement itself"


class UnsafeArchive(IngestError):
    """
    Report a ZIP container with member names or records that no honest program writes.
    """

    code = 109
    ko = "압축 구조가 안전하지 않습니다"
    en = "the container's members are unsafe"
    advice_ko = "압축을 풀어 계약 문서만 올리거나, 파일을 만든 프로그램에서 다시 저장하여 올려 주십시오"
    advice_en = "unpack it and send only the agreement itself, or save it again in the program that made it"


class XmlDtdForbidden(IngestError):
    """
    Report XML with a document type declaration or entities.
    """

    code = 110
    ko = "허용되지 않는 XML 선언(DTD·엔티티)이 있습니다"
    en = "the XML holds a document type declaration or entities"
    advice_ko = "정상적인 문서에는 없는 선언이므로 파일을 만든 프로그램에서 다시 저장하여 올려 주십시오"
    advice_en = "no ordinary document holds this; save it again in the program that made it"


class OtherArchive(UnsupportedFormat):
    """
    Report a bundle that was packed in another way than ZIP.
    """

    ko = "ZIP이 아닌 압축 형식(ALZ, EGG, 7z, RAR 등)은 지원하지 않습니다"
    en = "archives other than ZIP (ALZ, EGG, 7z, RAR, …) are not supported"
    advice_ko = "압축을 풀어 ZIP으로 다시 묶거나 문서만 올려 주십시오"
    advice_en = "unpack it, and send the files in a ZIP folder or one by one"


class OtherSpreadsheet(UnsupportedFormat):
    """
    Report a spreadsheet in another form than XLSX or separated values.
    """

    ko = "지원하지 않는 표 형식입니다(XLS, XLSB, ODS 등)"
    en = "this form of spreadsheet (XLS, XLSB, ODS, …) is not supported"
    advice_ko = "엑셀에서 XLSX나 CSV로 저장하여 올려 주십시오"
    advice_en = "save it as XLSX or CSV and send that"


class MalwareSuspected(IngestError):
    """
    Report a file that holds the mark of a known malicious program.
    """

    code = 111
    ko = "악성 프로그램으로 의심됩니다"
    en = "the file is suspected to hold a malicious program"
    advice_ko = "파일을 열지 마시고 백신으로 검사한 뒤, 보낸 쪽에 확인하십시오"
    advice_en = "do not open it; have it scanned, and ask whoever sent it"


class NestedTooDeep(BombSuspected):
    """
    Report a bundle inside a bundle inside a bundle: no honest sender packs so, and bombs do.
    """

    ko = "묶음 파일이 너무 여러 겹입니다"
    en = "the bundle is packed in too many layers"
    advice_ko = "안쪽 압축을 풀어 계약 문서를 한 겹으로만 묶어 올려 주십시오"
    advice_en = "unpack the inner archives and send the agreements in a single one"


class OutlookMessage(UnsupportedFormat):
    """
    Report a mail in Outlook's own form.
    """

    ko = "아웃룩 고유 형식(.msg, winmail.dat)은 지원하지 않습니다"
    en = "Outlook's own form (.msg, winmail.dat) is not supported"
    advice_ko = "메일을 EML로 저장하거나 첨부 파일만 꺼내어 올려 주십시오"
    advice_en = "save the mail as EML, or send the files attached to it"


class TimedOut(IngestError):
    """
    Report that reading took longer than the limit.
    """

    code = 120
    ko = "읽는 시간이 한도를 넘었습니다"
    en = "reading took longer than the limit"
    advice_ko = "잠시 뒤 다시 올려 주시고, 되풀이되면 PDF로 다시 저장하거나 문서를 나누어 올려 주십시오"
    advice_en = "send it again later; if it recurs save it as PDF or send it in parts"


class OutOfMemory(IngestError):
    """
    Report that reading needed more memory than the limit.
    """

    code = 121
    ko = "읽는 데 필요한 메모리가 한도를 넘었습니다"
    en = "reading needed more memory than the limit"
    advice_ko = "다시 저장하여 올려 주시고, 되풀이되면 문서를 나누어 올려 주십시오"
    advice_en = "save it again and send that; if it recurs send it in parts"


class ReaderCrashed(IngestError):
    """
    Report that the caged reader died or would not prove its cage.
    """

    code = 122
    ko = "파일을 읽는 중 오류가 발생하였습니다"
    en = "the reader failed on this file"
    advice_ko = "다시 저장하거나 다른 형식으로 올려 주시고, 되풀이되면 관리자에게 사유 코드를 알려 주십시오"
    advice_en = "save it again or in another format; if it recurs tell the administrator the code"


class NoTextLayer(IngestError):
    """
    Report pages without readable text (a scan); never the same as "no findings".
    """

    code = 201
    ko = "글자를 읽을 수 없는 쪽이 있습니다(스캔 문서)"
    en = "the pages hold no readable text (a scan)"
    advice_ko = "글자가 들어 있는 원본(DOCX·HWPX·PDF)을, 없으면 더 선명하게 스캔하여 올려 주십시오"
    advice_en = "send the original that holds text (DOCX, HWPX, PDF), or else a sharper scan"


def named(name: str) -> type[IngestError] | None:
    """
    Find an error class of this module by its name, which is how it crosses from the caged child to the parent.
    """
    return next((kind for kind in _kinds(IngestError) if kind.__name__ == name), None)


def _kinds(kind: type[IngestError]) -> Iterator[type[IngestError]]:
    """
    Walk a class and everything made from it.
    """
    yield kind
    for narrower in kind.__subclasses__():
        yield from _kinds(narrower)
