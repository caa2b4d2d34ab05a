"""Audits news coverage by class focus: whose working life do the articles describe?

>>> import classlens
>>> reading = classlens.Auditor().explain("The cashiers learn their shifts a day before. Most earn $9 an hour.")
>>> reading.hits.columns[:3]
['moved', 'zone', 'sentence']

``Auditor`` scores tables in memory and reads single texts; ``audit`` makes an audit folder of files, and ``Audit`` answers
questions about one. Tables go to pandas, polars, pyarrow and DuckDB. The command line program is installed as ``classlens``.
Nothing is counted in Python: every figure comes from the code of the program.
"""

from classlens import gold
from classlens._audit import Audit
from classlens._auditor import Auditor, RefusedWarning, Scores
from classlens._classlens import Error, __version__
from classlens._reading import Reading
from classlens._report import Report, Section
from classlens._run import Articles, audit, merge, read
from classlens._table import Table
from classlens._tally import Tally

__all__ = [
    "Articles",
    "Audit",
    "Auditor",
    "Error",
    "Reading",
    "RefusedWarning",
    "Report",
    "Scores",
    "Section",
    "Table",
    "Tally",
    "__version__",
    "audit",
    "gold",
    "merge",
    "read",
]
