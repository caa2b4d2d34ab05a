"""Writes the articles of coded ids as JSON Lines, out of collections that you have downloaded.

    python fetch.py gold-final.jsonl COLLECTION=PATH … [--hashes text-hashes.csv] > articles.jsonl

| COLLECTION | PATH |
|---|---|
| bias | the folder data/jsons of Article-Bias-Prediction |
| bbc | the folder with business/, tech/ … |
| reuters | the folder with reut2-*.sgm |
| brown | the folder `brown` of NLTK's data |
| abc | the folder `abc` of NLTK's data, with rural.txt |
| wsj | the folder `treebank/raw` of NLTK's data |
| slate | the folder of the Open American National Corpus that is called `slate` |

What was found, what was not and why, and which texts are those that were coded goes to standard error. Only the standard library
is used. The shapes of brown, abc, wsj and slate are read as their documents describe them: `--hashes` says whether it fits.
"""

import collections
import csv
import hashlib
import html
import json
import re
import sys
from pathlib import Path

# Collections that no public package gives: why.
NOT_FETCHED = {
    "socialist_worker": "pages of the publisher", "star_democrat": "pages of the publisher",
    "gothamist": "pages of the publisher", "chicago_suntimes": "pages of the publisher",
    "aaldef_releases": "pages of the publisher", "cns_maryland": "pages of the publisher",
    "wapo_wonkblog": "pages of the publisher", "advice_hax": "pages of the publisher",
    "onestop_guardian": "texts for learners, without a stated package", "bbc_masakhane": "ids are hashes, without a stated package",
    "newsarticles_cc0": "numbers in a file, without a stated package", "news_sites_2023": "numbers in a file, without a stated package",
    "coha_sample": "sample of a corpus under licence", "dragnet_2012": "its data are not in its repository",
    "web_pages": "saved pages out of test data of several programs",
}


def bias(folder, ids):
    for path in Path(folder).glob("*.json"):
        if path.stem in ids:
            found = json.loads(path.read_text(encoding="utf-8"))
            yield path.stem, {
                "outlet": found.get("source"), "date": found.get("date"), "url": found.get("url"),
                "author": found.get("authors"), "title": found.get("title"), "topic": found.get("topic"),
                "lean": found.get("bias_text"), "body": found.get("content_original") or found.get("content"),
            }


def named(ids, start):
    """What is after `start` in the ids of a collection, with the id."""
    return ((id.removeprefix(start), id) for id in sorted(ids) if id.startswith(start))


def bbc(folder, ids):
    for name, id in named(ids, "bbc_2004:bbc:"):
        path = Path(folder) / (name + ".txt")
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


def blocks(text):
    """Paragraphs between blank lines, each on one line."""
    found = (" ".join(block.split()) for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n")))
    return [block for block in found if block]


def brown(folder, ids):
    for name, id in named(ids, "brown_1961:brown:"):
        path = Path(folder) / name
        if path.exists():
            words = re.sub(r"(\S+)/\S+", r"\1", path.read_text(encoding="latin-1"))
            words = words.replace("``", "“").replace("''", "”")
            words = re.sub(r"([“(]) +", r"\1", words)
            words = re.sub(r" +([”),.;:?!])", r"\1", words)
            body = "\n\n".join(blocks(words.replace("“", '"').replace("”", '"')))
            yield id, {"outlet": "Brown Corpus", "date": "1961", "title": "", "body": body}


def abc(folder, ids):
    path = Path(folder) / "rural.txt"
    articles = re.split(r"\n\s*\n", path.read_text(encoding="latin-1").replace("\r\n", "\n").strip()) if path.exists() else []
    for number, article in enumerate(articles):
        id = f"abc_rural_2006:abcrural:{number}"
        title, *paragraphs = [line.strip() for line in article.splitlines() if line.strip()]
        if id in ids and paragraphs:
            yield id, {"outlet": "ABC Rural", "date": "2006", "title": title, "body": "\n\n".join(paragraphs)}


def wsj(folder, ids):
    for name, id in named(ids, "wsj_1989:wsj:"):
        path = Path(folder) / name
        if path.exists():
            body = [block for block in blocks(path.read_text(encoding="latin-1")) if block != ".START"]
            yield id, {"outlet": "The Wall Street Journal", "date": "1989", "title": "", "body": "\n\n".join(body)}


def slate(folder, ids):
    for name, id in named(ids, "slate_oanc:slate:"):
        path = Path(folder) / (name + ".txt")
        if path.exists():
            title, *paragraphs = blocks(path.read_text(encoding="utf-8", errors="replace")) or [""]
            yield id, {"outlet": "Slate", "title": title, "body": "\n\n".join(paragraphs)}


READERS = {"bias": bias, "bbc": bbc, "reuters": reuters, "brown": brown, "abc": abc, "wsj": wsj, "slate": slate}
# The collections of ids, by reader; ids of `bias` have no colon.
COLLECTIONS = {
    "": "bias", "bbc_2004": "bbc", "reuters21578": "reuters", "brown_1961": "brown", "abc_rural_2006": "abc",
    "wsj_1989": "wsj", "slate_oanc": "slate",
}


def text_hash(article):
    """The first 16 hexadecimal digits of the SHA-256 of title, an empty line and body."""
    text = f"{article.get('title') or ''}\n\n{article['body']}"
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def collection_of(id):
    return id.split(":")[0] if ":" in id else ""


def account(ids, written, hashes):
    """Lines on what was found, by collection."""
    yield f"{len(written)} of {len(ids)} articles found; {len(ids) - len(written)} not"
    wanted = collections.Counter(collection_of(id) for id in ids)
    found = collections.Counter(collection_of(id) for id in written)
    for name, n in sorted(wanted.items()):
        if reason := NOT_FETCHED.get(name):
            yield f"  {name}: none of {n}; not fetched: {reason}"
        else:
            reader = COLLECTIONS.get(name)
            how = f"{reader}=PATH" if reader else "a collection that is not known here"
            yield f"  {name or 'US political news'}: {found[name]} of {n} ({how})"
    if hashes:
        known = [id for id in written if id in hashes]
        same = sum(written[id] == hashes[id] for id in known)
        yield f"{same} of {len(known)} texts with a hash are those that were coded; spans of sentences fit only these"


def main(arguments):
    hashes = {}
    if "--hashes" in arguments:
        at = arguments.index("--hashes")
        with open(arguments[at + 1], encoding="utf-8", newline="") as file:
            hashes = {row["id"]: row["text_hash"] for row in csv.DictReader(file)}
        arguments = arguments[:at] + arguments[at + 2:]
    codes, *named_collections = arguments
    ids = {json.loads(line)["id"] for line in Path(codes).read_text(encoding="utf-8").splitlines() if line.strip()}
    written = {}
    for collection in named_collections:
        name, _, path = collection.partition("=")
        if name not in READERS or not Path(path).is_dir():
            sys.exit(f"{collection}: write one of {', '.join(READERS)}, = and a folder")
        for id, article in READERS[name](path, ids):
            if article["body"] and id not in written:
                written[id] = text_hash(article)
                print(json.dumps({"id": id, **article}, ensure_ascii=False))
    for line in account(ids, written, hashes):
        print(line, file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
