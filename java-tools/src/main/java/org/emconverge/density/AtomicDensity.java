package org.emconverge.density;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The density of atoms on a periodic grid, section by section: each of the five Gaussians of an atom is the product of
 * three tables, one along each axis.
 *
 * <p>All atoms are blurred by one extra B, so that the grid can show them; whoever transforms the map takes it off
 * again (Ten Eyck, Acta Cryst. A33, 486, 1977).
 */
final class AtomicDensity implements Spectrum.Sections {
    /** A Gaussian ends where it is this part of the peak of a typical atom. */
    private static final double TAIL = 2e-5;

    private final int[] size;
    private final double[] spacing;
    private final double[] origin;
    private final double blur;
    private final double floor;
    private final List<Gaussian> gaussians = new ArrayList<>();
    /** Numbers of the Gaussians that reach each section, by section. */
    private final int[][] bySection;

    /**
     * One Gaussian: the first grid point of its box along each axis, and its factors there; those along z hold the
     * amplitude too.
     */
    private record Gaussian(int[] first, float[][] factors) {}

    /**
     * @param size grid points along x, y, z
     * @param spacing of the grid, Å
     * @param origin position of grid point (0, 0, 0), Å
     * @param blur Å², added to every B
     */
    AtomicDensity(List<FitAtom> atoms, int[] size, double[] spacing, double[] origin, double blur) {
        this.size = size;
        this.spacing = spacing;
        this.origin = origin;
        this.blur = blur;
        double meanB = atoms.stream()
                .mapToDouble(a -> Math.max(0, a.bFactor()))
                .average()
                .orElse(0);
        floor = TAIL * ElectronScattering.of("C").density(0, meanB + blur);
        atoms.forEach(this::add);
        bySection = bySection();
    }

    private void add(FitAtom atom) {
        ElectronScattering scattering = ElectronScattering.of(atom.element());
        double[] position = {atom.x(), atom.y(), atom.z()};
        for (int g = 0; g < scattering.amplitudes().length; g++) {
            // a (4π/w)^{3/2} exp(−4π² r²/w)
            double width = scattering.widths()[g] + Math.max(0, atom.bFactor()) + blur;
            double scale = 4 * Math.PI / width;
            double peak = atom.occupancy() * scattering.amplitudes()[g] * scale * Math.sqrt(scale);
            if (peak <= floor) {
                continue;
            }
            double exponent = Math.PI * scale;
            double reach = Math.sqrt(Math.log(peak / floor) / exponent);
            int[] first = new int[3];
            float[][] factors = new float[3][];
            for (int axis = 0; axis < 3; axis++) {
                double centre = (position[axis] - origin[axis]) / spacing[axis];
                first[axis] = (int) Math.ceil(centre - reach / spacing[axis]);
                int count = (int) Math.floor(centre + reach / spacing[axis]) - first[axis] + 1;
                factors[axis] = new float[Math.max(0, count)];
                for (int i = 0; i < count; i++) {
                    double d = (first[axis] + i - centre) * spacing[axis];
                    factors[axis][i] = (float) ((axis == 2 ? peak : 1) * Math.exp(-exponent * d * d));
                }
            }
            gaussians.add(new Gaussian(first, factors));
        }
    }

    private int[][] bySection() {
        int[] counts = new int[size[2]];
        int[][] sections = new int[size[2]][];
        for (int pass = 0; pass < 2; pass++) {
            for (int g = 0; g < gaussians.size(); g++) {
                Gaussian gaussian = gaussians.get(g);
                // a Gaussian longer than the box meets a section more than once, but is listed there once
                int count = Math.min(gaussian.factors[2].length, size[2]);
                for (int i = 0; i < count; i++) {
                    int z = Math.floorMod(gaussian.first[2] + i, size[2]);
                    if (pass == 1) {
                        sections[z][counts[z]] = g;
                    }
                    counts[z]++;
                }
            }
            for (int z = 0; z < size[2] && pass == 0; z++) {
                sections[z] = new int[counts[z]];
                counts[z] = 0;
            }
        }
        return sections;
    }

    @Override
    public boolean fill(int z, float[] section) {
        if (bySection[z].length == 0) {
            return false;
        }
        Arrays.fill(section, 0);
        for (int g : bySection[z]) {
            Gaussian gaussian = gaussians.get(g);
            for (int i = Math.floorMod(z - gaussian.first[2], size[2]); i < gaussian.factors[2].length; i += size[2]) {
                add(gaussian, gaussian.factors[2][i], section);
            }
        }
        return true;
    }

    private void add(Gaussian gaussian, float z, float[] section) {
        float[] alongX = gaussian.factors[0];
        float[] alongY = gaussian.factors[1];
        int nx = size[0];
        boolean whole = gaussian.first[0] >= 0 && gaussian.first[0] + alongX.length <= nx;
        for (int j = 0; j < alongY.length; j++) {
            float yz = z * alongY[j];
            if (yz < floor) {
                continue;
            }
            int row = Math.floorMod(gaussian.first[1] + j, size[1]) * nx;
            if (whole) {
                int at = row + gaussian.first[0];
                for (int i = 0; i < alongX.length; i++) {
                    section[at + i] += yz * alongX[i];
                }
            } else {
                for (int i = 0; i < alongX.length; i++) {
                    section[row + Math.floorMod(gaussian.first[0] + i, nx)] += yz * alongX[i];
                }
            }
        }
    }
}
