"""Writes the articles of coded ids as JSON Lines, out of collections that you have downloaded.

    python fetch.py gold-final.jsonl COLLECTION=PATH … > articles.jsonl

Collections: bias (the folder data/jsons of Article-Bias-Prediction), bbc (the folder with business/, tech/ …), reuters (the
folder with reut2-*.sgm). Ids of other collections are counted as not found. Only the standard library is used.
"""

import html
import json
import re
import sys
from pathlib import Path


def bias(folder, ids):
    for path in Path(folder).glob("*.json"):
        if path.stem in ids:
            found = json.loads(path.read_text(encoding="utf-8"))
            yield path.stem, {
                "outlet": found.get("source"), "date": found.get("date"), "url": found.get("url"),
                "author": found.get("authors"), "title": found.get("title"), "topic": found.get("topic"),
                "lean": found.get("bias_text"), "body": found.get("content_original") or found.get("content"),
            }


def bbc(folder, ids):
    for id in (id for id in ids if id.startswith("bbc_2004:bbc:")):
        path = Path(folder) / (id.removeprefix("bbc_2004:bbc:") + ".txt")
        if path.exists():
            title, _, body = path.read_text(encoding="latin-1").partition("\n")
            yield id, {"outlet": "BBC News", "title": title.strip(), "body": body.strip()}


def reuters(folder, ids):
    record = re.compile(r'<REUTERS[^>]*NEWID="(\d+)"[^>]*>(.*?)</REUTERS>', re.S)
    for path in sorted(Path(folder).glob("reut2-*.sgm")):
        for number, text in record.findall(path.read_text(encoding="latin-1")):
            id = f"reuters21578:reuters:{number}"
            body = re.search(r"<BODY>(.*?)</BODY>", text, re.S)
            if id in ids and body:
                title = re.search(r"<TITLE>(.*?)</TITLE>", text, re.S)
                clean = lambda found: html.unescape(found[1]).strip() if found else ""
                yield id, {"outlet": "Reuters", "title": clean(title), "body": clean(body).removesuffix("\x03").strip()}


READERS = {"bias": bias, "bbc": bbc, "reuters": reuters}


def main():
    codes, *collections = sys.argv[1:]
    ids = {json.loads(line)["id"] for line in Path(codes).read_text(encoding="utf-8").splitlines() if line.strip()}
    written = set()
    for collection in collections:
        name, _, path = collection.partition("=")
        if name not in READERS or not Path(path).is_dir():
            sys.exit(f"{collection}: write one of {', '.join(READERS)}, = and a folder")
        for id, article in READERS[name](path, ids):
            if article["body"] and id not in written:
                written.add(id)
                print(json.dumps({"id": id, **article}, ensure_ascii=False))
    print(f"{len(written)} of {len(ids)} articles found; {len(ids - written)} not", file=sys.stderr)


if __name__ == "__main__":
    main()
