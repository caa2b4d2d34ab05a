"""Files in: articles as they are read, or a whole audit."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from classlens import _classlens
from classlens._audit import Audit
from classlens._auditor import RefusedWarning
from classlens._options import Names, Path, paths, reading
from classlens._progress import Bar, Progress
from classlens._table import Table


class Articles(NamedTuple):
    """What was read, before anything is cleaned or scored."""

    #: One row an article: id, outlet, date, url, author, section, title, body, source, position (in its source, from 1).
    articles: Table
    #: One row a record that was refused: source, position, reason.
    refused: Table
    #: Remarks on the sources.
    notes: list[str]


def read(
    sources: Path | Iterable[Path] | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    date_order: str | None = None,
    manifest: Path | None = None,
    max_record: int = 32,
    limit: int | None = None,
) -> Articles:
    """Read articles out of files, folders and patterns, whatever their formats; the sample corpus without ``sources``.

    All of them are in memory: ``audit`` is for corpora that are larger. ``limit`` stops after that many articles. Variables
    (further columns) are left out; ``audit`` keeps them.
    """
    options = reading(columns, date_order, manifest=manifest, max_record=max_record)
    articles, refused, notes = _classlens.read(paths(sources), options, limit)
    return Articles(Table(articles), Table(refused), notes)


def audit(
    sources: Path | Iterable[Path] | None = None,
    output: Path = "audit",
    *,
    lexicon: Path | None = None,
    columns: Mapping[str, str] | None = None,
    date_order: str | None = None,
    keep: Names | None = None,
    drop: Names | None = None,
    manifest: Path | None = None,
    max_record: int = 32,
    variables: Path | None = None,
    source: Path | None = None,
    add: bool = False,
    csv: bool = False,
    checkpoint: int = 8192,
    replace: bool = False,
    resume: bool = False,
    threads: int = 0,
    memory: int = 512,
    seed: int = 1,
    progress: bool | Progress = True,
) -> Audit:
    """Read, score and index ``sources`` into the audit folder ``output``, as ``classlens audit`` does: the same bytes.

    Without ``sources`` it is the sample corpus; ``source`` is an audit whose texts are scored again (``--from``). ``threads``
    analyse, one a core for 0; ``memory`` (MiB) bounds buffers, ``max_record`` (MiB) a record. ``progress`` draws a bar where
    tqdm is installed, or is called with bytes read, bytes in all and articles written. Ctrl-C stops the run; what is done is
    kept, and ``resume=True`` continues after it. Remarks are in ``notes`` of the audit; refused records are warned of and in
    ``rejects.jsonl``.
    """
    arguments = {
        "lexicon": lexicon,
        "source": source,
        "add": add,
        "variables": variables,
        "csv": csv,
        "checkpoint": checkpoint,
        "replace": replace,
        "resume": resume,
        "threads": threads,
        "memory": memory,
        "seed": seed,
    }
    options = reading(columns, date_order, keep, drop, manifest, max_record)
    bar = Bar() if progress is True else None
    call: Progress | None = bar if bar is not None else (progress if callable(progress) else None)
    try:
        _, notes, counts = _classlens.audit(paths(sources), output, options, arguments, call)
    finally:
        if bar is not None:
            bar.close()
    refused = [note for note in notes if note.startswith("refused: ")]
    if refused:
        message = f"{counts['n_refused']} records were {refused[0]}"
        warnings.warn(message, RefusedWarning, stacklevel=2)
    made = Audit(output, lexicon)
    made.notes = notes
    return made


def merge(
    audits: Iterable[Path],
    output: Path,
    *,
    lexicon: Path | None = None,
    csv: bool = False,
    replace: bool = False,
    threads: int = 0,
    seed: int = 1,
) -> Audit:
    """Make one audit of ``audits`` in the folder ``output``, as ``classlens merge`` does: that of all their sources in this order.

    They stay as they are. Tables have the bytes of one ``audit`` of all sources; a record that a former audit has too is refused, and
    different articles with one id are an ``Error``. ``lexicon`` and ``threads`` are used where an index is missing.
    """
    arguments = {"lexicon": lexicon, "csv": csv, "replace": replace, "threads": threads, "seed": seed}
    _, notes, _ = _classlens.merge(paths(audits), output, arguments)
    made = Audit(output, lexicon)
    made.notes = notes
    return made
