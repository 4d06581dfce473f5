package org.emconverge.engines.phenix;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import javax.vecmath.Point3d;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Element;
import org.biojava.nbio.structure.PDBCrystallographicInfo;
import org.biojava.nbio.structure.Structure;
import org.biojava.nbio.structure.xtal.CrystalCell;
import org.biojava.nbio.structure.xtal.SpaceGroup;
import org.emconverge.AtomicOutput;
import org.emconverge.InputException;
import org.emconverge.Json;
import org.emconverge.density.DensityMap;
import org.emconverge.density.MrcFile;
import org.emconverge.engines.MapFrame;
import org.emconverge.structure.EnsembleFile;
import org.emconverge.structure.Mates;
import org.emconverge.structure.ModelFile;
import org.emconverge.structure.Symmetry;

/** What Phenix refines a model with: the model and the map in one box that starts at zero, and the parameters. */
public final class PhenixSetup {
    /** Hydrogens are left to Phenix's restraints, which need none. */
    static final Predicate<Atom> HEAVY = atom -> atom.getElement() != Element.H && atom.getElement() != Element.D;

    /** @param origin Å; length 3 */
    record Place(double[] origin) {}

    private PhenixSetup() {}

    /**
     * Writes model.cif (heavy atoms), map.mrc and refine.eff. Of a symmetric map the whole assembly is refined, its
     * copies held alike: Phenix knows no mates but those that are there.
     *
     * @param model in the frame of {@code map}
     * @param symmetry of the map, which the model is the asymmetric unit of
     */
    public static void run(Path model, Path map, Symmetry symmetry, PhenixParameters parameters, Path folder)
            throws IOException {
        if (symmetry.helix() != null) {
            throw new InputException(
                    "Phenix refines point groups here, and this map is helical: refine it with Servalcat.");
        }
        Structure unit = EnsembleFile.restrictedTo(HEAVY, ModelFile.read(model));
        int copies = symmetry.operators().size();
        Structure whole = Mates.surrounded(
                unit, symmetry, IntStream.range(1, copies).boxed().toList());
        DensityMap density = copies > 1 ? WholeMap.of(MrcFile.read(map), symmetry, atoms(whole)) : MrcFile.read(map);
        int chains = unit.getChains().size();
        PhenixChains.rename(whole);
        MapFrame.move(whole, density.origin(), -1);
        whole.setCrystallographicInfo(box(density));
        ModelFile.writeCif(whole, folder.resolve(PhenixParameters.MODEL));
        MapFrame.writeAtZero(density, folder.resolve(PhenixParameters.MAP));
        Json.write(new Place(density.origin()), folder.resolve(PhenixParameters.PLACE));
        AtomicOutput.write(
                folder.resolve(PhenixParameters.FILE), parameters.eff(PhenixChains.selections(chains, copies)));
    }

    private static List<Point3d> atoms(Structure structure) {
        return structure.getChains().stream()
                .flatMap(chain -> chain.getAtomGroups().stream())
                .flatMap(group -> group.getAtoms().stream())
                .map(atom -> new Point3d(atom.getCoords()))
                .toList();
    }

    /** Phenix compares the model's cell and space group with the map's. */
    private static PDBCrystallographicInfo box(DensityMap map) {
        PDBCrystallographicInfo info = new PDBCrystallographicInfo();
        info.setCrystalCell(new CrystalCell(
                map.nx() * map.voxel()[0], map.ny() * map.voxel()[1], map.nz() * map.voxel()[2], 90, 90, 90));
        info.setSpaceGroup(SpaceGroup.parseSpaceGroup("P 1"));
        return info;
    }
}
