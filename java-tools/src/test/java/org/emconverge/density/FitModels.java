package org.emconverge.density;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Models whose fit is tested: read from PDB files, or made up. */
record FitModels(List<FitAtom> atoms, List<SideChain> sideChains, List<String> residues) {
    /** Every ATOM and HETATM record of a PDB file, read by its columns; residues are named like A12. */
    static FitModels read(Path file) {
        List<FitAtom> atoms = new ArrayList<>();
        Map<String, Integer> residues = new LinkedHashMap<>();
        Map<String, Map<String, double[]>> positions = new LinkedHashMap<>();
        Map<String, String> names = new HashMap<>();
        for (String line : lines(file)) {
            if (line.startsWith("ATOM") || line.startsWith("HETATM")) {
                String id = line.substring(21, 27).replace(" ", "");
                residues.putIfAbsent(id, residues.size());
                names.put(id, line.substring(17, 20));
                double[] p = {number(line, 30, 38), number(line, 38, 46), number(line, 46, 54)};
                positions
                        .computeIfAbsent(id, key -> new HashMap<>())
                        .putIfAbsent(line.substring(12, 16).strip(), p);
                atoms.add(new FitAtom(
                        line.substring(76, 78).strip(),
                        p[0],
                        p[1],
                        p[2],
                        number(line, 60, 66),
                        number(line, 54, 60),
                        residues.get(id),
                        0));
            }
        }
        List<SideChain> sideChains = new ArrayList<>();
        positions.forEach((id, named) -> {
            double[] gamma = named.getOrDefault("CG", named.getOrDefault("OG", named.get("SG")));
            if (named.keySet().containsAll(List.of("N", "CA", "CB")) && gamma != null) {
                sideChains.add(new SideChain(names.get(id), named.get("N"), named.get("CA"), named.get("CB"), gamma));
            }
        });
        return new FitModels(atoms, sideChains, List.copyOf(residues.keySet()));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double number(String line, int from, int to) {
        return Double.parseDouble(line.substring(from, to).strip());
    }

    /** Residues of five atoms in a ball, no two atoms nearer than 1.4 Å; two chains, one after the other. */
    static List<FitAtom> ball(int residues, double[] centre, double radius, double bFactor) {
        Random random = new Random(5);
        List<FitAtom> atoms = new ArrayList<>();
        String[] elements = {"N", "C", "C", "O", "C"};
        while (atoms.size() < 5 * residues) {
            double x = centre[0] + radius * (2 * random.nextDouble() - 1);
            double y = centre[1] + radius * (2 * random.nextDouble() - 1);
            double z = centre[2] + radius * (2 * random.nextDouble() - 1);
            boolean free = atoms.stream().allMatch(a -> distance(a, x, y, z) > 1.4);
            if (free && Math.hypot(Math.hypot(x - centre[0], y - centre[1]), z - centre[2]) < radius) {
                int residue = atoms.size() / 5;
                atoms.add(
                        new FitAtom(elements[atoms.size() % 5], x, y, z, bFactor, 1, residue, 2 * residue / residues));
            }
        }
        return atoms;
    }

    static double distance(FitAtom a, double x, double y, double z) {
        return Math.hypot(Math.hypot(a.x() - x, a.y() - y), a.z() - z);
    }

    static List<Scatterer> scatterers(List<FitAtom> atoms) {
        return atoms.stream()
                .map(a -> new Scatterer(a.element(), a.x(), a.y(), a.z(), a.bFactor()))
                .toList();
    }

    /** A value at every voxel. */
    static DensityMap map(int[] size, double[] voxel, double[] origin, Density density) {
        float[] values = new float[size[0] * size[1] * size[2]];
        for (int k = 0, i = 0; k < size[2]; k++) {
            for (int j = 0; j < size[1]; j++) {
                for (int h = 0; h < size[0]; h++, i++) {
                    values[i] = (float)
                            density.at(origin[0] + h * voxel[0], origin[1] + j * voxel[1], origin[2] + k * voxel[2]);
                }
            }
        }
        return new DensityMap(size[0], size[1], size[2], voxel, origin, values);
    }

    /** A density at a position, Å. */
    @FunctionalInterface
    interface Density {
        double at(double x, double y, double z);
    }
}
