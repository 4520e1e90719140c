"""What keeps a hostile or damaged file from doing harm: limits on size and time, safe XML, damage reported as such."""

from __future__ import annotations

import io
import struct
import threading
import time
import zipfile
import zlib
from functools import cache
from typing import TYPE_CHECKING, cast

from core.errors import UserError

if TYPE_CHECKING:
    from lxml import etree

MAX_UNPACKED = 200 * 1024 * 1024
"""Bytes that all members of a zip container may have together once unpacked."""
MAX_MEMBERS = 10_000
MAX_XML = 64 * 1024 * 1024
"""Bytes of one XML part; its tree takes many times that."""
MAX_PIECES = 200_000
"""Cells and paragraphs of one file; the form has 200 cells, so a file beyond this is something else."""

MAX_SECONDS = 60.0
"""That a reader may take for one file."""
_PIECES_BETWEEN = 200
"""Pieces from one look at the clock to the next."""
MAX_AREA = MAX_PIECES * 5
"""Places, empty ones too, between the first and last cells of a workbook's sheets; marks that part a text."""

_DEFLATE_CEILING = 1032
"""Deflate cannot shrink anything by more than this factor."""

DAMAGE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
)
"""What foreign parsers raise over broken bytes, for want of an error of their own (lxml's errors are SyntaxErrors)."""


class damage_reported:
    """Around calls of foreign parsers: their failures become UserError("damaged"). UserErrors pass. (A class, since a
    generator would cost more than unpacking a small member.)"""

    def __init__(self, name: str, *more: type[Exception]) -> None:
        self._name = name
        self._more = more

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if error is None or isinstance(error, UserError):
            return
        if isinstance(error, MemoryError):
            raise UserError("unpacks_too_large", name=self._name) from error
        # a panic of a library written in Rust is no Exception, and its class cannot be imported
        if isinstance(error, (*DAMAGE, *self._more)) or type(error).__name__ == "PanicException":
            raise UserError("damaged", name=self._name) from error


_opened = threading.local()


def hand_on(content: bytes, container: zipfile.ZipFile) -> None:
    """Keep an opened container for the reader that opens the same bytes next."""
    _opened.pair = (content, container)


def open_container(content: bytes, name: str) -> zipfile.ZipFile:
    """The zip container, after its declared and real sizes are known to be sane.

    Raises UserError: damaged or cut off ("damaged"), unpacks beyond MAX_UNPACKED ("unpacks_too_large"),
    encrypted members ("password").
    """
    pair, _opened.pair = getattr(_opened, "pair", None), None
    if pair is not None and pair[0] is content:
        return cast(zipfile.ZipFile, pair[1])
    with damage_reported(name):
        container = zipfile.ZipFile(io.BytesIO(content))
        members = container.infolist()
    if any(member.flag_bits & 0x1 for member in members):
        raise UserError("password", name=name)
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
        raise UserError("unpacks_too_large", name=name)
    packed = sum(member.compress_size for member in members)
    if packed > len(content) * 2 or packed * _DEFLATE_CEILING > MAX_UNPACKED:
        _measure(container, name)
    return container


def _measure(container: zipfile.ZipFile, name: str) -> None:
    """Unpack every member without keeping it: a directory may understate what its members hold."""
    total = 0
    for member in container.infolist():
        if member.compress_size * _DEFLATE_CEILING <= MAX_UNPACKED // MAX_MEMBERS:
            continue
        with damage_reported(name):
            raw: bytes | memoryview = packed_bytes(container, member)
        if member.compress_type != zipfile.ZIP_DEFLATED:
            total += member.file_size
            continue
        machine = zlib.decompressobj(-zlib.MAX_WBITS)
        with damage_reported(name):
            while raw and not machine.eof and total <= MAX_UNPACKED:
                total += len(machine.decompress(raw, 1 << 20))
                raw = machine.unconsumed_tail
        if total > MAX_UNPACKED:
            raise UserError("unpacks_too_large", name=name)


def packed_bytes(container: zipfile.ZipFile, member: zipfile.ZipInfo) -> memoryview:
    """A member as it stands in the file."""
    content = cast(io.BytesIO, container.fp).getbuffer()
    name_length, extra_length = struct.unpack_from("<HH", content, member.header_offset + 26)
    start = member.header_offset + 30 + name_length + extra_length
    return content[start : start + member.compress_size]


def read_member(container: zipfile.ZipFile, path: str, name: str) -> bytes | None:
    """Content of a member, None if there is none of that path. Raises UserError("damaged")."""
    try:
        member = container.getinfo(path)
    except KeyError:
        return None
    with damage_reported(name):
        if member.compress_type != zipfile.ZIP_DEFLATED or member.compress_size * _DEFLATE_CEILING > MAX_XML:
            return container.read(member)
        # in one piece, since this is on the way of every office document
        unpacked = zlib.decompress(
            packed_bytes(container, member), -zlib.MAX_WBITS, min(member.file_size, 1 << 20) or 1
        )
        if zlib.crc32(unpacked) != member.CRC:
            raise zipfile.BadZipFile
        return unpacked


@cache
def _xml_parser() -> etree.XMLParser:
    from lxml import etree

    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
    )


def parse_xml(content: bytes, name: str) -> etree._Element:
    """Root of the XML. Nothing outside is read and no entity expanded; office documents have no use for a document
    type, so one that has it is refused. Raises UserError (damaged, unsafe_xml, unpacks_too_large)."""
    from lxml import etree

    if len(content) > MAX_XML:
        raise UserError("unpacks_too_large", name=name)
    with damage_reported(name, etree.LxmlError):
        root = etree.fromstring(content, _xml_parser())
    if root.getroottree().docinfo.internalDTD is not None:
        raise UserError("unsafe_xml", name=name)
    return root


def check_marks(text: str, marks: str, name: str) -> None:
    """Raises UserError("too_many_pieces") where marks that part cells, lines or tags are too many to be parted at
    all: the pieces alone would fill the memory."""
    if sum(map(text.count, marks)) > MAX_AREA:
        raise UserError("too_many_pieces", name=name, limit=MAX_PIECES)


class Budget:
    """What a reader may spend on one file: cells and paragraphs (`limit`), and `seconds` from now on."""

    def __init__(self, name: str, limit: int = MAX_PIECES, seconds: float = MAX_SECONDS) -> None:
        self._name = name
        self._limit = limit
        self._used = 0
        self._asked = 0
        self._end = time.monotonic() + seconds

    def spend(self, pieces: int = 1) -> None:
        """Raises UserError: too_many_pieces beyond the limit, takes_too_long once the time is over."""
        self._used += pieces
        if self._used > self._limit:
            raise UserError("too_many_pieces", name=self._name, limit=self._limit)
        if self._used - self._asked >= _PIECES_BETWEEN:
            self._asked = self._used
            self.check()

    def check(self) -> None:
        """Raises UserError("takes_too_long") once the time is over."""
        if time.monotonic() > self._end:
            raise UserError("takes_too_long", name=self._name)
