"""A server that is searched and takes codes until it is killed."""

import http.client
import json
import re
import signal
import subprocess
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

SEARCHES = ["/?q=wage*", "/api/v1/search?q=strike*", "/", "/api/v1/facets?q=nurse*&field=outlet", "/dashboard?q=cashier*"]
CODES = "attention_professional=0&attention_middle=2&attention_low_wage=1&headline_scope=none&then=next"


class KeepRedirects(urllib.request.HTTPRedirectHandler):
    """A saved code answers with the way to the next article, which is not taken."""

    def redirect_request(self, *_):
        return None


OPENER = urllib.request.build_opener(KeepRedirects)


def ask(address, target, body=None):
    """Status and text of an answer; status 0 where the server is gone."""
    try:
        with OPENER.open(f"http://{address}{target}", body, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(errors="replace")
    except (OSError, ValueError, EOFError, http.client.HTTPException):
        return 0, ""


def start(program):
    command = [program.path, "serve", "a", "--coding", "coding", "--address", "127.0.0.1:0"]
    process = subprocess.Popen(command, cwd=program.folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    address = re.search(r"http://([^/\s]+)", process.stdout.readline()).group(1)
    return process, address


def search(address, ended):
    for at in range(1 << 20):
        if ended.is_set() or ask(address, SEARCHES[at % len(SEARCHES)])[0] == 0:
            return


def save(address, ended, taken):
    """Saves remarks of rising number; the last one that the server took is in `taken`."""
    target = "/coding/sheet?plan=coding&coder=ann&n=1"
    while not ended.is_set():
        _, page = ask(address, target)
        seen = re.search(r'name="seen" value="([^"]*)"', page)
        if not seen:
            return
        note = taken[-1] + 1
        body = f"seen={urllib.parse.quote(seen.group(1))}&{CODES}&note=number+{note}".encode()
        if ask(address, target, body)[0] != 303:
            return
        taken.append(note)


def kill_server(program, dice):
    """Kills a server under load; what it took must be there, and a new server must go on with it."""
    process, address = start(program)
    ended, taken = threading.Event(), [0]
    threads = [threading.Thread(target=search, args=(address, ended)) for _ in range(3)]
    threads.append(threading.Thread(target=save, args=(address, ended, taken)))
    for thread in threads:
        thread.start()
    time.sleep(0.2 + dice.random() * 2)
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    ended.set()
    for thread in threads:
        thread.join()
    path = program.folder / "coding/ann.jsonl"
    lines = [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []
    numbers = [int(line["note"].split()[1]) for line in lines if line.get("note")]
    # The answer to the last one may have been cut off.
    assert taken == [0] or (len(numbers) == 1 and numbers[0] - taken[-1] in (0, 1)), f"taken {taken[-1]}, kept {numbers}"
    process, address = start(program)
    status, _ = ask(address, "/coding/sheet?plan=coding&coder=ann&n=1")
    process.send_signal(signal.SIGTERM)
    process.wait()
    process.stdout.close()
    assert status == 200, f"a new server answers {status}"
    assert not (program.folder / "coding/ann.jsonl.new").exists(), "a draft of the codes is left"
    for name in ["ann.jsonl", "serve.lock"]:
        (program.folder / "coding" / name).unlink(missing_ok=True)
    return "nothing lost" if taken != [0] else "nothing taken"
