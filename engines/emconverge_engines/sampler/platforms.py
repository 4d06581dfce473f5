"""The platforms of OpenMM: which there are, which start, and how each is set."""

from dataclasses import dataclass

import openmm

from emconverge_engines.program import InputError

CPU_DEVICES = ("cpu", "pthread")  # as POCL, OpenCL on the CPU, names them: slower than the CPU platform
FASTEST_FIRST = ("CUDA", "HIP", "OpenCL")


@dataclass(frozen=True)
class Device:
    """A platform of OpenMM and the properties that a context on it is made with."""

    platform: openmm.Platform
    properties: dict[str, str]

    @property
    def name(self) -> str:
        """The platform's name."""
        return self.platform.getName()

    @property
    def native(self) -> bool:
        """Whether the density is to be a force that the platform computes by itself, as a GPU should."""
        return self.name in FASTEST_FIRST


def available() -> list[str]:
    """The names of the platforms that this OpenMM has, with its plug-ins."""
    return [openmm.Platform.getPlatform(index).getName() for index in range(openmm.Platform.getNumPlatforms())]


def device(name: str, threads: int) -> Device:
    """The platform of a name; auto: the fastest platform that starts on this machine."""
    names = available()
    if name == "auto":
        name = next((fast for fast in FASTEST_FIRST if fast in names and starts(fast)), "CPU")
    if name not in names:
        raise InputError(
            f"this OpenMM has no platform {name}, only {', '.join(names)}; install its plug-in or choose another"
        )
    platform = openmm.Platform.getPlatformByName(name)
    if name == "CPU":
        return Device(platform, {"Threads": str(threads), "DeterministicForces": "true"})
    return Device(platform, {} if name == "Reference" else {"Precision": "mixed"})


def starts(name: str) -> bool:
    """Whether the platform finds a device that is not the CPU: a plug-in may be there without one."""
    system = openmm.System()
    system.addParticle(1.0)
    platform = openmm.Platform.getPlatformByName(name)
    try:
        context = openmm.Context(system, openmm.VerletIntegrator(0.001), platform)
    except openmm.OpenMMException:
        return False
    return not platform.getPropertyValue(context, "DeviceName").lower().startswith(CPU_DEVICES)
