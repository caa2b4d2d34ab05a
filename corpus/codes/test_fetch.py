"""`fetch.py` on made-up files, laid out as each collection is."""

import contextlib
import csv
import io
import json
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import fetch

FILES = {
    "bias/q1.json": '{"source":"Harbour Post","date":"2014-03-02","title":"Cashiers wait","content_original":"The cashiers wait."}',
    "bbc/business/001.txt": "Ferries late\n\nThe ferries were late.\n\nNobody knew why.\n",
    "reuters/reut2-000.sgm": '<REUTERS TOPICS="NO" NEWID="7"><TITLE>TIN UP</TITLE><BODY>Tin rose &lt;TIN&gt;.\n\x03</BODY></REUTERS>',
    "brown/ca01": "\n\n\tThe/at jury/nn said/vbd ``/`` no/at evidence/nn ''/'' was/bedz found/vbn ./.\n\n\n\tIt/pps paid/vbd (/( $100/nns )/) ./.\n",
    "abc/rural.txt": "Shearers meet\nThe shearers met.\nThey want more.\n\nRain\nIt rained.\n",
    "wsj/wsj_0003": ".START \n\nA fiber was used. \nIt is not now. \n\nNobody asked.\n",
    "slate/10/Article247_1.txt": "\n   \n     Night Shift\n\n     The clerks work\n     at night.\n\n     They sleep by day.\n",
}
EXPECTED = {
    "q1": ("Cashiers wait", "The cashiers wait."),
    "bbc_2004:bbc:business/001": ("Ferries late", "The ferries were late.\n\nNobody knew why."),
    "reuters21578:reuters:7": ("TIN UP", "Tin rose <TIN>."),
    "brown_1961:brown:ca01": ("", 'The jury said "no evidence" was found.\n\nIt paid ($100).'),
    "abc_rural_2006:abcrural:0": ("Shearers meet", "The shearers met.\n\nThey want more."),
    "abc_rural_2006:abcrural:1": ("Rain", "It rained."),
    "wsj_1989:wsj:wsj_0003": ("", "A fiber was used. It is not now.\n\nNobody asked."),
    "slate_oanc:slate:10/Article247_1": ("Night Shift", "The clerks work at night.\n\nThey sleep by day."),
}
OTHERS = ["gothamist:gothamist:a/b", "unheard:of:1", "q2"]


class Fetch(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = Path(self.folder.name)
        for name, text in FILES.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="latin-1")
        ids = [*EXPECTED, *OTHERS]
        (self.root / "codes.jsonl").write_text("".join(json.dumps({"id": id}) + "\n" for id in ids))

    def tearDown(self):
        self.folder.cleanup()

    def run_it(self, *arguments):
        out, said = io.StringIO(), io.StringIO()
        collections = [f"{name}={self.root / name}" for name in fetch.READERS]
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(said):
            fetch.main([str(self.root / "codes.jsonl"), *collections, *arguments])
        return [json.loads(line) for line in out.getvalue().splitlines()], said.getvalue()

    def test_every_collection_is_read(self):
        articles, said = self.run_it()
        self.assertEqual({a["id"]: (a["title"], a["body"]) for a in articles}, EXPECTED)
        self.assertIn("8 of 11 articles found; 3 not", said)
        self.assertIn("gothamist: none of 1; not fetched: pages of the publisher", said)
        self.assertIn("unheard: 0 of 1 (a collection that is not known here)", said)
        self.assertIn("US political news: 1 of 2 (bias=PATH)", said)

    def test_hashes_say_which_texts_were_coded(self):
        with open(self.root / "hashes.csv", "w", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(["id", "text_hash"])
            for id, (title, body) in EXPECTED.items():
                rows.writerow([id, fetch.text_hash({"title": title, "body": body + ("!" if id == "q1" else "")})])
        _, said = self.run_it("--hashes", str(self.root / "hashes.csv"))
        self.assertIn("7 of 8 texts with a hash are those that were coded", said)

    def test_a_folder_that_is_none_is_named(self):
        with self.assertRaises(SystemExit) as refused:
            fetch.main([str(self.root / "codes.jsonl"), "bbc=/nowhere"])
        self.assertIn("bbc=/nowhere: write one of bias, bbc", str(refused.exception))


if __name__ == "__main__":
    unittest.main()
