//! The native part of the Python package: it takes arguments apart, calls the library and hands on what it returns.
//!
//! Always holds: nothing is counted here. Whatever takes time runs without the lock of the interpreter, and looks for
//! signals in between.

mod error;
mod options;
mod arrow;
mod cells;
mod answer;
mod signals;
mod reading;
mod auditor;
mod read;
mod tally;
mod gold;
mod run;
mod question;
mod audit;
mod shares;
mod words;
mod findings;
mod program;

use pyo3::prelude::{Bound, PyModule, PyResult, pymodule};

/// The module `classlens._classlens`.
#[pymodule]
mod _classlens {
    #[pymodule_export]
    use crate::answer::Answer;
    #[pymodule_export]
    use crate::audit::Audit;
    #[pymodule_export]
    use crate::auditor::Auditor;
    #[pymodule_export]
    use crate::error::Error;
    #[pymodule_export]
    use crate::gold::{agreement, alpha, confusion, precision_recall, spearman};
    #[pymodule_export]
    use crate::program::program;
    #[pymodule_export]
    use crate::read::read;
    #[pymodule_export]
    use crate::run::{audit, merge};
    #[pymodule_export]
    use crate::tally::Tally;

    use super::{Bound, PyModule, PyResult};
    use pyo3::types::PyModuleMethods;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
