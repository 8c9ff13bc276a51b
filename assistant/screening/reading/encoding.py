"""Which encoding a text file is in, by strict trial; the file as UTF-8."""

import codecs
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.rules.facts import N_
from assistant.screening.reading.problems import MIB, FileProblem

_CHUNK = 4 * MIB
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# So many sound non-ASCII characters before the first bad byte: damaged UTF-8, not another encoding.
_SURELY_UTF8 = 10
# One zero byte in so many, as separators and digits give them: UTF-16 without its mark, not a stray zero.
_SURELY_UTF16 = 50


def detect(path: Path) -> str:
    """Return the Python name of the encoding: utf-8, utf-8-sig, utf-16(-le/-be) or gb18030.

    Raises FileProblem when the bytes fit none of them.
    """
    with path.open("rb") as file:
        head = file.read(4096)
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return _sure(path, encoding)
    if head.count(0) * _SURELY_UTF16 > len(head):
        return _sure(path, "utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be")
    wide, line = _sound_part(path, "utf-8")
    if line is None:
        return "utf-8"
    if wide >= _SURELY_UTF8:
        raise _damaged("UTF-8", line)
    return _sure(path, "gb18030")


def _sure(path: Path, encoding: str) -> str:
    _, line = _sound_part(path, encoding)
    if line is not None:
        raise _damaged(encoding.upper().removesuffix("-SIG"), line)
    return encoding


def _damaged(encoding: str, line: int) -> FileProblem:
    return FileProblem(
        N_(
            "文件第 %(line)s 行附近有无法识别的字符（按 %(encoding)s 读取）。请用表格软件打开后另存为“CSV UTF-8”再上传。"
        ),
        line=line,
        encoding=encoding,
    )


def _sound_part(path: Path, encoding: str) -> tuple[int, int | None]:
    """Return how many non-ASCII characters decode, and the line of the first bad byte (None: all is well)."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    wide, lines = 0, 1
    with path.open("rb") as file:
        while True:
            chunk = file.read(_CHUNK)
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                sound = error.object[: error.start].decode(encoding, "ignore")
                return wide + _wide(sound), lines + sound.count("\n")
            if not chunk:
                return wide, None
            wide, lines = wide + _wide(text), lines + text.count("\n")


def _wide(text: str) -> int:
    return 0 if text.isascii() else sum(1 for letter in text[:1000] if ord(letter) > 127)


@contextmanager
def as_utf8(path: Path, encoding: str) -> Iterator[Path]:
    """Give a path to the same text in UTF-8 without BOM and with line feeds; a copy is removed afterwards."""
    if encoding == "utf-8" and not _old_line_ends(path, encoding):
        yield path
        return
    newline = "\r" if _old_line_ends(path, encoding) else ""
    with TemporaryDirectory(prefix="reading-") as folder:
        copy = Path(folder) / "text"
        with (
            path.open(encoding=encoding, newline="") as source,
            copy.open("w", encoding="utf-8", newline="") as out,
        ):
            if newline:
                while part := source.read(_CHUNK):
                    out.write(part.replace("\r", "\n"))
            else:
                shutil.copyfileobj(source, out, _CHUNK)
        yield copy


def _old_line_ends(path: Path, encoding: str) -> bool:
    """Return whether lines end in a carriage return alone, as old Macintosh programs write them."""
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        head = file.read(_CHUNK)
    return "\r" in head and "\n" not in head
