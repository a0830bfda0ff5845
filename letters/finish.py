"""The last pass over a Word file: its language, its properties, and nothing in it that tells on anyone.

A fresh document brings an author, a picture of somebody's page, American English and a date in 2013. All of
that goes (letters.md 6.2). The package is then written anew, so that the same letter gives the same bytes and
its fingerprint proves which version was uploaded.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from letters.look import Look
from letters.said_plainly import clean

if TYPE_CHECKING:
    from docx.document import Document

LANGUAGE = "en-GB"

_EPOCH = (1980, 1, 1, 0, 0, 0)
_NOT_IN_A_LETTER = (
    "thumbnail", "customXml", "stylesWithEffects", "webSettings", "custom-properties", "comments",
    "commentsExtended", "commentsIds", "commentsExtensible", "people", "attachedTemplate", "glossaryDocument",
)  # fmt: skip
_APP = (
    b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>Microsoft Office Word</Application></Properties>"
)


def finished(document: Document, look: Look) -> bytes:
    """The bytes of a document with its language and properties set and its leftovers gone."""
    _drop_leftovers(document)
    _speak_british(document)
    _settings(document.settings.element)
    _properties(document, look)
    packed = io.BytesIO()
    document.save(packed)
    return _repacked(packed.getvalue())


def _drop_leftovers(document: Document) -> None:
    """Unlink the parts that have no business in a letter; what nothing links to is not saved."""
    package = document.part.package
    for owner in (package, document.part, document.part._settings_part):
        for key, link in list(owner.rels.items()):
            if link.reltype.rsplit("/", 1)[-1] in _NOT_IN_A_LETTER:
                del owner.rels[key]
    for link in package.rels.values():
        if link.reltype.endswith("/extended-properties"):
            link.target_part._blob = _APP
    for part in (document.element, document.styles.element, *_heads_and_feet(document)):
        _forget_sessions(part)


def _forget_sessions(part: Any) -> None:
    """Drop the marks by which Word tells one sitting of an author from another."""
    for element in part.iter():
        for name in [name for name in element.attrib if name.startswith(_w("rsid"))]:
            del element.attrib[name]
    for mark in list(part.iter(_w("rsid"))):
        mark.getparent().remove(mark)


def _heads_and_feet(document: Document) -> list[Any]:
    links = document.part.rels.values()
    return [link.target_part.element for link in links if link.reltype.endswith(("/header", "/footer"))]


def _speak_british(document: Document) -> None:
    styles = document.styles.element
    parts = (document.element, *_heads_and_feet(document))
    found = [language for part in parts for language in part.iter(_w("lang"))]
    defaults = styles.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:lang")
    for language in [*found, *defaults, *styles.xpath("//w:style/w:rPr/w:lang")]:
        language.attrib.clear()
        language.set(_w("val"), LANGUAGE)
        language.set(_w("eastAsia"), LANGUAGE)


def _settings(settings: Any) -> None:
    """Zoom in per cent, British English, a current Word; no editing history, no link to anyone's template."""
    for tag in ("attachedTemplate", "rsids", "savePreviewPicture", "proofState", "trackRevisions"):
        for element in settings.xpath(f"w:{tag}"):
            settings.remove(element)
    for zoom in settings.xpath("w:zoom"):
        zoom.attrib.clear()
        zoom.set(_w("percent"), "100")
    for language in settings.xpath("w:themeFontLang"):
        language.attrib.clear()
        language.set(_w("val"), LANGUAGE)
    for mode in settings.xpath("w:compat/w:compatSetting[@w:name='compatibilityMode']"):
        mode.set(_w("val"), "15")


def _properties(document: Document, look: Look) -> None:
    made = datetime.combine(look.letter_on, time(12), UTC)
    core = document.core_properties
    core.title = look.titled
    core.subject = look.subject
    core.author = core.last_modified_by = clean(look.iro_name)
    core.created = core.modified = made
    core.language = LANGUAGE
    core.revision = 1
    for empty in ("comments", "keywords", "category", "content_status", "identifier", "version"):
        setattr(core, empty, "")


def _repacked(package: bytes) -> bytes:
    """The same files, content types first and the rest by name, all of one day in 1980."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(packed, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            entry.external_attr = 0
            target.writestr(entry, source.read(name))
    return packed.getvalue()


def _w(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{name}"))
