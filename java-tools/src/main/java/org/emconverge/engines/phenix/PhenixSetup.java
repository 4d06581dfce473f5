package org.emconverge.engines.phenix;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Element;
import org.biojava.nbio.structure.PDBCrystallographicInfo;
import org.biojava.nbio.structure.Structure;
import org.biojava.nbio.structure.xtal.CrystalCell;
import org.biojava.nbio.structure.xtal.SpaceGroup;
import org.emconverge.AtomicOutput;
import org.emconverge.density.DensityMap;
import org.emconverge.density.MrcFile;
import org.emconverge.engines.MapFrame;
import org.emconverge.structure.EnsembleFile;
import org.emconverge.structure.ModelFile;

/** What Phenix refines a model with: the model and the map in one box that starts at zero, and the parameters. */
public final class PhenixSetup {
    /** Hydrogens are left to Phenix's restraints, which need none. */
    static final Predicate<Atom> HEAVY = atom -> atom.getElement() != Element.H && atom.getElement() != Element.D;

    private PhenixSetup() {
    }

    /**
     * Writes model.cif (heavy atoms), map.mrc and refine.eff.
     *
     * @param model in the frame of {@code map}
     */
    public static void run(Path model, Path map, PhenixParameters parameters, Path folder) throws IOException {
        DensityMap density = MrcFile.read(map);
        Structure structure = EnsembleFile.restrictedTo(HEAVY, ModelFile.read(model));
        MapFrame.move(structure, density.origin(), -1);
        structure.setCrystallographicInfo(box(density));
        ModelFile.writeCif(structure, folder.resolve(PhenixParameters.MODEL));
        MapFrame.writeAtZero(density, folder.resolve(PhenixParameters.MAP));
        AtomicOutput.write(folder.resolve(PhenixParameters.FILE), parameters.eff());
    }

    /** Phenix compares the model's cell and space group with the map's. */
    private static PDBCrystallographicInfo box(DensityMap map) {
        PDBCrystallographicInfo info = new PDBCrystallographicInfo();
        info.setCrystalCell(new CrystalCell(map.nx() * map.voxel()[0], map.ny() * map.voxel()[1], map.nz() * map.voxel()[2], 90, 90, 90));
        info.setSpaceGroup(SpaceGroup.parseSpaceGroup("P 1"));
        return info;
    }
}
