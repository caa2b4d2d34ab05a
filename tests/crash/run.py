"""Kills the program at random points, takes its disk away, and looks at what is left: python run.py PROGRAM [KILLS] [SEED] [FAULTS]

Each round starts from a sound audit, starts a command that changes it, and kills it after a random part of the time that the
command takes, or gives it a disk that fills, cannot be written, or a file that cannot grow. Then `verify` must find the audit
of before or the one of after, never a mixture, and the same command, given again, must end in the same files as one that was
never disturbed. Servers are killed while they are searched and take codes: every code they took must be there.
Only the standard library is used. Disks need a mount: where none is allowed, these rounds are left out, and the output says so.
"""

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from served import kill_server  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
TABLES = ["articles", "hits", "quotes", "pay", "texts"]
# What can be wrong with a disk.
FAULTS = ["full disk", "read-only disk", "failing write"]


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

    def start(self, args, limit=None):
        def limited():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        return subprocess.Popen([self.path, *args, "--quiet"], cwd=self.folder, stdout=subprocess.DEVNULL,
                                stderr=subprocess.PIPE, text=True, preexec_fn=limited if limit else None)

    def run(self, args, codes=(0,)):
        done = subprocess.run([self.path, *args, "--quiet"], cwd=self.folder, capture_output=True, text=True)
        assert done.returncode in codes, f"{args}: {done.returncode}: {done.stdout[-2000:]}{done.stderr}"
        return done.stdout


def state(audit):
    """The bytes of the record and of what users keep in it; the manifest has times in it."""
    kept = [audit / "queries.json", *sorted((audit / "gold").glob("*.json"))]
    files = [*(audit / f"{name}.parquet" for name in TABLES), *(path for path in kept if path.exists())]
    return {path.name: path.read_bytes() for path in files}


class Change:
    """A command, the one to go on with, and the audit it leaves."""

    def __init__(self, command, again=None, target="a"):
        self.command, self.again, self.target = command, again or command, target
        self.seconds, self.after = None, None

    def before(self, sound):
        """What is there before it: an audit, or none."""
        return sound if self.target == "a" else None


def changes():
    audit = ["audit", "one.jsonl", "two.jsonl", "-o", "a", "--checkpoint", "200", "--replace"]
    score = ["gold", "score", "a", "ann.jsonl", "--plan", "coding/plan.json", "--replace"]
    return {
        "audit": Change(audit, [*audit, "--resume"]),
        "add": Change(["audit", "two.jsonl", "--add", "-o", "a", "--checkpoint", "200"]),
        "from": Change(["audit", "--from", "a", "-o", "a2", "--checkpoint", "200"], target="a2"),
        "merge": Change(["merge", "a", "b", "-o", "m"], target="m"),
        "delete": Change(["delete", "a", "outlet:courier"]),
        "variables": Change(["variables", "a", "owners.csv"]),
        "index": Change(["index", "a"]),
        "score": Change(score),
        "save": Change(["search", "a", "strike* OR walkout*", "--save", "strikes"]),
    }


# Whoever finds its work done says so with 1.
DONE_BEFORE = {"delete": (0, 1)}


def prepare(program, folder):
    """The input, a sound audit, and codes of some of its articles."""
    corpus(folder / "one.jsonl", 8, "one")
    corpus(folder / "two.jsonl", 6, "two")
    (folder / "owners.csv").write_text("outlet,owner\nHarbor Valley Courier,Ada Press\nBright Nest,Row\n")
    program.run(["audit", "one.jsonl", "-o", "sound"])
    program.run(["audit", "two.jsonl", "-o", "b"])
    program.run(["search", "sound", "wage*", "--save", "wages"])
    program.run(["gold", "plan", "sound", "-o", "coding", "--size", "40", "--coders", "ann", "--seed", "5"])
    gold = {code["id"]: code for code in map(json.loads, (ROOT / "corpus/gold.jsonl").read_text().splitlines())}
    with (folder / "ann.jsonl").open("w") as out:
        for document in json.loads((folder / "coding/plan.json").read_text())["documents"]:
            code = gold[document["id"].split("-", 2)[2]]
            out.write(json.dumps({**code, "id": document["id"]}) + "\n")


def fresh(folder):
    for name in ["a", "a2", "m"]:
        shutil.rmtree(folder / name, ignore_errors=True)
        shutil.rmtree(folder / f"{name}.partial", ignore_errors=True)
    shutil.copytree(folder / "sound", folder / "a")


def look(program, name, change, sound):
    """Whether the audit of before or the one of after is there; anything else fails."""
    target = program.folder / change.target
    before = change.before(sound)
    if (target / "manifest.json").exists():
        # An index that is being made anew is no part of the record; everything else must be whole.
        program.run(["verify", change.target])
        found = state(target)
        is_new = found == change.after
        assert is_new or (before and found == before), f"{name}: a mixture is left"
        return "after" if is_new else "before"
    assert before is None or (program.folder / f"{change.target}.partial").exists(), f"{name}: nothing is left"
    return "before"


def go_on(program, name, change, found):
    """The command again: it must end where one that was never disturbed does."""
    if not (found == "after" and change.target != "a"):
        program.run(change.again, codes=DONE_BEFORE.get(name, (0,)))
    program.run(["verify", change.target])
    assert state(program.folder / change.target) == change.after, f"{name}: other files in the end"
    left = [path for path in program.folder.rglob("*") if path.suffix in [".partial", ".new"] or path.name == "replaced"]
    assert not left, f"{name}: left: {left}"


def kill(program, name, change, dice, sound):
    fresh(program.folder)
    process = program.start(change.command)
    time.sleep(dice.random() * change.seconds * 1.1)
    process.send_signal(signal.SIGKILL)
    ended = process.wait() == 0
    process.stderr.close()
    found = look(program, name, change, sound)
    go_on(program, name, change, found)
    return "ended" if ended else found


class Disk:
    """A disk of its own in memory, to be filled and locked."""

    def __init__(self, path):
        self.path = path

    def mount(self):
        return subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(self.path)], capture_output=True).returncode == 0

    def remount(self, options):
        subprocess.run(["mount", "-o", f"remount,{options}", str(self.path)], check=True, capture_output=True)

    def used(self):
        size = os.statvfs(self.path)
        return (size.f_blocks - size.f_bfree) * size.f_frsize

    def unmount(self):
        subprocess.run(["umount", str(self.path)], check=True, capture_output=True)


def fault(program, disk, kind, name, change, dice, sound):
    """Runs the command on a bad disk; afterwards the disk is sound again."""
    fresh(program.folder)
    limit = None
    if kind == "full disk":
        disk.remount(f"size={disk.used() + int(dice.random() * change.grows)}")
    elif kind == "read-only disk":
        disk.remount("ro")
    else:
        limit = int(dice.random() * change.longest) + 1
    process = program.start(change.command, limit)
    _, said = process.communicate()
    if kind != "failing write":
        disk.remount("rw,size=64m")
    assert process.returncode in (0, 2), f"{name}, {kind}: ended by {process.returncode}: {said}"
    assert "panicked at" not in said and "internal error" not in said, f"{name}, {kind}: {said}"
    assert process.returncode == 0 or said.strip(), f"{name}, {kind}: fails without a word"
    found = look(program, name, change, sound)
    assert process.returncode == 2 or found == "after", f"{name}, {kind}: says it was done"
    go_on(program, name, change, found)
    return "done" if process.returncode == 0 else f"{found}: {said.strip().splitlines()[-1][:100]}"


def largest(folder, name):
    sizes = [path.stat().st_size for path in (folder / name).rglob("*") if path.is_file()]
    return max(sizes, default=0), sum(sizes)


def measure(program, change):
    """The command undisturbed: what it takes and what it leaves."""
    fresh(program.folder)
    started = time.monotonic()
    program.run(change.command)
    change.seconds = time.monotonic() - started
    change.after = state(program.folder / change.target)
    change.longest, change.grows = largest(program.folder, change.target)


def main():
    kills = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else random.randrange(1 << 32)
    faults = int(sys.argv[4]) if len(sys.argv) > 4 else kills // 2
    print(f"seed {seed}", flush=True)
    # A time limit must not leave the disk mounted.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended before the last round"))
    dice = random.Random(seed)
    with tempfile.TemporaryDirectory() as root:
        disk = Disk(Path(root))
        mounted = disk.mount()
        try:
            rounds(Program(sys.argv[1], Path(root)), disk if mounted else None, kills, faults, dice)
        finally:
            if mounted:
                disk.unmount()


def rounds(program, disk, kills, faults, dice):
    prepare(program, program.folder)
    sound = state(program.folder / "sound")
    all_changes = changes()
    for change in all_changes.values():
        measure(program, change)
    names = [*all_changes, "serve"]
    counts = {}
    for at in range(kills):
        name = names[at % len(names)]
        if name == "serve":
            fresh(program.folder)
            found = kill_server(program, dice)
            assert state(program.folder / "a") == sound, "serve: the audit is changed"
            program.run(["verify", "a"])
        else:
            found = kill(program, name, all_changes[name], dice, sound)
        counts[name, found] = counts.get((name, found), 0) + 1
        if (at + 1) % 10 == 0:
            print(f"      {at + 1} kills so far", flush=True)
    for (name, found), n in sorted(counts.items()):
        print(f"{n:4}  {name}: {found}")
    print(f"{kills} kills: the audit of before or of after each time, and the same files in the end", flush=True)
    kinds = FAULTS if disk else ["failing write"]
    if not disk:
        print("no mount is allowed here: disks that fill or cannot be written are left out")
    for at in range(faults):
        kind = kinds[at % len(kinds)]
        # Each kind meets each command in turn.
        name = list(all_changes)[(at // len(kinds) + at) % len(all_changes)]
        found = fault(program, disk, kind, name, all_changes[name], dice, sound)
        print(f"      {kind}, {name}: {found}", flush=True)
    print(f"{faults} faults of the disk: the audit of before or of after each time, and the same files in the end")


if __name__ == "__main__":
    main()
