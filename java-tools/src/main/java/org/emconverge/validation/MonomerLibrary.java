package org.emconverge.validation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.emconverge.InputException;
import org.emconverge.SharedFacts;
import org.emconverge.validation.Ideal.AtomKey;
import org.emconverge.validation.Ideals.Centre;
import org.emconverge.validation.Ideals.Plane;
import org.rcsb.cif.CifIO;
import org.rcsb.cif.model.Block;
import org.rcsb.cif.model.Category;

/**
 * Ideal bond lengths and angles, chiral centres and planes of the CCP4 monomer library (Vagin et al. 2004, Acta Cryst
 * D60:2184), read from its folder at run time. Inside a chain the free amino acid's values are changed as the library's
 * peptide links say (their two modifications); then the bonds and angles that {@link StandardIdeals} has take the place
 * of the library's. Safe for use by several threads.
 */
public final class MonomerLibrary {
    /** The peptide links: of a trans or cis bond, before proline or not. */
    enum Link {
        TRANS,
        CIS,
        PTRANS,
        PCIS
    }

    /** A link's own ideals and what it changes in the residues on either side. */
    private record PeptideLink(Ideals ideals, Ideals changesFirst, Ideals changesSecond) {}

    /** Names of residues of which nobody knows what they are, though some libraries have something under them. */
    private static final Set<String> UNKNOWN = SharedFacts.unidentifiedComponents();

    private record ResidueKey(String name, Link before, Link after) {}

    private final Path folder;
    private final Map<Link, PeptideLink> links;
    private final Map<String, Optional<Ideals>> components = new ConcurrentHashMap<>();
    private final Map<ResidueKey, Optional<Ideals>> residues = new ConcurrentHashMap<>();

    private MonomerLibrary(Path folder, Map<Link, PeptideLink> links) {
        this.folder = folder;
        this.links = links;
    }

    /**
     * Opens a library: a folder with {@code list/mon_lib_list.cif} and {@code a/ALA.cif}, as CLIBD_MON names it.
     *
     * @throws InputException when the folder holds no such library
     */
    public static MonomerLibrary open(Path folder) {
        Path list = folder.resolve("list").resolve("mon_lib_list.cif");
        if (!Files.isReadable(list)) {
            throw new InputException(
                    "There is no monomer library in " + folder
                            + " (list/mon_lib_list.cif is missing): give the folder that CLIBD_MON names in a CCP4 installation.");
        }
        try {
            Map<String, String> blocks = blocks(list);
            Category table = block(blocks, "link_list").getCategory("chem_link");
            Map<Link, PeptideLink> links = new EnumMap<>(Link.class);
            for (Link link : Link.values()) {
                links.put(link, readLink(blocks, table, link));
            }
            return new MonomerLibrary(folder, links);
        } catch (IOException | RuntimeException e) {
            throw new InputException(
                    "The monomer library's " + list + " cannot be read (" + e.getMessage() + "): install it again.", e);
        }
    }

    /**
     * The ideals of a residue inside a chain, among its own heavy atoms.
     *
     * @param before the link to the residue before, or null
     * @param after the link to the residue after, or null
     * @return empty when the library does not know the residue
     */
    Optional<Ideals> residue(String name, Link before, Link after) {
        return residues.computeIfAbsent(
                new ResidueKey(name, before, after),
                key -> component(name).map(free -> {
                    Ideals ideals = before == null
                            ? free
                            : free.changedBy(links.get(before).changesSecond());
                    Ideals linked = after == null
                            ? ideals
                            : ideals.changedBy(links.get(after).changesFirst());
                    return linked.changedBy(StandardIdeals.of(name));
                }));
    }

    /** The ideals between two linked residues. */
    Ideals link(Link link) {
        return links.get(link).ideals();
    }

    private Optional<Ideals> component(String name) {
        if (UNKNOWN.contains(name) || !name.matches("[A-Za-z0-9]+")) {
            return Optional.empty(); // no component, or perhaps no name of a file
        }
        return components.computeIfAbsent(name, key -> {
            Path file = folder.resolve(name.substring(0, 1).toLowerCase(Locale.ROOT))
                    .resolve(name + ".cif");
            if (!Files.isReadable(file)) {
                return Optional.empty();
            }
            try {
                return Optional.of(heavy(block(blocks(file), "comp_" + name)));
            } catch (IOException | RuntimeException e) {
                throw new InputException(
                        "The monomer library's " + file + " cannot be read (" + e.getMessage() + "): install it again.",
                        e);
            }
        });
    }

    private static Ideals heavy(Block component) {
        Category atoms = component.getCategory("chem_comp_atom");
        Set<AtomKey> heavy = IntStream.range(0, atoms.getRowCount())
                .filter(i -> !"H".equals(text(atoms, "type_symbol", i)))
                .mapToObj(i -> AtomKey.of(text(atoms, "atom_id", i)))
                .collect(Collectors.toSet());
        Ideals all = new Ideals(
                ideals(component.getCategory("chem_comp_bond"), 2, "value_dist", false),
                ideals(component.getCategory("chem_comp_angle"), 3, "value_angle", false),
                List.of(),
                List.of());
        return new Ideals(
                all.bonds().stream()
                        .filter(ideal -> heavy.containsAll(ideal.atoms()))
                        .toList(),
                all.angles().stream()
                        .filter(ideal -> heavy.containsAll(ideal.atoms()))
                        .toList(),
                centres(component.getCategory("chem_comp_chir"), all),
                planes(component.getCategory("chem_comp_plane_atom"), false).stream()
                        .map(plane -> plane.only(heavy::contains))
                        .toList());
    }

    /** The chiral centres whose ideal volume follows from the bonds and angles. */
    private static List<Centre> centres(Category table, Ideals ideals) {
        List<Centre> centres = new ArrayList<>();
        for (int row = 0; row < table.getRowCount(); row++) {
            List<AtomKey> atoms = new ArrayList<>();
            for (String column : List.of("atom_id_centre", "atom_id_1", "atom_id_2", "atom_id_3")) {
                atoms.add(AtomKey.of(text(table, column, row)));
            }
            String sign = text(table, "volume_sign", row);
            ideals.volume(atoms)
                    .ifPresent(volume -> centres.add(new Centre(
                            List.copyOf(atoms), sign.startsWith("neg") ? -volume : volume, sign.startsWith("both"))));
        }
        return centres;
    }

    private static List<Plane> planes(Category table, boolean link) {
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

    private static PeptideLink readLink(Map<String, String> list, Category table, Link kind) throws IOException {
        String name = kind.name();
        int row = IntStream.range(0, table.getRowCount())
                .filter(i -> name.equals(text(table, "id", i)))
                .findFirst()
                .orElseThrow(() -> new InputException("it has no link " + name));
        Block link = block(list, "link_" + name);
        Ideals ideals = new Ideals(
                ideals(link.getCategory("chem_link_bond"), 2, "value_dist", true),
                ideals(link.getCategory("chem_link_angle"), 3, "value_angle", true),
                List.of(),
                planes(link.getCategory("chem_link_plane"), true));
        return new PeptideLink(
                ideals.changedBy(StandardIdeals.of(kind)),
                readModification(list, text(table, "mod_id_1", row)),
                readModification(list, text(table, "mod_id_2", row)));
    }

    private static Ideals readModification(Map<String, String> list, String name) throws IOException {
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

    /** One row per ideal; a modification's rows without a value only delete and are left out. */
    private static List<Ideal> ideals(Category table, int atoms, String value, boolean link) {
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

    private static String text(Category table, String column, int row) {
        return table.getColumn(column).getStringData(row);
    }

    /**
     * The text of each data block, by name: the list is 4 MB, of which a few kB are wanted, so only those are parsed.
     */
    private static Map<String, String> blocks(Path file) throws IOException {
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

    private static Block block(Map<String, String> blocks, String name) throws IOException {
        if (!blocks.containsKey(name)) {
            throw new InputException("it has no data_" + name);
        }
        return CifIO.readFromInputStream(
                        new ByteArrayInputStream(blocks.get(name).getBytes(StandardCharsets.ISO_8859_1)))
                .getBlocks()
                .get(0);
    }
}
