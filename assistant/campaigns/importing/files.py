"""Where a received file lies: a folder of its own with names of ours, never the name that came with it."""

import hashlib
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from assistant.rules.facts import N_
from assistant.screening.reading import FileProblem, Limits
from assistant.screening.reading.problems import MIB
from assistant.screening.reading.sniffing import KNOWN_EXTENSIONS, kind_of
from assistant.settings import Settings

MOST_BYTES: Final = 500 * MIB
LIMITS: Final = Limits(file_bytes=MOST_BYTES, rows=5_000_000, columns=300)
ROWS, ERRORS, WARNINGS, SCREENED = "rows.parquet", "errors.parquet", "warnings.parquet", "screened.parquet"

_CHUNK = MIB
_FOLDER = re.compile(r"[0-9a-f]{32}")
_SHOWN_NAME = 200


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that was received: its folder's name, the name it came with, its digest and size in bytes."""

    folder: str
    file_name: str
    sha256: str
    size: int


def store(settings: Settings, file_name: str, stream: IO[bytes]) -> Stored:
    """Write the stream to a folder of its own, a part at a time, and return what it is.

    Raises FileProblem when it is too large or not what its name says; nothing of it is kept then.
    """
    shown = shown_name(file_name)
    extension = Path(shown).suffix.lower()
    if extension not in KNOWN_EXTENSIONS:
        raise FileProblem(
            N_("不支持“%(extension)s”文件。请另存为 CSV、Excel（.xlsx 或 .xls）或 Parquet 后再上传。"),
            extension=extension or shown,
        )
    name = secrets.token_hex(16)
    place = settings.data_dir / "imports" / name
    place.mkdir(parents=True, mode=0o700)
    try:
        digest, size = _write(stream, place / f"upload{extension}")
        kind_of(place / f"upload{extension}", LIMITS)
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise
    return Stored(name, shown, digest, size)


def _write(stream: IO[bytes], path: Path) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with path.open("xb") as out:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > MOST_BYTES:
                raise FileProblem(
                    N_("文件超过上限 %(limit)s MB。请分成几个文件，或改用 CSV、Parquet。"), limit=MOST_BYTES // MIB
                )
            digest.update(chunk)
            out.write(chunk)
    return digest.hexdigest(), size


def shown_name(file_name: str) -> str:
    """Return the name that the file came with as it may be shown: without folders and invisible characters."""
    last = re.split(r"[/\\]", file_name)[-1]
    return "".join(letter for letter in last if letter.isprintable()).strip()[-_SHOWN_NAME:]


def folder(settings: Settings, name: str) -> Path:
    """Return the folder of an import."""
    if not _FOLDER.fullmatch(name):
        raise ValueError("no folder of an import is called so")
    return settings.data_dir / "imports" / name


def upload(place: Path) -> Path:
    """Return the received file in its folder; raise FileProblem if it is gone."""
    found = next(place.glob("upload.*"), None)
    if found is None:
        raise FileProblem(N_("文件已不在服务器上，请重新上传。"))
    return found


@contextmanager
def work_folder(place: Path) -> Iterator[Path]:
    """A folder for one run of a job alone: a worker that was taken for dead must not write among another's files.

    What runs before it left behind goes too.
    """
    for left in place.glob("work-*"):
        shutil.rmtree(left, ignore_errors=True)
    work = place / f"work-{secrets.token_hex(8)}"
    work.mkdir()
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def remove(settings: Settings, name: str) -> None:
    """Delete the folder of an import with all that is in it."""
    shutil.rmtree(folder(settings, name), ignore_errors=True)
