"""Maps as the engines read them: the same files, and the same numbers, as the Java steps (MrcFileTest)."""

import bz2
import gzip
import itertools
import lzma
import struct

import numpy as np
import pytest
from conftest import write_map

from emconverge_engines.maps import Grid, onto, read_grid, solvent_level
from emconverge_engines.program import InputError


def test_reads_origin_and_spacing(tmp_path):
    values = np.arange(2 * 3 * 4, dtype=np.float32).reshape(2, 3, 4)
    grid = read_grid(write_map(values, (-79.014, 1.5, 0.25), 1.25, tmp_path / "a.mrc"))
    np.testing.assert_array_equal(grid.values, values)
    np.testing.assert_allclose(grid.origin, (-79.014, 1.5, 0.25), atol=1e-5)
    np.testing.assert_allclose(grid.spacing, 1.25, atol=1e-6)


@pytest.mark.parametrize(
    "content, message",
    [
        (b"<html>", "cannot be read"),
        (None, "cannot be read"),
        (b"<html>" * 500, "no MRC file"),
        (bz2.compress(b"map"), "compressed by bzip2"),
        (lzma.compress(b"map"), "compressed by xz"),
        (gzip.compress(b"map" * 500)[:-9], "cannot be read"),
    ],
)
def test_what_is_no_map_is_refused(tmp_path, content, message):
    path = tmp_path / "a.mrc"
    if content:
        path.write_bytes(content)
    with pytest.raises(InputError, match=message):
        read_grid(path)


def changed(path, **words):
    """The map with words of its header, counted from 1, replaced by integers (w) or floats (f)."""
    content = bytearray(path.read_bytes())
    for name, value in words.items():
        struct.pack_into("<i" if name[0] == "w" else "<f", content, 4 * (int(name[1:]) - 1), value)
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("order", list(itertools.permutations((1, 2, 3))))
@pytest.mark.parametrize("endian", "<>")
def test_every_axis_and_byte_order_gives_the_same_map(tmp_path, order, endian):
    values = np.arange(2 * 3 * 4, dtype=np.float32).reshape(2, 3, 4)
    path = write_map(values, (4.0, 0.0, -2.5), 1.25, tmp_path / "a.mrc")
    words = list(struct.unpack("<256I", path.read_bytes()[:1024]))
    words[23] = 0  # without the extended header
    words[:3] = [values.shape[axis - 1] for axis in order]
    words[16:19] = order
    stored = values.transpose([order[2] - 1, order[1] - 1, order[0] - 1]).astype(f"{endian}f4")
    path.write_bytes(struct.pack(f"{endian}256I", *words) + stored.tobytes())
    grid = read_grid(path)
    np.testing.assert_array_equal(grid.values, values)
    np.testing.assert_allclose(grid.origin, (4.0, 0.0, -2.5))


def test_bytes_are_unsigned_where_the_header_says_so(tmp_path):
    path = write_map(np.arange(24).reshape(2, 3, 4), (0, 0, 0), 1.0, tmp_path / "a.mrc")
    path.write_bytes(path.read_bytes()[:-96] + bytes(range(180, 204)))
    assert read_grid(changed(path, w4=0, f20=180, f21=203)).values[0, 0, 0] == 180
    assert read_grid(changed(path, f21=127)).values[0, 0, 0] == 180 - 256
    assert read_grid(changed(path, w39=1146047817, w40=0)).values[0, 0, 0] == 180
    assert read_grid(changed(path, w40=1)).values[0, 0, 0] == 180 - 256


def test_nstart_places_a_map_without_origin(tmp_path):
    path = write_map(np.arange(24).reshape(2, 3, 4), (0, 0, 0), 1.5, tmp_path / "a.mrc")
    np.testing.assert_allclose(read_grid(changed(path, w5=4, w7=-2)).origin, (6, 0, -3))


def test_a_stack_of_one_volume_is_read_and_of_two_is_not(tmp_path):
    path = write_map(np.arange(24).reshape(2, 3, 4), (0, 0, 0), 1.5, tmp_path / "a.mrc")
    assert read_grid(changed(path, w23=401)).values.shape == (2, 3, 4)
    with pytest.raises(InputError, match="stack of 2 volumes"):
        read_grid(changed(path, w10=2))


@pytest.mark.parametrize("axes", [(-1, 2, 3), (1, 1, 3), (0, 1, 2)])
def test_axis_fields_that_are_no_permutation_are_named(tmp_path, axes):
    path = write_map(np.arange(24).reshape(2, 3, 4), (0, 0, 0), 1.5, tmp_path / "a.mrc")
    with pytest.raises(InputError, match="MAPC, MAPR, MAPS"):
        read_grid(changed(path, w17=axes[0], w18=axes[1], w19=axes[2]))


def test_a_truncated_map_is_refused(tmp_path):
    path = write_map(np.arange(24).reshape(2, 3, 4), (0, 0, 0), 1.5, tmp_path / "a.mrc")
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(InputError, match="truncated"):
        read_grid(path)


def test_not_a_number_is_refused(tmp_path):
    values = np.zeros((4, 4, 4))
    values[1, 2, 3] = np.nan
    with pytest.raises(InputError, match="not numbers"):
        read_grid(write_map(values, (0, 0, 0), 1.0, tmp_path / "a.mrc"))


def test_the_solvent_is_the_median_of_the_outermost_voxels():
    values = np.full((9, 8, 7), 3.0, dtype=np.float32)
    values[1:-1, 1:-1, 1:-1] = 50.0
    values[0] = 9.0  # a neighbour reaches one side of the box
    assert solvent_level(Grid(values, np.zeros(3), np.ones(3))) == 3.0


def test_a_map_is_moved_by_whole_voxels_only():
    values = np.random.default_rng(6).normal(size=(9, 8, 7)).astype(np.float32)
    spacing = np.array([1.5, 1.2, 0.9])
    grid = Grid(values, np.array([3.0, -2.0, 10.0]), spacing)
    assert onto(grid, grid) is grid
    moved = onto(Grid(values, grid.origin + np.array([2, -3, 0]) * spacing, spacing), grid)
    np.testing.assert_array_equal(moved.values[2:, :5], values[:-2, 3:])
    assert not moved.values[:2].any() and not moved.values[:, 5:].any()
    for apart in ([0.5, 0, 0], [9, 0, 0]):
        assert onto(Grid(values, grid.origin + np.array(apart) * spacing, spacing), grid) is None
    assert onto(Grid(values, grid.origin, spacing * 1.01), grid) is None
