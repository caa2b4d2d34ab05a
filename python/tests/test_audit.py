"""An audit folder answers in Python as it does on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import classlens
import pytest
from conftest import program


@pytest.mark.parametrize(
    ("command", "ask"),
    [
        (["summary", "AUDIT", "--by", "outlet"], lambda a: a.summary()),
        (["summary", "AUDIT", "--by", "outlet,year", "--min", "2"], lambda a: a.summary("outlet,year", min=2)),
        (["summary", "AUDIT", "--interval", "wilson"], lambda a: a.summary(interval="wilson")),
        (["summary", "AUDIT", "--weigh", "story", "--seed", "3"], lambda a: a.summary(weigh="story", seed=3)),
        (["summary", "AUDIT", "--total"], lambda a: a.total()),
        (["summary", "AUDIT", "--where", "wage*", "--by", "year"], lambda a: a.summary("year", where="wage*")),
        (["voice", "AUDIT", "--where", "focus:low_wage"], lambda a: a.voice(where="focus:low_wage")),
        (["voice", "AUDIT"], lambda a: a.voice()),
        (["voice", "AUDIT", "--table", "sources", "--by", "outlet"], lambda a: a.voice("sources", "outlet")),
        (["voice", "AUDIT", "--table", "salience"], lambda a: a.voice("salience")),
        (["baseline", "AUDIT", "--table", "tiers"], lambda a: a.baseline()),
        (["baseline", "AUDIT", "--table", "occupations", "--min", "0.1"], lambda a: a.baseline("occupations", min=0.1)),
        (["baseline", "AUDIT", "--table", "wages"], lambda a: a.baseline("wages")),
        (["work", "AUDIT", "schedules"], lambda a: a.work("schedules")),
        (["work", "AUDIT", "pay", "--by", "outlet"], lambda a: a.work("pay", "outlet")),
        (["robustness", "AUDIT"], lambda a: a.robustness()),
        (["health", "AUDIT", "--table", "articles"], lambda a: a.health()),
        (["compare", "AUDIT", "--target", "focus:low_wage", "--limit", "0"], lambda a: a.compare("focus:low_wage")),
        (
            ["compare", "AUDIT", "--collocates", "shift*", "--min", "1", "--limit", "0"],
            lambda a: a.collocates("shift*", min=1),
        ),
        (["trend", "AUDIT", "focus:low_wage", "--by", "year"], lambda a: a.trend("focus:low_wage", by="year")),
        (["trend", "AUDIT", "wage*", "--by", "year", "--rate"], lambda a: a.trend("wage*", by="year", rate=True)),
        (["kwic", "AUDIT", "wage*", "--limit", "0", "--sort", "R1"], lambda a: a.kwic("wage*", sort="R1")),
        (["kwic", "AUDIT", "wage*", "--group", "keyword", "--limit", "0"], lambda a: a.kwic("wage*", group="keyword")),
        (["kwic", "AUDIT", "wage*", "--dispersion"], lambda a: a.dispersion("wage*")),
        (["search", "AUDIT", '"minimum wage"', "--limit", "100"], lambda a: a.search('"minimum wage"')),
        (
            ["search", "AUDIT", "--sample", "5", "--seed", "7", "--fields", "id,focus"],
            lambda a: a.search(sample=5, seed=7, fields=["id", "focus"]),
        ),
    ],
    ids=lambda value: " ".join(value[:1] + value[2:4]) if isinstance(value, list) else "",
)
def test_the_answer_is_that_of_the_command_line(folder: Path, audit: classlens.Audit, command: list[str], ask: object) -> None:
    words = [str(folder) if word == "AUDIT" else word for word in command]
    assert callable(ask)
    assert ask(audit).to_csv() == program(*words, "--format", "csv")


def test_tables_of_the_record_are_the_files(folder: Path, audit: classlens.Audit) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    for name in ["articles", "hits", "quotes", "pay"]:
        kept = pq.read_table(folder / f"{name}.parquet")
        table = getattr(audit, name).to_arrow()
        assert table.column_names == kept.column_names
        assert table.to_pylist() == kept.to_pylist(), name


def test_counts_and_queries(audit: classlens.Audit) -> None:
    found = audit.search("focus:low_wage", limit=3)
    assert (found.n_found, len(found)) == (audit.count("focus:low_wage"), 3)
    assert audit.count() == audit.manifest["n_articles"] == 65
    assert len(audit.search(limit=None)) == 65
    assert audit.count(copies=True) <= 65
    assert found.notes[0].endswith("articles found; 3 shown")


def test_a_part_of_the_articles_is_asked_of(audit: classlens.Audit) -> None:
    part = audit.summary("year", where="focus:low_wage")
    n_articles = sum(row["n_articles"] for row in part)
    assert n_articles == audit.count("focus:low_wage") > 0
    assert audit.voice(where="focus:low_wage").n_found == n_articles
    assert part.notes[0].startswith(f"Of the {n_articles} articles of `focus:low_wage` alone, 65 in all.")
    with pytest.raises(classlens.Error, match="no article of .* is found by `nosuchword`: there is nothing to count"):
        audit.summary(where="nosuchword")
    with pytest.raises(classlens.Error, match="where: "):
        audit.summary(where="(wage")


def test_figures_of_the_report_show_in_a_notebook(audit: classlens.Audit) -> None:
    report = audit.report()
    assert report["focus-by-outlet"].svg == audit.summary().svg
    assert report["focus-by-year"].svg == audit.summary("year").svg
    assert report["voice"].svg == audit.voice().svg
    assert report["representation"].svg == audit.baseline("occupations").svg
    assert report["robustness"].svg == audit.robustness().svg
    svg = audit.summary().svg
    assert svg is not None and svg.startswith("<svg ") and "</svg>" in svg
    shown = audit.summary()._repr_html_()
    assert "data:image/svg+xml;base64," in shown and "<table>" in shown
    assert audit.summary("outlet,year").svg is None
    assert "data:image" in report._repr_html_() and report.finding[0] in repr(report)
    with pytest.raises(KeyError, match="the sections are"):
        report["nothing"]


def test_a_table_shows_itself_as_the_command_line_prints_it(folder: Path, audit: classlens.Audit) -> None:
    shown: list[tuple[classlens.Table, list[str | Path]]] = [
        (audit.summary(), ["summary", folder]),
        (audit.baseline("wages"), ["baseline", folder, "--table", "wages"]),
        (audit.robustness(), ["robustness", folder]),
    ]
    for table, command in shown:
        rows = [line for line in repr(table).splitlines() if line.strip()][-3:]
        assert set(rows) <= set(program(*command).splitlines()), command


def test_the_page_of_the_report_is_that_of_the_command_line(folder: Path, audit: classlens.Audit, tmp_path: Path) -> None:
    program("report", folder, "-o", tmp_path / "page.html")
    audit.report().save(str(tmp_path / "own.html"))
    assert (tmp_path / "own.html").read_bytes() == (tmp_path / "page.html").read_bytes()


def test_an_article_is_read_again(folder: Path, audit: classlens.Audit) -> None:
    id = audit.search("focus:low_wage", limit=1).to_dicts()[0]["id"]
    read = audit.explain(id)
    assert read.focus == "low_wage" and read.to_dict()["id"] == id
    assert read.hits.to_csv() == program("explain", folder, id, "--format", "csv")
    with pytest.raises(classlens.Error, match="no article `nothing` in"):
        audit.explain("nothing")


def test_errors_have_the_text_of_the_command_line(folder: Path, audit: classlens.Audit, tmp_path: Path) -> None:
    with pytest.raises(classlens.Error, match="by: outlett: use one of .*did you mean `outlet`"):
        audit.summary("outlett")
    with pytest.raises(classlens.Error, match="table=\"voicess\": use one of voices, sources, salience"):
        audit.voice("voicess")
    with pytest.raises(classlens.Error, match="replicates=3: between 100 and 1000000"):
        audit.summary(replicates=3)
    with pytest.raises(classlens.Error, match="manifest.json"):
        classlens.Audit(tmp_path)
    with pytest.raises(classlens.Error, match="nothing to compare"):
        audit.compare("nosuchwordatall")
    with pytest.raises(classlens.Error, match="sort=\"R9999\""):
        audit.kwic("wage*", sort="R9999")
    with pytest.raises(classlens.Error, match="the table|No such|cannot"):
        audit.gold(tmp_path / "none.jsonl")
    with pytest.raises(TypeError):
        audit.summary(intervall="wilson")


def test_another_lexicon_is_refused_where_it_matters(folder: Path, tmp_path: Path) -> None:
    own = Path(__file__).parents[1].parent / "tests" / "compat" / "lexicon"
    other = classlens.Audit(folder, lexicon=own)
    assert other.count() == 65
    with pytest.raises(classlens.Error, match=r"was made with lexicon .*\(lexicon=FOLDER\)"):
        other.report()


def test_codes_of_people_are_scored(folder: Path, audit: classlens.Audit) -> None:
    codes = Path(__file__).parents[2] / "corpus" / "gold.jsonl"
    tables = audit.gold(codes, by="outlet")
    assert {"agreement", "scores", "confusion", "problems", "corrected", "scores_by"} == set(tables)
    assert any(row["variable"] == "focus" and row["n_gold"] > 0 for row in tables["scores"])
    assert not (folder / "gold").exists()
    shown = program("gold", "score", folder, codes, "--show", "scores", "--format", "csv")
    assert tables["scores"].to_csv() in shown


def test_the_manifest_is_a_dict(folder: Path, audit: classlens.Audit) -> None:
    assert audit.manifest["tiers"] == audit.tiers
    assert audit.manifest["lexicon_hash"] == json.loads((folder / "manifest.json").read_text())["lexicon_hash"]
