"""A Spark cluster on this machine, a master and two workers, gives the audit of the command line, also when a worker is killed in mid-job.

Call it with the Python of an environment that has the wheel, pyarrow and PySpark (`target/python/bin/python` after `just python`):

    python tests/spark/standalone.py [FILE ...] [--partitions 32]

FILE is JSON Lines or Parquet with the same columns; the sample corpus without any. Only 127.0.0.1 is spoken to; every process that is
started is stopped. The event log of Spark must name a task that was lost, or the test fails: nothing was tested then.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pyspark
from pyspark.sql import DataFrame, SparkSession

import classlens
from classlens import spark

SAMPLE = Path(__file__).parents[2] / "corpus" / "sample.jsonl"
TABLES = ["articles", "hits", "quotes", "pay", "texts"]
# A partition has not the evidence of the whole column: both sides are given the order of day and month.
DATE_ORDER = "mdy"
PROGRAM = Path(sys.executable).parent / "classlens"


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def start(root: Path, name: str, *arguments: str) -> subprocess.Popen[bytes]:
    """A process of Spark, in a group of its own: an executor goes with its worker."""
    home = Path(pyspark.__file__).parent
    environment = {**os.environ, "SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_WORKER_DIR": str(root / name)}
    log = (root / f"{name}.log").open("wb")
    command = [home / "bin" / "spark-class", *arguments]
    return subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True)


def stop(process: subprocess.Popen[bytes]) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()


def cluster(root: Path) -> tuple[str, list[subprocess.Popen[bytes]]]:
    """A master and two workers of one core; waits until both are known to it."""
    port = free_port()
    address = f"spark://127.0.0.1:{port}"
    master = ["org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", str(port), "--webui-port", str(free_port())]
    worker = ["org.apache.spark.deploy.worker.Worker", "--host", "127.0.0.1", "--cores", "1", "--memory", "1g", "--webui-port"]
    processes = [start(root, "master", *master)]
    for name in ["worker-1", "worker-2"]:
        processes.append(start(root, name, *worker, str(free_port()), address))
    deadline = time.monotonic() + 300
    while (root / "master.log").read_text(errors="replace").count("Registering worker") < 2:
        if time.monotonic() > deadline:
            sys.exit("the workers did not come up: " + (root / "master.log").read_text(errors="replace")[-2000:])
        time.sleep(0.5)
    return address, processes


def connected(address: str, events: Path) -> SparkSession:
    settings = {
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.executor.memory": "512m",
        "spark.eventLog.enabled": "true",
        "spark.eventLog.dir": events.as_uri(),
        "spark.eventLog.rolling.enabled": "false",
        "spark.eventLog.compress": "false",
    }
    builder = SparkSession.builder.master(address).appName("classlens")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    return session


def frame(session: SparkSession, files: list[Path], partitions: int) -> DataFrame:
    names = [str(file) for file in files]
    read = session.read.parquet(*names) if files[0].suffix == ".parquet" else session.read.json(names, primitivesAsString=True)
    return read.repartition(partitions)


def kill_in_mid_job(worker: subprocess.Popen[bytes], shards: Path, done: threading.Event) -> None:
    """Kill the worker once two shards are published."""
    while not done.is_set():
        published = [path for path in shards.glob("*") if not path.name.endswith(".partial")] if shards.exists() else []
        if len(published) >= 2:
            print(f"killed a worker with {len(published)} shards published")
            os.killpg(worker.pid, signal.SIGKILL)
            return
        time.sleep(0.05)


def lost_tasks(events: Path) -> int:
    """Tasks that ended because their executor was gone."""
    n_lost = 0
    for log in events.iterdir():
        for line in log.read_text(encoding="utf-8").splitlines():
            event = json.loads(line)
            if event["Event"] == "SparkListenerTaskEnd" and event["Task End Reason"]["Reason"] == "ExecutorLostFailure":
                n_lost += 1
    return n_lost


def sorted_rows(folder: Path, name: str) -> pyarrow.Table:
    table = pyarrow.parquet.read_table(folder / f"{name}.parquet")
    at = pyarrow.array(range(table.num_rows))
    key = "id" if name == "articles" else "article"
    return table.append_column("_at", at).sort_by([(key, "ascending"), ("_at", "ascending")]).drop_columns(["_at"])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="*", type=Path, default=[SAMPLE])
    parser.add_argument("--partitions", type=int, default=32)
    given = parser.parse_args()
    files = [file.resolve() for file in given.files]
    os.environ.update(PYSPARK_PYTHON=sys.executable, SPARK_LOCAL_IP="127.0.0.1")
    root = Path(tempfile.mkdtemp(prefix="classlens-spark-"))
    events = root / "events"
    events.mkdir()
    subprocess.run([PROGRAM, "audit", "-q", *files, "--date-order", DATE_ORDER, "-o", root / "whole"], check=True, stdout=subprocess.DEVNULL)
    whole = classlens.Audit(root / "whole")
    processes: list[subprocess.Popen[bytes]] = []
    done = threading.Event()
    try:
        address, processes = cluster(root)
        session = connected(address, events)
        killer = threading.Thread(target=kill_in_mid_job, args=(processes[2], root / "audit.shards", done))
        killer.start()
        began = time.monotonic()
        found = spark.audit(frame(session, files, given.partitions), root / "audit", date_order=DATE_ORDER)
        seconds = time.monotonic() - began
        done.set()
        killer.join()
        session.stop()
    finally:
        done.set()
        for process in processes:
            stop(process)
    assert lost_tasks(events) > 0, "no task was lost: nothing was tested"
    for name in TABLES:
        assert sorted_rows(root / "audit", name).equals(sorted_rows(root / "whole", name)), name
    assert found.summary("outlet,year").to_csv() == whole.summary("outlet,year").to_csv()
    n_sources = len(found.manifest["sources"])
    print(f"{found.count()} articles in {n_sources} partitions, {lost_tasks(events)} tasks lost, {seconds:.1f} s: the audit of the command line")
    shutil.rmtree(root)


if __name__ == "__main__":
    main()
