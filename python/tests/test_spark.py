"""Spark leaves the audit of one machine. Skipped where PySpark or Java is missing."""

from __future__ import annotations

import json
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
import pyarrow.parquet
import pytest
from conftest import program

pyspark_sql = pytest.importorskip("pyspark.sql")
if shutil.which("java") is None:
    pytest.skip("no Java here", allow_module_level=True)

from classlens import spark  # noqa: E402
from classlens._options import reading  # noqa: E402

FIELDS = ["id", "outlet", "date", "url", "author", "section", "title", "body"]
TABLES = ["articles", "hits", "quotes", "pay", "texts"]


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


@pytest.fixture(scope="module")
def whole(sample: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> classlens.Audit:
    """The audit of the same rows by the command line."""
    root = tmp_path_factory.mktemp("whole")
    lines = [json.dumps({name: article.get(name) for name in FIELDS}) for article in sample]
    (root / "x.jsonl").write_text("\n".join(lines), encoding="utf-8")
    program("audit", "-q", root / "x.jsonl", "-o", root / "audit")
    return classlens.Audit(root / "audit")


def frame(session: Any, articles: list[dict[str, Any]], partitions: int) -> Any:
    rows = [tuple(article.get(name) for name in FIELDS) for article in articles]
    schema = ", ".join(f"{name} string" for name in FIELDS)
    return session.createDataFrame(rows, schema).repartition(partitions, "id")


def in_halves(session: Any, articles: list[dict[str, Any]]) -> Any:
    """A frame of two partitions, the first half and the second: a union of frames may be put together by id."""
    rows = [tuple(article.get(name) for name in FIELDS) for article in articles]
    schema = ", ".join(f"{name} string" for name in FIELDS)
    return session.createDataFrame(session.sparkContext.parallelize(rows, 2), schema)


def rows(audit: classlens.Audit, name: str) -> list[dict[str, Any]]:
    """The rows of a table, by article as bytes, then in the order of the text."""
    table = pyarrow.parquet.read_table(Path(audit.folder) / f"{name}.parquet")
    at = pyarrow.array(range(table.num_rows))
    key = "id" if name == "articles" else "article"
    ordered: list[dict[str, Any]] = table.append_column("_at", at).sort_by([(key, "ascending"), ("_at", "ascending")]).to_pylist()
    return [{column: value for column, value in row.items() if column != "_at"} for row in ordered]


def same(found: classlens.Audit, whole: classlens.Audit) -> None:
    for name in TABLES:
        assert rows(found, name) == rows(whole, name), name
    assert found.summary("outlet,year").to_csv() == whole.summary("outlet,year").to_csv()

    def hits(audit: classlens.Audit) -> list[dict[str, Any]]:
        return sorted(audit.search("wage* OR shift*", limit=500).to_dicts(), key=lambda row: str(row["id"]))

    assert hits(found) == hits(whole) and len(hits(found)) > 20


def test_partitions_give_the_audit_of_one_machine(
    session: Any, sample: list[dict[str, Any]], whole: classlens.Audit, tmp_path: Path
) -> None:
    found = spark.audit(frame(session, sample, 5), tmp_path / "job")
    assert len(found.manifest["sources"]) > 1
    assert all(source["source"].startswith("partition 0000") for source in found.manifest["sources"])
    same(found, whole)
    assert found.manifest["n_records"] == whole.manifest["n_records"] == 65
    assert "the audit is what was written" in program("verify", tmp_path / "job")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["job"], "no shard is left"
    with pytest.raises(classlens.Error, match="an audit is there; it stays"):
        spark.audit(frame(session, sample, 5), tmp_path / "job")
    again = spark.audit(frame(session, sample[:9], 2), tmp_path / "job", replace=True)
    assert again.count() == 9


def test_a_poisoned_partition_is_refused_and_fails_no_task(session: Any, sample: list[dict[str, Any]], tmp_path: Path) -> None:
    poison = [{"id": f"poison-{n}", "title": "No text", "body": None} for n in range(3)]
    df = frame(session, sample[:20], 2).union(frame(session, poison, 1))
    found = spark.audit(df, tmp_path / "job")
    assert found.count() == found.manifest["n_articles"] == 20
    rejects = [json.loads(line) for line in (tmp_path / "job" / "rejects.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [reject["position"] for reject in rejects] == [1, 2, 3]
    assert {reject["source"] for reject in rejects} == {found.manifest["sources"][-1]["source"]}
    assert all(reject["reason"].startswith("no body") for reject in rejects)
    with pytest.raises(classlens.Error, match="no article could be read; 3 records were refused"):
        spark.audit(frame(session, poison, 1), tmp_path / "nothing")


def test_copies_of_a_record_count_once_and_clashing_ids_are_named(
    session: Any, sample: list[dict[str, Any]], tmp_path: Path
) -> None:
    found = spark.audit(in_halves(session, sample[:12] + sample[6:18]), tmp_path / "job")
    assert len(found.manifest["sources"]) == 2
    assert (found.manifest["n_articles"], found.manifest["n_refused"]) == (18, 6)
    other = {**sample[0], "body": "Another article, on cooks and their wages."}
    clashing = in_halves(session, [*sample[:3], other])
    with pytest.raises(classlens.Error, match=f"1 ids are in both, .* `{sample[0]['id']}`.*the shards stay"):
        spark.audit(clashing, tmp_path / "clash")
    named = json.loads((tmp_path / "clash.shards" / "shards.json").read_text(encoding="utf-8"))
    first = tmp_path / "clash.shards" / named["shards"][0]["shard"]
    assert classlens.Audit(first).count() == named["shards"][0]["n_articles"] == 2


def test_shards_that_are_kept_are_searched_as_one(
    session: Any, sample: list[dict[str, Any]], whole: classlens.Audit, tmp_path: Path
) -> None:
    shards = spark.audit(frame(session, sample, 5), tmp_path / "job", merge=False)
    named = json.loads((tmp_path / "job.shards" / "shards.json").read_text(encoding="utf-8"))["shards"]
    assert len(named) > 1 and sum(shard["n_articles"] for shard in named) == shards.count() == 65
    for query in ["wage* OR shift*", "wage shift", "focus:low_wage"]:
        assert shards.search(query, limit=500).to_csv() == whole.search(query, limit=500).to_csv(), query
    assert shards.kwic("wage*").to_csv() == whole.kwic("wage*").to_csv()
    with pytest.raises(classlens.Error, match="classlens merge"):
        shards.summary("outlet")
    with pytest.raises(classlens.Error, match="shards are there; they stay"):
        spark.audit(frame(session, sample, 5), tmp_path / "job", merge=False)
    with pytest.raises(classlens.Error, match="shards are there; they stay"):
        spark.audit(frame(session, sample, 5), tmp_path / "job")
    assert not (tmp_path / "job").exists() and shards.count() == 65
    assert repr(shards) == f"Audit {tmp_path / 'job.shards'}: 65 articles in shards"


def test_a_lexicon_of_your_own_goes_to_the_executors(session: Any, sample: list[dict[str, Any]], tmp_path: Path) -> None:
    lexicon = Path(__file__).parents[2] / "tests" / "compat" / "lexicon"
    found = spark.audit(frame(session, sample[:10], 2), tmp_path / "job", lexicon=lexicon)
    assert found.manifest["lexicon_hash"] == classlens.Auditor(lexicon).lexicon[1] != classlens.Auditor().lexicon[1]
    assert found.count() == 10
    program("lexicon", "freeze", "--date", "2026-12-01", "--lexicon", lexicon, "-o", tmp_path / "frozen.toml")
    frozen = spark.audit(frame(session, sample[:10], 2), tmp_path / "second", lexicon=tmp_path / "frozen.toml")
    # Which rows are in which partition is Spark's choice, and the order of the rows follows it.
    assert sorted(frozen.hits.to_csv().splitlines()) == sorted(found.hits.to_csv().splitlines())


def test_what_would_fail_is_refused_before_a_task_runs(session: Any, tmp_path: Path) -> None:
    df = session.createDataFrame([("1", "words")], "id string, words string")
    with pytest.raises(classlens.Error, match="no body column among: id, words"):
        spark.audit(df, tmp_path / "job")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").touch()
    with pytest.raises(classlens.Error, match="exists and is not an audit folder"):
        spark.audit(df, tmp_path / "mine", columns={"body": "words"})
    with pytest.raises(classlens.Error, match="an address is no folder"):
        spark.audit(df, "s3a://news/audit", columns={"body": "words"})


def test_versions_and_lexicons_that_differ_are_named(tmp_path: Path) -> None:
    batch = pyarrow.RecordBatch.from_pylist([{"body": "One."}])
    with pytest.raises(classlens.Error, match=f"has classlens {classlens.__version__}, the driver 0.0.1"):
        spark._Task(str(tmp_path), "0.0.1", "", None).run(0, [batch])
    with pytest.raises(classlens.Error, match="has the lexicon .*, the driver abc"):
        spark._Task(str(tmp_path), classlens.__version__, "abc", None).run(0, [batch])


def test_texts_of_every_type_of_arrow_are_read(tmp_path: Path) -> None:
    task = spark._Task(str(tmp_path / "shards"), classlens.__version__, classlens.Auditor().lexicon[1], None)
    (tmp_path / "shards").mkdir()
    body = ["Cooks earn $9 an hour.", None]
    for n, kind in enumerate([pyarrow.string(), pyarrow.large_string(), pyarrow.dictionary(pyarrow.int32(), pyarrow.string())]):
        batch = pyarrow.record_batch({"id": ["a", "b"], "body": pyarrow.array(body, pyarrow.string()).cast(kind)})
        row = task.run(n, [batch.slice(0, 0), batch])
        assert row is not None and (row["n_articles"], row["n_refused"]) == (1, 1), kind
    assert task.run(9, [batch.slice(0, 0)]) is None and task.run(9, []) is None


def test_a_body_over_the_limit_is_refused(tmp_path: Path) -> None:
    (tmp_path / "shards").mkdir()
    limits = reading(None, None, max_record=1)
    task = spark._Task(str(tmp_path / "shards"), classlens.__version__, classlens.Auditor().lexicon[1], None, limits)
    batch = pyarrow.record_batch({"id": ["a", "b"], "body": ["Cooks earn $9 an hour.", "Cooks earn little. " * 100_000]})
    row = task.run(0, [batch])
    assert row is not None and (row["n_articles"], row["n_refused"]) == (1, 1)
    rejects = (tmp_path / "shards" / row["shard"] / "rejects.jsonl").read_text(encoding="utf-8")
    assert "a body of 2 MB, over the limit of 1 MB" in rejects


@dataclass
class _Dying(spark._Task):
    """Its process is killed after it has published, once for each partition."""

    def _publish(self, auditor: classlens.Auditor, partition: int, rows: Path) -> tuple[str, int, int]:
        published = super()._publish(auditor, partition, rows)
        died = Path(f"{self.shards}.died-{partition}-{published[0]}")
        if not list(died.parent.glob(f"*.died-{partition}-*")):
            died.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return published


def test_tasks_that_are_killed_after_they_published_change_nothing(
    session: Any, sample: list[dict[str, Any]], whole: classlens.Audit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cloudpickle = pytest.importorskip("pyspark.cloudpickle")
    cloudpickle.register_pickle_by_value(sys.modules[__name__])
    monkeypatch.setattr(spark, "_Task", _Dying)
    seen: dict[str, set[str]] = {}

    def merging(shards: list[Path], *arguments: Any, **more: Any) -> classlens.Audit:
        seen["named"] = {shard.name for shard in shards}
        seen["there"] = {path.name for path in shards[0].parent.iterdir() if path.is_dir()}
        return classlens.merge(shards, *arguments, **more)

    monkeypatch.setattr(spark, "merge_audits", merging)
    found = spark.audit(frame(session, sample, 3), tmp_path / "job")
    died = {path.name.split("-", 2)[2] for path in tmp_path.glob("job.shards.died-*")}
    assert len(died) == len(seen["named"]) == 3 and not seen["named"] & died, "every task was lost once"
    assert seen["there"] == seen["named"] | died, "what the lost tasks published was there, and is not in the audit"
    same(found, whole)
