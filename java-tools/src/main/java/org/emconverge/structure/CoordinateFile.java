package org.emconverge.structure;

import java.util.List;
import org.biojava.nbio.structure.PDBCrystallographicInfo;

/**
 * The coordinate lines of a file, model by model, in the order of the file.
 *
 * @param models at least one line each
 * @param blocks names of the data blocks that hold coordinates; one without a name of a PDB file
 * @param labelled whether the parts of the lines are label_asym_ids, which the model's chains keep
 * @param crystal cell and space group; null where the file has none
 * @param coordinateLines how many coordinate lines the file has
 */
record CoordinateFile(
        List<List<CoordinateLine>> models,
        List<String> blocks,
        boolean labelled,
        PDBCrystallographicInfo crystal,
        int coordinateLines) {}
