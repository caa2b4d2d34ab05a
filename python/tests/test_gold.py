"""Measures of codes, by published values and values worked by hand."""

from __future__ import annotations

import classlens
import pytest
from classlens import gold

#: Four coders, twelve units, missing codes: Krippendorff (2011), section C.
CODERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]
UNITS = [list(unit) for unit in zip(*CODERS, strict=True)]


@pytest.mark.parametrize(("level", "expected"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_alpha_agrees_with_the_published_values(level: str, expected: float) -> None:
    assert gold.alpha(UNITS, level) == pytest.approx(expected, abs=5e-4)


def test_the_interval_holds_alpha_and_is_repeatable() -> None:
    found = gold.agreement(UNITS, replicates=500, seed=3)
    assert found is not None and found.low < found.alpha < found.high
    assert found == gold.agreement(UNITS, replicates=500, seed=3)


def test_without_a_second_code_or_a_difference_there_is_no_alpha() -> None:
    assert gold.alpha([["a"], ["b"]]) is None
    assert gold.alpha([["a", "a"], ["a", "a"]]) is None
    assert gold.agreement([["a"]]) is None


def test_labels_give_the_order_of_words() -> None:
    units = [["low", "mid"], ["high", "high"], ["low", "low"]]
    assert gold.alpha(units, "ordinal", labels=["low", "mid", "high"]) == gold.alpha([[0, 1], [2, 2], [0, 0]], "ordinal")
    with pytest.raises(classlens.Error, match="is no number: give `labels`"):
        gold.alpha(units, "ordinal")
    with pytest.raises(classlens.Error, match="`mid` is none of the labels low, high"):
        gold.alpha(units, "ordinal", labels=["low", "high"])
    with pytest.raises(classlens.Error, match="level=\"nominel\": use one of nominal, ordinal, interval"):
        gold.alpha(units, "nominel")


def test_precision_and_recall_agree_with_values_worked_by_hand() -> None:
    said = ["a", "b", "b", "b", "b"]
    table = gold.precision_recall(["a", "a", "b", "b", "c"], said)
    rows = {row["label"]: row for row in table}
    assert (rows["b"]["precision"], rows["b"]["recall"]) == (0.5, 1.0)
    assert rows["a"]["f1"] == pytest.approx(2 / 3)
    assert "accuracy 0.6000" in table.notes[0]
    assert sum(row["n"] for row in gold.confusion(["a", "a", "b", "b", "c"], said)) == 5
    with pytest.raises(classlens.Error, match="2 codes and 1 answers"):
        gold.precision_recall(["a", "b"], ["a"])
    assert gold.spearman([1, 2, 3, 4, 5], [20, 10, 40, 30, 50]) == pytest.approx(0.8)
