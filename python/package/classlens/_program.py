"""The command line program, which the wheel installs as ``classlens``."""

from __future__ import annotations

import signal
import sys

from classlens._classlens import program


def main() -> None:
    """Run the program with the arguments of this process, and leave with its exit code."""
    # Python notes a Ctrl-C and goes on; a program on the command line ends.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(program(["classlens", *sys.argv[1:]]))
