"""What Spark costs beside the analysis: processor seconds of an audit by a local cluster and by the command line, for two sizes.

Call it with the Python of an environment that has the wheel, pyarrow and PySpark (`target/python/bin/python` after `just python`):

    python benches/spark.py NEWS.jsonl [SMALL LARGE]

Each run is a process of its own, and its processor time is that of all its descendants, Spark's virtual machines among them, also of
those whose parent goes first (Linux gives them to this process). The
difference between two sizes leaves out what a start costs, so it is the cost of an article.
"""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
import sys
import tempfile
from itertools import islice
from pathlib import Path

# prctl: processes whose parent ends become children of this one, and their time is counted.
SET_CHILD_SUBREAPER = 36
PROGRAM = Path(sys.executable).parent / "classlens"
PARTITIONS = 4


def audit_by_spark(news: str, output: str) -> None:
    """Audits the file in this process and waits for Spark's, so that their time is counted."""
    from pyspark.sql import SparkSession

    from classlens import spark

    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    settings = {"spark.ui.enabled": "false", "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    builder = SparkSession.builder.master("local-cluster[2,1,1024]")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    spark.audit(session.read.json(news, primitivesAsString=True).repartition(PARTITIONS), output)
    gateway = session.sparkContext._gateway
    session.stop()
    gateway.shutdown()
    gateway.proc.stdin.close()
    gateway.proc.wait()


def seconds(command: list[str | Path]) -> float:
    """Processor seconds of a command and its descendants."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{command[0]} failed:\n{done.stderr[-4000:]}")
    while True:
        try:
            os.wait()
        except ChildProcessError:
            break
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    if ctypes.CDLL(None).prctl(SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        sys.exit("this system does not count processes whose parent is gone")
    news = Path(sys.argv[1])
    sizes = [int(size) for size in sys.argv[2:]] or [4_000, 12_000]
    took: dict[str, list[float]] = {"command line": [], "Spark": []}
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for size in sizes:
            part = root / f"{size}.jsonl"
            with news.open(encoding="utf-8") as lines, part.open("w", encoding="utf-8") as out:
                out.writelines(islice(lines, size))
            took["command line"].append(seconds([PROGRAM, "audit", "-q", part, "-o", root / f"line-{size}"]))
            took["Spark"].append(seconds([sys.executable, __file__, "--spark", str(part), str(root / f"spark-{size}")]))
    print(f"articles              {sizes[0]:>9} {sizes[1]:>9}  ms an article beyond the first {sizes[0]}")
    for name, (small, large) in took.items():
        print(f"{name:<21} {small:>7.1f} s {large:>7.1f} s  {1000 * (large - small) / (sizes[1] - sizes[0]):.2f}")


if __name__ == "__main__":
    if sys.argv[1] == "--spark":
        audit_by_spark(*sys.argv[2:])
    else:
        main()
