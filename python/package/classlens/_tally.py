"""Counts by group that add up in any order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from classlens import _classlens
from classlens._table import Table


class Tally:
    """Counts of articles by group, which add up and travel.

    ``a + b`` counts the articles of both; the order does not matter, ``sum(tallies)`` works, and a tally can be pickled, so that
    parts of a corpus may be counted on different machines. Two tallies add up when they are by the same fields and tiers.
    """

    def __init__(self, tally: _classlens.Tally) -> None:
        self._tally = tally

    @property
    def by(self) -> list[str]:
        """What articles are grouped by."""
        return self._tally.by

    @property
    def n_articles(self) -> int:
        """Articles counted, each once."""
        return self._tally.n_articles

    def table(self) -> Table:
        """One row a group: counts, and shares of each focus (0 to 1) with Wilson intervals of 95 %.

        Articles are taken as independent; ``Audit.summary`` has intervals by cluster.
        """
        return Table(self._tally.table())

    def __add__(self, other: object) -> Tally:
        if not isinstance(other, Tally):
            return NotImplemented
        return Tally(self._tally.merged(other._tally))

    def __radd__(self, other: object) -> Tally:
        # So that sum() can begin with 0.
        return self if other == 0 else NotImplemented

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Tally) and self._tally == other._tally

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[Callable[[str], Tally], tuple[Any, ...]]:
        return _read, (self._tally.text(),)

    def __repr__(self) -> str:
        by = ", ".join(self.by) or "nothing"
        return f"Tally of {self.n_articles} articles by {by}"

    def _repr_html_(self) -> str:
        return self.table()._repr_html_()


def _read(text: str) -> Tally:
    return Tally(_classlens.Tally.from_text(text))
