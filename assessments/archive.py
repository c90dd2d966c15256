"""The file of a backup: a ZIP of one file of JSON lines for each table, and a manifest of what must be in it."""

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from struct import error as StructError
from typing import IO, Any, Self
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

FORMAT = 1
MANIFEST = "manifest.json"
# What zipfile and json raise for bytes that were not written so.
DAMAGES = (
    BadZipFile,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    StructError,
    TypeError,
    ValueError,
    zlib.error,
)
Row = Sequence[Any]


class ArchiveDamaged(Exception):
    """The file is no backup, or not as it was written."""


class ArchiveNewer(Exception):
    """Of a later format than this program knows."""


@dataclass(frozen=True, slots=True)
class Table:
    """`digest`: SHA-256 of its file."""

    name: str
    columns: tuple[str, ...]
    count: int
    digest: str

    @property
    def path(self) -> str:
        return f"{self.name}.jsonl"


@dataclass(frozen=True, slots=True)
class Manifest:
    """`program`: the version that wrote it. `made_at`: ISO. `migrations`: (app, name), those of its tables."""

    program: str
    made_at: str
    migrations: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]

    @property
    def count(self) -> int:
        return sum(table.count for table in self.tables)


class Writer:
    """Table by table, then the manifest: a file that breaks off before has none. Leaving the block by an exception
    writes nothing more: the disk may be full."""

    def __init__(self, file: IO[bytes]) -> None:
        self.archive = ZipFile(file, "w", compression=ZIP_DEFLATED)
        self.tables: list[Table] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind:
            self.archive.fp = None

    def add(self, name: str, columns: Iterable[str], rows: Iterable[Row]) -> None:
        digest, count = hashlib.sha256(), 0
        with self.archive.open(f"{name}.jsonl", "w", force_zip64=True) as lines:
            for row in rows:
                line = json.dumps(row, separators=(",", ":")).encode() + b"\n"
                lines.write(line)
                digest.update(line)
                count += 1
        self.tables.append(Table(name, tuple(columns), count, digest.hexdigest()))

    def close(self, *, program: str, made_at: str, migrations: Iterable[tuple[str, str]]) -> Manifest:
        manifest = Manifest(program, made_at, tuple(migrations), tuple(self.tables))
        self.archive.writestr(MANIFEST, json.dumps({"format": FORMAT, **asdict(manifest)}, indent=1))
        self.archive.close()
        return manifest


@contextmanager
def open_archive(file: IO[bytes]) -> Iterator[tuple[ZipFile, Manifest]]:
    """Checked to the last byte before anything of it is used. Raises ArchiveDamaged, ArchiveNewer."""
    try:
        archive = ZipFile(file)
        manifest = read_manifest(archive)
        for table in manifest.tables:
            check_table(archive, table)
    except DAMAGES as error:
        raise ArchiveDamaged from error
    yield archive, manifest


def read_manifest(archive: ZipFile) -> Manifest:
    stored = json.loads(archive.read(MANIFEST))
    if stored["format"] > FORMAT:
        raise ArchiveNewer
    return Manifest(
        program=str(stored["program"]),
        made_at=str(stored["made_at"]),
        migrations=tuple((str(app), str(name)) for app, name in stored["migrations"]),
        tables=tuple(
            Table(str(row["name"]), tuple(row["columns"]), int(row["count"]), str(row["digest"]))
            for row in stored["tables"]
        ),
    )


def check_table(archive: ZipFile, table: Table) -> None:
    """Raises ArchiveDamaged, or what else damaged bytes raise (DAMAGES)."""
    digest, count = hashlib.sha256(), 0
    with archive.open(table.path) as lines:
        for line in lines:
            digest.update(line)
            count += 1
    if (count, digest.hexdigest()) != (table.count, table.digest):
        raise ArchiveDamaged


def read_rows(archive: ZipFile, table: Table) -> Iterator[list[Any]]:
    with archive.open(table.path) as lines:
        yield from map(json.loads, lines)
