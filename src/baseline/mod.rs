//! Figures of official surveys that articles are compared with: prices, wages, employment, education.
//!
//! In: a year. Out: figures that name their survey and their year. The figures are CSV files in
//! `figures/`, compiled in; the lines at the head of each file name survey, population and source.
//!
//! Invariant: no figure is made up. Where a year has none, the nearest one is taken and its year is
//! handed on, so that a table can say so; where none can be taken, there is no answer.

mod figures_file;
mod prices;
mod wages;
mod employment;
mod education;

pub use crate::baseline::education::{LEVELS, Participation, level_of_entry, participation};
pub use crate::baseline::employment::{Employment, EmploymentFigure, Survey};
pub use crate::baseline::prices::{BASE_YEAR, in_dollars_of};
pub use crate::baseline::wages::{federal_minimum, nearest_wages};
