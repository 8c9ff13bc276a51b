"""Is the file what its name says, and small enough to read?"""

import re
import zipfile
from pathlib import Path

from assistant.rules.facts import N_
from assistant.rules.texts import Message
from assistant.screening.reading.problems import MIB, FileProblem, Limits

TEXT, WORKBOOK, OLD_WORKBOOK, PARQUET = "text", "xlsx", "xls", "parquet"
_BY_EXTENSION = {
    ".csv": TEXT,
    ".tsv": TEXT,
    ".txt": TEXT,
    ".xlsx": WORKBOOK,
    ".xls": OLD_WORKBOOK,
    ".parquet": PARQUET,
}
_SIGNATURES = (
    (b"PK\x03\x04", WORKBOOK),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLD_WORKBOOK),
    (b"PAR1", PARQUET),
    (b"PARE", PARQUET),
    (b"\x1f\x8b", "gzip"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "7z"),
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
)
_MARKUP = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<head", b"<meta", b"<body", b"<script", b"<svg", b"<!--")
KNOWN_EXTENSIONS = frozenset(_BY_EXTENSION)
_CALLED = {
    TEXT: N_("CSV/文本"),
    WORKBOOK: N_("xlsx 或 zip"),
    OLD_WORKBOOK: "xls",
    PARQUET: "Parquet",
    "html": N_("网页（HTML）"),
}
# A cell's address as programs write it; beginning with plain letters, so that the search is fast.
_WIDE_CELL = re.compile(rb'r="([A-Z]{2,3})\d')
_LOW_CELL = re.compile(rb'r="[A-Z]{1,3}(\d{5,7})"')
# Any other spelling that XML allows is first brought into that form.
_ODD_ADDRESS = re.compile(rb"r(?:\s+=|=\s|=')\s*=?\s*[\"']?([A-Z]{1,3}\d{1,7})[\"']")
_CHUNK = 4 * MIB
_PACKED_RATIO = 300


def kind_of(path: Path, limits: Limits) -> str:
    """Return which reader the file needs, after checking name, content and size. Raises FileProblem."""
    expected = _BY_EXTENSION.get(path.suffix.lower())
    if expected is None:
        raise FileProblem(
            N_("不支持“%(extension)s”文件。请另存为 CSV、Excel（.xlsx 或 .xls）或 Parquet 后再上传。"),
            extension=path.suffix or path.name,
        )
    if not path.is_file():
        raise FileProblem(N_("找不到文件“%(name)s”，请检查路径。"), name=path.name)
    _check_size(path, expected, limits)
    actual = _content(path)
    if actual != expected:
        _refuse(path, actual)
    if actual == WORKBOOK:
        _check_package(path, limits)
    return actual


def _check_size(path: Path, kind: str, limits: Limits) -> None:
    size = path.stat().st_size
    if size == 0:
        raise FileProblem(N_("文件是空的，请重新导出后再上传。"))
    allowed = limits.workbook_bytes if kind in (WORKBOOK, OLD_WORKBOOK) else limits.file_bytes
    if size > allowed:
        raise FileProblem(
            N_("文件有 %(size)s MB，超过上限 %(limit)s MB。请分成几个文件，或改用 CSV、Parquet。"),
            size=-(-size // MIB),
            limit=allowed // MIB,
        )


def _content(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(4096)
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    words = head.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").lstrip().lower()
    return "html" if words.startswith(_MARKUP) else TEXT


def _refuse(path: Path, actual: str) -> None:
    if actual == OLD_WORKBOOK and "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
        raise locked()
    if actual == TEXT and path.suffix.lower() in (".xlsx", ".xls", ".parquet"):
        head = path.open("rb").read(4096)
        if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise damaged()
    raise FileProblem(
        N_("文件名以“%(extension)s”结尾，内容却是%(actual)s。请用表格软件打开，另存为真正的 .xlsx 或 CSV 后再上传。"),
        extension=path.suffix,
        actual=Message(_CALLED.get(actual, actual)),
    )


def locked() -> FileProblem:
    """Return the problem of a workbook with a password."""
    return FileProblem(N_("文件设有密码，无法读取。请在表格软件中取消密码后另存，再上传。"))


def damaged() -> FileProblem:
    """Return the problem of a file that is broken inside."""
    return FileProblem(N_("文件已损坏或不完整，无法打开。请重新导出或重新下载后再上传。"))


def _check_package(path: Path, limits: Limits) -> None:
    """A workbook is a zip: refuse one that unpacks out of proportion, and a sheet of mostly nothing."""
    try:
        with zipfile.ZipFile(path) as package:
            members = package.infolist()
            if not any(member.filename == "xl/workbook.xml" for member in members):
                raise damaged()
            unpacked = sum(member.file_size for member in members)
            packed = max(1, sum(member.compress_size for member in members))
            if unpacked > limits.unpacked_bytes or (unpacked > 64 * MIB and unpacked / packed > _PACKED_RATIO):
                raise FileProblem(N_("工作簿解压后过大，无法读取。请改用 CSV 或 Parquet。"))
            for member in members:
                if member.filename.startswith("xl/worksheets/") and member.filename.endswith(".xml"):
                    _check_extent(package, member, limits)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise damaged() from error


def _check_extent(package: zipfile.ZipFile, member: zipfile.ZipInfo, limits: Limits) -> None:
    """A single cell in the last corner makes the workbook library set aside room for the whole sheet."""
    letters: set[bytes] = set()
    read, height, rest = 0, 10_000, b""
    with package.open(member) as file:
        while chunk := file.read(_CHUNK):
            read += len(chunk)
            if read > limits.unpacked_bytes:
                raise FileProblem(N_("工作簿解压后过大，无法读取。请改用 CSV 或 Parquet。"))
            part = _ODD_ADDRESS.sub(rb'r="\1"', rest + chunk)
            letters.update(_WIDE_CELL.findall(part))
            height = max(height, *map(int, _LOW_CELL.findall(part)), 0)
            rest = part[-32:]
    width = max((_place(word) for word in letters), default=26)
    if width > limits.columns or width * height > limits.sheet_cells:
        raise FileProblem(
            N_("工作表的范围过大（%(height)s 行 × %(width)s 列），多半是远处有零散内容。请删除多余的行和列后另存。"),
            height=height,
            width=width,
        )


def _place(letters: bytes) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + letter - 64
    return place
