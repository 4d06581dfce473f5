'use strict';
/** The map, a byte per voxel: density = low + step (byte + 128). */
class DensityMap {
  /**
   * @param facts size, voxel and origin along x, y, z (Å); low, step, level, mean and sd in the map's units, and of which map
   *   the last two are
   */
  constructor(facts, bytes) {
    Object.assign(this, facts);
    this.values = new Int8Array(bytes.buffer);
  }

  /** The lowest level that has a surface: what lies below low is low. */
  get lowest() {
    return this.low + this.step;
  }

  /** A density as the bytes count it. */
  scaled(density) {
    return (density - this.low) / this.step - 128;
  }

  /** A level in standard deviations above the mean of the map that they are of. */
  sigma(level) {
    return (level - this.mean) / this.sd;
  }

  /**
   * The voxels from ... to (without the last) along each axis of the box of a radius around a place, or of the whole map.
   *
   * @param centre x, y, z, Å; null: the whole map
   */
  box(centre, radius) {
    const { size, voxel, origin } = this;
    const place = axis => (centre[axis] - origin[axis]) / voxel[axis];
    const from = size.map((n, axis) =>
      centre ? Math.min(n, Math.max(0, Math.floor(place(axis) - radius / voxel[axis]))) : 0,
    );
    const to = size.map((n, axis) =>
      centre ? Math.max(from[axis], Math.min(n, Math.ceil(place(axis) + radius / voxel[axis]) + 1)) : n,
    );
    return { from, to };
  }

  /** The highest density within a radius (Å) of a place; -Infinity where the map does not reach. */
  highest(centre, radius) {
    const { size, voxel, origin } = this;
    const { from, to } = this.box(centre, radius);
    const square = (axis, at) => (origin[axis] + at * voxel[axis] - centre[axis]) ** 2;
    let highest = -Infinity;
    for (let z = from[2]; z < to[2]; z++) {
      for (let y = from[1]; y < to[1]; y++) {
        const left = radius ** 2 - square(2, z) - square(1, y);
        for (let x = from[0]; x < to[0]; x++) {
          if (square(0, x) <= left) highest = Math.max(highest, this.values[(z * size[1] + y) * size[0] + x]);
        }
      }
    }
    return this.low + this.step * (highest + 128);
  }

  /**
   * The box of a radius around a place as a file in CCP4 format (mode 0), or the whole map.
   *
   * @param centre x, y, z, Å; null: the whole map
   */
  file(centre, radius) {
    const { size, voxel, origin } = this;
    const { from, to } = this.box(centre, radius);
    const part = size.map((_, axis) => to[axis] - from[axis]);
    if (part.some(n => n < 2)) return null;
    const file = new Uint8Array(1024 + part[0] * part[1] * part[2]);
    const header = new DataView(file.buffer);
    part.forEach((n, axis) => {
      header.setInt32(4 * axis, n, true);
      header.setInt32(28 + 4 * axis, n, true);
      header.setFloat32(40 + 4 * axis, n * voxel[axis], true);
      header.setFloat32(52 + 4 * axis, 90, true);
      header.setInt32(64 + 4 * axis, axis + 1, true);
      header.setFloat32(196 + 4 * axis, origin[axis] + from[axis] * voxel[axis], true);
    });
    header.setInt32(88, 1, true);
    file.set([0x4d, 0x41, 0x50, 0x20, 0x44, 0x44, 0, 0], 208);
    const out = new Int8Array(file.buffer, 1024);
    let at = 0;
    for (let z = from[2]; z < to[2]; z++) {
      for (let y = from[1]; y < to[1]; y++, at += part[0]) {
        const row = (z * size[1] + y) * size[0];
        out.set(this.values.subarray(row + from[0], row + to[0]), at);
      }
    }
    return file;
  }
}
