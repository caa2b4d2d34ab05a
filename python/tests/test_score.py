"""Tables in memory are scored as files are."""

from __future__ import annotations

import datetime
import pickle
import signal
import threading
import time
from pathlib import Path
from typing import Any

import classlens
import duckdb
import pandas
import polars
import pyarrow
import pytest

BODY = "The cashiers learn their shifts a day before. Most earn $9 an hour."


def table(sample: list[dict[str, Any]]) -> pyarrow.Table:
    names = ["id", "outlet", "date", "url", "author", "section", "title", "body"]
    return pyarrow.table({name: [article.get(name) for article in sample] for name in names})


def test_scores_are_the_tables_of_an_audit(
    sample: list[dict[str, Any]], audit: classlens.Audit, auditor: classlens.Auditor
) -> None:
    scores = auditor.score(table(sample))
    for name in ["hits", "quotes", "pay"]:
        assert getattr(scores, name).to_arrow() == getattr(audit, name).to_arrow(), name
    articles = scores.articles.to_arrow()
    kept = audit.articles.to_arrow()
    assert articles.column_names == kept.column_names
    # Copies of a story are known to a whole run only; whatever else is equal to the bit.
    assert [name for name in articles.column_names if articles[name] != kept[name]] == ["story", "copies"]


@pytest.mark.parametrize("threads", [1, 2])
def test_threads_do_not_change_a_byte(sample: list[dict[str, Any]], auditor: classlens.Auditor, threads: int) -> None:
    whole = table(sample)
    assert auditor.score(whole, threads=threads).hits.to_arrow() == auditor.score(whole).hits.to_arrow()


def test_pandas_polars_duckdb_and_batches_give_the_same(sample: list[dict[str, Any]], auditor: classlens.Auditor) -> None:
    whole = table(sample)
    expected = auditor.score(whole).hits.to_arrow()
    frame = polars.DataFrame(whole)
    connection = duckdb.connect()
    connection.register("whole", whole)
    inputs: list[object] = [
        whole.to_pandas(),
        frame,
        connection.sql("select * from whole"),
        whole.to_reader(),
        whole.combine_chunks().to_batches()[0],
        whole.to_batches(max_chunksize=7),
        (batch for batch in whole.to_batches(max_chunksize=20)),
        [frame[:30], frame[30:]],
    ]
    for data in inputs:
        assert auditor.score(data).hits.to_arrow() == expected, type(data)


def test_results_go_to_other_packages(auditor: classlens.Auditor) -> None:
    hits = auditor.score(pyarrow.table({"body": [BODY]})).hits
    assert len(hits) == len(hits.to_pandas()) == len(hits.to_polars()) == hits.to_arrow().num_rows == 2
    connection = duckdb.connect()
    connection.register("hits", hits.to_arrow())
    assert connection.sql("select count(*) from hits").fetchall() == [(len(hits),)]
    assert polars.DataFrame(hits).equals(hits.to_polars())
    assert list(hits) == hits.to_dicts()
    assert hits.to_csv().splitlines()[0].split(",") == hits.columns


def test_texts_of_any_type_are_read(auditor: classlens.Auditor) -> None:
    expected = auditor.score(pyarrow.table({"title": ["Shifts"], "body": [BODY]})).hits.to_arrow()
    kinds = [
        pyarrow.large_string(),
        pyarrow.string_view(),
        pyarrow.dictionary(pyarrow.int8(), pyarrow.string()),
        pyarrow.dictionary(pyarrow.uint64(), pyarrow.large_string()),
        pyarrow.binary(),
        pyarrow.large_binary(),
    ]
    for kind in kinds:
        body = pyarrow.array([BODY]).cast(kind) if not pyarrow.types.is_dictionary(kind) else None
        if body is None:
            values = pyarrow.array([BODY], kind.value_type)
            body = pyarrow.DictionaryArray.from_arrays(pyarrow.array([0], kind.index_type), values)
        found = auditor.score(pyarrow.table({"title": ["Shifts"], "body": body})).hits.to_arrow()
        assert found == expected, kind
    paragraphs = pyarrow.array([["One.", "Two."]], pyarrow.list_(pyarrow.string()))
    assert auditor.score(pyarrow.table({"body": paragraphs})).articles.to_dicts()[0]["n_tokens"] == 2


def test_days_are_read_from_dates_times_and_texts(auditor: classlens.Auditor) -> None:
    day = datetime.date(2016, 3, 4)
    moment = datetime.datetime(2016, 3, 4, 5, 6, 7)
    zoned = pyarrow.timestamp("us", "UTC")
    for column in [
        pyarrow.array([day]),
        pyarrow.array([day], pyarrow.date64()),
        pyarrow.array([moment], pyarrow.timestamp("s")),
        pyarrow.array([moment], pyarrow.timestamp("ns")),
        pyarrow.array([moment], zoned),
        pyarrow.array(["March 4, 2016"]),
    ]:
        scored = auditor.score(pyarrow.table({"date": column, "body": [BODY]}))
        assert scored.articles.to_dicts()[0]["date"] == "2016-03-04", column.type


def test_dates_of_numbers_are_read_by_the_evidence_of_the_whole_table(auditor: classlens.Auditor) -> None:
    data = pyarrow.table({"date": ["03/04/2012", "25/04/2012"], "body": ["One.", "Two."]})
    assert auditor.score(data).articles.to_arrow()["date"].to_pylist() == ["2012-04-03", "2012-04-25"]


def test_a_table_without_a_body_names_its_columns_and_the_remedy(auditor: classlens.Auditor) -> None:
    with pytest.raises(classlens.Error, match=r"no body column among: id, titel; .*\(columns=\{\"body\": COLUMN\}\)"):
        auditor.score(pyarrow.table({"id": ["1"], "titel": ["T"]}))
    with pytest.raises(classlens.Error, match="no body column `maintxt` among: maintext; did you mean `maintext`"):
        auditor.score(pyarrow.table({"maintext": [BODY]}), columns={"body": "maintxt"})
    with pytest.raises(classlens.Error, match="maps no field"):
        auditor.score(pyarrow.table({"body": [BODY]}), columns={"nobody": "body"})
    assert len(auditor.score(pyarrow.table({"maintext": [BODY]}), columns={"body": "maintext"}).articles) == 1


def test_a_row_without_a_body_is_refused_by_its_number(auditor: classlens.Auditor) -> None:
    data = pyarrow.table({"id": ["a", "b", "c"], "body": ["One.", None, " "]})
    with pytest.warns(classlens.RefusedWarning, match="2 rows were refused, the first one: row 2: no body"):
        scores = auditor.score(data)
    assert scores.articles.to_arrow()["id"].to_pylist() == ["a"]
    assert [row["row"] for row in scores.refused] == [2, 3]
    with pytest.raises(classlens.Error, match="row 2: no body"):
        auditor.score(data, strict=True)


def test_a_body_of_100_megabytes_is_refused_or_read(auditor: classlens.Auditor) -> None:
    data = pyarrow.table({"body": ["It rained all day. " * (100 * 2**20 // 19)]})
    with pytest.warns(classlens.RefusedWarning, match=r"row 1: a body of 100 MB, over the limit of 32 MB.*\(max_record=MB\)"):
        assert len(auditor.score(data).articles) == 0


def test_what_is_no_table_is_refused(auditor: classlens.Auditor) -> None:
    for data in [3, {"body": [BODY]}, [{"body": BODY}]]:
        with pytest.raises(classlens.Error, match="no Arrow data"):
            auditor.score(data)
    with pytest.raises(classlens.Error, match="single column"):
        auditor.score(pyarrow.array([BODY]))
    with pytest.raises(classlens.Error, match="batch 1 has the columns text"):
        auditor.score([pyarrow.table({"body": ["One."]}), pyarrow.table({"text": ["Two."]})])


def test_no_rows_are_no_articles(auditor: classlens.Auditor) -> None:
    scores = auditor.score(pyarrow.table({"body": pyarrow.array([], pyarrow.string())}))
    assert len(scores.articles) == 0
    assert "focus" in scores.articles.columns
    assert scores.articles.to_arrow().num_rows == 0


def test_a_lexicon_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(classlens.Error, match=f"lexicon {tmp_path / 'none'}: "):
        classlens.Auditor(tmp_path / "none")


def test_a_lexicon_of_ones_own_scores(sample: list[dict[str, Any]]) -> None:
    own = classlens.Auditor(Path(__file__).parents[2] / "lexicons")
    assert own.lexicon == classlens.Auditor().lexicon
    assert own.explain(BODY).focus == classlens.Auditor().explain(BODY).focus


def test_weights_of_ones_own(tmp_path: Path) -> None:
    shipped = Path(__file__).parents[2] / "lexicons" / "calibration.toml"
    assert classlens.Auditor(calibration=shipped).lexicon == classlens.Auditor().lexicon
    weights = tmp_path / "calibration.toml"
    weights.write_text(shipped.read_text() + "\n# mine\n")
    assert classlens.Auditor(calibration=weights).lexicon[1] != classlens.Auditor().lexicon[1]
    weights.write_text("this is none")
    with pytest.raises(classlens.Error, match="calibration.toml"):
        classlens.Auditor(calibration=weights)
    with pytest.raises(classlens.Error, match="none.toml"):
        classlens.Auditor(calibration=tmp_path / "none.toml")


def test_other_threads_run_while_a_table_is_scored(sample: list[dict[str, Any]], auditor: classlens.Auditor) -> None:
    many = [{**article, "id": f"{article['id']}-{n}", "body": f"{article['body']} {n}"} for n in range(5) for article in sample]
    turns = 0
    done = threading.Event()

    def count() -> None:
        nonlocal turns
        while not done.is_set():
            turns += 1
            time.sleep(0.001)

    counting = threading.Thread(target=count)
    counting.start()
    auditor.score(table(many), threads=1)
    done.set()
    counting.join()
    assert turns > 10


def test_an_interrupt_from_the_keyboard_stops_the_scoring(sample: list[dict[str, Any]], auditor: classlens.Auditor) -> None:
    many = [{**article, "id": f"{article['id']}-{n}", "body": f"{article['body']} {n}"} for n in range(200) for article in sample]
    whole = table(many)
    timer = threading.Timer(0.2, signal.raise_signal, [signal.SIGINT])
    timer.start()
    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        auditor.score(whole, threads=1)
    stopped = time.monotonic() - started
    assert stopped < 30
    timer.join()


def test_tallies_add_up_and_travel(sample: list[dict[str, Any]], audit: classlens.Audit, auditor: classlens.Auditor) -> None:
    whole = table(sample)
    parts = [auditor.score(whole.slice(start, 20)).tally("outlet,year") for start in range(0, len(sample), 20)]
    total = sum(parts[1:], parts[0])
    assert total == sum(reversed(parts)) == audit.tally("outlet,year")
    assert pickle.loads(pickle.dumps(total)) == total
    assert total.n_articles == len(sample)
    assert sum(row["n_articles"] for row in total.table()) == len(sample)
    with pytest.raises(classlens.Error, match="do not add up"):
        total + audit.tally("outlet")
    with pytest.raises(TypeError):
        total + 3


def test_a_text_is_read_and_a_blank_one_refused(auditor: classlens.Auditor) -> None:
    read = auditor.explain(BODY, title="Cashiers wait for their shifts")
    assert read.attention["low_wage"] > 0
    assert "cashiers" in [hit["words"].lower() for hit in read.hits]
    assert auditor.draft(BODY).to_dict()["remarks"] == auditor.draft(BODY).remarks
    assert "<table>" in read._repr_html_()
    with pytest.raises(classlens.Error, match="there is no text"):
        auditor.explain("  ")
    with pytest.raises(classlens.Error, match="the draft is empty"):
        auditor.draft("  ")
    with pytest.raises(classlens.Error, match="200000 characters at most"):
        auditor.draft(BODY * 3_000)
    with pytest.raises(classlens.Error, match="longer than the 32 MB"):
        auditor.explain("Cooks earn little. " * 2_000_000)


def test_pandas_without_a_value_is_no_body(auditor: classlens.Auditor) -> None:
    frame = pandas.DataFrame({"body": [BODY, None, float("nan")]})
    with pytest.warns(classlens.RefusedWarning, match="2 rows"):
        assert len(auditor.score(frame).articles) == 1
