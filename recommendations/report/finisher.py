"""What WeasyPrint leaves out of a document that shall be PDF/A-3a and PDF/UA-1 at once.

Called after the last page is drawn and before anything is written. Works on pydyf's objects: references are bytes
such as b"12 0 R", names are texts such as "/TH".
"""

import zlib

import pydyf

UA_IDENTIFICATION = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\
<pdfuaid:part>1</pdfuaid:part></rdf:Description>\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Indicates which part of ISO 14289 the document conforms to</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
RDF_END = b"</rdf:RDF>"
STREAM_BEGIN, STREAM_END = b"\nstream\n", b"\nendstream"
AMBIGUOUS_END = b"\r" + STREAM_END


class FinishError(Exception):
    """The document is not built as expected: another WeasyPrint?"""


def finish(document, pdf: pydyf.PDF, padding: int = 0) -> None:
    """A WeasyPrint finisher. `padding`: so many empty objects, which changes the streams that pydyf writes itself."""
    for _ in range(padding):
        pdf.add_object(pydyf.Dictionary())
    identify_as_ua(pdf)
    turn_margins_into_artifacts(pdf)
    add_header_scopes(pdf)
    name_attachments_once(pdf)
    compress_streams(pdf)


def identify_as_ua(pdf):
    """PDF/A allows pdfuaid only with a description of its schema beside it, and wants the packet readable as it is."""
    metadata = resolve(pdf, pdf.catalog["Metadata"])
    packet = b"".join(metadata.stream)
    if packet.count(RDF_END) != 1:
        raise FinishError("XMP packet without a single rdf:RDF")
    metadata.stream = [packet.replace(RDF_END, UA_IDENTIFICATION + RDF_END)]
    metadata.compress = False


def turn_margins_into_artifacts(pdf):
    """Page headers and footers are marked as content of elements that hang on no tree: mark them as artifacts."""
    root = resolve(pdf, pdf.catalog["StructTreeRoot"])
    linked = reachable(pdf, root)
    orphans = [entry for entry in elements(pdf) if entry.number not in linked]
    marks = {(entry["Pg"], kid) for entry in orphans for kid in entry["K"] if isinstance(kid, int)}
    numbers = resolve(pdf, root["ParentTree"])["Nums"]
    for place, page in enumerate(pdf.page_references):
        on_page = {mark for owner, mark in marks if owner == page}
        mark_as_artifacts(resolve(pdf, resolve(pdf, page)["Contents"]), on_page)
        for mark in on_page:
            numbers[2 * place + 1][mark] = "null"
    for entry in orphans:
        entry.clear()


def mark_as_artifacts(stream, marks):
    """Rewrites `/Span <</MCID n>> BDC` for every n of marks."""
    for place, part in enumerate(stream.stream):
        if isinstance(part, pydyf.Dictionary) and part.get("MCID") in marks:
            stream.stream[place - 1] = "/Artifact"
            stream.stream[place] = pydyf.Dictionary({"Type": "/Pagination"})


def add_header_scopes(pdf):
    """A header cell in the head of a table stands over a column, any other beside a row."""
    for entry in elements(pdf):
        if entry["S"] == "/TH":
            row = resolve(pdf, entry["P"])
            entry["A"]["Scope"] = "/Column" if resolve(pdf, row["P"])["S"] == "/THead" else "/Row"


def name_attachments_once(pdf):
    """WeasyPrint lists each associated file twice."""
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))


def compress_streams(pdf):
    """Once and for all: pydyf would do it anew each time it looks at a stream.

    A compressed stream that ends with CR reads as if it were one byte shorter: such a one stays as it is.
    """
    for entry in pdf.objects:
        if isinstance(entry, pydyf.Stream) and entry.compress:
            plain = pydyf.Stream(entry.stream).data.partition(STREAM_BEGIN)[2].removesuffix(STREAM_END)
            packed = zlib.compress(plain, 9)
            entry.compress = False
            if packed.endswith(b"\r"):
                entry.stream = [plain]
            else:
                entry.stream, entry.extra = [packed], {**entry.extra, "Filter": "/FlateDecode"}


def elements(pdf):
    return [entry for entry in pdf.objects if isinstance(entry, dict) and entry.get("Type") == "/StructElem"]


def reachable(pdf, root):
    """Numbers of the structure elements that hang on the tree."""
    found, waiting = set(), list(root["K"])
    while waiting:
        kid = waiting.pop()
        if isinstance(kid, bytes):
            entry = resolve(pdf, kid)
            if entry.get("Type") == "/StructElem" and entry.number not in found:
                found.add(entry.number)
                waiting.extend(entry["K"])
    return found


def resolve(pdf, reference):
    return pdf.objects[int(reference.split()[0])]
