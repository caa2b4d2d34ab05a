//! The command line, for the script that the wheel installs.

use std::ffi::OsString;
use std::process::ExitCode;

use pyo3::prelude::Python;
use pyo3::pyfunction;

/// Runs the program with these arguments, of which the first is its name; returns its exit code.
#[pyfunction]
pub fn program(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
    let code = py.detach(|| classlens_program::run(arguments));
    // An exit code can be compared, but not read.
    (0..=2).find(|number| ExitCode::from(*number) == code).unwrap_or(2)
}
