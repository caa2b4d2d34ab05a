"""A table with the sentences that belong to it."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from html import escape
from typing import TYPE_CHECKING, Any

from classlens._classlens import Answer, Error

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

_SHOWN = 20


class Table:
    """Rows and columns, and what to know of them.

    It speaks the Arrow PyCapsule interface: ``pyarrow.table(t)``, ``polars.DataFrame(t)`` and DuckDB take it; its
    columns are built once for each of them and handed over.
    Columns hold text (``string``), whole numbers (``int64``), numbers (``float64``) or ``bool``; any value may be missing.
    Shares are parts of a whole, 0 to 1, and ``low`` and ``high`` the ends of a 95 % interval.
    """

    def __init__(
        self,
        answer: Answer,
        figure: Callable[[], str | None] | None = None,
        people: Callable[[], Answer] | None = None,
    ) -> None:
        self._answer = answer
        self._figure = figure
        # What is shown, where it has fewer columns; asked for when the table is looked at.
        self._people = people
        self._svg: str | None = None

    def __arrow_c_schema__(self) -> object:
        return self._answer.__arrow_c_schema__()

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._answer.__arrow_c_stream__(requested_schema)

    def __len__(self) -> int:
        return self._answer.n_rows

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.to_dicts())

    @property
    def columns(self) -> list[str]:
        """Names of the columns."""
        return self._answer.names

    @property
    def notes(self) -> list[str]:
        """What is counted, of which articles, by which method, and what follows: sentences, as the command line prints them."""
        return self._answer.notes

    @property
    def n_found(self) -> int:
        """Articles, hits or rows found; the table may hold fewer of them."""
        return self._answer.n_found

    @property
    def svg(self) -> str | None:
        """The figure that the report draws of these numbers, as an SVG file; ``None`` where it has none."""
        if self._svg is None and self._figure is not None:
            self._svg = self._figure()
            self._figure = None
        return self._svg

    def to_arrow(self) -> pyarrow.Table:
        """The rows as a ``pyarrow.Table``."""
        return _needs("pyarrow").table(self)

    def to_pandas(self) -> pandas.DataFrame:
        """The rows as a ``pandas.DataFrame``, by way of pyarrow."""
        _needs("pandas")
        frame: pandas.DataFrame = self.to_arrow().to_pandas()
        return frame

    def to_polars(self) -> polars.DataFrame:
        """The rows as a ``polars.DataFrame``."""
        frame: polars.DataFrame = _needs("polars").DataFrame(self)
        return frame

    def to_dicts(self) -> list[dict[str, Any]]:
        """The rows as dicts; a missing value is ``None``. Needs no other package."""
        return self._answer.dicts()

    def to_csv(self) -> str:
        """The rows as CSV, as ``classlens … --format csv`` prints them. Needs no other package."""
        return self._answer.csv()

    def __repr__(self) -> str:
        shown = self._shown()
        lines = [*shown.notes, shown.text(_SHOWN).rstrip("\n")]
        left = shown.n_rows - _SHOWN
        return "\n".join([*lines, f"{left} more rows"] if left > 0 else lines)

    def _repr_html_(self) -> str:
        shown = self._shown()
        notes = "".join(f"<p>{escape(note)}</p>" for note in shown.notes)
        left = shown.n_rows - _SHOWN
        more = f"<p>{left} more rows</p>" if left > 0 else ""
        rows = f'<div style="overflow-x:auto">{shown.html(_SHOWN)}</div>'
        return f"<div>{notes}{picture(self.svg)}{rows}{more}</div>"

    def _shown(self) -> Answer:
        return self._answer if self._people is None else self._people()


def picture(svg: str | None) -> str:
    """An SVG file as an image, so that its style does not reach the page around it."""
    if svg is None:
        return ""
    data = base64.b64encode(svg.encode()).decode()
    return f'<p><img alt="figure" style="max-width:720px" src="data:image/svg+xml;base64,{data}"></p>'


def _needs(package: str) -> Any:
    import importlib

    try:
        return importlib.import_module(package)
    except ModuleNotFoundError as missing:
        raise Error(f"{package} is not installed: pip install {package}") from missing
