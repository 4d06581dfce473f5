"""The schedule of a refinement: what is set for all models alike and written into each one's refinement.json."""

from dataclasses import asdict, dataclass

from emconverge_engines.program import InputError

FREE_RESOLUTION = 2.0  # Å; in a map as good as this the density itself holds a model, and restraints hold mistakes


@dataclass(frozen=True)
class Schedule:
    """How many cycles, and what keeps the geometry that the sampler's force field made.

    Servalcat's own restraints are weak where a map is: beyond 2.5 Å side chains and peptides turn into its noise.
    Two things hold them. Jelly-body restraints (Murshudov et al., Acta Cryst. D67, 355, 2011) tie near atoms to the
    distance that they have in the current cycle: atoms that move together are free, atoms that move against their
    neighbours are slowed down. Van der Waals contacts and torsion angles count more than by default: they are what
    the slow drift that is left would spoil first. How the numbers were found: docs/results.md.
    """

    cycles: int = 10
    sigma: float = 0.03  # Å, of a jelly-body distance; the lower, the stiffer; 0: no such restraints
    distance: float = 4.2  # Å: atoms further apart are not tied to each other; Servalcat's default
    contact_weight: float = 2.0  # of van der Waals contacts, times Servalcat's default
    torsion_weight: float = 2.0  # of torsion angles, likewise

    @classmethod
    def at(cls, resolution: float, cycles: int = cycles, sigma: float | None = None) -> "Schedule":
        """The schedule for a map of a resolution (Å): Servalcat's own restraints to FREE_RESOLUTION, then all of these.

        A sigma that is named goes before the rule.
        """
        if sigma is None and resolution <= FREE_RESOLUTION:
            return cls(cycles, sigma=0.0, contact_weight=1.0, torsion_weight=1.0)
        return cls(cycles, cls.sigma if sigma is None else sigma)

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
        return [*words, "--keywords", f"vdwr {self.contact_weight}", f"tors {self.torsion_weight}"]

    def settings(self, resolution: float) -> dict[str, object]:
        """What the fingerprint is of: the rule where the schedule follows it, so that it is one for all resolutions."""
        if self == Schedule.at(resolution):
            return {"free_resolution": FREE_RESOLUTION, **asdict(Schedule())}
        return asdict(self)

    @property
    def record(self) -> dict[str, object]:
        """What refinement.json says of it; lengths in Å, null without the restraints."""
        return {
            "cycles": self.cycles,
            "jellybody_sigma": self.sigma or None,
            "jellybody_distance": self.distance if self.sigma else None,
            "contact_weight": self.contact_weight,
            "torsion_weight": self.torsion_weight,
        }
