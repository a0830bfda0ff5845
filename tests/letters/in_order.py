"""The order in which the schema of Word files wants the parts of an element (ISO 29500-1, transitional).

The schema itself is not ours to carry along. These are the elements our files are made of in which Word
takes a wrong order for damage; an element that is not in its list is damage too.
"""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import qn

ORDER = {
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers"
        " pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE"
        " autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents"
        " suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle"
        " rPr sectPr pPrChange"
    ),
    "tblPr": (
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc"
        " tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription"
        " tblPrChange"
    ),
    "tcPr": (
        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText"
        " vAlign hideMark headers cellIns cellDel cellMerge tcPrChange"
    ),
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
    "sectPr": (
        "headerReference|footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders"
        " lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter"
        " docGrid printerSettings"
    ),
    "style": (
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed"
        " qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr"
        " tblStylePr"
    ),
    "styles": "docDefaults latentStyles style",
    "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "pBdr": "top left bottom right between bar",
    "tblBorders": "top left|start bottom right|end insideH insideV",
    "tblCellMar": "top left|start bottom right|end",
    "tcMar": "top left|start bottom right|end",
}


def assert_in_order(part: Any) -> None:
    """Assert that every element of a part that Word reads in a fixed order stands in it."""
    for name, listed in ORDER.items():
        places = {
            qn(f"w:{each}"): place for place, step in enumerate(listed.split()) for each in step.split("|")
        }
        for element in part.iter(qn(f"w:{name}")):
            said = [each.tag for each in element if isinstance(each.tag, str)]
            assert set(said) <= places.keys(), (name, set(said) - places.keys())
            assert [places[tag] for tag in said] == sorted(places[tag] for tag in said), (name, said)
