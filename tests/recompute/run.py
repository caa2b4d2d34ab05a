"""Recomputes printed figures of the sample corpus from its Parquet files: python run.py PROGRAM

Every figure is computed a second time with pandas and scipy and set beside what the program prints: the same but for
rounding, or the run fails. Only the intervals of corrected shares among articles with a focus are drawn with other
random numbers, and held to 0.02.
"""

import json
import re
import shlex
import subprocess
import sys
import tempfile
from io import StringIO
from pathlib import Path

import corrections
import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
from figures import Audit, alpha, contrast, median, pettitt, surveys, wilson
from scipy import stats

ROOT = Path(__file__).resolve().parents[2]
AUDIENCE = {"Harbor Valley Courier": 3.0, "The Meridian Post": 8.0, "Bright Nest": 1.5}


class Check:
    """Prints each figure twice and remembers what differs."""

    def __init__(self):
        self.n = self.n_wrong = 0

    def __call__(self, name, printed, found, tolerance=1e-9):
        self.n += 1
        wrong = not np.isclose(float(printed), float(found), rtol=tolerance, atol=tolerance)
        self.n_wrong += wrong
        print(f"{'WRONG' if wrong else 'ok':5}  {name:60} {float(printed):14.6f} {float(found):14.6f}")

    def all(self, name, printed, found, tolerance=1e-9):
        for part, one, other in zip(["", " low", " high"], printed, found):
            self(name + part, one, other, tolerance)


class Program:
    def __init__(self, path, folder):
        self.path, self.folder = path, folder

    def text(self, *args):
        done = subprocess.run([self.path, *args], cwd=self.folder, capture_output=True, text=True)
        assert done.returncode == 0, f"{args}: {done.stderr}"
        return done.stdout

    def csv(self, *args):
        return pd.read_csv(StringIO(self.text(*args, "--format", "csv")), keep_default_na=False, na_values=[""])


def shares(check, program, audit):
    """Shares of both bases, with intervals of each kind and each weight."""
    lines = "".join(f"{outlet},{weight}\n" for outlet, weight in AUDIENCE.items())
    (program.folder / "readers.csv").write_text("outlet,weight\n" + lines)
    cases = [("copy", by, ["--interval", by]) for by in ["outlet", "outlet-week", "story", "wilson"]]
    cases += [("story", "outlet", ["--weigh", "story"]), ("audience", "outlet", ["--audience", "readers.csv"])]
    for weight, by, flags in cases:
        table = program.csv("summary", "audit", "--total", *flags).set_index(["base", "focus"])
        of = lambda base, focus: table.loc[(base, focus), ["share", "low", "high"]]
        w = audit.weights(weight, AUDIENCE)
        found = audit.share(audit.is_scored, audit.is_focused, by, w)
        check.all(f"any focus, {by}, by {weight}", of("articles", "any"), found)
        for tier in audit.tiers:
            found = audit.share(audit.is_focused, audit.articles.focus == tier, by, w)
            check.all(f"{tier} of focused, {by}, by {weight}", of("focused", tier), found)


def ratios(check, program, audit):
    figures = surveys(ROOT)
    for survey in ["cps", "oews"]:
        table = program.csv("baseline", "audit", "--table", "tiers", "--survey", survey).set_index("class")
        ratio, share, ends = audit.tier_ratios(figures, survey, with_interval=True)
        for at, tier in enumerate(audit.tiers):
            row = table.loc[tier]
            check(f"{survey} employment of {tier}", row.mentions_all_employment_share, share[at])
            printed = row[["mentions_all_ratio", "mentions_all_low", "mentions_all_high"]]
            check.all(f"{survey} ratio of {tier}", printed, [ratio[at], *ends[at]])


def voices_and_pay(check, program, audit):
    articles = audit.articles[audit.is_scored]
    table = program.csv("voice", "audit", "--interval", "wilson").set_index("speaker")
    for tier in audit.tiers:
        mentioned = articles[f"attention_{tier}"] >= 1
        for what, quotes, names in [
            ("as a worker", "n_worker_quotes", ["voice_ratio", "low", "high"]),
            ("in any role", "n_quotes", ["any_role_ratio", "any_role_low", "any_role_high"]),
        ]:
            heard = (mentioned & (articles[f"{quotes}_{tier}"] > 0)).sum() / mentioned.sum()
            check.all(f"voice ratio of {tier}, {what}", table.loc[tier, names], [heard, *wilson(heard, mentioned.sum())])
    row = program.csv("work", "audit", "pay").iloc[0]
    named = (articles.n_pay > 0).mean()
    printed = row[["share_with_pay", "share_with_pay_low", "share_with_pay_high"]]
    check.all("articles that name pay", printed, [named, *wilson(named, len(articles))])
    for name, column in [("hourly", "pay_median_hour"), ("percentile", "pay_percentile")]:
        printed = row[[f"median_{name}", f"median_{name}_low", f"median_{name}_high"]]
        check.all(f"median {name} pay", printed, median(articles[column].dropna().to_numpy()))


def words(check, program, audit):
    flags = ["--target", "focus:low_wage", "--reference", "focus:professional", "--unit", "classes", "--min", "1", "--limit", "0"]
    table = program.csv("compare", "audit", *flags).set_index("term")
    groups = [audit.articles[audit.articles.focus == focus] for focus in ["low_wage", "professional"]]
    for tier, dimension in [("low_wage", "occupation"), ("low_wage", "pay"), ("professional", "occupation")]:
        hits = audit.hits[(audit.hits.tier == tier) & (audit.hits.dimension == dimension) & (audit.hits.role == "evidence")]
        times = [group.id.map(hits.groupby("article").size()).fillna(0) for group in groups]
        row = table.loc[f"'@{tier}.{dimension}"]  # as a spreadsheet has it
        g2, log_ratio = contrast(times[0].sum(), groups[0].n_tokens.sum(), times[1].sum(), groups[1].n_tokens.sum())
        check(f"G2 of {tier}.{dimension}", row.g2, g2)
        check(f"log ratio of {tier}.{dimension}", row.log_ratio, log_ratio)
        rates = [t / group.n_tokens for t, group in zip(times, groups)]
        check(f"rank test of {tier}.{dimension}", row.p, stats.mannwhitneyu(*rates, method="asymptotic").pvalue)


def trend(check, program, _):
    """By quarter, each article five times over: Pettitt's test needs 11 periods of five articles."""
    rows = [json.loads(line) for line in (ROOT / "corpus/sample.jsonl").read_text().splitlines()]
    copies = [json.dumps({**row, "id": f"{row['id']}-{copy}"}) for row in rows for copy in range(5)]
    (program.folder / "copies.jsonl").write_text("\n".join(copies))
    program.text("audit", "copies.jsonl", "-o", "copies")
    text = program.text("trend", "copies", "focus:low_wage", "--of", "NOT focus:none", "--by", "quarter")
    printed = re.search(r"Pettitt K = ([\d.]+), p [≈<] ([\d.]+)", text)
    articles = pq.read_table(program.folder / "copies/articles.parquet").to_pandas()
    focused = articles[(articles.focus != "none") & articles.date.notna()]
    quarters = (focused.focus == "low_wage").groupby(pd.PeriodIndex(focused.date, freq="Q"))
    k, p = pettitt(quarters.mean()[quarters.size() >= 5])  # as the text says
    check("Pettitt K", printed[1], k)
    check("Pettitt p", printed[2], p, 6e-4)


def codes(check, program, audit):
    """Two coders, of whom one errs: agreement and corrected shares."""
    program.text("gold", "plan", "audit", "-o", "coding", "--size", "50", "--seed", "5", "--coders", "ann,ben", "--overlap", "0.5")
    plan = json.loads((program.folder / "coding/plan.json").read_text())
    gold = {}
    for line in (ROOT / "corpus/gold.jsonl").read_text().splitlines():
        gold[json.loads(line)["id"]] = line
    of_coder = {"ann": {}, "ben": {}}
    for at, document in enumerate(plan["documents"]):
        for coder in document["coders"]:
            code = json.loads(gold[document["id"]])
            if coder == "ben" and at % 4 == 0:
                code["attention"] = {**dict.fromkeys(audit.tiers, 0), "low_wage": 1 + at % 3}
                code["focus"] = "low_wage" if at % 3 else "none"
            of_coder[coder][document["id"]] = code
    for coder, own in of_coder.items():
        (program.folder / f"{coder}.jsonl").write_text("".join(json.dumps(code) + "\n" for code in own.values()))
    score = ["gold", "score", "audit", "ann.jsonl", "ben.jsonl", "--plan", "coding/plan.json"]
    agreement = program.csv(*score, "--show", "agreement").set_index(["variable", "level"]).alpha
    both = [(of_coder["ann"][id], of_coder["ben"][id]) for id in of_coder["ann"] if id in of_coder["ben"]]
    check("alpha of focus", agreement[("focus", "nominal")], alpha([(a["focus"], b["focus"]) for a, b in both]))
    low = [(a["attention"]["low_wage"], b["attention"]["low_wage"]) for a, b in both]
    check("alpha of attention to low_wage", agreement[("attention_low_wage", "ordinal")], alpha(low, [0, 1, 2, 3]))
    corrected(check, program.csv(*score), audit, plan, {**of_coder["ben"], **of_coder["ann"]})


def corrected(check, printed, audit, plan, agreed):
    table = corrections.coded(plan, {id: code["focus"] for id, code in agreed.items()}, audit.articles)
    articles = audit.articles[audit.is_scored]
    counts, n = articles.focus.value_counts(), len(articles)
    rows = printed.set_index(["base", "method", "focus"])
    numbers = lambda *key: rows.loc[key, ["corrected", "low", "high"]]
    made = 0
    for label in [*audit.tiers, "none"]:
        raw = counts.get(label, 0) / n
        methods = {
            "design-based": lambda: corrections.design_based(table, label, raw),
            "gold alone": lambda: corrections.gold_alone(table, label),
            "Rogan–Gladen": lambda: corrections.rogan_gladen(table, label, raw, n),
        }
        for method, compute in methods.items():
            found = numbers("articles", method, label)
            if found.notna().all():
                made += 1
                check.all(f"{label}, {method}", found, compute(), 1e-6)
    assert made >= 6, f"only {made} shares of all articles are corrected"
    labels = [*audit.tiers, "mixed", "none"]
    share, low, high = corrections.focused(table, counts, labels, 20_000, 1)
    for at, tier in enumerate(audit.tiers):
        found = numbers("focused", "design-based ratio", tier)
        check(f"{tier} of focused, corrected", found.corrected, share[at])
        check(f"{tier} of focused, corrected, low", found.low, low[at], 0.02)
        check(f"{tier} of focused, corrected, high", found.high, high[at], 0.02)


def blocks(page, kind):
    """The blocks of a page of the docs, as they are written there."""
    return re.findall(rf"```{kind}\n(.*?)```", (ROOT / page).read_text(), re.S)


def query_of(code, program):
    """The query that a block of Python prints, with the audits of the program."""
    return re.search(r'"""(.*?)"""', code, re.S)[1].replace("FROM '", f"FROM '{program.folder}/")


def study(check, program, _):
    """A study by lean and year: the commands of README.md and of docs/reference/export.md, and its query in DuckDB."""
    rows = [json.loads(line) for line in (ROOT / "corpus/sample.jsonl").read_text().splitlines()]
    for at, row in enumerate(rows):
        row.update(lean=["left", "center", "right"][at % 3], topic="work" if at % 2 else "school")
    (program.folder / "news.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    pages = [("README.md", "--keep lean"), ("docs/reference/export.md", "--keep lean")]
    for page, mark in pages:
        block = next(block for block in blocks(page, "sh no-run:your-files") if mark in block)
        for line in block.splitlines():
            # The sample has other years than the news of a user.
            program.text(*shlex.split(line.replace("date:2016", "date:2014"))[1:])
    code = next(code for code in blocks("docs/reference/export.md", "python") if "study/" in code)
    assert len([line for line in code.splitlines() if line.strip()]) <= 10, "ten lines"
    query = query_of(code, program)
    duckdb.sql(re.search(r'duckdb.sql\("(CREATE MACRO.*?)"\)', code)[1])
    found = duckdb.sql(query).df().set_index(["lean", "year"])
    by = ["summary", "study", "--by", "lean,year", "--interval", "wilson"]
    printed, apart = program.csv(*by), program.csv(*by, "--differences")
    apart = apart[(apart.base == "articles") & (apart.share_of == "low_wage")]
    assert len(printed) == len(apart) == len(found) > 15, (len(printed), len(apart), len(found))
    differences = {(row.lean, int(row.year)): row for _, row in apart.iterrows()}
    for _, row in printed.iterrows():
        mine = found.loc[(row.lean, int(row.year))]
        name = f"low_wage of {row.lean}, {row.year}, by SQL"
        check.all(name, [row.share_low_wage, row.low_low_wage, row.high_low_wage], [mine.p, mine.low, mine.high])
        other = differences[(row.lean, int(row.year))]
        ends = [other.difference, other.difference_low, other.difference_high]
        check.all(f"{name}, difference", ends, [mine.difference, mine.difference_low, mine.difference_high])


def in_sql(check, program, audit):
    """The query of docs/reference/export.md, as it is written there, and types as other libraries read them."""
    code = next(code for code in blocks("docs/reference/export.md", "python") if "audit/" in code)
    found = duckdb.sql(query_of(code, program)).df()
    printed = program.csv("summary", "audit", "--by", "year")
    for _, row in printed[printed.year != "(none)"].iterrows():
        for focus in [*audit.tiers, "mixed", "none"]:
            n = found[(found.year == int(row.year)) & (found.focus == focus)].n
            check(f"{focus} in {row.year}, by SQL", row[f"n_{focus}"], n.iloc[0] if len(n) else 0)
    program.text("export", "audit", "-o", "out.parquet")
    path = program.folder / "out.parquet"
    types = {name: str(kind) for name, kind, *_ in duckdb.sql(f"DESCRIBE SELECT * FROM '{path}'").fetchall()}
    schema = pq.read_schema(path)
    for name, sql, arrow in [("date", "DATE", "date32[day]"), ("tropes", "VARCHAR[]", "list<item: string>"),
                             ("scope_gap", "BOOLEAN", "bool"), ("n_tokens", "BIGINT", "int64")]:
        assert types[name] == sql and str(schema.field(name).type) == arrow, (name, types[name], schema.field(name).type)
    assert schema.field("n_tokens").metadata[b"unit"] == b"tokens"
    polars_types = dict(zip(pl.scan_parquet(path).collect_schema().names(), pl.scan_parquet(path).collect_schema().dtypes()))
    assert polars_types["date"] == pl.Date and polars_types["tropes"] == pl.List(pl.String), polars_types


def main():
    check = Check()
    with tempfile.TemporaryDirectory() as folder:
        program = Program(str(Path(sys.argv[1]).resolve()), Path(folder))
        program.text("audit", "--quiet")
        program.text("lexicon", "freeze", "--date", "2026-01-01", "-o", "frozen.json")
        audit = Audit(program.folder / "audit", program.folder / "frozen.json")
        for part in [shares, ratios, voices_and_pay, words, trend, codes, in_sql, study]:
            part(check, program, audit)
    print(f"{check.n} figures recomputed, {check.n_wrong} differ")
    sys.exit(1 if check.n_wrong or check.n < 25 else 0)


if __name__ == "__main__":
    main()
