"""The schedule of the annealing: what is set once for an entry and written into its setup.json."""

from dataclasses import asdict, dataclass

FULL_WEIGHT = 10.0  # kJ/mol per heavy atom at typical density
FULL_WEIGHT_RESOLUTION = 3.3  # Å; beyond it the weight of the density falls with d^3, as Rosetta's does in steps
COOLING_STEPS = 50


@dataclass(frozen=True)
class Schedule:
    """Setting B of docs/results.md, with the speed-ups described there."""

    weight: float  # K, kJ/mol per heavy atom at typical density
    temperature: float = 600.0  # K, for hot_fraction of the time; then linear cooling
    final_temperature: float = 100.0  # K
    picoseconds: float = 6.0
    hot_fraction: float = 1 / 3
    step: float = 0.005  # ps
    ratio: int = 2  # steps between the impulses of the slow forces
    friction: float = 2.0  # 1/ps
    quench_steps: int = 200  # at 0 K, every force on every step: a damped descent that keeps the constraints
    quench_friction: float = 10.0  # 1/ps
    end_iterations: int = 0  # of L-BFGS after the quench

    @property
    def steps(self) -> int:
        """Steps of the annealing, the quench left out."""
        return round(self.picoseconds / self.step)

    @property
    def hot_steps(self) -> int:
        """The first of the steps, at the full temperature."""
        return round(self.steps * self.hot_fraction)

    def settings(self, resolution: float) -> dict[str, object]:
        """What the fingerprint is of; the weight that the resolution (Å) gives is the same for all resolutions."""
        return {**asdict(self), "weight": self.weight / default_weight(resolution)}


def default_weight(resolution: float) -> float:
    """K (kJ/mol) for a map of a resolution (Å)."""
    return FULL_WEIGHT * min(1.0, (FULL_WEIGHT_RESOLUTION / resolution) ** 3)
