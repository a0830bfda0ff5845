"""What makes Word open a file without a repair, and a screen reader read it (letters.md 6.4 and 6.5)."""

from __future__ import annotations

import io
import json
import posixpath
import shutil
import subprocess
import tempfile
import zipfile
from collections import Counter
from pathlib import Path

import docx
from docx.oxml.ns import qn
from in_order import assert_in_order
from lxml import etree


def assert_whole(file: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        names = package.namelist()
        parts = {name: package.read(name) for name in names}
    assert max(Counter(names).values()) == 1
    assert names[0] == "[Content_Types].xml"
    assert len([name for name in names if "core" in name]) == 1
    pictures = []
    for name, content in parts.items():
        if not name.endswith((".xml", ".rels")):
            continue
        part = etree.fromstring(content)
        assert not any(ord(sign) < 32 and sign not in "\n\t" for sign in "".join(part.itertext()))
        if name.startswith("word/"):
            assert_in_order(part)
        for cell in part.iter(qn("w:tc")):
            assert cell[-1].tag == qn("w:p"), "every cell ends with a paragraph"
            assert not cell.findall(f".//{qn('w:gridSpan')}") and not cell.findall(f".//{qn('w:vMerge')}")
        pictures += [picture for picture in part.iter("{*}docPr") if name.startswith("word/")]
        if name.endswith(".rels"):
            owner = posixpath.dirname(posixpath.dirname(name))
            for link in part:
                target = link.get("Target")
                where = target.lstrip("/") if target.startswith("/") else posixpath.join(owner, target)
                assert link.get("TargetMode") != "External" and posixpath.normpath(where) in parts
    assert len({picture.get("id") for picture in pictures}) == len(pictures)
    assert all(picture.get("descr") for picture in pictures)
    document = docx.Document(io.BytesIO(file))
    known = {style.style_id for style in document.styles}
    assert not any("," in str(style.name) for style in document.styles), (
        "Word reads what follows as another name"
    )
    used = {each.get(qn("w:val")) for each in document.element.iter(qn("w:pStyle"), qn("w:tblStyle"))}
    assert used <= known
    assert document.core_properties.title and document.core_properties.language == "en-GB"
    headings = [p for p in document.paragraphs if p.style.name.startswith(("Heading", "Title"))]
    assert headings and all(p.text.strip() for p in headings)
    below = [p._p.getnext() for p in headings]
    assert all(each is not None and each.tag in (qn("w:p"), qn("w:tbl")) for each in below), "none is empty"
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblCaption")) is not None
        assert all(cell.text.strip() and cell.width for row in table.rows for cell in row.cells)
    body = [each for each in document.element.body if each.tag != qn("w:sectPr")]
    assert body[-1].tag == qn("w:p")
    assert_valid(file)


def assert_valid(file: bytes) -> None:
    """Microsoft's own Open XML validator has nothing to say, where `ooxml-validator` is installed.

    It holds every part to the transitional schemas and to what Word asks beyond them.
    """
    validator = shutil.which("ooxml-validator")
    if validator is None:
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.docx"
        path.write_bytes(file)
        said = subprocess.run([validator, path], capture_output=True, text=True, check=False)
    assert json.loads(said.stdout)["errors"] == []
