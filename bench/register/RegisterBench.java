package org.emconverge.register;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.vecmath.Vector3d;
import org.biojava.nbio.structure.Structure;
import org.emconverge.density.DensityMap;
import org.emconverge.density.MapPlacement;
import org.emconverge.register.SideChains.Conformer;
import org.emconverge.structure.ModelFile;
import org.emconverge.structure.Symmetry;

/**
 * What bench/register/*.py measure and fit: residues MAP RESOLUTION MODEL... | density MAP RESOLUTION MODEL OUT.
 * The first prints the register of each residue, the second writes the side-chain density at the atoms of every
 * conformation of every kind at every place.
 */
public final class RegisterBench {
    public static void main(String[] args) throws Exception {
        double resolution = Double.parseDouble(args[2]);
        for (String file : List.of(args).subList(3, args[0].equals("residues") ? args.length : 4)) {
            Structure structure = ModelFile.read(Path.of(file));
            List<Place> places = Place.of(structure);
            double[][] positions = places.stream()
                    .map(p -> new double[] {p.ca().x, p.ca().y, p.ca().z})
                    .toArray(double[][]::new);
            DensityMap map = MapPlacement.placed(Path.of(args[1]), positions, resolution);
            if (args[0].equals("residues")) {
                long start = System.nanoTime();
                Register register = Register.of(structure, map, resolution, Symmetry.NONE);
                List<ResidueRegister> residues = register.residues();
                System.out.printf(Locale.ROOT, "# %s beta %.3f seconds %.2f%n", file, register.beta(),
                        (System.nanoTime() - start) * 1e-9);
                for (ResidueRegister r : residues) {
                    System.out.printf(Locale.ROOT, "%s,%s,%.4f,%d%n", r.id().chain(), r.id().label(), r.probability(),
                            r.shift());
                }
            } else {
                write(new SideChainDensity(map, places, List.of(), resolution), places, Path.of(args[4]));
            }
        }
    }

    /**
     * Big-endian: places, width; kinds; of each kind: conformations, atoms; of each of its conformations: log share,
     * atoms' x, y, z, weight; of each place: kind, segment, relative strength, density at the atoms of all.
     */
    private static void write(SideChainDensity density, List<Place> places, Path out) throws Exception {
        SideChains chains = SideChains.shipped();
        try (DataOutputStream data = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(out)))) {
            data.writeInt(places.size());
            data.writeFloat((float) density.width());
            for (int kind = 0; kind < SideChains.KINDS.size(); kind++) {
                data.writeInt(chains.of(kind).size());
                data.writeInt(chains.of(kind).get(0).atoms().length);
                for (Conformer conformer : chains.of(kind)) {
                    data.writeFloat((float) conformer.logShare());
                    for (int a = 0; a < conformer.atoms().length; a++) {
                        for (double x : conformer.atoms()[a]) {
                            data.writeFloat((float) x);
                        }
                        data.writeFloat((float) conformer.weights()[a]);
                    }
                }
            }
            for (int i = 0; i < places.size(); i++) {
                Place place = places.get(i);
                data.writeInt(place.kind());
                data.writeInt(place.segment());
                data.writeFloat((float) density.relativeStrength(i));
                Vector3d[] axes = place.axes();
                for (int kind = 0; kind < SideChains.KINDS.size(); kind++) {
                    for (Conformer conformer : chains.of(kind)) {
                        for (double[] atom : conformer.atoms()) {
                            var p = Place.carried(atom, place.ca(), axes);
                            data.writeFloat((float) density.at(i, p.x, p.y, p.z));
                        }
                    }
                }
            }
        }
    }
}
