package org.emconverge.structure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.biojava.nbio.structure.Element;
import org.emconverge.InputException;
import org.emconverge.structure.CoordinateLine.Label;
import org.emconverge.structure.ReadingNotes.Kind;

/** Gives the coordinate lines of a model what they lack, and the spelling that the dictionaries have. */
final class TidyLines {
    private final ReadingNotes notes;
    private final Map<Label, Label> spelled = new HashMap<>();

    private TidyLines(ReadingNotes notes) {
        this.notes = notes;
    }

    /** @throws InputException naming an atom that lies where only a broken program puts it */
    static List<CoordinateLine> of(List<CoordinateLine> model, ReadingNotes notes) {
        TidyLines tidy = new TidyLines(notes);
        boolean occupied = model.stream().anyMatch(line -> line.occupancy() > 0 && !line.isHydrogen());
        boolean zero = !occupied && model.stream().anyMatch(line -> line.occupancy() == 0);
        boolean negative = model.stream().anyMatch(line -> line.occupancy() < 0);
        if (zero || negative) {
            notes.add(zero ? Kind.ZERO_OCCUPANCY : Kind.NEGATIVE_OCCUPANCY, "");
        }
        List<CoordinateLine> lines = new ArrayList<>(model.size());
        for (CoordinateLine raw : model) {
            CoordinateLine line = tidy.spelled(raw);
            requirePlace(line);
            lines.add(tidy.valued(line, zero || negative));
        }
        return lines;
    }

    private static void requirePlace(CoordinateLine line) {
        for (double coordinate : new double[] {line.x(), line.y(), line.z()}) {
            if (CoordinateValues.isBeyond(coordinate)) {
                throw new InputException(
                        "the atom " + line.name() + " of " + line.residue() + " lies at " + coordinate + " Å");
            }
        }
    }

    /** Component ids are in upper case, and so are the atoms of amino acids; their names tell their elements. */
    private CoordinateLine spelled(CoordinateLine line) {
        Label residue = spelled.computeIfAbsent(line.residue(), this::spelled);
        CoordinateLine renamed = line.in(residue);
        String parent = AminoAcids.parent(residue.name());
        boolean lower = !residue.equals(line.residue()) || ResidueLines.isWater(residue.name());
        if (parent == null && !lower) {
            return renamed; // the atoms of a ligand may differ in case alone
        }
        String name = line.name().toUpperCase(Locale.ROOT);
        Element element = line.element();
        if (parent != null && AminoAcids.atoms(parent).contains(name)) {
            element = CoordinateValues.element(name.substring(0, 1)).orElse(element);
        }
        if (element != line.element()) {
            notes.add(Kind.ELEMENT, name + " of " + residue);
        }
        return name.equals(line.name()) && element == line.element() ? renamed : renamed.named(name, element);
    }

    private Label spelled(Label label) {
        String name = label.name().toUpperCase(Locale.ROOT);
        if (name.equals(label.name())) {
            return label;
        }
        notes.add(Kind.NAME_CASE, label.toString());
        return new Label(
                label.chain(),
                label.part(),
                label.stretch(),
                label.number(),
                label.insertionCode(),
                name,
                label.hetero(),
                label.sequenced());
    }

    private CoordinateLine valued(CoordinateLine line, boolean occupied) {
        double occupancy = line.occupancy();
        double b = line.b();
        if (occupied) {
            occupancy = 1;
        } else if (Double.isNaN(occupancy)) {
            notes.add(Kind.NO_OCCUPANCY, line.name() + " of " + line.residue());
            occupancy = 1;
        }
        if (Double.isNaN(b)) {
            notes.add(Kind.NO_B, line.name() + " of " + line.residue());
            b = CoordinateValues.ABSENT_B;
        }
        return occupancy == line.occupancy() && b == line.b() ? line : line.with(occupancy, b);
    }
}
