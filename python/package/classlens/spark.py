"""Scores a Spark data frame: every partition by the same code, with the same rows as on one machine.

Each task writes the tables of its partition as Parquet into a folder that driver and executors share, publishes them by rename, and
returns one row with its tally; the driver adds the tallies and names the published parts in ``spark.json``. What that file does not
name is not part of the result, so a task that was lost or ran twice changes nothing. Copies of a story and the search index are not
made here.

Executors need this package and pyarrow. ``spark.archives`` with the wheel renamed to ``.zip`` and the name of its folder on
``PYTHONPATH`` brings it; ``--py-files`` does not, because native code cannot be loaded from a zip file.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import uuid
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from classlens import _classlens
from classlens._auditor import Auditor, RefusedWarning
from classlens._classlens import Error, __version__
from classlens._options import Names, names
from classlens._tally import Tally

if TYPE_CHECKING:
    import pyarrow

__all__ = ["SparkAudit", "audit"]

_TABLES = ["articles", "hits", "quotes", "pay", "refused"]
_MANIFEST = "spark.json"
_ROW = "partition int, part string, n_articles bigint, n_refused bigint, tally string"


class SparkAudit:
    """The tables that the tasks of a job published."""

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        #: The folder.
        self.folder = Path(folder)
        path = self.folder / _MANIFEST
        try:
            #: Version, lexicon, and the parts by partition.
            self.manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        except OSError as cause:
            raise Error(f"{self.folder}: no finished job is here: {_MANIFEST}: {cause.strerror}") from cause
        missing = [part["part"] for part in self.manifest["parts"] if not (self.folder / "parts" / part["part"]).is_dir()]
        if missing:
            raise Error(f"{self.folder}: the part {missing[0]} is missing, and {len(missing)} in all: run the job again")

    @property
    def tally(self) -> Tally:
        """Counts of all articles by the fields that the job was asked for."""
        return Tally(_classlens.Tally.from_text(self.manifest["tally"]))

    @property
    def articles(self) -> pyarrow.Table:
        """One row an article, sorted by id as bytes; columns as of an audit folder."""
        return self._read("articles").sort_by("id")

    @property
    def hits(self) -> pyarrow.Table:
        """One row a hit, by article as bytes, then in the order of the text."""
        return self._of_articles("hits")

    @property
    def quotes(self) -> pyarrow.Table:
        """One row a quotation, sorted as ``hits``."""
        return self._of_articles("quotes")

    @property
    def pay(self) -> pyarrow.Table:
        """One row an amount of pay, sorted as ``hits``."""
        return self._of_articles("pay")

    @property
    def refused(self) -> pyarrow.Table:
        """One row a refused row: its partition, its number there from 1, and the reason."""
        return self._read("refused")

    def _of_articles(self, name: str) -> pyarrow.Table:
        import pyarrow

        table = self._read(name)
        # Sorting is not stable in pyarrow: the place of a row keeps the order of the text.
        table = table.append_column("_at", pyarrow.array(range(table.num_rows), pyarrow.int64()))
        return table.sort_by([("article", "ascending"), ("_at", "ascending")]).drop_columns(["_at"])

    def _read(self, name: str) -> pyarrow.Table:
        import pyarrow
        import pyarrow.parquet

        parts = [self.folder / "parts" / part["part"] / f"{name}.parquet" for part in self.manifest["parts"]]
        return pyarrow.concat_tables([pyarrow.parquet.read_table(part) for part in parts])

    def __repr__(self) -> str:
        found = self.manifest
        return f"SparkAudit {self.folder}: {found['n_articles']} articles, {found['n_refused']} refused, {len(found['parts'])} parts"


@dataclass
class _Task:
    """What an executor does with a partition; it travels by pickle."""

    folder: str
    version: str
    lexicon_hash: str
    lexicon: str | None
    by: list[str]
    score: dict[str, Any] = field(default_factory=dict)

    def __call__(self, batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        import pyarrow
        from pyspark import TaskContext

        context = TaskContext.get()
        partition = context.partitionId() if context is not None else 0
        row = self.run(partition, list(batches))
        if row is not None:
            yield pyarrow.RecordBatch.from_pylist([row], schema=_schema())

    def run(self, partition: int, batches: list[pyarrow.RecordBatch]) -> dict[str, Any] | None:
        if not batches:
            return None
        auditor = self._auditor()
        with warnings.catch_warnings():
            # Refused rows are rows of the result here.
            warnings.simplefilter("ignore", RefusedWarning)
            scores = auditor.score(batches, **self.score)
        tables = {name: getattr(scores, name).to_arrow() for name in _TABLES}
        import pyarrow

        number = pyarrow.array([partition] * tables["refused"].num_rows, pyarrow.int64())
        tables["refused"] = tables["refused"].add_column(0, "partition", number)
        return {
            "partition": partition,
            "part": self._publish(partition, tables),
            "n_articles": tables["articles"].num_rows,
            "n_refused": tables["refused"].num_rows,
            "tally": scores.tally(self.by)._tally.text(),
        }

    def _auditor(self) -> Auditor:
        if __version__ != self.version:
            raise Error(f"this executor has classlens {__version__}, the driver {self.version}: bring the same wheel to both")
        auditor = _ready(None if self.lexicon is None else str(_unpacked(self.lexicon)))
        if auditor.lexicon[1] != self.lexicon_hash:
            raise Error(f"this executor has the lexicon {auditor.lexicon[1]}, the driver {self.lexicon_hash}")
        return auditor

    def _publish(self, partition: int, tables: dict[str, pyarrow.Table]) -> str:
        """Write the tables of a part beside its place, and rename them into it: a part is whole or is not there."""
        import pyarrow.parquet

        part = f"{partition:05}-{uuid.uuid4().hex}"
        parts = Path(self.folder) / "parts"
        written = parts / f"{part}.partial"
        written.mkdir(parents=True)
        for name, table in tables.items():
            pyarrow.parquet.write_table(table, written / f"{name}.parquet", compression="zstd")
        written.rename(parts / part)
        return part


def audit(
    df: Any,
    output: str | os.PathLike[str],
    *,
    lexicon: str | os.PathLike[str] | None = None,
    by: Names = "outlet",
    columns: Mapping[str, str] | None = None,
    date_order: str | None = None,
    max_record: int = 32,
    threads: int = 1,
) -> SparkAudit:
    """Score the rows of a Spark data frame into the folder ``output``, which driver and executors share.

    ``lexicon`` is a folder of the driver and goes to the executors as files. ``by`` are the fields of the tally. The other arguments
    are those of ``Auditor.score``. A row that cannot be read is in ``refused`` and fails no task; a data frame without a body column
    is an ``Error`` before any task runs. Two rows with one id are told apart within a partition only, and dates such as 03/04/2012
    are read by the evidence of their partition: give ids and ``date_order`` where that matters.
    """
    folder = Path(output).absolute()
    if (folder / _MANIFEST).exists():
        raise Error(f"{folder}: a finished job is here already: name another folder")
    auditor = Auditor(lexicon)
    score: dict[str, Any] = {"columns": dict(columns or {}), "date_order": date_order, "max_record": max_record, "threads": threads}
    # No rows, so that what is wrong with columns and options is said before a task fails of it.
    auditor.score(_empty(df.columns), **score).tally(by)
    session = df.sparkSession
    archive: str | None = None
    if lexicon is not None:
        archive = f"classlens-lexicon-{auditor.lexicon[1][:16]}.zip"
        # A folder goes to executors of the same machine only, a file to all.
        packed = Path(tempfile.mkdtemp(prefix="classlens-")) / archive
        shutil.make_archive(str(packed.with_suffix("")), "zip", Path(lexicon))
        session.sparkContext.addFile(str(packed))
    task = _Task(str(folder), __version__, auditor.lexicon[1], archive, names(by), score)
    rows = sorted(df.mapInArrow(task, _ROW).collect(), key=lambda row: row["partition"])
    if not rows:
        raise Error("the data frame has no rows")
    tally = sum((Tally(_classlens.Tally.from_text(row["tally"])) for row in rows[1:]), Tally(_classlens.Tally.from_text(rows[0]["tally"])))
    manifest = {
        "version": __version__,
        "lexicon": auditor.lexicon[0],
        "lexicon_hash": auditor.lexicon[1],
        "n_articles": sum(row["n_articles"] for row in rows),
        "n_refused": sum(row["n_refused"] for row in rows),
        "parts": [{"partition": row["partition"], "part": row["part"]} for row in rows],
        "tally": tally._tally.text(),
    }
    written = folder / f"{_MANIFEST}.partial"
    written.write_text(json.dumps(manifest, indent=1), encoding="utf-8")
    written.rename(folder / _MANIFEST)
    _tidy(folder / "parts", {part["part"] for part in manifest["parts"]})
    return SparkAudit(folder)


@lru_cache(maxsize=2)
def _ready(lexicon: str | None) -> Auditor:
    """An auditor that the tasks of one Python process share: compiling a lexicon takes longer than a small partition."""
    return Auditor(lexicon)


def _unpacked(archive: str) -> Path:
    """The folder of the lexicon on this executor; whoever needs it first unpacks it."""
    from pyspark import SparkFiles

    path = Path(SparkFiles.get(archive))
    if not path.exists():
        raise Error(f"the lexicon {archive} is missing on this executor: it was not among the files of the job")
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


def _tidy(parts: Path, named: set[str]) -> None:
    """Remove what lost tasks left; it is part of nothing."""
    for left in parts.iterdir():
        if left.name not in named:
            shutil.rmtree(left, ignore_errors=True)


def _empty(columns: list[str]) -> pyarrow.Table:
    import pyarrow

    return pyarrow.table({name: pyarrow.array([], pyarrow.string()) for name in columns})


def _schema() -> pyarrow.Schema:
    import pyarrow

    return pyarrow.schema(
        [
            ("partition", pyarrow.int32()),
            ("part", pyarrow.string()),
            ("n_articles", pyarrow.int64()),
            ("n_refused", pyarrow.int64()),
            ("tally", pyarrow.string()),
        ]
    )
