"""Small workbooks as Excel writes them, made of XML by hand: what a test needs and nothing else."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"
SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml"


@dataclass(frozen=True)
class Day:
    """A day counted as Excel does, shown as a date."""

    number: float
    style: int = 1


@dataclass(frozen=True)
class Formula:
    """A formula with the value it had when the workbook was saved; None for one never worked out."""

    words: str
    value: str | None
    kind: str = "str"


@dataclass(frozen=True)
class Broken:
    """A cell that shows an error."""

    shown: str


@dataclass(frozen=True)
class Page:
    """One sheet."""

    rows: Sequence[Sequence[object]]
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: Sequence[str] = ()
    state: str = "visible"


STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="2">'
    '<numFmt numFmtId="164" formatCode="dd\\-mmm\\-yy"/>'
    '<numFmt numFmtId="165" formatCode="0000000"/></numFmts>'
    '<cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/>'
    '<xf numFmtId="164"/><xf numFmtId="165"/></cellXfs>'
    "</styleSheet>"
)


def letters(place: int) -> str:
    words = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        words = chr(65 + rest) + words
    return words


def _cell(where: str, value: object, shared: list[str]) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, Day):
        return f'<c r="{where}" s="{value.style}"><v>{value.number}</v></c>'
    if isinstance(value, Formula):
        kept = "" if value.value is None else f"<v>{escape(value.value)}</v>"
        return f'<c r="{where}" t="{value.kind}"><f>{escape(value.words)}</f>{kept}</c>'
    if isinstance(value, Broken):
        return f'<c r="{where}" t="e"><v>{value.shown}</v></c>'
    if isinstance(value, bool):
        return f'<c r="{where}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{where}"><v>{value!r}</v></c>'
    shared.append(str(value))
    return f'<c r="{where}" t="s"><v>{len(shared) - 1}</v></c>'


def _page(page: Page, shared: list[str]) -> str:
    hidden = "".join(f'<col min="{at + 1}" max="{at + 1}" hidden="1"/>' for at in sorted(page.hidden_columns))
    rows = []
    for number, row in enumerate(page.rows, 1):
        cells = "".join(_cell(f"{letters(at)}{number}", value, shared) for at, value in enumerate(row))
        unseen = ' hidden="1"' if number in page.hidden_rows else ""
        rows.append(f'<row r="{number}"{unseen}>{cells}</row>')
    merged = "".join(f'<mergeCell ref="{each}"/>' for each in page.merged)
    return (
        f'<worksheet xmlns="{MAIN}">{f"<cols>{hidden}</cols>" if hidden else ""}'
        f"<sheetData>{''.join(rows)}</sheetData>"
        f"{f'<mergeCells>{merged}</mergeCells>' if merged else ''}</worksheet>"
    )


def workbook(path: Path, pages: Mapping[str, Page], *, from_1904: bool = False) -> Path:
    """Write a workbook with these sheets."""
    shared: list[str] = []
    parts: dict[str, str] = {}
    sheets, links = [], []
    for number, (name, page) in enumerate(pages.items(), 1):
        parts[f"xl/worksheets/sheet{number}.xml"] = _page(page, shared)
        sheets.append(
            f'<sheet name={quoteattr(name)} sheetId="{number}" state="{page.state}" r:id="rId{number}"/>'
        )
        links.append(
            f'<Relationship Id="rId{number}" Type="{LINKS}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        )
    links.append(f'<Relationship Id="rIdW" Type="{LINKS}/sharedStrings" Target="/xl/sharedStrings.xml"/>')
    links.append(f'<Relationship Id="rIdS" Type="{LINKS}/styles" Target="styles.xml"/>')
    late = '<workbookPr date1904="1"/>' if from_1904 else ""
    parts["_rels/.rels"] = (
        f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r" Type="{LINKS}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    )
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}">{late}<sheets>{"".join(sheets)}</sheets></workbook>'
    )
    parts["xl/_rels/workbook.xml.rels"] = f'<Relationships xmlns="{PACKAGE}">{"".join(links)}</Relationships>'
    parts["xl/styles.xml"] = STYLES
    kinds = {"workbook": "sheet.main", "styles": "styles", "sharedStrings": "sharedStrings"}
    overrides = {f"/xl/{part}.xml": kind for part, kind in kinds.items()}
    overrides |= {f"/{part}": "worksheet" for part in parts if part.startswith("xl/worksheets/")}
    parts["[Content_Types].xml"] = (
        f'<Types xmlns="{TYPES}"><Default Extension="rels" ContentType="{RELATIONS}"/>'
        + "".join(
            f'<Override PartName="{part}" ContentType="{SHEETS}.{kind}+xml"/>'
            for part, kind in overrides.items()
        )
        + "</Types>"
    )
    strings = "".join(f"<si><t>{escape(each)}</t></si>" for each in shared)
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{strings}</sst>'
    with zipfile.ZipFile(path, "w") as file:
        for name, text in parts.items():
            file.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
    return path
