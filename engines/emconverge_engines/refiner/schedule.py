"""The schedule of a refinement: what is set for all models alike and written into each one's refinement.json."""

from dataclasses import dataclass

from emconverge_engines.program import InputError

CYCLES = 10


@dataclass(frozen=True)
class Schedule:
    """Cycles, and the jelly-body restraints that keep the geometry which the sampler's force field made.

    Jelly-body restraints (Murshudov et al., Acta Cryst. D67, 355, 2011) hold the distance of every two near atoms to
    what it is in the current cycle: atoms that move together are free, atoms that move against their neighbours are
    held. Without them a map worse than about 2.5 Å lets side chains and peptides turn into its noise
    (docs/results.md).
    """

    cycles: int = CYCLES
    sigma: float = 0.01  # Å, of a distance; the lower, the stiffer; 0: no such restraints
    distance: float = 4.2  # Å: pairs further apart are free

    def __post_init__(self) -> None:
        if self.cycles < 0:
            raise InputError(f"--cycles is {self.cycles}; give a number of cycles, 0 or more")
        if not 0 <= self.sigma < float("inf"):
            raise InputError(f"--jellybody-sigma is {self.sigma}; give a distance in Å, or 0 for no such restraints")

    @property
    def arguments(self) -> list[str]:
        """Servalcat's words for it."""
        words = ["--ncycle", str(self.cycles)]
        if self.sigma:
            words += ["--jellybody", "--jellybody_params", str(self.sigma), str(self.distance)]
        return words

    @property
    def record(self) -> dict[str, object]:
        """What refinement.json says of it; lengths in Å, null without the restraints."""
        return {
            "cycles": self.cycles,
            "jellybody_sigma": self.sigma or None,
            "jellybody_distance": self.distance if self.sigma else None,
        }
