package org.emconverge.structure;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.GroupType;
import org.biojava.nbio.structure.PDBCrystallographicInfo;
import org.biojava.nbio.structure.Structure;
import org.biojava.nbio.structure.xtal.CrystalCell;

/**
 * A structure as mmCIF (PDBx/mmCIF dictionary 5) with what gemmi, Servalcat and OpenMM read: cell, entities and their
 * types, author and label ids. BioJava's own writer numbers a polymer without regard to its breaks, loses alternate
 * conformers and the decimals of B, leaves the block without a name, and takes five times as long on an ensemble.
 */
final class CifText {
    /** What the chains of one entity share. */
    private record Entity(String type, String polymerType, List<String> residues) {
        static Entity of(Chain chain) {
            List<String> residues =
                    chain.getAtomGroups().stream().map(Group::getPDBName).toList();
            if (chain.isWaterOnly()) {
                return new Entity("water", null, List.of("HOH"));
            }
            // a free nucleotide, such as ATP, or amino acid has the atoms of a polymer's
            boolean free = chain.getAtomGroups().stream()
                    .allMatch(g -> g.getType() == GroupType.HETATM && g.isHetAtomInFile());
            boolean protein =
                    chain.getAtomGroups().stream().anyMatch(g -> Peptide.hasBackbone(g) || Peptide.isTrace(g));
            boolean nucleic = chain.getAtomGroups().stream().anyMatch(g -> g.hasAtom("C4'") && g.hasAtom("C1'"));
            if (free || !protein && !nucleic) {
                return new Entity("non-polymer", null, residues);
            }
            boolean dna = chain.getAtomGroups().stream().noneMatch(g -> g.hasAtom("O2'"));
            return new Entity(
                    "polymer",
                    protein ? "polypeptide(L)" : dna ? "polydeoxyribonucleotide" : "polyribonucleotide",
                    residues);
        }

        boolean isPolymer() {
            return polymerType != null;
        }
    }

    private CifText() {}

    /**
     * Writes all models as one block.
     *
     * @param block its name; characters that it cannot hold become underscores
     * @param notes on the models; null for none
     */
    static void write(Structure structure, String block, ModelNotes notes, OutputStream out) throws IOException {
        Map<Entity, Integer> entities = new LinkedHashMap<>();
        Map<String, Integer> chains = new LinkedHashMap<>();
        for (int model = 0; model < structure.nrModels(); model++) {
            for (Chain chain : structure.getModel(model)) {
                chains.putIfAbsent(
                        chain.getId(), entities.computeIfAbsent(Entity.of(chain), key -> entities.size() + 1));
            }
        }
        String name = block.replaceAll("[^A-Za-z0-9._-]", "_");
        StringBuilder text = new StringBuilder("data_" + name + "\n#\n");
        if (notes != null) {
            notes.append(text, name);
        }
        appendCell(text, structure.getCrystallographicInfo());
        appendEntities(text, entities, chains);
        CifAtoms.appendHead(text);
        int serial = 1;
        for (int model = 0; model < structure.nrModels(); model++) {
            for (Chain chain : structure.getModel(model)) {
                Entity entity = Entity.of(chain);
                serial = CifAtoms.append(text, chain, entities.get(entity), entity.isPolymer(), serial, model + 1);
                out.write(text.toString().getBytes(StandardCharsets.UTF_8));
                text.setLength(0);
            }
        }
        out.write("#\n".getBytes(StandardCharsets.UTF_8));
    }

    private static void appendCell(StringBuilder text, PDBCrystallographicInfo crystal) {
        CrystalCell cell = crystal == null ? null : crystal.getCrystalCell();
        if (cell == null || cell.getA() <= 1 || cell.getB() <= 1 || cell.getC() <= 1) {
            return; // none, or the 1 x 1 x 1 Å placeholder of a model that is not a crystal's
        }
        double[] values = {cell.getA(), cell.getB(), cell.getC(), cell.getAlpha(), cell.getBeta(), cell.getGamma()};
        String[] names = {"length_a", "length_b", "length_c", "angle_alpha", "angle_beta", "angle_gamma"};
        for (int i = 0; i < names.length; i++) {
            text.append("_cell.").append(names[i]).append(' ');
            FixedPoint.append(text, values[i], 3, 0);
            text.append('\n');
        }
        String group = crystal.getSpaceGroup() == null
                ? "P 1"
                : crystal.getSpaceGroup().getShortSymbol();
        text.append("#\n_symmetry.space_group_name_H-M ")
                .append(CifAtoms.quoted(group))
                .append("\n#\n");
    }

    private static void appendEntities(StringBuilder text, Map<Entity, Integer> entities, Map<String, Integer> chains) {
        text.append("loop_\n_entity.id\n_entity.type\n");
        entities.forEach((entity, number) ->
                text.append(number).append(' ').append(entity.type()).append('\n'));
        if (entities.keySet().stream().anyMatch(Entity::isPolymer)) {
            text.append("#\nloop_\n_entity_poly.entity_id\n_entity_poly.type\n");
            entities.forEach((entity, number) -> {
                if (entity.isPolymer()) {
                    text.append(number).append(' ').append(entity.polymerType()).append('\n');
                }
            });
        }
        text.append("#\nloop_\n_struct_asym.id\n_struct_asym.entity_id\n");
        chains.forEach((chain, number) ->
                text.append(CifAtoms.quoted(chain)).append(' ').append(number).append('\n'));
    }
}
