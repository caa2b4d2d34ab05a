"""Sets the audit beside floors and peers, in turns: python run.py PROGRAM FLOORS CORPUS [--pairs 5] [--peers LIST]

PROGRAM is `classlens`, FLOORS the program of `cargo bench --bench floors`, CORPUS JSON Lines with `title` and `body`. The
peers' packages have to be installed (`requirements.txt`). Each round runs every peer and the audit once, one after the
other; the ratio audit / peer is taken round by round, as shared machines drift, and its median and range are printed.
CPU is user and system time of the process with its threads, from `getrusage`.
"""

import argparse
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
FLOORS = ["aho_corasick", "tantivy"]
PEERS = ["flashtext2", "ahocorasick_rs", "spacy", "rensa", "stack"]


def cpu(command):
    """CPU seconds of a command, and the last line it prints."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    last = (done.stdout.strip().splitlines() or [""])[-1]
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, last


def phrases(program, out):
    """Every way to write the entries of the lexicon that are words alone, in lower case: no glob, number or blank."""
    import csv
    import io
    import itertools

    listed = subprocess.run([program, "lexicon", "list", "--format", "csv"], check=True, capture_output=True, text=True)
    written = set()
    for row in csv.DictReader(io.StringIO(listed.stdout)):
        ways = itertools.product(*(word.split("|") for word in row["pattern"].split(" ")))
        written.update(way for way in map(" ".join, ways) if not set(way) & set("*#_$"))
    out.write_text("\n".join(sorted(written)), encoding="utf-8")
    return len(written)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program", type=Path)
    parser.add_argument("floors", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--peers", default=",".join(FLOORS + PEERS))
    asked = parser.parse_args()
    asked.program, asked.floors = asked.program.resolve(), asked.floors.resolve()
    folder = Path(tempfile.mkdtemp())
    patterns = folder / "patterns.txt"
    print(f"{phrases(asked.program, patterns)} phrases of words alone; {asked.pairs} rounds", flush=True)
    audit = [asked.program, "audit", asked.corpus, "-o", folder / "audit", "--threads", "1", "-q"]
    times = {name: [] for name in ["audit", *asked.peers.split(",")]}
    for _ in range(asked.pairs):
        for name in times:
            peer = [sys.executable, HERE / "peer.py", name, asked.corpus, patterns]
            floor = [asked.floors, name, asked.corpus, patterns]
            command = audit if name == "audit" else floor if name in FLOORS else peer
            seconds, last = cpu(command)
            times[name].append(seconds)
            print(f"  {name:16}{seconds:9.2f} s CPU  {'' if name == 'audit' else last}", flush=True)
    shutil.rmtree(folder)
    print(f"{'peer':16}{'s CPU':>9}  audit / peer: median (least-most)")
    for name, seconds in times.items():
        ratios = sorted(own / other for own, other in zip(times["audit"], seconds, strict=True))
        shown = f"{statistics.median(ratios):.2f} ({ratios[0]:.2f}-{ratios[-1]:.2f})"
        print(f"{name:16}{statistics.median(seconds):9.2f}  {shown}")


if __name__ == "__main__":
    main()
