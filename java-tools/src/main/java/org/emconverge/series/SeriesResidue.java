package org.emconverge.series;

import java.util.List;
import org.emconverge.structure.ResidueId;

/**
 * A residue through a series.
 *
 * @param name of the residue, as the finest map has it that has the residue
 * @param spread mean Cα RMSD in the maps of each resolution, Å; NaN where none has one
 * @param maps in how many maps it has a Cα RMSD
 * @param lost1 where its spread passes 1 Å
 * @param lost3 where its spread passes 3 Å
 */
public record SeriesResidue(
        ResidueId id, String name, List<Double> spread, long maps, ResidueLoss lost1, ResidueLoss lost3) {}
