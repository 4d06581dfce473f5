package org.emconverge.structure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.PDBCrystallographicInfo;
import org.biojava.nbio.structure.Structure;
import org.biojava.nbio.structure.xtal.CrystalCell;
import org.rcsb.cif.CifBuilder;
import org.rcsb.cif.CifIO;
import org.rcsb.cif.model.FloatColumnBuilder;
import org.rcsb.cif.model.IntColumnBuilder;
import org.rcsb.cif.model.StrColumnBuilder;
import org.rcsb.cif.schema.StandardSchemata;
import org.rcsb.cif.schema.mm.MmCifBlockBuilder;
import org.rcsb.cif.schema.mm.MmCifCategoryBuilder;

/**
 * A structure as mmCIF text with what gemmi, Servalcat and OpenMM read: author and label ids, entities and their types, the cell. Unlike
 * BioJava's own writer it numbers polymers (label_seq_id) so that a chain break is a jump in the numbers, and keeps two decimals of B.
 */
final class CifText {
    /** One row of atom_site. */
    private record Row(int model, Chain chain, int entity, Integer sequenceNumber, Group group, Atom atom) {
    }

    /** What the chains of one entity share. */
    private record Entity(String type, String polymerType, List<String> residues) {
    }

    private CifText() {
    }

    static byte[] of(Structure structure) throws IOException {
        Map<Entity, Integer> entities = new LinkedHashMap<>();
        Map<String, Integer> asyms = new LinkedHashMap<>();
        List<Row> rows = new ArrayList<>();
        for (int model = 0; model < structure.nrModels(); model++) {
            for (Chain chain : structure.getChains(model)) {
                Entity entity = entity(chain);
                int number = entities.computeIfAbsent(entity, key -> entities.size() + 1);
                asyms.putIfAbsent(chain.getId(), number);
                addRows(rows, model + 1, chain, number, "polymer".equals(entity.type()));
            }
        }
        MmCifBlockBuilder block = CifBuilder.enterFile(StandardSchemata.MMCIF).enterBlock("model");
        addCell(block, structure.getCrystallographicInfo());
        addEntities(block, new ArrayList<>(entities.keySet()), asyms);
        addAtomSites(block, rows);
        return CifIO.writeText(block.leaveBlock().leaveFile());
    }

    private static Entity entity(Chain chain) {
        List<String> residues = chain.getAtomGroups().stream().map(Group::getPDBName).toList();
        if (chain.isWaterOnly()) {
            return new Entity("water", "", List.of("HOH"));
        }
        boolean protein = chain.getAtomGroups().stream().anyMatch(Peptide::hasBackbone);
        boolean nucleic = chain.getAtomGroups().stream().anyMatch(g -> g.hasAtom("C4'") && g.hasAtom("C1'"));
        if (!protein && !nucleic) {
            return new Entity("non-polymer", "", residues);
        }
        boolean dna = chain.getAtomGroups().stream().noneMatch(g -> g.hasAtom("O2'"));
        return new Entity("polymer", protein ? "polypeptide(L)" : dna ? "polydeoxyribonucleotide" : "polyribonucleotide", residues);
    }

    private static void addRows(List<Row> rows, int model, Chain chain, int entity, boolean polymer) {
        int number = 0;
        Group previous = null;
        for (Group group : chain.getAtomGroups()) {
            boolean gap = previous != null && Peptide.distance(previous, group) > Peptide.LONGEST_BOND;
            number += gap ? 2 : 1;
            previous = group;
            for (Atom atom : Conformers.allAtoms(group)) {
                rows.add(new Row(model, chain, entity, polymer ? number : null, atom.getGroup() == null ? group : atom.getGroup(), atom));
            }
        }
    }

    private static void addCell(MmCifBlockBuilder block, PDBCrystallographicInfo crystal) {
        CrystalCell cell = crystal == null ? null : crystal.getCrystalCell();
        if (cell == null || cell.getA() <= 1 || cell.getB() <= 1 || cell.getC() <= 1) {
            return; // none, or the 1 x 1 x 1 Å placeholder of a model that is not a crystal's
        }
        block.enterCell().enterLengthA().add(rounded(cell.getA(), 1e3)).leaveColumn().enterLengthB().add(rounded(cell.getB(), 1e3))
                .leaveColumn().enterLengthC().add(rounded(cell.getC(), 1e3)).leaveColumn().enterAngleAlpha()
                .add(rounded(cell.getAlpha(), 1e3)).leaveColumn().enterAngleBeta().add(rounded(cell.getBeta(), 1e3)).leaveColumn()
                .enterAngleGamma().add(rounded(cell.getGamma(), 1e3)).leaveColumn().leaveCategory();
        String group = crystal.getSpaceGroup() == null ? "P 1" : crystal.getSpaceGroup().getShortSymbol();
        block.enterSymmetry().enterSpaceGroupNameH_M().add(group).leaveColumn().leaveCategory();
    }

    private static void addEntities(MmCifBlockBuilder block, List<Entity> entities, Map<String, Integer> asyms) {
        var category = block.enterEntity();
        var id = category.enterId();
        var type = category.enterType();
        var polymers = new LinkedHashMap<Integer, String>();
        for (int i = 0; i < entities.size(); i++) {
            id.add(String.valueOf(i + 1));
            type.add(entities.get(i).type());
            if ("polymer".equals(entities.get(i).type())) {
                polymers.put(i + 1, entities.get(i).polymerType());
            }
        }
        id.leaveColumn();
        type.leaveColumn();
        category.leaveCategory();
        if (!polymers.isEmpty()) {
            var polymer = block.enterEntityPoly();
            var entity = polymer.enterEntityId();
            polymers.keySet().forEach(key -> entity.add(key.toString()));
            entity.leaveColumn();
            var polymerType = polymer.enterType();
            polymers.values().forEach(polymerType::add);
            polymerType.leaveColumn();
            polymer.leaveCategory();
        }
        var asym = block.enterStructAsym();
        var asymId = asym.enterId();
        asyms.keySet().forEach(asymId::add);
        asymId.leaveColumn();
        var asymEntity = asym.enterEntityId();
        asyms.values().forEach(key -> asymEntity.add(key.toString()));
        asymEntity.leaveColumn();
        asym.leaveCategory();
    }

    private static void addAtomSites(MmCifBlockBuilder block, List<Row> rows) {
        var sites = block.enterAtomSite();
        texts(sites.enterGroupPDB(), rows, row -> row.sequenceNumber() == null || row.group().isHetAtomInFile() ? "HETATM" : "ATOM");
        var id = sites.enterId();
        for (int i = 1; i <= rows.size(); i++) {
            id.add(i);
        }
        id.leaveColumn();
        texts(sites.enterTypeSymbol(), rows, row -> Elements.symbol(row.atom()));
        texts(sites.enterLabelAtomId(), rows, row -> row.atom().getName());
        texts(sites.enterLabelAltId(), rows, row -> Conformers.isCommon(row.atom()) ? null : row.atom().getAltLoc().toString());
        texts(sites.enterLabelCompId(), rows, row -> row.group().getPDBName());
        texts(sites.enterLabelAsymId(), rows, row -> row.chain().getId());
        texts(sites.enterLabelEntityId(), rows, row -> String.valueOf(row.entity()));
        var sequence = sites.enterLabelSeqId();
        for (Row row : rows) {
            if (row.sequenceNumber() == null) {
                sequence.markNextNotPresent();
            } else {
                sequence.add(row.sequenceNumber());
            }
        }
        sequence.leaveColumn();
        var insertionCode = sites.enterPdbxPDBInsCode();
        for (Row row : rows) {
            String code = ResidueId.of(row.group()).insertionCode();
            if (code.isEmpty()) {
                insertionCode.markNextUnknown();
            } else {
                insertionCode.add(code);
            }
        }
        insertionCode.leaveColumn();
        numbers(sites.enterCartnX(), rows, row -> row.atom().getX());
        numbers(sites.enterCartnY(), rows, row -> row.atom().getY());
        numbers(sites.enterCartnZ(), rows, row -> row.atom().getZ());
        numbers(sites.enterOccupancy(), rows, row -> rounded(row.atom().getOccupancy(), 100));
        numbers(sites.enterBIsoOrEquiv(), rows, row -> rounded(row.atom().getTempFactor(), 100));
        integers(sites.enterAuthSeqId(), rows, row -> ResidueId.of(row.group()).number());
        texts(sites.enterAuthCompId(), rows, row -> row.group().getPDBName());
        texts(sites.enterAuthAsymId(), rows, row -> row.chain().getName());
        texts(sites.enterAuthAtomId(), rows, row -> row.atom().getName());
        integers(sites.enterPdbxPDBModelNum(), rows, Row::model);
        sites.leaveCategory();
    }

    private static void texts(StrColumnBuilder<MmCifCategoryBuilder.AtomSiteBuilder, ?, ?> column, List<Row> rows,
            Function<Row, String> value) {
        for (Row row : rows) {
            String text = value.apply(row);
            if (text == null) {
                column.markNextNotPresent();
            } else {
                column.add(text);
            }
        }
        column.leaveColumn();
    }

    private static void numbers(FloatColumnBuilder<MmCifCategoryBuilder.AtomSiteBuilder, ?, ?> column, List<Row> rows,
            ToDoubleFunction<Row> value) {
        rows.forEach(row -> column.add(value.applyAsDouble(row)));
        column.leaveColumn();
    }

    private static void integers(IntColumnBuilder<MmCifCategoryBuilder.AtomSiteBuilder, ?, ?> column, List<Row> rows,
            ToIntFunction<Row> value) {
        rows.forEach(row -> column.add(value.applyAsInt(row)));
        column.leaveColumn();
    }

    private static double rounded(double value, double steps) {
        return Math.rint(value * steps) / steps;
    }
}
