"""What is found in one text."""

from __future__ import annotations

import json
from html import escape
from typing import Any

from classlens._classlens import Answer
from classlens._table import Table


class Reading:
    """What is found in one text; every part leads back to its words.

    Keys of the dict (``to_dict``) are those of the HTTP API: ``focus``, ``tiers``, ``evidence``, ``remarks``, ``speakers``,
    ``pay``, ``remedies`` and more. Byte positions (``start``, ``end``) count UTF-8 bytes of the field they are in.
    """

    def __init__(self, read: tuple[str, Answer]) -> None:
        text, hits = read
        self._parts: dict[str, Any] = json.loads(text)
        #: The hits in the order of the text, one a row; ``moved`` is what the log-odds of the tier lose without the hit.
        self.hits = Table(hits)

    @property
    def focus(self) -> str:
        """The tier the text is about, ``mixed``, ``none``, or ``unscored``."""
        return str(self._parts["focus"])

    @property
    def n_words(self) -> int:
        """Words in headline, lede and body."""
        return int(self._parts["n_words"])

    @property
    def attention(self) -> dict[str, int]:
        """Attention 0 to 3 of each tier."""
        return {tier["tier"]: int(tier["attention"]) for tier in self._parts["tiers"]}

    @property
    def remarks(self) -> list[dict[str, Any]]:
        """What an editor should know: who is covered, who is missing, what the headline promises."""
        return list(self._parts["remarks"])

    def to_dict(self) -> dict[str, Any]:
        """Everything, in plain values."""
        return dict(self._parts)

    def __repr__(self) -> str:
        attention = ", ".join(f"{tier} {n}" for tier, n in self.attention.items())
        return f"focus: {self.focus}; attention: {attention}; {self.n_words} words; {len(self.hits)} hits"

    def _repr_html_(self) -> str:
        return f"<div><p>{escape(repr(self))}</p>{self.hits._repr_html_()}</div>"
