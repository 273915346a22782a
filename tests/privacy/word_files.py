"""Word files with text in every corner, as Word itself makes them."""

from __future__ import annotations

import io
from zipfile import ZipFile

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

BOX = """
<w:r {ns}><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">
<mc:Choice xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" Requires="wps"><w:drawing>
<wps:txbx><w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent></wps:txbx></w:drawing></mc:Choice>
<mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback>
</mc:AlternateContent></w:r>
"""
DELETED = '<w:del {ns} w:id="9" w:author="Sam"><w:r><w:delText>mevrouw Haddad</w:delText></w:r></w:del>'


def everywhere() -> bytes:
    """A name in the body over three runs, in a table, header, footer, comment, text box and deleted words."""
    made = Document()
    made.core_properties.author = "Sam de Wit"
    paragraph = made.add_paragraph("Toen belde ")
    first = paragraph.add_run("mevrouw ")
    first.bold = True
    paragraph.add_run("De ").italic = True
    paragraph.add_run("Vries weer.")
    made.add_comment(first, text="Dit was meneer Bos.", author="Sam de Wit", initials="S")
    cells = made.add_table(1, 2).rows[0].cells
    cells[0].text, cells[1].text = "Telefoon", "06-12345678"
    made.sections[0].header.paragraphs[0].text = "Dossier 2025-00417"
    made.sections[0].footer.paragraphs[0].text = "Bel 024-1234567"
    boxed = made.add_paragraph("Zie het vak.")
    boxed._p.append(parse_xml(BOX.format(ns=nsdecls("w"), text="Familie Abdi")))
    deleted = made.add_paragraph("Weg: ")
    deleted._p.append(parse_xml(DELETED.format(ns=nsdecls("w"))))
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()


def all_xml(content: bytes) -> str:
    """Everything in the file, as text."""
    with ZipFile(io.BytesIO(content)) as file:
        return "\n".join(file.read(name).decode("utf-8", "replace") for name in file.namelist())
