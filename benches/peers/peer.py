"""One peer over one corpus: python peer.py NAME CORPUS PATTERNS; prints how much it found.

CORPUS is JSON Lines with `title` and `body` (or `text`, `content`); PATTERNS has one phrase a line, in lower case.
"""

import json
import sqlite3
import sys
import tempfile
from pathlib import Path


def texts(corpus):
    """Title and body of every article."""
    with open(corpus, encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            body = article.get("body") or article.get("text") or article.get("content") or ""
            yield f"{article.get('title') or ''}\n\n{body}"


def flashtext(corpus, phrases):
    from flashtext2 import KeywordProcessor

    processor = KeywordProcessor(case_sensitive=False)
    processor.add_keywords_from_iter(phrases)
    return sum(len(processor.extract_keywords(text)) for text in texts(corpus))


def aho(corpus, phrases):
    from ahocorasick_rs import AhoCorasick, MatchKind

    automaton = AhoCorasick(phrases, matchkind=MatchKind.LeftmostLongest)
    return sum(len(automaton.find_matches_as_indexes(text.lower())) for text in texts(corpus))


def spacy_matcher(phrases):
    import spacy
    from spacy.matcher import PhraseMatcher

    language = spacy.blank("en")
    language.max_length = 1 << 30
    matcher = PhraseMatcher(language.vocab, attr="LOWER")
    matcher.add("entry", list(language.tokenizer.pipe(phrases)))
    return language, matcher


def spacy(corpus, phrases):
    language, matcher = spacy_matcher(phrases)
    return sum(len(matcher(doc)) for doc in language.tokenizer.pipe(texts(corpus)))


def rensa(corpus, _):
    from rensa import RMinHash

    n = 0
    for text in texts(corpus):
        words = text.lower().split()
        signature = RMinHash(num_perm=128, seed=1)
        signature.update([" ".join(words[at : at + 8]) for at in range(max(1, len(words) - 7))])
        n += len(signature.digest()) > 0
    return n


def stack(corpus, phrases):
    """What a researcher puts together: pandas, spaCy with sentences, a table of hits and full text search in SQLite.

    It has no speakers, pay, copies, zones or scores.
    """
    import pandas as pd

    language, matcher = spacy_matcher(phrases)
    language.add_pipe("sentencizer")
    articles = pd.DataFrame({"text": list(texts(corpus))})
    hits = []
    for at, doc in enumerate(language.pipe(articles["text"])):
        articles.loc[at, "n_tokens"] = len(doc)
        hits.extend((at, doc[start:end].text, doc[start].sent.text) for _, start, end in matcher(doc))
    with tempfile.TemporaryDirectory() as folder:
        base = sqlite3.connect(Path(folder) / "audit.sqlite")
        articles.to_sql("articles", base)
        pd.DataFrame(hits, columns=["article", "words", "sentence"]).to_sql("hits", base)
        base.execute("create virtual table search using fts5(text)")
        base.executemany("insert into search values (?)", ((text,) for text in articles["text"]))
        base.commit()
    return len(hits)


PEERS = {"flashtext2": flashtext, "ahocorasick_rs": aho, "spacy": spacy, "rensa": rensa, "stack": stack}

if __name__ == "__main__":
    name, corpus, patterns = sys.argv[1:]
    print(PEERS[name](corpus, Path(patterns).read_text(encoding="utf-8").splitlines()))
