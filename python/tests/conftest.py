"""The sample corpus, audited once."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import classlens
import pytest

#: The program that the wheel installed beside the interpreter.
PROGRAM = Path(sys.executable).parent / "classlens"


def program(*arguments: str | Path) -> str:
    """What the command line prints."""
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode < 2, done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An audit folder of the sample corpus, made by the command line."""
    folder = tmp_path_factory.mktemp("sample") / "audit"
    program("audit", "-q", "-o", folder)
    return folder


@pytest.fixture(scope="session")
def audit(folder: Path) -> classlens.Audit:
    return classlens.Audit(folder)


@pytest.fixture(scope="session")
def auditor() -> classlens.Auditor:
    return classlens.Auditor()


@pytest.fixture(scope="session")
def sample() -> list[dict[str, Any]]:
    """The articles of the sample corpus, as they are in its file."""
    corpus = Path(__file__).parents[2] / "corpus" / "sample.jsonl"
    return [json.loads(line) for line in corpus.read_text(encoding="utf-8").splitlines()]
