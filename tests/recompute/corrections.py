"""Corrected shares from a plan, codes and articles.parquet, by the formulas of docs/methods/corrected-shares.md."""

import numpy as np
import pandas as pd
from figures import Z, wilson
from scipy import stats


def coded(plan, gold, articles):
    """The coded articles with what the program says and the chance that each had to be drawn and coded."""
    said = articles.set_index("id").focus
    rows = [(d["id"], d["stratum"], gold[d["id"]], said[d["id"]]) for d in plan["documents"] if d["id"] in gold]
    table = pd.DataFrame(rows, columns=["id", "stratum", "gold", "said"])
    sizes = {s["name"]: s["n_documents"] for s in plan["strata"]}
    table["pi"] = table.groupby("stratum").id.transform("count") / table.stratum.map(sizes)
    table["w"] = 1 / table.pi
    table["cluster"] = table.id.map(articles.set_index("id").outlet.fillna("(none)"))
    return table


def proportion(table, within, hit):
    """A weighted part with Wilson's interval at its effective size."""
    share, size = sized(table, within, hit)
    return (share, *wilson(share, size)) if np.isfinite(size) else (share, share, share)


def sized(table, within, hit):
    """A weighted part and its effective size: that of strata, or that of clusters where it is smaller."""
    w = table.w.where(within, 0.0)
    share = (w * hit).sum() / w.sum()
    left = (w**2 * (1 - table.pi)).sum() / (w**2).sum()
    if left <= 1e-12:
        return share, np.inf
    deviation = w * (hit.astype(float) - share) / w.sum()
    n = table.groupby("stratum").id.transform("count")
    mean = deviation.groupby(table.stratum).transform("mean").where(n > 1, 0.0)
    centred = np.sqrt((1 - table.pi) * np.where(n > 1, n / (n - 1).clip(lower=1), 1.0)) * (deviation - mean)
    spread = share * (1 - share)
    kish = w.sum() ** 2 / (w**2).sum()
    # Deviations that are equal in every stratum have a variance of 0, whatever rounding leaves of it.
    variance = (centred**2).sum()
    size = min(spread / variance, (w > 0).sum() / left) if variance > spread * 1e-12 else kish / left
    sizes, totals = w.groupby(table.cluster).sum(), centred.groupby(table.cluster).sum()
    k, variance = len(totals), (totals**2).sum()
    if k > 1 and k / (k - 1) * variance > spread * 1e-12:
        freedom = max(sizes.sum() ** 2 / (sizes**2).sum() - 1, 1)
        factor = (Z / stats.t.ppf(0.975, freedom)) ** 2
        size = min(size, spread / (k / (k - 1) * variance) * factor)
    return share, size


def alone_of(table):
    """The same articles as one cluster, which says nothing of clusters."""
    return table.assign(cluster="all")


def design_based(table, label, raw):
    """Raw share times precision, and the rest times omission; recovered variances."""
    share = below = above = 0.0
    for size, within in [(raw, table.said == label), (1 - raw, table.said != label)]:
        part, low, high = proportion(table, within, table.gold == label)
        share += size * part
        below += (size * (part - low)) ** 2
        above += (size * (high - part)) ** 2
    return share, max(share - np.sqrt(below), 0.0), min(share + np.sqrt(above), 1.0)


def gold_alone(table, label):
    return proportion(table, table.w > 0, table.gold == label)


def rogan_gladen(table, label, raw, n):
    """Sensitivity and specificity with the interval of Lang & Reiczigel (2014)."""
    has = table.gold == label

    def rate(within, hit):
        share, size = sized(table, within, hit)
        return share, min(size, within.sum())

    (sens, n_sens), (spec, n_spec) = rate(has, table.said == label), rate(~has, table.said != label)
    share = np.clip((raw + spec - 1) / (sens + spec - 1), 0, 1)
    plus = lambda s, m: ((m * s + 1) / (m + 2), m + 2)
    (sens, n_sens), (spec, n_spec) = plus(sens, n_sens), plus(spec, n_spec)
    size = n + Z**2
    mid = (n * raw + Z**2 / 2) / size
    centre = (mid + spec - 1) / (sens + spec - 1)
    shift = 2 * Z**2 * (centre * sens * (1 - sens) / n_sens - (1 - centre) * spec * (1 - spec) / n_spec)
    variance = mid * (1 - mid) / size + centre**2 * sens * (1 - sens) / n_sens
    variance = (variance + (1 - centre) ** 2 * spec * (1 - spec) / n_spec) / (sens + spec - 1) ** 2
    half = Z * np.sqrt(variance)
    return share, min(np.clip(centre + shift - half, 0, 1), share), max(np.clip(centre + shift + half, 0, 1), share)


def focused(table, counts, labels, draws, seed):
    """Shares among articles with a focus, and an interval from draws of our own."""
    rng = np.random.default_rng(seed)
    totals, drawn = np.zeros(len(labels)), np.zeros((draws, len(labels)))
    worth = lambda own: own.w.sum() ** 2 / (own.w**2).sum() if len(own) else 0.0
    by_label = {label: table[table.said == label] for label in counts.index if counts[label] > 0}
    foci = sorted((label for label in by_label if label != "none"), key=lambda l: (worth(by_label[l]), l))
    strata, together = [["none"]] if "none" in by_label else [], []
    for label in foci:
        pooled = pd.concat([by_label[l] for l in together]) if together else table[:0]
        small = worth(by_label[label]) < 5 or (together and worth(pooled) < 5)
        together.append(label) if small else strata.append([label])
    for said in strata + ([together] if together else []):
        own, size = table[table.said.isin(said)], counts[said].sum()
        parts = np.array([(own.w * (own.gold == label)).sum() for label in labels]) / own.w.sum()
        left = (own.w**2 * (1 - own.pi)).sum() / (own.w**2).sum()
        totals += size * parts
        if left > 0:
            size_of = lambda t, label: sized(t, t.said.isin(said), t.gold == label)[1]
            ratios = [size_of(table, l) / size_of(alone_of(table), l) for l in labels]
            ratio = min([1.0, *(r for r in ratios if np.isfinite(r))])
            drawn += size * stats.dirichlet(parts * worth(own) / left * ratio + 0.5).rvs(draws, random_state=rng)
        else:
            drawn += size * parts
    is_focus = np.array([label != "none" for label in labels])
    share = totals * is_focus / totals[is_focus].sum()
    drawn = drawn / drawn[:, is_focus].sum(axis=1)[:, None]
    ends = np.quantile(drawn, [0.025, 0.975], axis=0)
    return share, np.minimum(ends[0], share), np.maximum(ends[1], share)
