"""Serves an audit under mixed load while it grows, and watches the server: python run.py PROGRAM AUDIT [MINUTES] [OUT]

Four clients search, page through concordances, open dashboards and people, export, check drafts and save codes, some requests a
second; every two minutes a few made-up articles are added to the audit that is served. Memory, file handles, threads and the
time of answers are written to OUT.csv every half minute and drawn to OUT.svg. Ends with an error where an answer failed, or where
memory or file handles of the last quarter lie above those of the second by more than a fifth. AUDIT is copied first.
Only the standard library is used.
"""

import csv
import http.client
import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

WORDS = ["nurse*", "wage*", "strike*", "\"working mothers\"", "cashier*", "teacher* focus:middle", "overtime", "layoff*", "union*",
         "focus:low_wage shift*", "\"minimum wage\"", "lawyer* NEAR/5 hours", "telework OR flextime", "date:2016 rent*"]
DRAFT = "How working mothers really do it all\n\nThe lawyer leaves the office at four. Her firm pays $200,000 a year. Most cashiers cannot."
CODES = "attention_professional=0&attention_middle=2&attention_low_wage=1&headline_scope=none&then=next"
EVERY = 30
PAUSE = 0.8


class KeepRedirects(urllib.request.HTTPRedirectHandler):
    """A saved code answers with the way to the next article, which is not taken."""

    def redirect_request(self, *_):
        return None


OPENER = urllib.request.build_opener(KeepRedirects)


class Server:
    def __init__(self, program, folder):
        command = [program, "serve", "audit", "--coding", "coding", "--address", "127.0.0.1:0"]
        self.process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.address = re.search(r"http://([^/\s]+)", self.process.stdout.readline()).group(1)
        self.times, self.failed, self.lock = [], [], threading.Lock()

    def ask(self, target, body=None):
        start = time.monotonic()
        try:
            with OPENER.open(f"http://{self.address}{target}", body, timeout=60) as answer:
                status, text = answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            status, text = error.code, error.read().decode(errors="replace")
        except (OSError, ValueError, EOFError, http.client.HTTPException) as error:
            status, text = 0, repr(error)
        with self.lock:
            self.times.append(time.monotonic() - start)
            if status not in (200, 303):
                self.failed.append((target, status, text[:200]))
        return text

    def state(self):
        """Resident memory in MiB, open files and threads."""
        base = Path(f"/proc/{self.process.pid}")
        status = (base / "status").read_text()
        number = lambda name: int(re.search(rf"^{name}:\s+(\d+)", status, re.M).group(1))
        return number("VmRSS") / 1024, len(os.listdir(base / "fd")), number("Threads")

    def taken(self):
        with self.lock:
            times, self.times = self.times, []
        return times


def client(server, seed, ended):
    dice = random.Random(seed)
    while not ended.is_set():
        word = urllib.parse.quote(dice.choice(WORDS))
        kind = dice.random()
        if kind < 0.35:
            server.ask(f"/?q={word}&from={20 * dice.randint(0, 2)}")
        elif kind < 0.55:
            server.ask(f"/api/v1/kwic?q={word}&limit=50")
        elif kind < 0.65:
            server.ask(f"/dashboard?q={word}")
        elif kind < 0.72:
            server.ask(f"/people?q={word}")
        elif kind < 0.80:
            server.ask(f"/api/v1/facets?q={word}&field=outlet")
        elif kind < 0.85:
            server.ask(f"/api/v1/export?q={word}%20focus:low_wage&format=csv")
        elif kind < 0.93:
            server.ask("/draft", f"text={urllib.parse.quote(DRAFT * dice.randint(1, 20))}".encode())
        else:
            target = f"/coding/sheet?plan=coding&coder=c{seed}&n={dice.randint(1, 10)}"
            seen = re.search(r'name="seen" value="([^"]*)"', server.ask(target))
            if seen:
                server.ask(target, f"seen={urllib.parse.quote(seen.group(1))}&{CODES}".encode())
        ended.wait(PAUSE * dice.random() * 2)


def grow(program, folder, ended, grown):
    """Adds made-up articles every two minutes."""
    for at in range(1 << 20):
        if ended.wait(120):
            return
        name = folder / f"more-{at}.jsonl"
        with name.open("w") as out:
            for n in range(50):
                body = f"The cooks of hall {n} met on day {at}. They earn $9 an hour. A nurse said the shift is long."
                out.write(json.dumps({"id": f"soak-{at}-{n}", "outlet": "Soak Post", "date": "2016-03-04", "title": f"Hall {n}",
                                      "body": body}) + "\n")
        command = [program, "audit", name.name, "--add", "-o", "audit", "--quiet"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        grown.append(done.returncode)
        if done.returncode:
            print(f"an addition failed: {done.stderr[-300:]}", flush=True)


def draw(rows, path):
    """Four lines over the minutes, each on its own axis from 0."""
    width, height, left = 640, 120, 70
    parts = []
    for at, (column, name) in enumerate([(1, "memory, MiB"), (2, "open files"), (4, "median answer, ms"), (5, "95th of 100 answers, ms")]):
        top = 20 + at * (height + 34)
        most = max(max(row[column] for row in rows), 1) * 1.1
        x = lambda minute: left + minute / max(rows[-1][0], 1) * (width - left - 20)
        y = lambda value: top + height - value / most * height
        line = " ".join(f"{x(row[0]):.1f},{y(row[column]):.1f}" for row in rows)
        parts.append(f'<text x="{left}" y="{top - 5}" font-size="12">{name}</text>'
                     f'<path d="M{left},{top}V{top + height}H{width - 20}" fill="none" stroke="#888"/>'
                     f'<text x="{left - 6}" y="{top + 10}" font-size="11" text-anchor="end">{most:.0f}</text>'
                     f'<text x="{left - 6}" y="{top + height}" font-size="11" text-anchor="end">0</text>'
                     f'<polyline points="{line}" fill="none" stroke="#24507a" stroke-width="1.5"/>')
    total = 20 + 4 * (height + 34) + 10
    parts.append(f'<text x="{width - 20}" y="{total - 6}" font-size="11" text-anchor="end">minutes, to {rows[-1][0]:.0f}</text>')
    path.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {total}" font-family="sans-serif">'
                    f'<title>A server under mixed load while its audit grows</title>{"".join(parts)}</svg>\n')


def main():
    program, audit = str(Path(sys.argv[1]).resolve()), Path(sys.argv[2])
    minutes = float(sys.argv[3]) if len(sys.argv) > 3 else 60
    out = Path(sys.argv[4]) if len(sys.argv) > 4 else Path("soak")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        shutil.copytree(audit, folder / "audit")
        subprocess.run([program, "gold", "plan", "audit", "-o", "coding", "--size", "30", "--coders", "c0", "--coders", "c1", "--coders", "c2", "--coders", "c3", "--quiet"], cwd=folder, check=True,
                       stdout=subprocess.DEVNULL)
        server = Server(program, folder)
        ended, grown, rows = threading.Event(), [], []
        threads = [threading.Thread(target=client, args=(server, seed, ended)) for seed in range(4)]
        threads.append(threading.Thread(target=grow, args=(program, folder, ended, grown)))
        for thread in threads:
            thread.start()
        start = time.monotonic()
        while time.monotonic() - start < minutes * 60 and server.process.poll() is None:
            time.sleep(EVERY)
            memory, files, n_threads = server.state()
            times = sorted(server.taken()) or [0]
            rows.append([(time.monotonic() - start) / 60, memory, files, n_threads, statistics.median(times) * 1000,
                         times[int(len(times) * 0.95)] * 1000, len(times)])
            with out.with_suffix(".csv").open("w", newline="") as file:
                table = csv.writer(file)
                table.writerow(["minute", "memory_mib", "open_files", "threads", "median_ms", "p95_ms", "answers"])
                table.writerows([[round(value, 1) for value in row] for row in rows])
        ended.set()
        for thread in threads:
            thread.join()
        is_up = server.process.poll() is None
        server.process.terminate()
        server.process.wait()
        server.process.stdout.close()
    draw(rows, out.with_suffix(".svg"))
    quarter = len(rows) // 4
    later = lambda column: statistics.median(r[column] for r in rows[-quarter:]) / statistics.median(r[column] for r in rows[quarter:2 * quarter])
    ratios = {name: later(column) for column, name in [(1, "memory"), (2, "open files"), (4, "median answer")]} if quarter else {}
    print(f"{sum(r[6] for r in rows)} answers in {rows[-1][0]:.0f} minutes, {len(server.failed)} failed; {len(grown)} additions, "
          f"{sum(1 for code in grown if code)} failed; memory {min(r[1] for r in rows):.0f}–{max(r[1] for r in rows):.0f} MiB; last quarter over "
          f"second: " + ", ".join(f"{name} {ratio:.2f}" for name, ratio in ratios.items()))
    for failed in server.failed[:10]:
        print("failed:", *failed)
    sound = is_up and not server.failed and not any(grown) and all(ratios.get(name, 0) <= 1.2 for name in ["memory", "open files"])
    sys.exit(0 if sound else 1)


if __name__ == "__main__":
    main()
