"""Spark gives the rows of one machine. Skipped where PySpark or Java is missing."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import classlens
import pyarrow
import pytest

pyspark_sql = pytest.importorskip("pyspark.sql")
if shutil.which("java") is None:
    pytest.skip("no Java here", allow_module_level=True)

from classlens import spark  # noqa: E402

FIELDS = ["id", "outlet", "date", "url", "author", "section", "title", "body"]


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    os.environ["PYSPARK_PYTHON"] = sys.executable
    # From here to itself: no other machine is spoken to.
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    builder = pyspark_sql.SparkSession.builder.master("local-cluster[2,1,1024]").appName("classlens")
    for name, value in {
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "7",
    }.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


def frame(session: Any, sample: list[dict[str, Any]], partitions: int) -> Any:
    rows = [tuple(article.get(name) for name in FIELDS) for article in sample]
    schema = ", ".join(f"{name} string" for name in FIELDS)
    return session.createDataFrame(rows, schema).repartition(partitions, "id")


def by_id(table: pyarrow.Table, key: str) -> pyarrow.Table:
    at = pyarrow.array(range(table.num_rows))
    return table.append_column("_at", at).sort_by([(key, "ascending"), ("_at", "ascending")]).drop_columns(["_at"])


def test_partitions_give_the_rows_of_one_machine(
    session: Any, sample: list[dict[str, Any]], audit: classlens.Audit, tmp_path: Path
) -> None:
    found = spark.audit(frame(session, sample, 5), tmp_path / "job", by="outlet,year")
    assert len(found.manifest["parts"]) > 1
    for name in ["hits", "quotes", "pay"]:
        expected = by_id(getattr(audit, name).to_arrow(), "article")
        assert getattr(found, name).to_pylist() == expected.to_pylist(), name
    one = classlens.Auditor().score(pyarrow.table({name: [a.get(name) for a in sample] for name in FIELDS}))
    assert found.articles.to_pylist() == by_id(one.articles.to_arrow(), "id").to_pylist()
    assert found.tally == audit.tally("outlet,year")
    assert found.refused.num_rows == 0


def test_a_poisoned_row_is_refused_and_fails_no_task(session: Any, sample: list[dict[str, Any]], tmp_path: Path) -> None:
    poisoned = [*sample[:20], {"id": "poison", "title": "No text", "body": None}]
    found = spark.audit(frame(session, poisoned, 3), tmp_path / "job")
    assert found.articles.num_rows == 20
    (refused,) = found.refused.to_pylist()
    assert refused["reason"].startswith("no body") and refused["row"] >= 1


def test_what_no_manifest_names_is_no_part(session: Any, sample: list[dict[str, Any]], tmp_path: Path) -> None:
    (tmp_path / "job" / "parts" / "00000-lost").mkdir(parents=True)
    found = spark.audit(frame(session, sample[:10], 2), tmp_path / "job")
    assert found.articles.num_rows == 10
    shutil.rmtree(tmp_path / "job" / "parts" / found.manifest["parts"][0]["part"])
    with pytest.raises(classlens.Error, match="is missing, and 1 in all"):
        spark.SparkAudit(tmp_path / "job")
    with pytest.raises(classlens.Error, match="a finished job is here already"):
        spark.audit(frame(session, sample[:10], 2), tmp_path / "job")
    with pytest.raises(classlens.Error, match="no finished job is here"):
        spark.SparkAudit(tmp_path)


def test_a_lexicon_goes_to_the_executors(session: Any, sample: list[dict[str, Any]], tmp_path: Path) -> None:
    lexicon = Path(__file__).parents[2] / "tests" / "compat" / "lexicon"
    found = spark.audit(frame(session, sample[:10], 2), tmp_path / "job", lexicon=lexicon)
    assert found.manifest["lexicon_hash"] == classlens.Auditor(lexicon).lexicon[1]
    assert found.articles.num_rows == 10


def test_columns_are_checked_before_a_task_runs(session: Any, tmp_path: Path) -> None:
    df = session.createDataFrame([("1", "words")], "id string, words string")
    with pytest.raises(classlens.Error, match="no body column among: id, words"):
        spark.audit(df, tmp_path / "job")
    with pytest.raises(classlens.Error, match="by|outlett"):
        spark.audit(df, tmp_path / "job", columns={"body": "words"}, by="outlett")


def test_versions_and_lexicons_that_differ_are_named(tmp_path: Path) -> None:
    task = spark._Task(str(tmp_path), "0.0.1", "", None, ["outlet"])
    batch = pyarrow.RecordBatch.from_pylist([{"body": "One."}])
    with pytest.raises(classlens.Error, match=f"has classlens {classlens.__version__}, the driver 0.0.1"):
        task.run(0, [batch])
    task = spark._Task(str(tmp_path), classlens.__version__, "abc", None, ["outlet"])
    with pytest.raises(classlens.Error, match="has the lexicon .*, the driver abc"):
        task.run(0, [batch])


@dataclass
class _Dying(spark._Task):
    """Its process is killed after it has published, once for each partition."""

    def _publish(self, partition: int, tables: dict[str, pyarrow.Table]) -> str:
        part = super()._publish(partition, tables)
        died = Path(self.folder) / f"died-{partition}-{part}"
        if not list(Path(self.folder).glob(f"died-{partition}-*")):
            died.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return part


def test_tasks_that_are_killed_after_they_published_change_nothing(
    session: Any, sample: list[dict[str, Any]], audit: classlens.Audit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cloudpickle = pytest.importorskip("pyspark.cloudpickle")
    cloudpickle.register_pickle_by_value(sys.modules[__name__])
    monkeypatch.setattr(spark, "_Task", _Dying)
    found = spark.audit(frame(session, sample, 3), tmp_path / "job", by="outlet,year")
    died = [path.name.split("-", 2)[2] for path in (tmp_path / "job").glob("died-*")]
    named = {part["part"] for part in found.manifest["parts"]}
    assert len(died) == len(named) == 3 and not named & set(died), "every task was lost once"
    assert {path.name for path in (tmp_path / "job" / "parts").iterdir()} == named
    assert found.hits.to_pylist() == by_id(audit.hits.to_arrow(), "article").to_pylist()
    assert found.tally == audit.tally("outlet,year")
