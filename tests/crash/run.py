"""Kills the program at random points and looks at what is left: python run.py PROGRAM [KILLS] [SEED]

Each round starts from a sound audit, starts a command that changes it, and kills it after a random part of the time that the
command takes. Then `verify` must find the audit of before or the one of after, never a mixture, and the same command,
given again, must end in the same tables as one that was never killed. Only the standard library is used.
"""

import json
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TABLES = ["articles", "hits", "quotes", "pay", "texts"]


def corpus(path, copies, mark):
    """The sample corpus several times over, with ids of its own."""
    lines = (ROOT / "corpus/sample.jsonl").read_text(encoding="utf-8").splitlines()
    with path.open("w", encoding="utf-8") as out:
        for copy in range(copies):
            for line in lines:
                article = json.loads(line)
                article["id"] = f"{mark}-{copy}-{article['id']}"
                article["copy"] = copy
                out.write(json.dumps(article, ensure_ascii=False) + "\n")


class Program:
    def __init__(self, path, folder):
        self.path, self.folder = str(Path(path).resolve()), folder

    def start(self, args):
        return subprocess.Popen([self.path, *args, "--quiet"], cwd=self.folder, stdout=subprocess.DEVNULL,
                                stderr=subprocess.DEVNULL)

    def run(self, args, codes=(0,)):
        done = subprocess.run([self.path, *args, "--quiet"], cwd=self.folder, capture_output=True, text=True)
        assert done.returncode in codes, f"{args}: {done.returncode}: {done.stdout[-2000:]}{done.stderr}"
        return done.stdout


def tables(audit):
    """The bytes of the record; the manifest has times in it."""
    return {name: (audit / f"{name}.parquet").read_bytes() for name in TABLES}


def commands():
    """Name, the command, and the command to go on with after a kill."""
    audit = ["audit", "one.jsonl", "two.jsonl", "-o", "a", "--checkpoint", "200", "--replace"]
    return {
        "audit": (audit, [*audit, "--resume"]),
        "add": (["audit", "two.jsonl", "--add", "-o", "a", "--checkpoint", "200"],) * 2,
        "from": (["audit", "--from", "a", "-o", "a2", "--checkpoint", "200"],) * 2,
        "delete": (["delete", "a", "outlet:courier"],) * 2,
        "variables": (["variables", "a", "owners.csv"],) * 2,
        "index": (["index", "a"],) * 2,
    }


def main():
    kills = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else random.randrange(1 << 32)
    print(f"seed {seed}")
    dice = random.Random(seed)
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root)
        program = Program(sys.argv[1], folder)
        corpus(folder / "one.jsonl", 8, "one")
        corpus(folder / "two.jsonl", 6, "two")
        (folder / "owners.csv").write_text("outlet,owner\nHarbor Valley Courier,Ada Press\nBright Nest,Row\n")
        program.run(["audit", "one.jsonl", "-o", "sound"])
        after, seconds = {}, {}
        for name, (command, _) in commands().items():
            fresh(folder)
            started = time.monotonic()
            program.run(command)
            seconds[name] = time.monotonic() - started
            after[name] = tables(folder / ("a2" if name == "from" else "a"))
        before = tables(folder / "sound")
        counts = {}
        for kill in range(kills):
            name = list(commands())[kill % len(commands())]
            state = one(program, folder, name, dice, seconds[name], before, after[name])
            counts[(name, state)] = counts.get((name, state), 0) + 1
    for (name, state), n in sorted(counts.items()):
        print(f"{n:4}  {name}: {state}")
    print(f"{kills} kills: the audit of before or of after each time, and the same tables in the end")


def fresh(folder):
    for name in ["a", "a2", "a.partial", "a2.partial"]:
        shutil.rmtree(folder / name, ignore_errors=True)
    shutil.copytree(folder / "sound", folder / "a")


def one(program, folder, name, dice, seconds, before, after):
    command, again = commands()[name]
    fresh(folder)
    process = program.start(command)
    time.sleep(dice.random() * seconds * 1.1)
    process.send_signal(signal.SIGKILL)
    ended = process.wait() == 0
    target = folder / ("a2" if name == "from" else "a")
    if (target / "manifest.json").exists():
        # An index that is being made anew is no part of the record; everything else must be whole.
        program.run(["verify", target.name], codes=(0,))
        found = tables(target)
        is_new = found == after
        assert is_new or found == before, f"{name}: a mixture is left"
    else:
        assert name == "from" or (folder / f"{target.name}.partial").exists(), f"{name}: nothing is left"
        is_new = False
    state = "ended" if ended else "after" if is_new else "before"
    if not (is_new and name in ["delete", "from"]):
        program.run(again, codes=(0, 1) if name == "delete" else (0,))
    program.run(["verify", target.name])
    assert tables(target) == after, f"{name}: other tables after a kill"
    return state


if __name__ == "__main__":
    main()
