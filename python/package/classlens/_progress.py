"""A progress bar, where tqdm is installed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

#: Called with bytes read, bytes in all, and articles written so far.
Progress: TypeAlias = Callable[[int, int, int], object]


class Bar:
    """A bar of tqdm over the bytes of the sources; nothing where tqdm is missing."""

    def __init__(self) -> None:
        self._bar: Any = None
        try:
            from tqdm.auto import tqdm
        except ImportError:
            return
        self._bar = tqdm(unit="B", unit_scale=True, desc="read")

    def __call__(self, n_read: int, n_bytes: int, n_articles: int) -> None:
        if self._bar is None:
            return
        self._bar.total = n_bytes
        self._bar.n = n_read
        self._bar.set_postfix(articles=n_articles, refresh=False)
        self._bar.refresh()

    def close(self) -> None:
        """Take the bar away from the running line."""
        if self._bar is not None:
            self._bar.close()
