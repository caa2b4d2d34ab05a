"""Audits a Spark data frame: every partition by the same code, and in the end the audit folder of the command line.

Each task audits its partition into a shard, an audit folder of its own, and publishes it by rename in the folder ``OUTPUT.shards``, which
driver and executors share; it returns one row that names the shard. The driver names the published shards in ``shards.json`` there and
merges them into ``OUTPUT``, by the same writer as ``classlens merge``. What that file does not name is not part of the result, so a task
that was lost or ran twice changes nothing.

Executors need this package, pyarrow and what PySpark asks for (pandas). ``spark.archives`` with the wheel renamed to ``.zip`` and the name of its folder on
``PYTHONPATH`` brings it; ``--py-files`` does not, because native code cannot be loaded from a zip file.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from classlens._audit import Audit
from classlens._auditor import Auditor
from classlens._classlens import Error, __version__
from classlens._options import Names, reading
from classlens._run import merge as merge_audits

if TYPE_CHECKING:
    import pyarrow

__all__ = ["audit"]

_NAMED = "shards.json"
_PACKED = ".zip"
_ROW = "partition int, shard string, n_articles bigint, n_refused bigint"


@dataclass
class _Task:
    """What an executor does with a partition; it travels by pickle."""

    shards: str
    version: str
    lexicon_hash: str
    lexicon: str | None
    reading: dict[str, Any] = field(default_factory=reading)
    threads: int = 1
    memory: int = 256

    def __call__(self, batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        import pyarrow
        from pyspark import TaskContext

        context = TaskContext.get()
        row = self.run(context.partitionId() if context is not None else 0, batches)
        if row is not None:
            yield pyarrow.RecordBatch.from_pylist([row], schema=_schema())

    def run(self, partition: int, batches: Iterable[pyarrow.RecordBatch]) -> dict[str, Any] | None:
        """The row of a partition; ``None`` where it has no rows."""
        auditor = self._auditor()
        with tempfile.TemporaryDirectory(prefix="classlens-") as scratch:
            # A file rather than memory: a partition may be larger than what an executor gives Python.
            rows = Path(scratch) / "partition.parquet"
            if _spool(batches, rows) == 0:
                return None
            shard, n_articles, n_refused = self._publish(auditor, partition, rows)
        return {"partition": partition, "shard": shard, "n_articles": n_articles, "n_refused": n_refused}

    def _auditor(self) -> Auditor:
        if __version__ != self.version:
            raise Error(f"this executor has classlens {__version__}, the driver {self.version}: bring the same wheel to both")
        auditor = _ready(None if self.lexicon is None else str(_unpacked(self.lexicon)))
        if auditor.lexicon[1] != self.lexicon_hash:
            raise Error(f"this executor has the lexicon {auditor.lexicon[1]}, the driver {self.lexicon_hash}")
        return auditor

    def _publish(self, auditor: Auditor, partition: int, rows: Path) -> tuple[str, int, int]:
        """Audit the rows beside the place of the shard, and rename it into it: a shard is whole or is not there."""
        shard = f"{partition:05}-{uuid.uuid4().hex}"
        output = Path(self.shards) / shard
        bounds = {"threads": self.threads, "memory": self.memory}
        counts = auditor._auditor.shard(rows, f"partition {partition:05}", output, self.reading, bounds)
        return shard, *counts


def audit(
    df: Any,
    output: str | os.PathLike[str],
    *,
    lexicon: str | os.PathLike[str] | None = None,
    columns: Mapping[str, str] | None = None,
    date_order: str | None = None,
    keep: Names | None = None,
    drop: Names | None = None,
    max_record: int = 32,
    threads: int = 1,
    memory: int = 256,
    csv: bool = False,
    replace: bool = False,
    merge: bool = True,
) -> Audit:
    """Audit the rows of a Spark data frame into the audit folder ``output``; ``output`` + ``.shards`` is shared with the executors.

    ``lexicon`` is a folder or a frozen file of the driver and goes to the executors as a file. ``threads`` and ``memory`` (MiB, bounds buffers) are of one
    task; the other arguments are those of ``classlens.audit``. A row that cannot be read is in ``rejects.jsonl``, under the source
    ``partition N`` and its number there, and fails no task; a data frame without a body column is an ``Error`` before any task runs.

    The audit is the one of the same rows in files, partition by partition: stories are found over all of them, and a record that a
    former partition has too is refused. Different articles with one id in two partitions are an ``Error`` in the end that names the id;
    the shards stay then. Dates such as 03/04/2012 are read by the evidence of their partition: give ``date_order`` where that matters.

    With ``merge=False`` the shards stay in ``output`` + ``.shards``, and the audit that is returned searches them as one; ``classlens
    merge OUTPUT.shards -o AUDIT`` makes one of them later. A record that two partitions have is an ``Error`` then. Shards that are
    there, kept or left by a run that failed, stay unless ``replace``.
    """
    if "://" in os.fspath(output):
        raise Error(f"{output}: an address is no folder: name one that driver and executors share, and copy the finished audit")
    folder = Path(output).absolute()
    shards = folder.with_name(f"{folder.name}.shards")
    _check_free(folder, shards, replace=replace)
    auditor = Auditor(lexicon)
    # No rows, so that what is wrong with columns and options is said before a task fails of it.
    auditor.score(_empty(df.columns), columns=columns, date_order=date_order, max_record=max_record)
    session = df.sparkSession
    archive: str | None = None
    if lexicon is not None:
        # A folder goes to executors of the same machine only, a file to all.
        given, packed = Path(lexicon), Path(tempfile.mkdtemp(prefix="classlens-")) / f"classlens-lexicon-{auditor.lexicon[1][:16]}"
        if given.is_dir():
            packed = packed.with_suffix(_PACKED)
            shutil.make_archive(str(packed.with_suffix("")), "zip", given)
        else:
            packed = packed.with_suffix(given.suffix)
            shutil.copyfile(given, packed)
        archive = packed.name
        session.sparkContext.addFile(str(packed))
    shards.mkdir(parents=True, exist_ok=True)
    options = reading(columns, date_order, keep, drop, max_record=max_record)
    task = _Task(str(shards), __version__, auditor.lexicon[1], archive, options, threads, memory)
    rows = sorted(df.mapInArrow(task, _ROW).collect(), key=lambda row: row["partition"])
    if not rows:
        raise Error("the data frame has no rows")
    _name(shards, [row.asDict() for row in rows], auditor)
    if not merge:
        made = Audit(shards, lexicon)
        # Opens all indexes: a record in two of them is said now.
        made.count()
        named = {row["shard"] for row in rows}
        for lost in shards.iterdir():
            if lost.is_dir() and lost.name not in named:
                shutil.rmtree(lost)
        return made
    try:
        made = merge_audits([shards / row["shard"] for row in rows], folder, lexicon=lexicon, csv=csv, replace=replace)
    except Error as cause:
        raise Error(f"{cause}; the shards stay, named in {shards / _NAMED}") from cause
    # With them goes what lost tasks left; it is part of nothing.
    shutil.rmtree(shards)
    return made


def _check_free(folder: Path, shards: Path, *, replace: bool) -> None:
    """Say before the work what would stop it at its end, or be lost by it."""
    if (shards / _NAMED).exists() and not replace:
        raise Error(f"{shards}: shards are there; they stay: name another folder, or give replace=True")
    if (folder / "manifest.json").exists():
        if not replace:
            raise Error(f"{folder}: an audit is there; it stays: name another folder, or give replace=True")
    elif folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Error(f"{folder}: exists and is not an audit folder; name another one")


def _name(shards: Path, rows: list[dict[str, Any]], auditor: Auditor) -> None:
    """Write down which shards count."""
    named = {"version": __version__, "lexicon": auditor.lexicon[0], "lexicon_hash": auditor.lexicon[1], "shards": rows}
    written = shards / f"{_NAMED}.partial"
    written.write_text(json.dumps(named, indent=1), encoding="utf-8")
    written.rename(shards / _NAMED)


def _spool(batches: Iterable[pyarrow.RecordBatch], path: Path) -> int:
    """Write the rows of a partition into a file; return their number."""
    import pyarrow.parquet

    writer = None
    n_rows = 0
    for batch in batches:
        if writer is None:
            writer = pyarrow.parquet.ParquetWriter(path, batch.schema, compression="zstd")
        writer.write_batch(batch)
        n_rows += batch.num_rows
    if writer is not None:
        writer.close()
    return n_rows


@lru_cache(maxsize=2)
def _ready(lexicon: str | None) -> Auditor:
    """An auditor that the tasks of one Python process share: compiling a lexicon takes longer than a small partition."""
    return Auditor(lexicon)


def _unpacked(archive: str) -> Path:
    """The lexicon on this executor, a frozen file or a folder that whoever needs it first unpacks."""
    from pyspark import SparkFiles

    path = Path(SparkFiles.get(archive))
    if not path.exists():
        raise Error(f"the lexicon {archive} is missing on this executor: it was not among the files of the job")
    if path.suffix != _PACKED:
        return path
    folder = path.with_suffix("")
    if not folder.exists():
        unpacked = Path(tempfile.mkdtemp(dir=path.parent))
        shutil.unpack_archive(path, unpacked)
        try:
            unpacked.rename(folder)
        except OSError:
            # Another task was first.
            shutil.rmtree(unpacked)
    return folder


def _empty(columns: list[str]) -> pyarrow.Table:
    import pyarrow

    return pyarrow.table({name: pyarrow.array([], pyarrow.string()) for name in columns})


def _schema() -> pyarrow.Schema:
    import pyarrow

    return pyarrow.schema(
        [
            ("partition", pyarrow.int32()),
            ("shard", pyarrow.string()),
            ("n_articles", pyarrow.int64()),
            ("n_refused", pyarrow.int64()),
        ]
    )
