"""A handful of the variants of bench/fuzz: models and maps in any permitted form give the numbers of plain files."""

import sys

import pytest
from conftest import ROOT

FUZZ = ROOT / "bench" / "fuzz"
sys.path.insert(0, str(FUZZ))

pytest.importorskip("mrcfile")
pytest.importorskip("Bio.PDB")

import map_variants  # noqa: E402
import model_variants  # noqa: E402
from judge import Judge, differences  # noqa: E402

FIRST = 20_261_126
"""Another part of the numbers than that of the long run, which begins at 1."""


@pytest.fixture(scope="module")
def judge(tmp_path_factory, monomer_library):
    return Judge(tmp_path_factory.mktemp("fuzz"), monomer_library)


def told(faults):
    return [f"{variant.name}: {wrong} ({variant.what})" for variant, wrong in faults]


def test_models_in_any_form_give_the_same_numbers_and_damaged_ones_a_sentence(judge):
    variants = [model_variants.variant(FIRST + i) for i in range(40)] + [
        model_variants.damaged(FIRST + i) for i in range(20)
    ]
    assert told(judge.faults(variants)) == []


@pytest.mark.parametrize("number", range(4))
def test_maps_in_any_form_give_the_same_numbers(judge, number):
    variant = map_variants.variant(FIRST + number, judge.folder)
    assert judge.fault_of_map(variant) == "", variant.what


@pytest.mark.parametrize("number", range(2))
def test_damaged_maps_end_in_a_sentence(judge, number):
    variant = map_variants.damaged(FIRST + number)
    assert judge.fault_of_map(variant) == "", variant.what


def test_what_differs_is_seen(judge):
    """The comparison itself: another model, a lost atom and a whole file that counts as damaged are told."""
    heavy, full = (model_variants.references()[name] for name in ("heavy", "full"))
    other = model_variants.Variant("other", ".pdb", full.data, "heavy", "")
    lines = heavy.data.splitlines(keepends=True)
    lost = model_variants.Variant("lost", ".pdb", b"".join(lines[:40] + lines[41:]), "heavy", "")
    whole = model_variants.Variant("whole", ".pdb", heavy.data, "", "", sentence=True)
    assert [variant.name for variant, _ in judge.faults([other, lost, whole])] == ["other", "lost", "whole"]
    assert differences({"a": 1.0, "b": None}, {"a": 1.0001, "b": None}) == []
    assert len(differences({"a": 1.0, "b": None}, {"a": 1.01, "c": 2})) == 2


def test_the_same_number_makes_the_same_file(tmp_path):
    assert [model_variants.variant(n) for n in range(5)] == [model_variants.variant(n) for n in range(5)]
    assert map_variants.variant(3, tmp_path) == map_variants.variant(3, tmp_path)
