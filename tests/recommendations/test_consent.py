import pytest

from recommendations.consent import CURRENT, TEXTS, consent_points, consent_text


@pytest.mark.parametrize("version", TEXTS)
def test_points_are_the_paragraphs(version):
    text = consent_text(version)

    assert text == tuple(f"{head}: {said}" for head, said in consent_points(version))
    assert all(head and said for head, said in consent_points(version))


def test_current_version_is_one_of_them():
    assert CURRENT in TEXTS


@pytest.mark.parametrize("read", [consent_text, consent_points])
def test_unknown_version(read):
    with pytest.raises(KeyError):
        read("2025.1")
