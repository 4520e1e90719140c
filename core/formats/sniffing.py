"""What a file is, by its bytes: extensions lie (an HTML page saved as .xls, a .wps that is a .docx)."""

from __future__ import annotations

import re

from core.errors import UserError
from core.formats.guard import damage_reported, hand_on, open_container, read_member

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN = (
    (b"\xff\xd8\xff", "picture"),
    (b"\x89PNG", "picture"),
    (b"GIF8", "picture"),
    (b"BM", "picture"),
    (b"II*\0", "picture"),
    (b"MM\0*", "picture"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"ID3", "media"),
    (b"RIFF", "media"),
    (b"\0\0\0\x18ftyp", "media"),
    (b"\0\0\0\x20ftyp", "media"),
    (b"{\\rtf", "rtf"),
)
_PAGE_START = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|div|meta|title|style|p|span|h[1-6])\b",
    re.IGNORECASE | re.DOTALL,
)
_PAGE_INSIDE = re.compile(rb"<(?:html|body|table)\b[^>]*>", re.IGNORECASE)
_CLIPBOARD_PAGE = re.compile(rb"Version:\d\.\d\s+StartHTML:")
_MAIL_START = re.compile(
    rb"\s*(?:From:|MIME-Version:|Content-Type:|Subject:|Date:|Snapshot-Content-Location:)", re.IGNORECASE
)
_OFFICE_XML = re.compile(
    rb"<\?mso-application|<pkg:package|<w:wordDocument|urn:schemas-microsoft-com:office:spreadsheet"
)
_HEAD = 8192


def sniff_kind(content: bytes, name: str) -> str:
    """Id in FORMATS. Raises UserError as core.formats.sniff says."""
    head = content[:_HEAD]
    if head.startswith(b"PK\x03\x04"):
        return _zip_kind(content, name)
    if head.startswith(_OLE):
        return _ole_kind(content, name)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    plain = _without_mark(head)
    if _OFFICE_XML.search(plain):
        raise UserError("office_xml", name=name)
    if _PAGE_START.match(plain) or _CLIPBOARD_PAGE.match(plain):
        return "html"
    if _MAIL_START.match(plain) and re.search(rb"^Content-Type:", content[: _HEAD * 4], re.IGNORECASE | re.MULTILINE):
        return "html"
    _refuse_foreign(head, name)
    extension = name.lower().rpartition(".")[2]
    if extension in ("csv", "tsv"):
        return "csv"
    if extension in ("htm", "html", "xls", "doc") and _PAGE_INSIDE.search(content):
        return "html"
    return "text"


def _without_mark(head: bytes) -> bytes:
    """The head as ASCII-compatible bytes, whichever of the Unicode encodings it is in."""
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark):
            return head[2:].decode(encoding, errors="ignore").encode("utf-8")
    return head.removeprefix(b"\xef\xbb\xbf")


def _zip_kind(content: bytes, name: str) -> str:
    container = open_container(content, name)
    members = set(container.namelist())
    if {member.lower() for member in members} & {"ofd.xml", "encryptions.xml"}:
        return "ofd"
    if any(member.startswith("word/") for member in members):
        return "docx"
    if any(member.startswith("xl/") for member in members):
        hand_on(content, container)
        return "xlsx"
    if any(member.startswith("ppt/") for member in members):
        raise UserError("presentation", name=name)
    declared = (read_member(container, "mimetype", name) or b"").strip()
    if declared.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return "ods"
    if declared.startswith(b"application/vnd.oasis.opendocument.presentation"):
        raise UserError("presentation", name=name)
    if declared.startswith(b"application/vnd.oasis.opendocument"):
        raise UserError("opendocument_text", name=name)
    raise UserError("archive", name=name)


def _ole_kind(content: bytes, name: str) -> str:
    import olefile

    with damage_reported(name):
        ole = olefile.OleFileIO(content)
        streams = {"/".join(path).lower() for path in ole.listdir()}
    if "encryptedpackage" in streams:
        raise UserError("password", name=name)
    if "worddocument" in streams:
        return "doc"
    if "workbook" in streams or "book" in streams:
        return "xls"
    raise UserError("presentation" if "powerpoint document" in streams else "not_a_document", name=name)


def _refuse_foreign(head: bytes, name: str) -> None:
    for start, kind in _FOREIGN:
        if head.startswith(start) and (kind == "rtf" or b"\0" in head or not head.isascii()):
            raise UserError(kind if kind in ("picture", "archive", "rtf") else "not_a_document", name=name)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return
    controls = sum(head.count(code) for code in range(32) if code not in b"\t\n\v\f\r\x1a")
    if controls > len(head) // 50 and not _looks_utf16(head):
        raise UserError("not_a_document", name=name)


def _looks_utf16(head: bytes) -> bool:
    """Line ends and digits of UTF-16 leave zeros at every other byte, on one side only."""
    odd, even = head[1::2].count(0), head[::2].count(0)
    return max(odd, even) > 4 * min(odd, even) and max(odd, even) > len(head) // 100
