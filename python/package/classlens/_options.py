"""Keyword arguments in the form that the native part takes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

Path: TypeAlias = str | os.PathLike[str]
#: One name, several with commas between, or a sequence of names.
Names: TypeAlias = str | Sequence[str]


def names(given: Names | None) -> list[str]:
    """Names as a list."""
    if given is None:
        return []
    if isinstance(given, str):
        given = given.split(",")
    return [name.strip() for name in given if name.strip()]


def paths(given: Path | Iterable[Path] | None) -> list[str]:
    """Paths as a list."""
    if given is None:
        return []
    if isinstance(given, str | os.PathLike):
        return [os.fspath(given)]
    return [os.fspath(path) for path in given]


def reading(
    columns: Mapping[str, str] | None = None,
    date_order: str | None = None,
    keep: Names | None = None,
    drop: Names | None = None,
    manifest: Path | None = None,
    max_record: int = 32,
) -> dict[str, Any]:
    """How records are read."""
    return {
        "columns": dict(columns or {}),
        "date_order": date_order,
        "keep": names(keep),
        "drop": names(drop),
        "manifest": manifest,
        "max_record": max_record,
    }


def estimate(
    interval: str | None = None,
    weigh: str = "copy",
    audience: Path | None = None,
    replicates: int = 2000,
    seed: int = 1,
) -> dict[str, Any]:
    """How shares and their intervals are estimated."""
    return {"interval": interval, "weigh": weigh, "audience": audience, "replicates": replicates, "seed": seed}


def lines(
    window: int | str,
    sort: Names | None,
    group: Names | None,
    sample: int | None,
    limit: int | None,
    seed: int,
    *,
    dispersion: bool = False,
) -> dict[str, Any]:
    """Which lines of a concordance."""
    return {
        "window": str(window),
        "sort": names(sort),
        "group": names(group),
        "sample": sample,
        "limit": limit,
        "dispersion": dispersion,
        "seed": seed,
    }
