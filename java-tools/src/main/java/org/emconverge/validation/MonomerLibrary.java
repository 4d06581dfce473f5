package org.emconverge.validation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.vecmath.Point3d;
import org.emconverge.InputException;
import org.emconverge.SharedFacts;
import org.emconverge.validation.Ideal.AtomKey;
import org.emconverge.validation.Ideals.Centre;
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

    private static final String COMPONENT = "comp_";

    private record ResidueKey(String name, Link before, Link after) {}

    private final Path folder;
    private final Map<Link, PeptideLink> links;
    private final List<ResidueLink> residueLinks;
    private final Map<String, Optional<Component>> components = new ConcurrentHashMap<>();
    private final Map<ResidueKey, Optional<Ideals>> residues = new ConcurrentHashMap<>();

    /**
     * A free molecule.
     *
     * @param places of its heavy atoms, Å, in the conformer that the dictionary gives; empty where it gives none
     */
    private record Component(Ideals ideals, Map<String, Point3d> places) {}

    private MonomerLibrary(
            Path folder,
            Map<Link, PeptideLink> links,
            List<ResidueLink> residueLinks,
            Map<String, Component> dictionaries) {
        this.folder = folder;
        this.links = links;
        this.residueLinks = residueLinks;
        dictionaries.forEach((name, component) -> components.put(name, Optional.of(component)));
    }

    /**
     * Opens a library: a folder with {@code list/mon_lib_list.cif} and {@code a/ALA.cif}, as CLIBD_MON names it.
     *
     * @throws InputException when the folder holds no such library
     */
    public static MonomerLibrary open(Path folder) {
        return open(folder, List.of());
    }

    /**
     * Likewise, with dictionaries that go before the library's.
     *
     * @param dictionaries files with a block {@code comp_NAME} for each component, as AceDRG, Grade and eLBOW write
     *     them
     * @throws InputException when a file cannot be read or holds none
     */
    public static MonomerLibrary open(Path folder, List<Path> dictionaries) {
        Path list = folder.resolve("list").resolve("mon_lib_list.cif");
        if (!Files.isReadable(list)) {
            throw new InputException(
                    "There is no monomer library in " + folder
                            + " (list/mon_lib_list.cif is missing): give the folder that CLIBD_MON names in a CCP4 installation.");
        }
        Map<String, Component> given = components(dictionaries);
        try {
            Map<String, String> blocks = MonomerFile.blocks(list);
            Category table = MonomerFile.block(blocks, "link_list").getCategory("chem_link");
            Map<Link, PeptideLink> links = new EnumMap<>(Link.class);
            for (Link link : Link.values()) {
                links.put(link, readLink(blocks, table, link));
            }
            return new MonomerLibrary(folder, links, ResidueLink.read(blocks, table), given);
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
                key -> component(name).map(Component::ideals).map(free -> {
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

    /** What may join residues otherwise than by a peptide bond. */
    List<ResidueLink> residueLinks() {
        return residueLinks;
    }

    /** Where the dictionary of a component has its heavy atoms, Å; empty where it has none or is not known. */
    Map<String, Point3d> places(String name) {
        return component(name).map(Component::places).orElse(Map.of());
    }

    private Optional<Component> component(String name) {
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
                return Optional.of(component(MonomerFile.block(MonomerFile.blocks(file), COMPONENT + name)));
            } catch (IOException | RuntimeException e) {
                throw new InputException(
                        "The monomer library's " + file + " cannot be read (" + e.getMessage() + "): install it again.",
                        e);
            }
        });
    }

    private static Component component(Block block) {
        return new Component(heavy(block), MonomerFile.places(block.getCategory("chem_comp_atom")));
    }

    private static Map<String, Component> components(List<Path> dictionaries) {
        Map<String, Component> components = new HashMap<>();
        for (Path file : dictionaries) {
            try {
                Map<String, String> blocks = MonomerFile.blocks(file);
                int before = components.size();
                for (String block : blocks.keySet()) {
                    if (block.startsWith(COMPONENT) && !block.equals("comp_list")) {
                        components.put(
                                block.substring(COMPONENT.length()), component(MonomerFile.block(blocks, block)));
                    }
                }
                if (components.size() == before) {
                    throw new InputException("it has no component, a block data_comp_NAME");
                }
            } catch (IOException | RuntimeException e) {
                throw new InputException(
                        "The dictionary " + file + " cannot be used (" + e.getMessage()
                                + "): give one as AceDRG, Grade or eLBOW write it.",
                        e);
            }
        }
        return components;
    }

    private static Ideals heavy(Block component) {
        Category atoms = component.getCategory("chem_comp_atom");
        Set<AtomKey> heavy = IntStream.range(0, atoms.getRowCount())
                .filter(i -> !"H".equals(MonomerFile.text(atoms, "type_symbol", i)))
                .mapToObj(i -> AtomKey.of(MonomerFile.text(atoms, "atom_id", i)))
                .collect(Collectors.toSet());
        Ideals all = new Ideals(
                MonomerFile.ideals(component.getCategory("chem_comp_bond"), 2, "value_dist", false),
                MonomerFile.ideals(component.getCategory("chem_comp_angle"), 3, "value_angle", false),
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
                MonomerFile.planes(component.getCategory("chem_comp_plane_atom"), false).stream()
                        .map(plane -> plane.only(heavy::contains))
                        .toList());
    }

    /** The chiral centres whose ideal volume follows from the bonds and angles. */
    private static List<Centre> centres(Category table, Ideals ideals) {
        List<Centre> centres = new ArrayList<>();
        for (int row = 0; row < table.getRowCount(); row++) {
            List<AtomKey> atoms = new ArrayList<>();
            for (String column : List.of("atom_id_centre", "atom_id_1", "atom_id_2", "atom_id_3")) {
                atoms.add(AtomKey.of(MonomerFile.text(table, column, row)));
            }
            String sign = MonomerFile.text(table, "volume_sign", row);
            ideals.volume(atoms)
                    .ifPresent(volume -> centres.add(new Centre(
                            List.copyOf(atoms), sign.startsWith("neg") ? -volume : volume, sign.startsWith("both"))));
        }
        return centres;
    }

    private static PeptideLink readLink(Map<String, String> list, Category table, Link kind) throws IOException {
        String name = kind.name();
        int row = IntStream.range(0, table.getRowCount())
                .filter(i -> name.equals(MonomerFile.text(table, "id", i)))
                .findFirst()
                .orElseThrow(() -> new InputException("it has no link " + name));
        return new PeptideLink(
                MonomerFile.link(MonomerFile.block(list, "link_" + name)).changedBy(StandardIdeals.of(kind)),
                MonomerFile.modification(list, MonomerFile.text(table, "mod_id_1", row)),
                MonomerFile.modification(list, MonomerFile.text(table, "mod_id_2", row)));
    }
}
