package org.emconverge.density;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.stream.Stream;

/**
 * What was found in a map and done to it; written as {@code map.json}. Arrays are x, y, z.
 *
 * @param file name of the map file (without its folder), or what the half maps' mean was made of
 * @param mode MRC mode
 * @param dimensions voxels
 * @param voxel voxel edges, Å
 * @param min smallest value of the whole map
 * @param max largest
 * @param mean mean
 * @param sd standard deviation
 * @param placement where the map lies and why
 * @param crop what was cut out
 * @param resampled voxel edges before and after, Å; null when the voxel was left as it was
 * @param warnings sentences for the user; may be empty
 * @param halves where the half maps lie beside it, where that was looked for; may be empty
 * @param composite which further maps were laid into it; null when there were none, and then not written
 */
public record MapReport(
        String file,
        int mode,
        int[] dimensions,
        double[] voxel,
        float min,
        float max,
        double mean,
        double sd,
        MapPlacement placement,
        Crop crop,
        Resampled resampled,
        List<String> warnings,
        List<HalfPlacement> halves,
        @JsonInclude(JsonInclude.Include.NON_NULL) CompositeReport composite) {
    /**
     * The box cut out of the map.
     *
     * @param start its first voxel; negative where it begins before the map
     * @param size voxels
     * @param origin position of its first voxel, Å
     * @param paddedFraction part of it that lies beyond the map, 0 to 1
     * @param padding the value given to that part
     */
    public record Crop(int[] start, int[] size, double[] origin, double paddedFraction, double padding) {}

    /** The same of a map into which further ones were laid, with a sentence on each. */
    MapReport with(CompositeReport parts, List<String> sentences) {
        List<String> told = Stream.concat(warnings.stream(), sentences.stream()).toList();
        return new MapReport(
                file, mode, dimensions, voxel, min, max, mean, sd, placement, crop, resampled, told, halves, parts);
    }

    /** Voxel edges before and after, Å. */
    public record Resampled(double[] from, double[] to) {}
}
