"""The report of an audit: sentences, tables and figures."""

from __future__ import annotations

from html import escape

from classlens._classlens import Answer
from classlens._table import Table


class Section(Table):
    """One section of a report: a table with its title, its sentences (``notes``) and its figure (``svg``)."""

    def __init__(self, id: str, title: str, answer: Answer, svg: str | None) -> None:
        super().__init__(answer, lambda: svg)
        #: Its anchor in the page, and the name of its files.
        self.id = id
        #: Its title.
        self.title = title

    def _repr_html_(self) -> str:
        return f"<h3>{escape(self.title)}</h3>{super()._repr_html_()}"


class Report:
    """What ``classlens report`` writes, in memory."""

    def __init__(self, page: str, finding: list[str], cautions: list[str], sections: list[Section]) -> None:
        #: The page: HTML that needs no network.
        self.page = page
        #: The finding in plain words, the most important sentence first.
        self.finding = finding
        #: What could be wrong.
        self.cautions = cautions
        #: Its sections, in their order.
        self.sections = sections

    def __getitem__(self, id: str) -> Section:
        for section in self.sections:
            if section.id == id:
                return section
        raise KeyError(f"{id}: the sections are {', '.join(section.id for section in self.sections)}")

    def save(self, path: str) -> None:
        """Write the page to a file."""
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(self.page)

    def __repr__(self) -> str:
        return "\n".join([*self.finding, *(f"{section.id}: {section.title}" for section in self.sections)])

    def _repr_html_(self) -> str:
        finding = "".join(f"<p>{escape(sentence)}</p>" for sentence in self.finding)
        return f"<div>{finding}{''.join(section._repr_html_() for section in self.sections)}</div>"
