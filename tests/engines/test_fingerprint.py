"""The fingerprints of settings, by which the trend and the confidence are used for the models they were fitted to."""

import dataclasses
import json
from pathlib import Path

from emconverge_engines.fingerprint import fingerprint
from emconverge_engines.refiner.schedule import Schedule as Refinement
from emconverge_engines.sampler.moves.kinds import CHAIN_KINDS, KINDS, REGROW
from emconverge_engines.sampler.moves.trajectory import move_settings
from emconverge_engines.sampler.sampling import other_settings, sampler_settings
from emconverge_engines.sampler.schedule import Schedule, default_weight


def test_the_order_of_settings_does_not_matter_and_every_value_does():
    assert fingerprint({"a": 1, "b": {"c": 2.5}}) == fingerprint({"b": {"c": 2.5}, "a": 1})
    assert fingerprint({"a": 1}) != fingerprint({"a": 2}) != fingerprint({"b": 2})


def test_the_default_schedule_is_one_for_all_resolutions():
    near, far = (Schedule(default_weight(d)).settings(d) for d in (2.0, 4.5))
    assert near == far
    assert Schedule(8.0).settings(4.5) != far
    assert dataclasses.replace(Schedule(default_weight(4.5)), picoseconds=8.0).settings(4.5) != far


def test_the_default_restraints_are_one_for_all_resolutions():
    assert Refinement.at(1.8).settings(1.8) == Refinement.at(4.0).settings(4.0)
    changed = [Refinement.at(4.0, cycles=5), Refinement.at(4.0, sigma=0.01)]
    assert all(schedule.settings(4.0) != Refinement.at(4.0).settings(4.0) for schedule in changed)


def test_the_kinds_of_moves_count():
    found = [fingerprint(move_settings(kinds)) for kinds in (CHAIN_KINDS, CHAIN_KINDS[:1], ())]
    assert len(set(found)) == 3


def test_the_settings_for_what_is_not_protein_have_a_fingerprint_of_their_own():
    schedule = Schedule(default_weight(3.0))
    assert sampler_settings(schedule, 3.0, KINDS) == sampler_settings(schedule, 3.0, CHAIN_KINDS)
    assert fingerprint(other_settings(CHAIN_KINDS)) != fingerprint(other_settings([REGROW]))


def test_trend_and_confidence_were_fitted_to_the_settings_that_ship():
    """Whoever changes a setting of the engines fits both anew: bench/wrong_residues/README.md."""
    shipped = {
        "sampler": fingerprint(sampler_settings(Schedule(default_weight(3.0)), 3.0, KINDS)),
        "refiner": fingerprint(Refinement.at(3.0).settings(3.0)),
    }
    folder = Path(__file__).resolve().parents[2] / "java-tools/src/main/resources/org/emconverge"
    (trend,) = json.loads((folder / "trend/trend.json").read_text())["trends"]
    confidence = json.loads((folder / "convergence/confidence.json").read_text())
    assert trend["fingerprints"] == confidence["fingerprints"] == shipped
