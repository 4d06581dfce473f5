package org.emconverge.density;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a composite map was made of.
 *
 * @param parts the main map first; their shares sum to 1
 * @param shownResolution Å: what its grid was made to show, the finest of its maps
 * @param localResolution where the main map's local resolution is from, as a clause; null where it was given or decides
 *     nothing
 */
public record CompositeReport(
        List<Part> parts,
        double shownResolution,
        @JsonIgnore String localResolution) {
    /**
     * One of its maps. What has no meaning for a map is null.
     *
     * @param role main, focused, sharpened or unsharpened
     * @param resolution Å
     * @param placedBy kind of the place that its header names and that was taken
     * @param origin of its first voxel there, Å
     * @param interpolated whether its voxels lie between those of the composite
     * @param solvent its level of the solvent, in its own units
     * @param scale what its density above that level was multiplied by
     * @param share its mean weight at the atoms of the model, 0 to 1
     * @param atoms how many of them lie where its weight is more than one half
     * @param correlation with the main map around those atoms, both smoothed to the coarser resolution
     * @param mask file of its mask
     * @param localResolution Å, at which its weight is greatest where the main map's local resolution decides
     * @param localResolutionMap what was given as its local resolution
     */
    public record Part(
            String role,
            String file,
            double resolution,
            String placedBy,
            double[] origin,
            boolean interpolated,
            double solvent,
            double scale,
            double share,
            int atoms,
            Double correlation,
            String mask,
            Double localResolution,
            GivenLocalResolution.Told localResolutionMap) {}

    private static final double ROUNDING = 0.01;

    /**
     * What a user should know of it.
     *
     * @param voxel of its grid, Å; length 3
     */
    List<String> sentences(double[] voxel) {
        List<String> sentences = new ArrayList<>();
        sentences.add(String.format(
                Locale.ROOT,
                "Further maps were laid into the map, which keeps %.0f %% of the weight at the model's atoms; models are"
                        + " sampled and refined in this composite map.",
                100 * parts.get(0).share()));
        parts.stream().skip(1).forEach(part -> sentences.add(sentence(part)));
        if (parts.get(0).localResolutionMap() != null) {
            sentences.add("The local resolution of the map itself is that of " + told(parts.get(0)) + ".");
        }
        if (localResolution != null) {
            sentences.add("The local resolution of the map itself was " + localResolution
                    + (parts.stream().anyMatch(part -> part.localResolutionMap() != null)
                            ? ": give it by the program that measured the others, for programs differ."
                            : "."));
        }
        double shows = 2 * Arrays.stream(voxel).max().orElseThrow();
        if (shownResolution < shows * (1 - ROUNDING)) {
            sentences.add(String.format(
                    Locale.ROOT,
                    "The map's voxels of %.2f Å cannot show the %.2f Å of the finest of its maps: what is finer than"
                            + " %.2f Å is lost.",
                    shows / 2,
                    shownResolution,
                    shows));
        }
        return sentences;
    }

    /** The file, in words. */
    private static String told(Part part) {
        return String.format(
                Locale.ROOT,
                "%s (known at %.0f %% of the atoms where it counts, there %.2f Å in the median)",
                part.localResolutionMap().file(),
                100 * part.localResolutionMap().known(),
                part.localResolutionMap().median());
    }

    private static String sentence(Part part) {
        String where = part.localResolutionMap() != null
                ? "counts by its local resolution " + told(part)
                        + (part.mask() != null ? " within its mask " + part.mask() : "")
                : part.localResolution() != null
                        ? String.format(
                                Locale.ROOT, "counts most at a local resolution of %.2f Å", part.localResolution())
                        : part.mask() != null ? "counts within its mask " + part.mask() : "counts where it is not flat";
        return String.format(
                Locale.ROOT,
                "The %s map %s (%.2f Å, placed by %s) %s: it has %.0f %% of the weight at the model's atoms, and a"
                        + " correlation of %.2f with the map around them; its density was multiplied by %.3g%s.",
                part.role(),
                part.file(),
                part.resolution(),
                part.placedBy(),
                where,
                100 * part.share(),
                part.correlation(),
                part.scale(),
                part.interpolated() ? " and interpolated between its voxels" : "");
    }
}
