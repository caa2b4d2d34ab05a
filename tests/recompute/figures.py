"""Figures of an audit from its Parquet files, by the formulas of docs/methods, with pandas and scipy.

Nothing is taken from the program but its tables, its lexicon as it is frozen, and the figures of the surveys.
"""

import json
from pathlib import Path

import chacha
import numpy as np
import pandas as pd
from scipy import stats

Z = stats.norm.ppf(0.975)
SCORED = ["headline", "lede", "body"]
SEED, REPLICATES = 1, 2000


def wilson(share, n):
    centre, half = share + Z**2 / (2 * n), Z * np.sqrt(share * (1 - share) / n + Z**2 / (4 * n**2))
    scale = 1 + Z**2 / n
    return max((centre - half) / scale, 0.0), min((centre + half) / scale, 1.0)


def expanded(values, n_clusters, sizes):
    """Percentiles moved out for few and uneven clusters (docs/methods/intervals.md)."""
    values = np.sort(values[np.isfinite(values)])
    effective = sizes.sum() ** 2 / (sizes**2).sum()
    t = stats.t.ppf(0.975, max(effective - 1, 1))
    tail = stats.norm.cdf(-t * np.sqrt(n_clusters / (n_clusters - 1)))
    return np.quantile(values, tail), np.quantile(values, 1 - tail)


def median(values):
    """A median with the values at the ranks of docs/methods/intervals.md."""
    values = np.sort(values)
    n, spread = len(values), Z * np.sqrt(len(values))
    low, high = max(int((n - spread) // 2), 1), min(int(np.ceil(1 + (n + spread) / 2)), n)
    return np.median(values), values[low - 1], values[high - 1]


class Audit:
    """The tables of an audit folder."""

    def __init__(self, folder: Path, frozen: Path):
        self.articles = pd.read_parquet(folder / "articles.parquet")
        hits = pd.read_parquet(folder / "hits.parquet")
        self.hits = hits[hits.zone.isin(SCORED)]
        lexicon = json.loads(frozen.read_text())
        self.tiers = lexicon["tiers"]
        self.soc = {entry["id"]: entry["soc"] for entry in lexicon["entry"] if entry.get("soc")}
        self.entries = set(self.soc.values())
        self.outlet = self.articles.outlet.fillna("(none)")
        self.is_scored = self.articles.unscored.isna()
        self.is_focused = self.is_scored & (self.articles.focus != "none")

    def clusters(self, by):
        articles = self.articles
        if by == "outlet":
            return self.outlet
        if by == "story":
            return articles.story
        days = pd.to_datetime(articles.date)
        iso = days.dt.isocalendar()
        week = iso.year.astype("Int64").astype(str) + "-" + iso.week.astype("Int64").astype(str).str.zfill(2)
        return self.outlet + "\n" + week.where(days.notna(), articles.id)

    def weights(self, kind, audience=None):
        if kind == "copy":
            return pd.Series(1.0, index=self.articles.index)
        if kind == "story":
            return 1 / self.articles.groupby("story").id.transform("count")
        return self.outlet.map(audience).fillna(0.0) / self.outlet.groupby(self.outlet).transform("count")

    def share(self, base, part, by, weights):
        """A share with its interval: that of clusters, but nowhere narrower than Wilson's."""
        base = base & (weights > 0)
        w = weights[base]
        share = w[part[base]].sum() / w.sum()
        low, high = wilson(share, w.sum() ** 2 / (w**2).sum())
        if by != "wilson":
            own = pd.DataFrame({"all": w, "part": w * part[base]}).groupby(self.clusters(by)[base]).sum().sort_index()
            if len(own) > 1:
                counts = chacha.draws(SEED, REPLICATES, len(own))
                drawn = (counts @ own["part"].to_numpy()) / (counts @ own["all"].to_numpy())
                ends = expanded(drawn, len(own), own["all"].to_numpy())
                low, high = min(low, ends[0]), max(high, ends[1])
        return share, low, high

    def tier_ratios(self, surveys, survey, with_interval):
        """Mentions by tier over employment, rows of the survey split by jobs (docs/methods/population.md)."""
        groups, figures, jobs, tier_of = surveys
        column, by_year = groups[survey], figures[survey]
        years = sorted(by_year)
        hits = self.hits[self.hits.entry.isin(self.soc)].copy()
        hits["row"] = hits.entry.map(self.soc).map(column)
        hits = hits[hits.row.notna()]
        day = self.articles.set_index("id").date
        own = hits.article.map(day).str[:4].astype(float)
        nearest = own.map(lambda y: min(years, key=lambda k: (abs(k - y), k)), na_action="ignore")
        named = nearest.groupby(hits.article).first()
        usual = max(years, key=lambda y: ((named == y).sum(), y))
        hits["year"] = nearest.fillna(usual).astype(int)
        worded = {column.get(code) for code in self.entries}
        expected, mentioned = {}, set(worded)
        for year in years:
            employed = by_year[year]
            split = jobs[min(jobs, key=lambda k: (abs(k - year), k))]
            sums = dict.fromkeys(self.tiers, 0.0)
            for row in mentioned & set(employed.index):
                codes = [code for code, other in column.items() if other == row]
                parts = np.array([split.get(code, 0.0) for code in codes])
                parts = parts / parts.sum() if parts.sum() > 0 else np.full(len(codes), 1 / len(codes))
                for code, part in zip(codes, parts):
                    sums[tier_of[code]] += employed[row] * part
            all_of_year = sum(sums.values())
            expected[year] = np.array([sums[tier] / all_of_year for tier in self.tiers])
        has_figure = [by_year[y].get(r, 0.0) > 0 for y, r in zip(hits.year, hits.row)]
        hits = hits[np.array(has_figure) & hits.tier.isin(self.tiers).to_numpy()]
        outlet = hits.article.map(self.outlet.set_axis(self.articles.id))
        table = pd.crosstab(outlet, [hits.year, hits.tier]).sort_index()
        of = lambda year, tier: table.get((year, tier), pd.Series(0, index=table.index)).to_numpy(dtype=float)
        seen = np.stack([sum(of(year, tier) for year in years) for tier in self.tiers], axis=1)
        by_year_n = np.stack([sum(of(year, tier) for tier in self.tiers) for year in years], axis=1)
        hoped = by_year_n @ np.stack([expected[year] for year in years])
        ratio = seen.sum(axis=0) / hoped.sum(axis=0)
        shares = hoped.sum(axis=0) / hoped.sum()
        if not with_interval:
            return ratio, shares, None
        counts = chacha.draws(SEED, REPLICATES, len(table))
        drawn = (counts @ seen) / (counts @ hoped)
        return ratio, shares, [expanded(drawn[:, at], len(table), seen.sum(axis=1)) for at in range(len(self.tiers))]


def surveys(root: Path):
    """Rows of the surveys, their figures by year, jobs by SOC code and year, and the tier of each code."""
    folder = root / "src/baseline/figures"
    read = lambda name: pd.read_csv(folder / name, comment="#", dtype={"code": str, "soc": str, "cps": str, "oews": str})
    groups = read("groups.csv")
    column = {name: groups.dropna(subset=[name]).set_index("soc")[name].to_dict() for name in ["cps", "oews"]}
    by_year = lambda table, of: {y: t.set_index("code")[of].fillna(0.0) for y, t in table.groupby("year")}
    figures = {
        "cps": by_year(read("cps_employment.csv"), "employed_thousands"),
        "oews": by_year(read("oews_jobs.csv"), "jobs"),
    }
    size = groups.groupby("oews").soc.transform("count").set_axis(groups.soc)
    jobs = {
        year: {code: rows.get(row, 0.0) / size[code] for code, row in column["oews"].items()}
        for year, rows in figures["oews"].items()
    }
    tiers = pd.read_csv(root / "lexicons/soc.csv", dtype={"soc": str}).set_index("soc").tier.to_dict()
    return column, figures, jobs, tiers


def pettitt(values):
    values = np.asarray(values)
    n = len(values)
    signs = np.sign(values[:, None] - values[None, :])
    k = max(abs(signs[: t + 1, t + 1 :].sum()) for t in range(n - 1))
    return k, min(2 * np.exp(-6 * k**2 / (n**3 + n**2)), 1.0)


def contrast(target, n_target, reference, n_reference):
    """G² and log ratio of a 2 × 2 table."""
    table = np.array([[target, reference], [n_target - target, n_reference - reference]], dtype=float)
    g2 = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
    rate = lambda k, n: max(k, 0.5) / n
    return g2, np.log2(rate(target, n_target) / rate(reference, n_reference))


def alpha(pairs, order=None):
    """Krippendorff's alpha of two coders; ordinal where the labels have an order."""
    labels = order or sorted({label for pair in pairs for label in pair})
    observed = pd.DataFrame(0.0, index=labels, columns=labels)
    for a, b in pairs:
        observed.loc[a, b] += 1
        observed.loc[b, a] += 1
    n = observed.sum(axis=1)
    total = n.sum()

    def distance(a, b):
        if order is None:
            return float(a != b)
        low, high = sorted([labels.index(a), labels.index(b)])
        return (n.iloc[low : high + 1].sum() - (n.iloc[low] + n.iloc[high]) / 2) ** 2

    seen = sum(observed.loc[a, b] * distance(a, b) for a in labels for b in labels)
    hoped = sum(n[a] * n[b] * distance(a, b) for a in labels for b in labels)
    return 1 - (total - 1) * seen / hoped
