"""Variants of maps: every permitted way to write one volume, and damaged files, written by mrcfile and byte by byte."""

import gzip
import random
import struct
from functools import cache
from itertools import permutations

import content
import mrcfile
import numpy as np
from model_variants import Variant

HEADER = 1024
MODES = {"signed": (0, 1, 2, 12), "unsigned": (0, 1, 2, 6, 12)}
"""Modes that hold every value of a volume; all are whole numbers below 2048, which mode 12 holds, too. The unsigned one
is the signed one with a constant added, which changes no number; its bytes in mode 0 are unsigned."""
IMOD = 1146047817  # the stamp of the program that marks bytes as signed or not
TYPES = {0: np.int8, 1: np.int16, 2: np.float32, 6: np.uint16, 12: np.float16}
HIGHEST = 100  # of the signed volume
SPACE_GROUPS = (0, 1, 401)
STAMPS = {"<": (b"\x44\x44\0\0", b"\x44\x41\0\0"), ">": (b"\x11\x11\0\0",)}


@cache
def volumes():
    """The volumes by name, arrays [z, y, x] of whole numbers: the map with the solvent at 0, and all above 0."""
    grid, _, _ = content.density()
    signed = np.rint(grid * (HIGHEST / float(grid.max())))
    return {"signed": signed, "unsigned": signed - signed.min()}


def packed(grid, mode, axes, order):
    """The bytes of a volume whose columns, rows and sections are these axes (1 x, 2 y, 3 z)."""
    columns, rows, sections = axes
    turned = grid.transpose(3 - sections, 3 - rows, 3 - columns)
    kind = np.uint8 if mode == 0 and grid.min() >= 0 else TYPES[mode]
    return np.ascontiguousarray(turned).astype(np.dtype(kind).newbyteorder(order)).tobytes()


def header(grid, mode, axes, order, rng):
    """(what was chosen, the header of 1024 bytes); places of fields are words of four bytes."""
    size = grid.shape[::-1]
    origin = content.density()[1]
    placed = rng.choice(["origin", "start", "both"])
    whole = [round(value) for value in origin]
    words = bytearray(HEADER)

    def put(word, form, *values):
        struct.pack_into(order + form, words, 4 * (word - 1), *values)

    put(1, "4i", *(size[axis - 1] for axis in axes), mode)
    if placed != "origin":
        put(5, "3i", *(whole[axis - 1] for axis in axes))
    put(8, "3i", *size)
    put(11, "3f", *map(float, size))
    put(14, "3f", *((90.0,) * 3 if rng.random() < 0.8 else (0.0,) * 3))
    put(17, "3i", *axes)
    statistics = rng.choice(["right", "none", "zero"])
    if statistics == "right":
        put(20, "3f", float(grid.min()), float(grid.max()), float(grid.mean()))
        put(55, "f", float(grid.std()))
    elif statistics == "none":
        put(20, "3f", 0.0, -1.0, -2.0)
        put(55, "f", -1.0)
    group = rng.choice(SPACE_GROUPS if axes[2] == 3 else SPACE_GROUPS[:2])  # MZ counts the sections of one volume
    extended = rng.choice([0, 0, 80, 1024, 8192])
    put(23, "2i", group, extended)
    kind = rng.choice([b"\0\0\0\0", b"CCP4", b"SERI", b"FEI1", b"MRCO"])
    words[104:108] = kind
    put(28, "i", rng.choice([0, 20140, 20141]))
    if placed != "start":
        put(50, "3f", *origin)
    if mode == 0 and grid.min() >= 0 and statistics != "right":
        put(39, "2i", IMOD, 0)  # else only the maximum tells
    words[208:212] = b"MAP "
    words[212:216] = rng.choice(STAMPS[order])
    labels = rng.choice([0, 1, 10])
    put(56, "i", labels)
    for label in range(labels):
        words[224 + 80 * label : 304 + 80 * label] = f"label {label}".ljust(80).encode()
    what = f"placed by {placed}, statistics {statistics}, group {group}, extended header of {extended} bytes {kind!r}"
    return what, bytes(words) + bytes(rng.randrange(256) for _ in range(extended))


def by_mrcfile(grid, mode, rng, path):
    """As mrcfile writes it, which puts the axes in the order x, y, z and the bytes in that of the machine."""
    with mrcfile.new(path, data=grid.astype(TYPES[mode]), overwrite=True) as made:
        made.set_volume() if rng.random() < 0.5 else made.set_image_stack()
        made.voxel_size = content.density()[2]
        made.header.origin = content.density()[1]
    return path.read_bytes()


def variant(seed, folder):
    """The variant of a number; the same number makes the same file."""
    rng = random.Random(seed)
    name = rng.choice(list(volumes()))
    grid = volumes()[name]
    mode = rng.choice(MODES[name])
    if rng.random() < 0.2 and (name, mode) != ("unsigned", 0):  # mrcfile writes signed bytes alone
        data = by_mrcfile(grid, mode, rng, folder / "written.mrc")
        what = f"{name} by mrcfile, mode {mode}"
    else:
        axes, order = rng.choice(list(permutations((1, 2, 3)))), rng.choice("<>")
        chosen, head = header(grid, mode, axes, order, rng)
        data = head + packed(grid, mode, axes, order)
        what = f"{name}, mode {mode}, axes {axes}, order {order}, {chosen}"
    ending = rng.choice([".mrc", ".map", ".ccp4"])
    if rng.random() < 0.3:
        data, ending = gzip.compress(data, mtime=0), ending + ".gz"
    return Variant(f"m{seed:06d}", ending, data, "signed", what)


def references():
    """The plain files whose numbers count, by name: mode 2, axes x, y, z, placed by both fields."""
    plain = {}
    for name, grid in volumes().items():
        words = struct.pack("<4i", *grid.shape[::-1], 2)
        words += struct.pack("<3i3i", *map(round, content.density()[1]), *grid.shape[::-1])
        words += struct.pack("<6f3i", *map(float, grid.shape[::-1]), 90, 90, 90, 1, 2, 3)
        words += struct.pack("<3f2i", float(grid.min()), float(grid.max()), float(grid.mean()), 1, 0)
        words = words.ljust(196, b"\0") + struct.pack("<3f", *content.density()[1]) + b"MAP \x44\x44\0\0"
        words += struct.pack("<f", float(grid.std()))
        data = words.ljust(HEADER, b"\0") + packed(grid, 2, (1, 2, 3), "<")
        plain[name] = Variant(name, ".mrc", data, name, "plain")
    return plain


def damaged(seed):
    """A damaged map, which must end in one sentence."""
    rng = random.Random(-1 - seed)
    data = bytearray(references()["signed"].data)
    way = rng.choice(["cut", "gzip", "axes", "mode", "size", "cell", "random", "empty", "nothing in it", "text"])
    if way == "cut":
        data = data[: rng.randrange(HEADER // 2, len(data) - 1)]
    elif way == "gzip":
        packed_data = gzip.compress(bytes(data), mtime=0)
        data = packed_data[: rng.randrange(20, len(packed_data) - 8)]
    elif way == "axes":
        struct.pack_into("<3i", data, 64, *rng.choice([(1, 1, 3), (1, 2, 4), (-1, 2, 3), (3, 3, 3)]))
    elif way == "mode":
        struct.pack_into("<i", data, 12, rng.choice([3, 4, 5, 7, 99, -1]))
    elif way == "size":
        struct.pack_into("<i", data, 4 * rng.randrange(3), rng.choice([0, -5, 10**9]))
    elif way == "cell":
        struct.pack_into("<f", data, 40 + 4 * rng.randrange(3), rng.choice([0.0, -3.0, float("nan"), float("inf")]))
    elif way == "random":
        data = bytes(rng.randrange(256) for _ in range(rng.randrange(1, 5_000)))
    elif way == "empty":
        data = b""
    elif way == "nothing in it":
        data[HEADER:] = bytes(len(data) - HEADER)
    elif way == "text":
        data = b"ATOM      1  N   ALA A   1\n" * 200
    return Variant(f"w{seed:06d}", ".mrc", bytes(data), "", way, sentence=True)
