import pytest

from recommendations.exchange_consent import CURRENT, TEXTS, consent_points


@pytest.mark.parametrize("version", TEXTS)
def test_every_point_has_a_head_and_a_text(version):
    assert all(head and text.endswith(".") for head, text in consent_points(version))


def test_current_version_is_one_of_them_and_says_the_three_things_that_count():
    heads = [head for head, _ in consent_points(CURRENT)]

    assert {"Was andere sehen", "Was niemand sieht", "Zurücknehmen"} <= set(heads)


def test_second_version_differs_in_what_is_kept_alone():
    first, second = consent_points("2026.1"), consent_points("2026.2")

    assert [head for head, _ in first] == [head for head, _ in second]
    changed = [(before[1], after[1]) for before, after in zip(first, second, strict=True) if before != after]
    [(before, after)] = changed
    assert before.endswith("und welcher Text darin stand.")
    assert after.endswith("aber nicht, was darin stand.")


def test_unknown_version():
    with pytest.raises(KeyError):
        consent_points("2025.1")
