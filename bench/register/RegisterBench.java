package org.emconverge.register;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.biojava.nbio.structure.Structure;
import org.emconverge.density.DensityMap;
import org.emconverge.density.MapPlacement;
import org.emconverge.structure.ModelFile;
import org.emconverge.structure.Symmetry;

/**
 * What the programs beside it measure and fit: residues MAP RESOLUTION MODEL... | likelihoods MAP RESOLUTION OUT MODEL...
 * The first prints the register of each residue; the second writes OUT/NAME.bin for each model: what each kind explains
 * at each place under each β, big-endian.
 */
public final class RegisterBench {
    public static void main(String[] args) throws Exception {
        boolean residues = args[0].equals("residues");
        double resolution = Double.parseDouble(args[2]);
        for (String file : List.of(args).subList(residues ? 3 : 4, args.length)) {
            Structure structure = ModelFile.read(Path.of(file));
            List<Place> places = Place.of(structure);
            double[][] positions = places.stream()
                    .map(p -> new double[] {p.ca().x, p.ca().y, p.ca().z})
                    .toArray(double[][]::new);
            DensityMap map = MapPlacement.placed(Path.of(args[1]), positions, resolution);
            if (residues) {
                Register register = Register.of(structure, map, resolution, Symmetry.NONE);
                System.out.printf(Locale.ROOT, "# %s beta %.3f%n", file, register.beta());
                for (ResidueRegister r : register.residues()) {
                    System.out.printf(Locale.ROOT, "%s,%s,%.4f,%d%n", r.id().chain(), r.id().label(), r.probability(),
                            r.shift());
                }
            } else {
                SideChainDensity density = new SideChainDensity(map, places, List.of(), resolution);
                write(KindEvidence.of(density), places, Path.of(args[3], ModelFile.name(Path.of(file)) + ".bin"));
            }
        }
    }

    /** Number of places, number of β, each β; of each place kind and segment; by β, place and kind the logarithm. */
    private static void write(KindEvidence evidence, List<Place> places, Path out) throws Exception {
        try (DataOutputStream data = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(out)))) {
            data.writeInt(places.size());
            data.writeInt(Register.BETAS.length);
            for (double beta : Register.BETAS) {
                data.writeFloat((float) beta);
            }
            for (Place place : places) {
                data.writeInt(place.kind());
                data.writeInt(place.segment());
            }
            for (double beta : Register.BETAS) {
                for (int i = 0; i < places.size(); i++) {
                    for (int kind = 0; kind < SideChains.KINDS.size(); kind++) {
                        data.writeFloat((float) evidence.logLikelihood(i, kind, beta));
                    }
                }
            }
        }
    }
}
