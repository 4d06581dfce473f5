package org.emconverge.report;

import java.nio.file.Path;

/**
 * The files of one entry that its page is made from. Those that may be null leave out their section.
 *
 * @param summary summary.json
 * @param residues residues.csv
 * @param ranking ranking.csv, or null
 * @param rankingJson ranking.json, or null
 * @param prepare prepare.json, or null
 * @param completed list of rebuilt atoms, or null
 * @param mapInfo map.json, or null
 * @param setup setup.json of the sampler, or null
 * @param ensemble all models that are compared, best first; or null
 * @param map the map in which the models lie, or null
 * @param alignment alignment.csv of models of another program, or null
 * @param contour recommended level of the map, in its units; or null
 * @param renderer of the figures, or null for the one on the PATH
 */
public record ReportInputs(
        Path summary,
        Path residues,
        Path ranking,
        Path rankingJson,
        Path prepare,
        Path completed,
        Path mapInfo,
        Path setup,
        Path ensemble,
        Path map,
        Path alignment,
        Double contour,
        Path renderer) {}
