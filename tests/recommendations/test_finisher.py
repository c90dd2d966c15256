import pydyf
import pytest

from recommendations.report import worker
from recommendations.report.finisher import AMBIGUOUS_END, FinishError, compress_streams, finish, identify_as_ua


def with_metadata(packet):
    pdf = pydyf.PDF()
    metadata = pydyf.Stream([packet], compress=True)
    pdf.add_object(metadata)
    pdf.catalog["Metadata"] = metadata.reference
    return pdf, metadata


def test_streams_are_compressed_unless_they_would_end_with_cr():
    """Compressed data ends with a checksum whose last byte is, for one byte of content, that byte plus one."""
    pdf, plain, odd = pydyf.PDF(), pydyf.Stream([b"q", "Q"], compress=True), pydyf.Stream([b"\x0c"], compress=True)
    pdf.add_object(plain)
    pdf.add_object(odd)
    wanted = plain.data
    assert odd.data.endswith(AMBIGUOUS_END)

    compress_streams(pdf)

    assert sorted(plain.data) == sorted(wanted)
    assert b"/FlateDecode" in plain.data
    assert odd.data == b"<</Length 1>>\nstream\n\x0c\nendstream"


def test_identification_is_added_once_and_the_packet_stays_readable():
    pdf, metadata = with_metadata(b"<rdf:RDF></rdf:RDF>")

    identify_as_ua(pdf)

    assert metadata.data.count(b"<pdfuaid:part>1</pdfuaid:part>") == 1


def test_unexpected_packet_is_refused():
    pdf, _ = with_metadata(b"<nothing/>")

    with pytest.raises(FinishError):
        finish(None, pdf)


@pytest.mark.parametrize(
    ("answers", "attempts"),
    [([b"fine"], 1), ([AMBIGUOUS_END, b"fine"], 2), ([AMBIGUOUS_END] * 3, 3)],
    ids=["at once", "second attempt", "never"],
)
def test_file_with_an_ambiguous_end_is_written_again(monkeypatch, answers, attempts):
    seen = []
    monkeypatch.setattr(worker, "attempt", lambda job, padding: seen.append(padding) or answers[padding])

    assert worker.write_pdf({}) == answers[attempts - 1]
    assert seen == list(range(attempts))
