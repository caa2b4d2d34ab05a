//! Differences and ratios of two shares of independent articles, some of which may be in both.
//!
//! In: the articles that are on one side, on the other, and on both. Out: intervals.

use crate::summarize::interval::{Z95, wilson_of_share};

/// Articles and what they weigh.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tallied {
    /// Articles.
    pub(super) n: u64,
    /// Articles counted.
    pub(super) hits: u64,
    /// What all weigh.
    pub(super) weight: f64,
    /// What those counted weigh.
    pub(super) part: f64,
    /// Sum of the squares of the weights.
    squares: f64,
}

impl Tallied {
    /// Adds an article.
    pub(super) fn add(&mut self, weight: f64, is_counted: bool) {
        self.n += 1;
        self.hits += u64::from(is_counted);
        self.weight += weight;
        self.part += if is_counted { weight } else { 0.0 };
        self.squares += weight * weight;
    }
}

/// The articles of two sides in three parts that have none in common.
///
/// Shares of the parts are independent, and both sides are made of them: the share of the first side less `r` times that
/// of the second is Σ c·p over the parts, with the square-and-add interval
/// Σ c·p ∓ √Σ (c·p − c·l)², l the end of Wilson's interval of a part that lies on the side of the sum's end. With no
/// article on both sides and r = 1 this is Newcombe's interval. A ratio has those r in its interval for which the
/// interval of the sum holds 0.
///
/// # Source
/// Newcombe (1998), Statistics in Medicine 17: 873–890, method 10; Zou & Donner (2008), Statistics in Medicine 27:
/// 1693–1702; for ratios Donner & Zou (2012), Statistical Methods in Medical Research 21: 347–359.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Parts {
    /// On the first side alone.
    pub(super) one: Tallied,
    /// On the second side alone.
    pub(super) other: Tallied,
    /// On both.
    pub(super) both: Tallied,
}

/// Halvings by which the ends of a ratio are found: more than a float has digits.
const HALVINGS: u32 = 80;
/// A ratio beyond this has no upper end.
const LARGEST: f64 = 1e12;

impl Parts {
    /// The part of an article that is on these sides.
    pub(super) fn of_mut(&mut self, on: [bool; 2]) -> &mut Tallied {
        match on {
            [true, true] => &mut self.both,
            [false, true] => &mut self.other,
            _ => &mut self.one,
        }
    }

    /// The 95 % interval of the difference of the shares.
    pub(super) fn difference(&self) -> (f64, f64) {
        self.spanned(1.0)
    }

    /// The 95 % interval of the ratio of the shares; an end is `f64::MAX` where nothing bounds it.
    pub(super) fn ratio(&self) -> (f64, f64) {
        // Both ends of the sum fall with r; the lower one begins at that of the first share, which is not below 0.
        (falls_to_0(|r| self.spanned(r).0), falls_to_0(|r| self.spanned(r).1))
    }

    /// The interval of the share of the first side less `r` times that of the second.
    fn spanned(&self, r: f64) -> (f64, f64) {
        let (first, second) = (self.one.weight + self.both.weight, self.other.weight + self.both.weight);
        let parts = [
            (self.one.weight / first, self.one),
            (-r * self.other.weight / second, self.other),
            (self.both.weight / first - r * self.both.weight / second, self.both),
        ];
        let (mut sum, mut below, mut above) = (0.0, 0.0, 0.0);
        for (c, part) in parts.into_iter().filter(|(_, part)| part.weight > 0.0) {
            let share = (part.part / part.weight).min(1.0);
            let (low, high) = wilson_of_share(share, part.weight * part.weight / part.squares, Z95);
            let (at_low, at_high) = if c >= 0.0 { (low, high) } else { (high, low) };
            sum += c * share;
            below += (c * (share - at_low)).powi(2);
            above += (c * (at_high - share)).powi(2);
        }
        (sum - f64::sqrt(below), sum + f64::sqrt(above))
    }
}

/// Where a number that falls with `r` from 0 on is no longer above 0; `f64::MAX` where it is so beyond [`LARGEST`].
fn falls_to_0(of: impl Fn(f64) -> f64) -> f64 {
    let is_above = |r: f64| of(r) > 0.0;
    if !is_above(0.0) {
        return 0.0;
    }
    let Some(beyond) =
        std::iter::successors(Some(1.0), |r| Some(r * 2.0)).take_while(|r| *r < LARGEST).find(|r| !is_above(*r))
    else {
        return f64::MAX;
    };
    let (mut low, mut high) = (0.0, beyond);
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(low, high);
        if is_above(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

#[cfg(test)]
mod tests {
    use super::{Parts, Tallied};

    fn tallied(hits: u64, n: u64) -> Tallied {
        let mut tallied = Tallied::default();
        (0..n).for_each(|at| tallied.add(1.0, at < hits));
        tallied
    }

    #[track_caller]
    fn near(found: f64, expected: f64, tolerance: f64) {
        assert!((found - expected).abs() <= tolerance, "{found} is not {expected}");
    }

    #[test]
    fn without_shared_articles_the_difference_is_newcombes() {
        // Newcombe (1998), table II, method 10: 56/70 − 48/80: 0.0524 to 0.3339; 9/10 − 3/10: 0.1705 to 0.8090;
        // 0/10 − 0/10: −0.2775 to 0.2775.
        for (one, other, low, high) in [
            ((56, 70), (48, 80), 0.0524, 0.3339),
            ((9, 10), (3, 10), 0.1705, 0.8090),
            ((0, 10), (0, 10), -0.2775, 0.2775),
        ] {
            let parts =
                Parts { one: tallied(one.0, one.1), other: tallied(other.0, other.1), both: Tallied::default() };
            let found = parts.difference();
            near(found.0, low, 5e-5);
            near(found.1, high, 5e-5);
        }
    }

    #[test]
    fn a_ratio_holds_1_just_where_the_difference_holds_0() {
        for (one, other) in [((56, 70), (48, 80)), ((12, 70), (9, 80)), ((30, 40), (25, 40)), ((3, 40), (2, 40))] {
            let parts = Parts { one: tallied(one.0, one.1), other: tallied(other.0, other.1), both: tallied(3, 9) };
            let ((low, high), (least, most)) = (parts.difference(), parts.ratio());
            assert_eq!(low > 0.0, least > 1.0, "{one:?} {other:?}");
            assert_eq!(high < 0.0, most < 1.0, "{one:?} {other:?}");
            assert!(least <= most);
        }
    }

    #[test]
    fn the_ratio_agrees_with_the_closed_form() {
        // Donner & Zou (2012), equation 9, over Wilson's ends: worked with p = 0.8 of 70, 0.6 of 80.
        let parts = Parts { one: tallied(56, 70), other: tallied(48, 80), both: Tallied::default() };
        let (p, q) = (0.8, 0.6);
        let (l1, u1) = super::wilson_of_share(p, 70.0, super::Z95);
        let (l2, u2) = super::wilson_of_share(q, 80.0, super::Z95);
        let root = |a: f64, b: f64| ((p * q) * (p * q) - a * b * (2.0 * p - a) * (2.0 * q - b)).sqrt();
        let (low, high) = parts.ratio();
        near(low, (p * q - root(l1, u2)) / (u2 * (2.0 * q - u2)), 1e-9);
        near(high, (p * q + root(u1, l2)) / (l2 * (2.0 * q - l2)), 1e-9);
    }

    #[test]
    fn the_same_articles_on_both_sides_are_no_difference() {
        let parts = Parts { both: tallied(20, 50), ..Parts::default() };
        assert_eq!(parts.difference(), (0.0, 0.0));
    }

    #[test]
    fn a_share_over_none_has_no_upper_end() {
        let parts = Parts { one: tallied(5, 20), other: tallied(0, 20), both: Tallied::default() };
        assert!(parts.ratio().1 >= f64::MAX);
    }

    /// Articles with their weights, and whether they are counted.
    fn weighed(articles: &[(f64, bool)]) -> Tallied {
        let mut tallied = Tallied::default();
        articles.iter().for_each(|(weight, is_counted)| tallied.add(*weight, *is_counted));
        tallied
    }

    #[test]
    fn weighed_articles_some_on_both_sides_agree_with_numpy() {
        let (yes, no) = (true, false);
        let one = weighed(&[(2.0, yes), (2.0, yes), (2.0, no), (0.5, yes)]);
        let other = weighed(&[(0.5, yes), (1.0, no), (1.0, yes), (1.0, no), (4.0, no)]);
        let both = weighed(&[(4.0, yes), (1.0, no), (1.0, yes)]);
        assert_eq!((one.n, one.hits, one.weight, one.part), (4, 3, 6.5, 4.5));
        // The sum of the parts and its ends with numpy 2.4; scipy 1.17.1, brentq: the ratios at which an end is 0.
        for (both, difference, ratio) in [
            (both, (-0.092_854_405_535, 0.440_693_908_883), (0.860_648_907_953, 2.598_083_627_292)),
            (Tallied::default(), (-0.193_736_372_449, 0.796_906_113_485), (0.649_464_048_384, 28.961_909_166_049)),
        ] {
            let parts = Parts { one, other, both };
            for (found, expected) in [(parts.difference(), difference), (parts.ratio(), ratio)] {
                near(found.0, expected.0, 1e-9);
                near(found.1, expected.1, 1e-9);
            }
        }
    }

    #[test]
    fn an_article_adds_to_the_part_of_the_sides_it_is_on() {
        let mut parts = Parts::default();
        for (on, weight) in [([true, false], 1.0), ([false, true], 2.0), ([true, true], 4.0), ([true, false], 8.0)] {
            parts.of_mut(on).add(weight, true);
        }
        let weights = [parts.one, parts.other, parts.both].map(|part| part.weight);
        weights.into_iter().zip([9.0, 2.0, 4.0]).for_each(|(found, expected)| near(found, expected, 1e-12));
    }
}
