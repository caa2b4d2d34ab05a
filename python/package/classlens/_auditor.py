"""Scores tables in memory, and reads single texts."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

from classlens import _classlens
from classlens._classlens import Error
from classlens._options import Names, Path, names, reading
from classlens._reading import Reading
from classlens._table import Table
from classlens._tally import Tally


class RefusedWarning(UserWarning):
    """Rows were refused: they are in ``Scores.refused`` with their reasons."""


class Scores:
    """What was found in the rows of a table: the tables of an audit folder, without the folder."""

    def __init__(self, tables: dict[str, _classlens.Answer], notes: list[str], tiers: list[str]) -> None:
        self._answers = tables
        self._tiers = tiers
        #: One row an article that was read: focus, attention 0 to 3 and score of each tier, and more (docs: Columns).
        self.articles = Table(tables["articles"])
        #: One row a hit: entry, words, tier, dimension, place. ``start`` and ``end`` are UTF-8 bytes of title or body.
        self.hits = Table(tables["hits"])
        #: One row a quotation or paraphrase, with who speaks.
        self.quotes = Table(tables["quotes"])
        #: One row an amount of pay; ``hourly`` is in its currency an hour.
        self.pay = Table(tables["pay"])
        #: One row a row that was refused: its number in the input, from 1, and the reason.
        self.refused = Table(tables["refused"])
        #: Remarks on the input.
        self.notes = notes

    def tally(self, by: Names = "outlet") -> Tally:
        """Counts of the articles by these fields."""
        return Tally(_classlens.Tally.of(self._answers["articles"], self._tiers, names(by)))

    def __repr__(self) -> str:
        return f"Scores of {len(self.articles)} articles: {len(self.hits)} hits; {len(self.refused)} rows refused"

    def _repr_html_(self) -> str:
        return f"<div><p>{self!r}</p>{self.articles._repr_html_()}</div>"


class Auditor:
    """A lexicon made ready.

    ``lexicon`` is a folder with a lexicon of your own, its ``calibration.toml`` included; without it the one of the program is
    used. ``calibration`` is a file that ``gold fit -o`` wrote; its weights take the place of those of the lexicon. An auditor may be used from several threads, and releases the GIL while it works.
    """

    def __init__(self, lexicon: Path | None = None, calibration: Path | None = None) -> None:
        self._auditor = _classlens.Auditor(lexicon, calibration)

    @property
    def tiers(self) -> list[str]:
        """Names of the tiers, in their order."""
        return self._auditor.tiers

    @property
    def lexicon(self) -> tuple[str, str]:
        """Name and hash of the lexicon."""
        return self._auditor.lexicon

    def score(
        self,
        data: object,
        *,
        columns: Mapping[str, str] | None = None,
        date_order: str | None = None,
        max_record: int = 32,
        threads: int = 0,
        strict: bool = False,
    ) -> Scores:
        """Score the rows of a table, one article a row.

        ``data`` is anything that speaks Arrow (a table, batch or reader of pyarrow, polars, pandas, DuckDB), or an iterable of
        those with the same columns. Texts may be plain, large, dictionary-encoded or views. Columns are found by their usual
        names, as in files; ``columns={"body": "maintext"}`` names them. Further columns are left out: join by ``id``.

        A row without a body, or with one over ``max_record`` MiB, is refused: it is in ``refused``, and a ``RefusedWarning``
        says so; with ``strict`` it is an ``Error``. ``threads`` analyse, one a core for 0. Every article is the only one of its
        story here: copies are found by ``audit``.
        """
        options = reading(columns, date_order, max_record=max_record)
        tables, notes = self._auditor.score(data, options, threads)
        scores = Scores(tables, notes, self.tiers)
        if len(scores.refused) > 0:
            first: dict[str, Any] = scores.refused.to_dicts()[0]
            message = f"row {first['row']}: {first['reason']}"
            if strict:
                raise Error(message)
            n = len(scores.refused)
            warnings.warn(f"{n} rows were refused, the first one: {message}", RefusedWarning, stacklevel=2)
        return scores

    def explain(self, text: str, title: str = "") -> Reading:
        """Read one article: its focus, attention, every hit, who speaks, what pay it names."""
        return Reading(self._auditor.read(text, title))

    def draft(self, text: str, title: str = "") -> Reading:
        """Read a draft before it is published; ``remarks`` says whom it covers and whom it leaves out. Nothing is stored; it has 200,000 characters at most."""
        return Reading(self._auditor.draft(text, title))

    def __repr__(self) -> str:
        name, lexicon_hash = self.lexicon
        return f"Auditor with lexicon {name} {lexicon_hash[:8]}"
