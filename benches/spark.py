"""What Spark costs beside the analysis: processor seconds of an audit by a local cluster and by the command line, for two sizes.

Call it with the Python of an environment that has the wheel, pyarrow and PySpark (`target/python/bin/python` after `just python`):

    python benches/spark.py NEWS.jsonl [SMALL LARGE]

Each run is a process of its own, and its processor time is that of all its descendants, Spark's virtual machines and Python workers among
them: read from /proc every 50 ms, since nobody waits for some of them. The difference between two sizes leaves out what a start costs, so it
is the cost of an article.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

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


def processes() -> dict[tuple[int, str], tuple[int, int]]:
    """Parent and ticks of every process, by its number and start, as `proc(5)` has them."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue  # it has ended
            found[int(entry.name), fields[19]] = (int(fields[1]), int(fields[11]) + int(fields[12]))
    return found


def seconds(command: list[str | Path]) -> float:
    """Processor seconds of a command and its descendants."""
    ticks: dict[tuple[int, str], int] = {}
    with tempfile.TemporaryFile() as errors, subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors) as run:
        while run.poll() is None:
            known = {run.pid} | {pid for pid, _ in ticks}
            now = processes()
            # Twice, since a parent may come after its child.
            for _ in range(2):
                for (pid, start), (parent, used) in now.items():
                    if pid == run.pid or parent in known or (pid, start) in ticks:
                        ticks[pid, start] = used
                        known.add(pid)
            time.sleep(0.05)
        errors.seek(0)
        if run.returncode != 0:
            sys.exit(f"{command[0]} failed:\n{errors.read().decode(errors='replace')[-4000:]}")
    return sum(ticks.values()) / os.sysconf("SC_CLK_TCK")


def main() -> None:
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
