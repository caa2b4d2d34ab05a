"""A run in Python leaves what the command line leaves, and can be stopped."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import classlens
import pytest
from conftest import PROGRAM, program


def same_files(one: Path, other: Path) -> None:
    for name in ["articles", "hits", "quotes", "pay", "texts"]:
        assert (one / f"{name}.parquet").read_bytes() == (other / f"{name}.parquet").read_bytes(), name


def test_the_folder_holds_the_bytes_of_the_command_line(folder: Path, tmp_path: Path) -> None:
    seen: list[tuple[int, int, int]] = []
    audit = classlens.audit(output=tmp_path / "audit", progress=lambda *at: seen.append(at))
    same_files(folder, tmp_path / "audit")
    assert audit.count() == seen[-1][2] == 65
    assert audit.manifest["command"] == ["audit", f"--output={tmp_path / 'audit'}"]


def test_merged_parts_hold_the_bytes_of_the_command_line(sample: list[dict[str, Any]], tmp_path: Path) -> None:
    for n in range(2):
        lines = "\n".join(json.dumps(article) for article in sample[n::2])
        (tmp_path / f"{n}.jsonl").write_text(lines, encoding="utf-8")
        classlens.audit(tmp_path / f"{n}.jsonl", tmp_path / f"part-{n}", progress=False)
    parts = [tmp_path / "part-0", tmp_path / "part-1"]
    merged = classlens.merge(parts, tmp_path / "merged")
    program("audit", "-q", tmp_path / "0.jsonl", tmp_path / "1.jsonl", "-o", tmp_path / "whole")
    same_files(tmp_path / "merged", tmp_path / "whole")
    assert merged.count() == 65 and merged.summary().to_csv() == classlens.Audit(tmp_path / "whole").summary().to_csv()
    with pytest.raises(classlens.Error, match="the merged one would take its place; it stays .*replace=True"):
        classlens.merge(parts, tmp_path / "merged")
    with pytest.raises(classlens.Error, match="it is one audit: name it once"):
        classlens.merge([parts[0], parts[0]], tmp_path / "twice")


def test_files_are_read_as_they_would_be_scored(sample: list[dict[str, Any]], auditor: classlens.Auditor) -> None:
    read = classlens.read()
    assert [row["id"] for row in read.articles] == [article["id"] for article in sample]
    assert read.articles.columns[-2:] == ["source", "position"] and len(read.refused) == 0
    assert auditor.score(read.articles).hits.to_arrow() == auditor.score(classlens.read().articles).hits.to_arrow()
    assert len(classlens.read(limit=3).articles) == 3


def test_variables_and_names_of_columns_are_kept(tmp_path: Path) -> None:
    (tmp_path / "news.csv").write_text("key,maintext,lean\n1,The cashiers wait.,left\n2,The lawyers wait.,right\n3,,left\n")
    with pytest.warns(classlens.RefusedWarning, match=r"1 records were refused: .*news.csv:4: no body"):
        audit = classlens.audit(
            tmp_path / "news.csv",
            tmp_path / "audit",
            columns={"id": "key", "body": "maintext"},
            keep="lean",
            progress=False,
        )
    assert [row["lean"] for row in audit.articles] == ["left", "right"]
    assert {row["lean"] for row in audit.summary("lean")} == {"left", "right"}
    assert any(note.startswith("refused: ") for note in audit.notes)


def test_errors_name_file_and_remedy(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "news.csv").write_text("key,words\n1,Nothing.\n")
    with pytest.raises(classlens.Error, match=r"news.csv.*no body column among: key, words.*columns=\{\"body\": COLUMN\}"):
        classlens.audit(tmp_path / "news.csv", tmp_path / "audit", progress=False)
    with pytest.raises(classlens.Error, match="lexicon "):
        classlens.audit(output=tmp_path / "audit", lexicon=tmp_path / "none", progress=False)
    (tmp_path / "other.csv").write_text("body\nThe cashiers wait.\n")
    with pytest.raises(classlens.Error, match="replace=True"):
        classlens.audit(tmp_path / "other.csv", folder, progress=False)
    assert not (tmp_path / "audit").exists()


def many(sample: list[dict[str, Any]], path: Path, n: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        for at in range(n):
            for article in sample:
                changed = {**article, "id": f"{article['id']}-{at}", "body": f"{article['body']} Edition {at}."}
                file.write(json.dumps(changed) + "\n")


def test_an_exception_of_the_callback_stops_the_run_and_it_can_be_resumed(
    sample: list[dict[str, Any]], tmp_path: Path
) -> None:
    many(sample, tmp_path / "many.jsonl", 40)

    def stop(_: int, __: int, n_articles: int) -> None:
        if n_articles >= 600:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt) as stopped:
        classlens.audit(tmp_path / "many.jsonl", tmp_path / "audit", checkpoint=500, progress=stop)
    (note,) = stopped.value.__notes__
    assert "the run was stopped" in note and "resume=True" in note
    assert not (tmp_path / "audit" / "manifest.json").exists()
    classlens.audit(tmp_path / "many.jsonl", tmp_path / "audit", checkpoint=500, resume=True, progress=False)
    classlens.audit(tmp_path / "many.jsonl", tmp_path / "whole", checkpoint=500, progress=False)
    same_files(tmp_path / "audit", tmp_path / "whole")


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_an_interrupt_from_the_keyboard_stops_a_run(sample: list[dict[str, Any]], tmp_path: Path) -> None:
    many(sample, tmp_path / "many.jsonl", 60)
    script = textwrap.dedent(
        f"""
        import classlens
        def look(read, total, articles):
            if articles:
                print("running", flush=True)
        try:
            classlens.audit({str(tmp_path / "many.jsonl")!r}, {str(tmp_path / "audit")!r}, checkpoint=500, progress=look)
        except KeyboardInterrupt:
            print("stopped", flush=True)
        """
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == "running\n"
        run.send_signal(signal.SIGINT)
        rest, _ = run.communicate(timeout=120)
    assert rest.splitlines()[-1] == "stopped"
    assert not (tmp_path / "audit" / "manifest.json").exists()


def test_the_program_is_installed(tmp_path: Path) -> None:
    version = program("--version").strip()
    assert version == f"classlens {classlens.__version__}"
    wrong = subprocess.run([PROGRAM, "summary", tmp_path], capture_output=True, text=True, check=False)
    assert wrong.returncode == 2 and wrong.stderr.startswith("classlens: ")
    usage = subprocess.run([PROGRAM, "nothing"], capture_output=True, text=True, check=False)
    assert usage.returncode == 2 and "unrecognized subcommand" in usage.stderr
    found = subprocess.run([PROGRAM, "audit", "-o", tmp_path / "audit"], capture_output=True, text=True, check=True)
    assert "65 articles read, 0 refused" in found.stdout
    nothing = subprocess.run([PROGRAM, "search", tmp_path / "audit", "nosuchword"], capture_output=True, check=False)
    assert nothing.returncode == 1
