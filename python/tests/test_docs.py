"""The examples of README and guide, the notebook and the docstrings run as they stand."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import classlens
import pytest

HERE = Path(__file__).parents[1]
GUIDE = HERE.parent / "docs" / "guides" / "python.md"


def blocks(page: Path) -> list[str]:
    """The Python blocks of a page."""
    return re.findall(r"^```python\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", [HERE / "README.md", GUIDE], ids=["readme", "guide"])
def test_the_examples_of_a_page_run_one_after_the_other(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    found = blocks(page)
    assert found
    names: dict[str, object] = {}
    for block in found:
        exec(compile(block, page.name, "exec"), names)
    assert "low_wage" in capsys.readouterr().out


def test_ten_lines_are_enough() -> None:
    (block,) = blocks(HERE / "README.md")
    assert len([line for line in block.splitlines() if line]) <= 10


def test_docstrings_hold() -> None:
    assert doctest.testmod(classlens).failed == 0


def test_every_public_name_says_what_it_is() -> None:
    for name in classlens.__all__:
        public = getattr(classlens, name)
        if name != "__version__":
            assert public.__doc__, name
        for member, value in vars(public).items() if isinstance(public, type) else ():
            if not member.startswith("_") and callable(value):
                assert value.__doc__, f"{name}.{member}"


def test_the_notebook_goes_from_a_csv_to_figures(tmp_path: Path) -> None:
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    notebook = nbformat.read(HERE / "examples" / "audit.ipynb", as_version=4)
    client = nbclient.NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(tmp_path)}})
    client.execute()
    for figure in ["figure-1.svg", "figure-2.svg"]:
        assert (tmp_path / figure).read_text(encoding="utf-8").startswith("<svg "), figure
    shown = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert sum("image/svg+xml;base64" in str(output) for output in shown) >= 3
    assert (tmp_path / "report.html").stat().st_size > 10_000
