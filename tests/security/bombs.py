"""Workbooks that are small and unpack to gigabytes, written entry by entry, since no library writes what it did not pack."""

import io
import struct
import zipfile
import zlib

from assistant.demonstration.files import write_workbook

_CHUNK = b" " * (64 * 2**20)
_CHUNKS = 40  # 2.5 GiB, above what is unpacked at all
_SHEET = "xl/worksheets/sheet1.xml"


def bomb(declared: int | None = None) -> bytes:
    """A sound workbook in whose sheet gigabytes of blanks stand; ``declared``: the size that its entry says instead."""
    sound = io.BytesIO()
    write_workbook(sound, 5)
    entries = []
    with zipfile.ZipFile(sound) as packed:
        for name in packed.namelist():
            content = packed.read(name)
            if name == _SHEET:
                entries.append((name, *_blown_up(content, declared)))
            else:
                entries.append((name, _deflated(content), zlib.crc32(content), len(content)))
    return _archive(entries)


def _deflated(content: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


def _blown_up(sheet: bytes, declared: int | None) -> tuple[bytes, int, int]:
    """The sheet with blanks before its last mark: packed, its checksum, and the size that is said."""
    head, tail = sheet[: -len(b"</worksheet>")], b"</worksheet>"
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    first = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    # After a full flush nothing refers to what was before: the same bytes unpack to the same blanks each time.
    blanks = packer.compress(_CHUNK) + packer.flush(zlib.Z_FULL_FLUSH)
    last = packer.compress(tail) + packer.flush()
    checksum = zlib.crc32(head)
    for _ in range(_CHUNKS):
        checksum = zlib.crc32(_CHUNK, checksum)
    size = len(head) + _CHUNKS * len(_CHUNK) + len(tail)
    return first + blanks * _CHUNKS + last, zlib.crc32(tail, checksum), size if declared is None else declared


def _archive(entries: list[tuple[str, bytes, int, int]]) -> bytes:
    out, directory = io.BytesIO(), io.BytesIO()
    for name, packed, checksum, size in entries:
        shared = struct.pack("<HHHHHIIIH", 20, 0, 8, 0, 0x21, checksum, len(packed), size, len(name))
        directory.write(struct.pack("<4sH", b"PK\1\2", 20) + shared)
        directory.write(struct.pack("<HHHHII", 0, 0, 0, 0, 0, out.tell()) + name.encode())
        out.write(b"PK\3\4" + shared + struct.pack("<H", 0) + name.encode() + packed)
    start, listed = out.tell(), directory.getvalue()
    out.write(listed)
    out.write(struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, len(entries), len(entries), len(listed), start, 0))
    return out.getvalue()
