"""Reading files in the MRC format (MRC2014: Cheng et al., J. Struct. Biol. 192, 146, 2015).

The same files are read, and the same refused, as by ``emtools`` (Java's ``MrcHeader``): a map must not be another one
to the sampler or the refiner than to what judges their models.
"""

import gzip
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from emconverge_engines.program import InputError, tell

HEADER_BYTES = 1024
MOST_VOXELS = 10_000  # along an axis: more means damage
MOST_EXTENDED_BYTES = 1 << 28
MOST_SPACING = 100.0  # Å
ANGLE_TOLERANCE = 0.05  # degrees
VOLUME_STACKS = 401  # ISPG of stacks of volumes begins here
IMOD_STAMP, IMOD_SIGNED = 1146047817, 1  # IMOD's mark, and the bit of its flags for signed bytes
MOST_SIGNED_BYTE = 127
BYTES = 0  # the mode that programs write signed or unsigned
TYPES = {BYTES: "i1", 1: "i2", 2: "f4", 6: "u2", 12: "f2"}
COMPLEX = (3, 4)
GZIP = b"\x1f\x8b"
# How files begin that are compressed in ways that are not read, each with what unpacks it.
COMPRESSIONS = {
    b"BZh": ("bzip2", "bunzip2"),
    b"\xfd7zXZ\x00": ("xz", "unxz"),
    b"\x28\xb5\x2f\xfd": ("zstd", "unzstd"),
    b"\x04\x22\x4d\x18": ("lz4", "unlz4"),
    b"\x1f\x9d": ("compress", "uncompress"),
    b"PK\x03\x04": ("zip", "unzip"),
    b"7z\xbc\xaf\x27\x1c": ("7z", "7z x"),
}


@dataclass(frozen=True)
class Header:
    """What the first 1,024 bytes say; tuples are along columns, rows and sections unless told otherwise."""

    dimensions: tuple[int, int, int]
    axes: tuple[int, int, int]  # spatial axis, from 0
    type: np.dtype
    spacing: np.ndarray  # (3,), Å per voxel along x, y, z
    origin: np.ndarray  # (3,), Å: where the first voxel lies, along x, y, z
    data_at: int  # byte where the voxels begin


def read_mrc(path: Path) -> tuple[Header, np.ndarray]:
    """Header and density (nx, ny, nz), float32; an InputError when the file is no map that can be used."""
    content = unpacked(path)
    header = parse(path, content)
    count = int(np.prod(header.dimensions))
    needed = header.data_at + count * header.type.itemsize
    if len(content) < needed:
        raise InputError(f"the map {path} is truncated: it has {len(content)} of {needed} bytes; get the file again")
    stored = np.frombuffer(content, header.type, count, header.data_at).reshape(header.dimensions[::-1])
    order = [2 - header.axes.index(axis) for axis in range(3)]
    values = np.ascontiguousarray(stored.transpose(order), dtype=np.float32)
    if not np.isfinite(values).all():
        raise InputError(f"the map {path} holds values that are not numbers")
    return header, values


def unpacked(path: Path) -> bytes:
    """The content of a file, plain or gzipped (told by the content, not by the name)."""
    try:
        content = Path(path).read_bytes()
        return gzip.decompress(content) if content.startswith(GZIP) else content
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"the map {path} cannot be read: {error}") from None


def parse(path: Path, content: bytes) -> Header:
    """The header in the byte order in which its numbers make sense; the stamp that names it is often wrong."""
    for begin, (name, program) in COMPRESSIONS.items():
        if content.startswith(begin):
            raise InputError(f"the map {path} is compressed by {name}, which is not read; unpack it ({program} {path})")
    if len(content) < HEADER_BYTES:
        raise InputError(f"the map {path} cannot be read: it is shorter than the header of a map")
    stated, other = (">", "<") if content[212] == 0x11 else ("<", ">")
    for order in (stated, other):
        words = struct.unpack(f"{order}256i", content[:HEADER_BYTES])
        if sound(words):
            return checked(path, order, words, struct.unpack(f"{order}256f", content[:HEADER_BYTES]))
    raise InputError(f"the map {path} cannot be read: it is no MRC file, or its header is damaged")


def sound(words: tuple[int, ...]) -> bool:
    """Whether size, mode and length of the extended header can be those of a map."""
    return (
        all(0 < n <= MOST_VOXELS for n in words[:3]) and 0 <= words[3] < 128 and 0 <= words[23] <= MOST_EXTENDED_BYTES
    )


def checked(path: Path, order: str, words: tuple[int, ...], floats: tuple[float, ...]) -> Header:
    """What the words say, as integers and as floats; an InputError when the map is of a kind that cannot be used."""
    dimensions, mapped = words[:3], words[16:19] if any(words[16:19]) else (1, 2, 3)
    if sorted(mapped) != [1, 2, 3]:
        raise InputError(
            f"the map {path} has the axis fields MAPC, MAPR, MAPS {mapped}, which must be 1, 2 and 3 in some order; "
            "correct its header"
        )
    axes = tuple(axis - 1 for axis in mapped)
    if min(dimensions) < 2:
        raise InputError(f"the map {path} has {dimensions} voxels, an image and not a volume")
    if words[22] >= VOLUME_STACKS and 0 < words[9] < dimensions[2]:
        raise InputError(f"the map {path} is a stack of {dimensions[2] // words[9]} volumes; give one volume")
    if any(angle and not abs(angle - 90) <= ANGLE_TOLERANCE for angle in floats[13:16]):
        raise InputError(f"the map {path} has cell angles {floats[13:16]}; only orthogonal cells are read")
    along = [dimensions[axes.index(axis)] for axis in range(3)]
    intervals = [m if m > 0 else n for m, n in zip(words[7:10], along, strict=True)]
    spacing = np.array(floats[10:13]) / intervals
    if not ((spacing > 0) & (spacing < MOST_SPACING)).all():
        raise InputError(f"the map {path} has voxels of {spacing} Å; set the true size in its header")
    origin = np.array(floats[49:52])
    if not origin.any():
        origin = np.array([words[4 + axes.index(axis)] for axis in range(3)]) * spacing
    return Header(dimensions, axes, voxel_type(path, order, words, floats), spacing, origin, HEADER_BYTES + words[23])


def voxel_type(path: Path, order: str, words: tuple[int, ...], floats: tuple[float, ...]) -> np.dtype:
    """How a voxel is stored; bytes are signed unless IMOD's mark says otherwise, or the largest value cannot be."""
    mode = words[3]
    if mode in COMPLEX:
        raise InputError(f"the map {path} holds complex numbers (mode {mode}); give the map in real space")
    if mode not in TYPES:
        raise InputError(f"the map {path} has mode {mode}, which cannot be read; convert it to mode 2")
    imod = words[38] == IMOD_STAMP and not words[39] & IMOD_SIGNED
    lowest, highest = floats[19:21]
    unsigned = mode == BYTES and (imod or (highest > MOST_SIGNED_BYTE and lowest >= 0))
    if unsigned and not imod:
        tell(f"the bytes of the map {path} are read as unsigned, because its header's largest value is {highest:g}")
    return np.dtype("u1" if unsigned else TYPES[mode]).newbyteorder(order)
