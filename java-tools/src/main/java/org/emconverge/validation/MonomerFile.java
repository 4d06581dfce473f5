package org.emconverge.validation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.vecmath.Point3d;
import org.emconverge.InputException;
import org.emconverge.validation.Ideal.AtomKey;
import org.emconverge.validation.Ideals.Plane;
import org.rcsb.cif.CifIO;
import org.rcsb.cif.model.Block;
import org.rcsb.cif.model.Category;
import org.rcsb.cif.model.Column;

/** How the files of the CCP4 monomer library are read: their data blocks, and the tables of ideals in them. */
final class MonomerFile {
    /** The names of the columns of coordinates, of which a dictionary has one sort or another. */
    private static final List<String> COORDINATES = List.of("%s", "pdbx_model_Cartn_%s_ideal", "model_Cartn_%s");

    private static final String[] AXES = {"x", "y", "z"};

    private MonomerFile() {}

    static List<Plane> planes(Category table, boolean link) {
        Map<String, List<AtomKey>> atoms = new LinkedHashMap<>();
        Map<String, Double> sigmas = new LinkedHashMap<>();
        for (int row = 0; row < table.getRowCount(); row++) {
            String plane = text(table, "plane_id", row);
            int residue = link ? Integer.parseInt(text(table, "atom_comp_id", row)) : 1;
            atoms.computeIfAbsent(plane, id -> new ArrayList<>())
                    .add(new AtomKey(residue, text(table, "atom_id", row)));
            sigmas.put(plane, Double.parseDouble(text(table, "dist_esd", row)));
        }
        return atoms.entrySet().stream()
                .map(plane -> new Plane(List.copyOf(plane.getValue()), sigmas.get(plane.getKey())))
                .toList();
    }

    /** The ideals of a link; residue 1 is its first. */
    static Ideals link(Block link) {
        return new Ideals(
                ideals(link.getCategory("chem_link_bond"), 2, "value_dist", true),
                ideals(link.getCategory("chem_link_angle"), 3, "value_angle", true),
                List.of(),
                planes(link.getCategory("chem_link_plane"), true));
    }

    /** What a link's modification makes of a residue's ideals. */
    static Ideals modification(Map<String, String> list, String name) throws IOException {
        if (name.isEmpty() || ".".equals(name)) {
            return new Ideals(List.of(), List.of(), List.of(), List.of());
        }
        Block modification = block(list, "mod_" + name);
        return new Ideals(
                ideals(modification.getCategory("chem_mod_bond"), 2, "new_value_dist", false),
                ideals(modification.getCategory("chem_mod_angle"), 3, "new_value_angle", false),
                List.of(),
                List.of());
    }

    /** Of the heavy atoms of a table of atoms, Å: of the first columns of coordinates that it fills. */
    static Map<String, Point3d> places(Category atoms) {
        for (String columns : COORDINATES) {
            Map<String, Point3d> places = new LinkedHashMap<>();
            for (int row = 0; row < atoms.getRowCount(); row++) {
                double[] place = new double[AXES.length];
                for (int axis = 0; axis < AXES.length; axis++) {
                    place[axis] = number(text(atoms, columns.formatted(AXES[axis]), row));
                }
                Point3d point = new Point3d(place);
                if (!"H".equals(text(atoms, "type_symbol", row)) && !Double.isNaN(point.x + point.y + point.z)) {
                    places.put(text(atoms, "atom_id", row), point);
                }
            }
            if (!places.isEmpty()) {
                return places;
            }
        }
        return Map.of();
    }

    private static double number(String text) {
        return text.matches("[-+]?[0-9]*\\.?[0-9]+([eE][-+]?[0-9]+)?") ? Double.parseDouble(text) : Double.NaN;
    }

    /** One row per ideal; a modification's rows without a value only delete and are left out. */
    static List<Ideal> ideals(Category table, int atoms, String value, boolean link) {
        List<Ideal> ideals = new ArrayList<>();
        for (int row = 0; row < table.getRowCount(); row++) {
            String ideal = text(table, value, row);
            if (!ideal.isEmpty() && !".".equals(ideal)) {
                List<AtomKey> keys = new ArrayList<>();
                for (int i = 1; i <= atoms; i++) {
                    int residue = link ? Integer.parseInt(text(table, "atom_" + i + "_comp_id", row)) : 1;
                    keys.add(new AtomKey(residue, text(table, "atom_id_" + i, row)));
                }
                ideals.add(new Ideal(
                        keys, Double.parseDouble(ideal), Double.parseDouble(text(table, value + "_esd", row))));
            }
        }
        return ideals;
    }

    /** A cell; empty where the table lacks the column. */
    static String text(Category table, String column, int row) {
        Column<?> cells = table.getColumn(column);
        return cells.isDefined() ? cells.getStringData(row) : "";
    }

    /**
     * The text of each data block, by name: the list is 4 MB, of which a few kB are wanted, so only those are parsed.
     */
    static Map<String, String> blocks(Path file) throws IOException {
        String text = "\n" + Files.readString(file, StandardCharsets.ISO_8859_1);
        Map<String, String> blocks = new HashMap<>();
        int next;
        for (int start = text.indexOf("\ndata_"); start >= 0; start = next) {
            next = text.indexOf("\ndata_", start + 1);
            String block = text.substring(start + 1, next < 0 ? text.length() : next + 1);
            blocks.putIfAbsent(
                    block.lines()
                            .findFirst()
                            .orElseThrow()
                            .substring("data_".length())
                            .strip(),
                    block);
        }
        return blocks;
    }

    static Block block(Map<String, String> blocks, String name) throws IOException {
        if (!blocks.containsKey(name)) {
            throw new InputException("it has no data_" + name);
        }
        return CifIO.readFromInputStream(
                        new ByteArrayInputStream(blocks.get(name).getBytes(StandardCharsets.ISO_8859_1)))
                .getBlocks()
                .get(0);
    }
}
