"""
Name everything that can be wrong with a file, with the stable code that programs rely on.

Source of the codes: ../shared/security/SECURITY.md section 2 (outcome contract).
"""

from __future__ import annotations


class IngestError(Exception):
    """
    Report that a file was not read; `code` is stable, the message is for people in both languages.
    """

    code = 105
    ko = "파일이 손상되어 읽을 수 없습니다"
    en = "the file is damaged and cannot be read"

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


class UnsupportedFormat(IngestError):
    """
    Report a file of a kind that no reader takes.
    """

    code = 102
    ko = "지원하지 않는 형식입니다"
    en = "this kind of file is not supported"


class TypeMismatch(IngestError):
    """
    Report a file whose content is of another kind than its name says.
    """

    code = 103
    ko = "파일의 내용이 확장자와 다릅니다"
    en = "the content is of another kind than the file's extension says"


class TooLarge(IngestError):
    """
    Report a file over the size limit.
    """

    code = 104
    ko = "파일이 너무 큽니다"
    en = "the file is too large"


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


class TooManyPages(IngestError):
    """
    Report a file with more pages than the limit.
    """

    code = 107
    ko = "쪽수가 너무 많습니다"
    en = "the file has too many pages"


class BombSuspected(IngestError):
    """
    Report a file that unpacks to far more than its size.
    """

    code = 108
    ko = "압축 폭탄으로 의심됩니다"
    en = "the file unpacks to far more than its size (suspected bomb)"


class UnsafeArchive(IngestError):
    """
    Report a ZIP container with member names or records that no honest program writes.
    """

    code = 109
    ko = "압축 구조가 안전하지 않습니다"
    en = "the container's members are unsafe"


class XmlDtdForbidden(IngestError):
    """
    Report XML with a document type declaration or entities.
    """

    code = 110
    ko = "허용되지 않는 XML 선언(DTD·엔티티)이 있습니다"
    en = "the XML holds a document type declaration or entities"


class TimedOut(IngestError):
    """
    Report that reading took longer than the limit.
    """

    code = 120
    ko = "읽는 시간이 한도를 넘었습니다"
    en = "reading took longer than the limit"


class OutOfMemory(IngestError):
    """
    Report that reading needed more memory than the limit.
    """

    code = 121
    ko = "읽는 데 필요한 메모리가 한도를 넘었습니다"
    en = "reading needed more memory than the limit"


class ReaderCrashed(IngestError):
    """
    Report that the caged reader died or would not prove its cage.
    """

    code = 122
    ko = "파일을 읽는 중 오류가 발생하였습니다"
    en = "the reader failed on this file"


class NoTextLayer(IngestError):
    """
    Report pages without readable text (a scan); never the same as "no findings".
    """

    code = 201
    ko = "글자를 읽을 수 없는 쪽이 있습니다(스캔 문서)"
    en = "the pages hold no readable text (a scan)"
