package org.emconverge.structure;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.biojava.nbio.structure.Element;
import org.biojava.nbio.structure.PDBCrystallographicInfo;
import org.emconverge.InputException;
import org.emconverge.structure.CoordinateLine.Label;
import org.rcsb.cif.CifIO;
import org.rcsb.cif.model.Block;
import org.rcsb.cif.model.Category;
import org.rcsb.cif.model.Column;
import org.rcsb.cif.model.ValueKind;

/**
 * Reads the coordinate lines of an mmCIF file: the rows of _atom_site of every data block. What the dictionary calls
 * optional may be absent, and an author's name that is '.' or '?' is that of the label, or the other way round, as in
 * gemmi.
 */
final class CifBlocks {
    private static final Pattern RESIDUE_NUMBER = Pattern.compile("([+-]?\\d{1,9})(?:\\.0*)?([A-Za-z]?)");

    private final Category atoms;
    private final ReadingNotes notes;
    private final Map<String, List<CoordinateLine>> models = new LinkedHashMap<>();
    private final Column<?> chain;
    private final Column<?> labelChain;
    private final Column<?> number;
    private final Column<?> labelNumber;
    private final Column<?> component;
    private final Column<?> authorComponent;
    private final Column<?> name;
    private final Column<?> authorName;
    private final Column<?> insertion;
    private final Column<?> record;
    /** Whether label_seq_id tells polymers from the rest, of which some programs number every residue. */
    private final boolean sequences;

    private final Map<Label, Label> labels = new HashMap<>();
    /** Labels of chains without an author's id. */
    private final Set<String> unnamed = new HashSet<>();

    private CifBlocks(Category atoms, ReadingNotes notes) {
        this.atoms = atoms;
        this.notes = notes;
        chain = column("auth_asym_id");
        labelChain = column("label_asym_id");
        number = column("auth_seq_id");
        labelNumber = column("label_seq_id");
        component = column("label_comp_id");
        authorComponent = column("auth_comp_id");
        name = column("label_atom_id");
        authorName = column("auth_atom_id");
        insertion = column("pdbx_PDB_ins_code");
        record = column("group_PDB");
        long numbered = IntStream.range(0, atoms.getRowCount())
                .filter(row -> !text(labelNumber, row).isEmpty())
                .count();
        sequences = numbered > 0 && numbered < atoms.getRowCount();
    }

    /**
     * Reads all data blocks that hold coordinates, whose models follow each other.
     *
     * @param file text or binary CIF
     * @throws InputException naming what a row lacks
     */
    static CoordinateFile read(byte[] file, ReadingNotes notes) throws IOException {
        List<List<CoordinateLine>> models = new ArrayList<>();
        List<String> names = new ArrayList<>();
        PDBCrystallographicInfo crystal = null;
        int rows = 0;
        for (Block block :
                CifIO.readFromInputStream(new ByteArrayInputStream(file)).getBlocks()) {
            Category atoms = block.getCategory("atom_site");
            if (atoms.isDefined() && atoms.getRowCount() > 0) {
                CifBlocks reading = new CifBlocks(atoms, notes);
                reading.requireWhole();
                reading.readRows();
                models.addAll(reading.models.values());
                names.add(block.getBlockHeader());
                rows += atoms.getRowCount();
                crystal = crystal == null ? crystal(block) : crystal;
            }
        }
        return new CoordinateFile(models, names, true, crystal, rows);
    }

    /** A file cut short has fewer values in its last columns. */
    private void requireWhole() {
        if (atoms.columns().anyMatch(column -> column.getRowCount() != atoms.getRowCount())) {
            throw new InputException("it is cut short in the table of its atoms");
        }
        for (String axis : List.of("Cartn_x", "Cartn_y", "Cartn_z")) {
            if (!column(axis).isDefined()) {
                throw new InputException("the table of its atoms has no column " + axis);
            }
        }
        if (!name.isDefined() && !authorName.isDefined()) {
            throw new InputException("the table of its atoms has no column label_atom_id");
        }
        if (!component.isDefined() && !authorComponent.isDefined()) {
            throw new InputException("the table of its atoms has no column label_comp_id");
        }
    }

    private void readRows() {
        Column<?> x = column("Cartn_x");
        Column<?> y = column("Cartn_y");
        Column<?> z = column("Cartn_z");
        Column<?> symbol = column("type_symbol");
        Column<?> conformer = column("label_alt_id");
        Column<?> occupancy = column("occupancy");
        Column<?> b = column("B_iso_or_equiv");
        Column<?> model = column("pdbx_PDB_model_num");
        for (int row = 0; row < atoms.getRowCount(); row++) {
            Label residue = label(row);
            String atom = either(name, authorName, row);
            if (atom.isEmpty()) {
                throw new InputException("an atom of residue " + residue + " has no label_atom_id");
            }
            Element element = CoordinateValues.element(text(symbol, row))
                    .orElseGet(() -> CoordinateValues.elementOf(atom, residue.name(), false, null));
            String label = text(conformer, row);
            models.computeIfAbsent(text(model, row), key -> new ArrayList<>())
                    .add(new CoordinateLine(
                            row + 1,
                            residue,
                            atom,
                            label.isEmpty() ? CoordinateLine.NO_CONFORMER : label.charAt(0),
                            element,
                            coordinate(x, row),
                            coordinate(y, row),
                            coordinate(z, row),
                            CoordinateValues.number(text(occupancy, row)).orElse(Double.NaN),
                            CoordinateValues.number(text(b, row)).orElse(Double.NaN)));
        }
    }

    private Label label(int row) {
        String id = text(chain, row);
        String label = text(labelChain, row);
        String own = text(number, row);
        Matcher parts = number(own.isEmpty() ? text(labelNumber, row) : own, row);
        String code = text(insertion, row);
        String group = text(record, row);
        Label found = new Label(
                id.isEmpty() ? label : id,
                label,
                0,
                parts == null ? null : Integer.valueOf(parts.group(1)),
                code.isEmpty() && parts != null ? parts.group(2) : code,
                either(component, authorComponent, row),
                group.isEmpty() ? null : group.equalsIgnoreCase("HETATM"),
                sequences && !text(labelNumber, row).isEmpty());
        Label known = labels.putIfAbsent(found, found);
        if (known != null) {
            return known;
        }
        if (found.name().isEmpty()) {
            throw new InputException("row " + (row + 1) + " of the table of its atoms has no label_comp_id");
        }
        if (id.isEmpty() && !label.isEmpty() && unnamed.add(label)) {
            notes.add(ReadingNotes.Kind.LABEL_CHAIN, label);
        }
        if (own.isEmpty() && parts != null) {
            notes.add(ReadingNotes.Kind.LABEL_NUMBER, found.toString());
        }
        return found;
    }

    /** A residue number, to which some programs append the insertion code; null where there is none. */
    private static Matcher number(String text, int row) {
        if (text.isEmpty()) {
            return null;
        }
        Matcher matcher = RESIDUE_NUMBER.matcher(text);
        if (!matcher.matches()) {
            throw new InputException(
                    "row " + (row + 1) + " of the table of its atoms has the residue number '" + text + "'");
        }
        return matcher;
    }

    private double coordinate(Column<?> column, int row) {
        return CoordinateValues.coordinate(text(column, row))
                .orElseThrow(() -> new InputException("an atom has no " + column.getColumnName()
                        + " that is a number: row " + (row + 1) + " of their table has '" + column.getStringData(row)
                        + "'"));
    }

    private static String either(Column<?> first, Column<?> second, int row) {
        String value = text(first, row);
        return value.isEmpty() ? text(second, row) : value;
    }

    /** The value as the file has it; empty where the column or the value is absent. */
    private static String text(Column<?> column, int row) {
        return column.isDefined() && column.getValueKind(row) == ValueKind.PRESENT ? column.getStringData(row) : "";
    }

    /** A column, whatever the case of its name: the names of CIF do not depend on it. */
    private Column<?> column(String wanted) {
        for (Column<?> column : atoms.getColumns().values()) {
            if (column.getColumnName().equalsIgnoreCase(wanted)) {
                return column;
            }
        }
        return atoms.getColumn(wanted);
    }

    private static PDBCrystallographicInfo crystal(Block block) {
        Category cell = block.getCategory("cell");
        Column<?> group = block.getCategory("symmetry").getColumn("space_group_name_H-M");
        String[] values = Stream.of("length_a", "length_b", "length_c", "angle_alpha", "angle_beta", "angle_gamma")
                .map(item -> cell.isDefined() ? text(cell.getColumn(item), 0) : "")
                .toArray(String[]::new);
        return Crystal.of(
                values[0],
                values[1],
                values[2],
                values[3],
                values[4],
                values[5],
                group.isDefined() ? text(group, 0) : "");
    }
}
