"""Measures of codes: how far coders agree, and answers against codes.

The same functions score the codes of an audit (``Audit.gold``, ``classlens gold score``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from classlens import _classlens
from classlens._table import Table

__all__ = ["Agreement", "agreement", "alpha", "confusion", "precision_recall", "spearman"]

Code = str | int | float


class Agreement(NamedTuple):
    """Krippendorff's alpha with its 95 % interval: 1 where all agree, 0 where they agree as by chance."""

    alpha: float
    low: float
    high: float


def alpha(codes: Iterable[Iterable[Code | None]], level: str = "nominal", labels: Sequence[Code] | None = None) -> float | None:
    """Krippendorff's alpha.

    ``codes`` has one list a document with the code of each coder; ``None`` is a missing code. ``level`` is ``nominal``,
    ``ordinal`` or ``interval``; ``labels`` gives the order of an ordinal variable whose codes are no numbers. ``None`` where no
    document has two codes, or all codes are the same.
    """
    return _classlens.alpha(_units(codes), level, _labels(labels))


def agreement(
    codes: Iterable[Iterable[Code | None]],
    level: str = "nominal",
    labels: Sequence[Code] | None = None,
    replicates: int = 2000,
    seed: int = 1,
) -> Agreement | None:
    """Alpha with the percentile interval of ``replicates`` draws of documents; arguments as of ``alpha``."""
    found = _classlens.agreement(_units(codes), level, _labels(labels), replicates, seed)
    return None if found is None else Agreement(*found)


def precision_recall(gold: Iterable[Code], said: Iterable[Code]) -> Table:
    """Precision, recall and F1 of every label, 0 to 1; one code and one answer a document."""
    return Table(_classlens.precision_recall(_texts(gold), _texts(said)))


def confusion(gold: Iterable[Code], said: Iterable[Code]) -> Table:
    """Documents by code and answer: columns ``gold``, ``said``, ``n``."""
    return Table(_classlens.confusion(_texts(gold), _texts(said)))


def spearman(one: Iterable[float], other: Iterable[float]) -> float:
    """Spearman's rank correlation with midranks for ties, -1 to 1; 0 when one side is constant."""
    return _classlens.spearman([float(n) for n in one], [float(n) for n in other])


def _texts(codes: Iterable[Code]) -> list[str]:
    return [str(code) for code in codes]


def _units(codes: Iterable[Iterable[Code | None]]) -> list[list[str]]:
    return [[str(code) for code in unit if code is not None] for unit in codes]


def _labels(labels: Sequence[Code] | None) -> list[str] | None:
    return None if labels is None else _texts(labels)
