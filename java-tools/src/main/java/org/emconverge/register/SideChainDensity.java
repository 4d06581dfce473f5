package org.emconverge.register;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.vecmath.Point3d;
import javax.vecmath.Vector3d;
import org.emconverge.density.DensityMap;
import org.emconverge.density.GaussianFilter;
import org.emconverge.density.MapStatistics;
import org.emconverge.register.SideChains.Conformer;

/**
 * A map as a matched filter for atoms sees it, with the main chain taken out.
 *
 * <p>An atom is a Gaussian of one width σ, that at which the calculated density of the main chain correlates best with
 * the map. The map filtered with that Gaussian has at a point the product of the map and an atom that lies there; an
 * atom's own such product is a Gaussian of width √2 σ, here scaled to 1 at the atom. So what a side chain has in common
 * with the map is a sum over its atoms of values of one filtered map, and what it has in common with itself a sum over
 * pairs of its atoms.
 */
final class SideChainDensity {
    /** Of the box around the main chain, Å: the longest side chain and its blur. */
    private static final double MARGIN = 11;
    /** Width of an atom in resolutions: the Gaussian's Fourier transform falls to 1/e at 0.9/d. */
    private static final double WIDTH = 0.235;
    /** Of an atom however fine the resolution, Å: its own width, and its thermal motion. */
    private static final double LEAST_WIDTH = 0.55;

    private static final double REACH_IN_SIGMA = 3.5;
    /** Voxels farther than this from the main chain are the background, Å. */
    private static final double FAR = 6;
    /** Neighbours along the chain on either side whose main chain says how strong a place's density is. */
    private static final int NEIGHBOURS = 5;
    /** The weight of the whole model's strength beside that of the neighbours, in residues. */
    private static final double SHRINKAGE = 2;

    private static final double LEAST_STRENGTH = 0.25;
    private static final double MOST_STRENGTH = 1.5;
    private static final double[] WEIGHTS = {0.88, 1, 1, 0.79};
    /** Where CB lies in the axes of a place, Å (alanine, ideal). */
    private static final double[] CB = SideChains.shipped().of(0).get(0).atoms()[0];

    private final double width;
    private final DensityMap filtered;
    private final DensityMap mainChain;
    private final double background;
    private final Strengths strengths;
    private final List<Place> places;

    /**
     * @param places at least one
     * @param mates main-chain atoms of symmetry mates, Å
     * @param resolution Å
     */
    SideChainDensity(DensityMap map, List<Place> places, List<Point3d> mates, double resolution) {
        width = Math.max(LEAST_WIDTH, WIDTH * resolution);
        List<double[]> atoms = mainChain(places);
        DensityMap box = map.around(atoms.toArray(double[][]::new), MARGIN);
        filtered = GaussianFilter.smooth(box, width);
        background = background(atoms);
        double first = strengths(places, withBetas(places, calculated(mainChain(places))))
                .whole();
        this.places = first > 0 ? BackboneFit.moved(places, filtered, first, CB) : places;
        List<double[]> moved = mainChain(this.places);
        mates.forEach(mate -> moved.add(weighted(mate, 1)));
        mainChain = calculated(moved);
        strengths = strengths(this.places, withBetas(this.places, mainChain));
    }

    private static List<double[]> mainChain(List<Place> places) {
        List<double[]> atoms = new ArrayList<>();
        for (Place place : places) {
            for (int i = 0; i < place.mainChain().size(); i++) {
                atoms.add(weighted(place.mainChain().get(i), WEIGHTS[i]));
            }
        }
        return atoms;
    }

    private static double[] weighted(Point3d position, double weight) {
        return new double[] {position.x, position.y, position.z, weight};
    }

    private DensityMap calculated(List<double[]> atoms) {
        DensityMap empty = new DensityMap(
                filtered.nx(),
                filtered.ny(),
                filtered.nz(),
                filtered.voxel(),
                filtered.origin(),
                new float[filtered.values().length]);
        return withGaussians(empty, atoms);
    }

    private DensityMap withBetas(List<Place> places, DensityMap mainChain) {
        List<double[]> betas = places.stream()
                .filter(place -> place.kind() != SideChains.GLYCINE)
                .map(place -> weighted(Place.carried(CB, place.ca(), place.axes()), 1))
                .toList();
        return withGaussians(mainChain, betas);
    }

    /** A map with Gaussians added that have their weight at the atom, and the width of an atom seen by an atom. */
    private DensityMap withGaussians(DensityMap to, List<double[]> atoms) {
        float[] values = to.values().clone();
        DensityMap sum = new DensityMap(to.nx(), to.ny(), to.nz(), to.voxel(), to.origin(), values);
        double sigma = width * Math.sqrt(2);
        for (double[] atom : atoms) {
            new Box(sum, atom, REACH_IN_SIGMA * sigma).addGaussian(values, atom[3], 1 / (2 * sigma * sigma));
        }
        return sum;
    }

    /** The median of what lies far from the main chain; where nothing does, the lowest value of all. */
    private double background(List<double[]> atoms) {
        boolean[] near = new boolean[filtered.values().length];
        atoms.forEach(
                atom -> new Box(filtered, atom, FAR).forEach((index, squared) -> near[index] |= squared < FAR * FAR));
        float[] far = new float[near.length];
        int count = 0;
        for (int i = 0; i < near.length; i++) {
            if (!near[i]) {
                far[count++] = filtered.values()[i];
            }
        }
        Arrays.sort(far, 0, count);
        return count == 0 ? MapStatistics.of(filtered.values()).min() : far[count / 2];
    }

    /**
     * How strong the main chain's density is: what (map − background) is of the calculated one, by least squares.
     *
     * @param whole of the whole model
     * @param places around each place
     * @param relative likewise, that of the whole model being 1, from 0 to 1.5
     */
    private record Strengths(double whole, double[] places, double[] relative) {}

    private Strengths strengths(List<Place> places, DensityMap calculated) {
        double[] products = new double[places.size()];
        double[] squares = new double[places.size()];
        for (int i = 0; i < places.size(); i++) {
            for (Point3d atom : places.get(i).mainChain()) {
                double model = calculated.at(atom.x, atom.y, atom.z);
                if (!Double.isNaN(model)) {
                    products[i] += (filtered.at(atom.x, atom.y, atom.z) - background) * model;
                    squares[i] += model * model;
                }
            }
        }
        double square = Arrays.stream(squares).sum();
        double whole = square > 0 ? Math.max(Arrays.stream(products).sum() / square, 0) : 0;
        double meanSquare = square / places.size();
        double[] local = new double[places.size()];
        double[] relative = new double[places.size()];
        for (int i = 0; i < places.size() && whole > 0; i++) {
            double product = 0;
            double weight = 0;
            for (int j = Math.max(0, i - NEIGHBOURS); j <= Math.min(places.size() - 1, i + NEIGHBOURS); j++) {
                if (places.get(j).segment() == places.get(i).segment()) {
                    product += products[j];
                    weight += squares[j];
                }
            }
            relative[i] = weight > 0 ? Math.max(0, Math.min(MOST_STRENGTH, product / weight / whole)) : 0;
            double shrunk = (product + SHRINKAGE * whole * meanSquare) / (weight + SHRINKAGE * meanSquare);
            local[i] = Math.max(shrunk, LEAST_STRENGTH * whole);
        }
        return new Strengths(whole, local, relative);
    }

    /** The places, drawn into the density. */
    List<Place> places() {
        return places;
    }

    /** Of an atom's Gaussian, Å. */
    double width() {
        return width;
    }

    /** Whether the main chain has any density, without which there is no evidence. */
    boolean isUsable() {
        return strengths.whole() > 0;
    }

    /** How strong the main chain's density is around a place, 0 to 1.5, that of the whole model being 1. */
    double relativeStrength(int place) {
        return strengths.relative()[place];
    }

    /**
     * The side-chain density at a position near a place, of which the main chain's share is taken out; an atom alone
     * there has 1.
     */
    double at(int place, double x, double y, double z) {
        double observed = filtered.at(x, y, z);
        return Double.isNaN(observed) ? 0 : (observed - background) / strengths.places()[place] - mainChain.at(x, y, z);
    }

    /** What a side chain has in common with itself: Σ wₐ w_b exp(−r²/4σ²). */
    double selfOverlap(Conformer conformer) {
        double sum = 0;
        for (int a = 0; a < conformer.atoms().length; a++) {
            for (int b = 0; b < conformer.atoms().length; b++) {
                double squared = 0;
                for (int axis = 0; axis < 3; axis++) {
                    double step = conformer.atoms()[a][axis] - conformer.atoms()[b][axis];
                    squared += step * step;
                }
                sum += conformer.weights()[a] * conformer.weights()[b] * Math.exp(-squared / (4 * width * width));
            }
        }
        return sum;
    }

    /** What a side chain at a place has in common with the map: Σ wₐ ρ(xₐ). */
    double overlap(int place, Point3d ca, Vector3d[] axes, Conformer conformer) {
        double sum = 0;
        for (int a = 0; a < conformer.atoms().length; a++) {
            double[] l = conformer.atoms()[a];
            double x = ca.x + l[0] * axes[0].x + l[1] * axes[1].x + l[2] * axes[2].x;
            double y = ca.y + l[0] * axes[0].y + l[1] * axes[1].y + l[2] * axes[2].y;
            double z = ca.z + l[0] * axes[0].z + l[1] * axes[1].z + l[2] * axes[2].z;
            sum += conformer.weights()[a] * at(place, x, y, z);
        }
        return sum;
    }
}
