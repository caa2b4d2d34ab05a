"""An audit folder: everything that can be asked of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from classlens import _classlens
from classlens._classlens import Error
from classlens._options import Names, Path, estimate, lines, names, paths
from classlens._reading import Reading
from classlens._report import Report, Section
from classlens._table import Table
from classlens._tally import Tally

_HEALTH = ["articles", "volume", "sentences", "refused"]
_FIGURES = {
    "tiers": None,
    "occupations": "representation",
    "wages": "representation-by-wage",
    "places": "wage-percentiles",
    "silence": "silence",
}


class Audit:
    """An audit folder, as ``classlens audit`` or ``classlens.audit`` leaves it.

    Each method answers what the command of its name answers, by the same code: a ``Table`` with its ``notes``. ``where`` is a
    query that takes a part of the articles; ``by`` names fields, periods (``year``, ``month``) or variables of yours. Shares are
    0 to 1. ``lexicon`` is the folder of the lexicon the audit was made with, where it is not the one of the program.

    ``folder`` may be a file that names shards, as ``classlens shards`` writes it, or a folder that holds it as ``shards.json``: then
    ``search``, ``kwic`` and ``count`` answer as the merged audit would, and what needs figures of one record is an ``Error``.

    Arguments that all methods with shares take: ``interval`` (``wilson``, ``outlet``, ``outlet-week``, ``story``; the coarsest
    that fits for ``None``), ``weigh`` (``copy``, ``story``), ``audience`` (a CSV with ``outlet,weight``), ``replicates``, ``seed``.
    """

    def __init__(self, folder: Path, lexicon: Path | None = None) -> None:
        self._audit = _classlens.Audit(folder, lexicon)
        #: The folder.
        self.folder = folder
        #: Remarks of the run, where ``classlens.audit`` made it just now.
        self.notes: list[str] = []

    @property
    def tiers(self) -> list[str]:
        """Names of the tiers, in their order."""
        return self._audit.tiers

    @property
    def manifest(self) -> dict[str, Any]:
        """What the run decided and counted."""
        found: dict[str, Any] = json.loads(self._audit.manifest())
        return found

    @property
    def articles(self) -> Table:
        """One row an article, all columns (docs: Columns); read from disk each time."""
        return Table(self._audit.record("articles"))

    @property
    def hits(self) -> Table:
        """One row a hit, in the order of the articles and of the text."""
        return Table(self._audit.record("hits"))

    @property
    def quotes(self) -> Table:
        """One row a quotation or paraphrase, with who speaks."""
        return Table(self._audit.record("quotes"))

    @property
    def pay(self) -> Table:
        """One row an amount of pay; ``hourly`` is in its currency an hour."""
        return Table(self._audit.record("pay"))

    def count(self, query: str = "", *, copies: bool = False) -> int:
        """How many articles a query finds; with ``copies``, how many stories."""
        return self._audit.count(query, copies)

    def search(
        self,
        query: str = "",
        *,
        limit: int | None = 100,
        order: str = "rank",
        fields: Names | None = None,
        sample: int | None = None,
        copies: bool = False,
        seed: int = 1,
    ) -> Table:
        """Articles of a query, one a row; all of them for ``limit=None``.

        ``order`` is ``rank``, ``date`` (latest first), ``oldest`` or ``probability`` (of the tier that an article is most likely
        about); ``fields`` are columns of the index, ``snippet``, ``body``, ``score``. ``sample`` draws that many by ``seed``. ``copies`` folds articles that print the same story into one.
        """
        arguments = {
            "limit": limit,
            "order": order,
            "fields": names(fields),
            "sample": sample,
            "copies": copies,
            "seed": seed,
        }
        return Table(self._audit.search(query, arguments))

    def kwic(
        self,
        query: str,
        *,
        window: int | str = 8,
        sort: Names | None = None,
        group: Names | None = None,
        sample: int | None = None,
        limit: int | None = None,
        seed: int = 1,
    ) -> Table:
        """Concordance lines: every hit of a query with ``window`` words on each side, or its ``"sentence"``.

        ``sort`` and ``group`` take ``L1``, ``R1``, ``keyword``, ``outlet``, ``year`` …; with ``group`` lines are counted.
        """
        return Table(self._audit.kwic(query, lines(window, sort, group, sample, limit, seed)))

    def dispersion(self, query: str) -> Table:
        """Where in the articles the hits of a query are, and how evenly they are spread."""
        return Table(self._audit.kwic(query, lines(8, None, None, None, None, 1, dispersion=True)))

    def summary(self, by: Names = "outlet", where: str = "", *, min: int = 1, **shares: Any) -> Table:
        """Counts and shares of each focus by group, corrected beside raw ones where people coded articles.

        Groups with fewer than ``min`` articles are left out. By ``outlet`` or ``year`` it has the figure of the report.
        """
        by, how = names(by), estimate(**shares)
        section = {"outlet": "focus-by-outlet", "year": "focus-by-year"}.get(",".join(by))
        return self._table(lambda people: self._audit.summary(by, where, min, how, people), self._figure(section, where, how))

    def total(self, where: str = "", **shares: Any) -> Table:
        """The shares of all articles together, one a row, with the base of each."""
        return Table(self._audit.total(where, estimate(**shares)))

    def baseline(
        self,
        table: str = "tiers",
        where: str = "",
        *,
        survey: str = "cps",
        min: float = 5.0,
        large: float = 0.25,
        **shares: Any,
    ) -> Table:
        """Occupations named, against the working population: a ratio of 1 is coverage in proportion.

        ``table`` is ``tiers``, ``profiled``, ``groups``, ``occupations``, ``silence``, ``wages``, ``places`` or ``education``;
        ``survey`` ``cps`` (people) or ``oews`` (jobs). ``min`` are mentions expected of an occupation, ``large`` percent of
        employment.
        """
        arguments = {"table": table, "survey": survey, "min": min, "large": large}
        how = estimate(**shares)
        figure = self._figure(_FIGURES.get(table), where, how)
        return self._table(lambda people: self._audit.baseline(where, arguments, how, people), figure)

    def voice(self, table: str = "voices", by: Names | None = None, where: str = "", *, min: int = 1, **shares: Any) -> Table:
        """Who speaks: ``voices`` by tier, ``sources`` by sector, or ``salience`` by place in the article."""
        by, how = names(by), estimate(**shares)
        section = "voice" if table == "voices" and not by else None
        return Table(self._audit.voice(table, by, where, min, how), self._figure(section, where, how))

    def work(self, table: str = "pay", by: Names | None = None, where: str = "") -> Table:
        """``pay`` (US dollars an hour, percentile of jobs), ``schedules`` beside each tier, or ``reasons`` for leaving work."""
        return self._table(lambda people: self._audit.work(table, names(by), where, people), None)

    def robustness(self, where: str = "") -> Table:
        """The main claim under other cut-offs, units and weights, without each outlet and entry: one choice a row."""
        figure = self._figure("robustness", where, estimate())
        return self._table(lambda people: self._audit.robustness(where, people), figure)

    def health(self, table: str = "articles", by: Names = "outlet", where: str = "") -> Table:
        """What the corpus has and lacks: ``articles``, ``volume``, ``sentences`` or ``refused``."""
        if table not in _HEALTH:
            raise Error(f'table="{table}": use one of {", ".join(_HEALTH)}')
        return Table(self._audit.health(_HEALTH.index(table), names(by), where))

    def compare(
        self,
        target: str,
        reference: str | None = None,
        *,
        frequencies: Path | None = None,
        unit: str = "words",
        sort: str = "g2",
        min: int = 5,
        prior: float = 1000.0,
        fdr: float | None = None,
    ) -> Table:
        """The words of the articles of ``target`` against those of ``reference``, or of all others.

        ``unit`` is ``words``, ``phrases`` or ``classes``; ``sort`` ``g2``, ``log-ratio``, ``log-odds`` or ``p``. Rates are per
        1,000 tokens; ``min`` articles have to hold a word.
        """
        arguments = {
            "reference": reference,
            "frequencies": frequencies,
            "unit": unit,
            "sort": sort,
            "min": min,
            "prior": prior,
            "fdr": fdr,
        }
        return Table(self._audit.compare(target, arguments))

    def collocates(self, query: str, *, window: int = 5, min: int = 5, sort: str = "log-dice") -> Table:
        """Words within ``window`` words of the hits of a query, sorted by ``log-dice``, ``mi`` or ``g2``."""
        return Table(self._audit.collocates(query, window, min, sort))

    def trend(
        self,
        query: str = "",
        *,
        of: str = "",
        by: str = "month",
        rate: bool = False,
        min: int = 1,
        average: int = 3,
        copies: bool = False,
    ) -> Table:
        """A query over time: its share of the articles of ``of``, or with ``rate`` its hits per 1,000 tokens.

        ``by`` is ``day``, ``week``, ``month``, ``quarter`` or ``year``; ``average`` periods make the moving average.
        """
        arguments = {"of": of, "by": by, "rate": rate, "min": min, "average": average, "copies": copies}
        return Table(self._audit.trend(query, arguments))

    def explain(self, id: str) -> Reading:
        """One article, read again: every hit, and the arithmetic of its focus."""
        read = self._audit.explain(id)
        if read is None:
            raise Error(f"no article `{id}` in {self.folder}: find ids with `search`")
        return Reading(read)

    def tally(self, by: Names = "outlet", where: str = "") -> Tally:
        """Counts by group, which add up with those of other audits."""
        return Tally(self._audit.tally(names(by), where))

    def report(self, where: str = "", **shares: Any) -> Report:
        """Everything the report says: sentences, tables, figures."""
        page, finding, cautions, sections = self._audit.report(where, estimate(**shares))
        return Report(page, finding, cautions, [Section(*section) for section in sections])

    def gold(
        self,
        codes: Path | Iterable[Path],
        *,
        plan: Path | None = None,
        population: Iterable[str] | None = None,
        predictions: Path | None = None,
        by: Names | None = None,
        min: int = 1,
        replicates: int = 2000,
        seed: int = 1,
    ) -> dict[str, Table]:
        """Codes of people against what the audit says, as ``classlens gold score``, without keeping them in the folder.

        Returns the tables ``agreement``, ``scores``, ``confusion``, ``problems``, ``corrected``, and ``scores_by`` with ``by``.
        """
        arguments = {
            "codes": paths(codes),
            "plan": plan,
            "population": None if population is None else list(population),
            "predictions": predictions,
            "by": names(by),
            "min": min,
            "replicates": replicates,
            "seed": seed,
        }
        return {name: Table(answer) for name, answer in self._audit.gold(arguments)}

    def _figure(self, section: str | None, where: str, how: dict[str, Any]) -> Callable[[], str | None] | None:
        if section is None:
            return None
        # Worked out when it is looked at: a figure has intervals of its own.
        return lambda: self._audit.figure(section, where, how)

    @staticmethod
    def _table(ask: Callable[[bool], _classlens.Answer], figure: Callable[[], str | None] | None) -> Table:
        """A table with every number in a cell of its own, which shows itself as people read it."""
        return Table(ask(False), figure, lambda: ask(True))

    def __repr__(self) -> str:
        try:
            manifest = self.manifest
        except Error:
            # Shards have a manifest each.
            return f"Audit {self.folder}: {self.count()} articles in shards"
        return f"Audit {self.folder}: {manifest['n_articles']} articles; lexicon {manifest['lexicon']} {manifest['lexicon_hash'][:8]}"
