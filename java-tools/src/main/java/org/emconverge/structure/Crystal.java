package org.emconverge.structure;

import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.biojava.nbio.structure.PDBCrystallographicInfo;
import org.biojava.nbio.structure.xtal.CrystalCell;
import org.biojava.nbio.structure.xtal.SpaceGroup;
import org.biojava.nbio.structure.xtal.SymoplibParser;

/** The cell of a model file, as it is handed on to the files that are made of the model. */
final class Crystal {
    private Crystal() {}

    /**
     * Cell and space group from the texts of their fields.
     *
     * @param values lengths (Å), angles (degrees) and the Hermann-Mauguin symbol
     * @return null where a length or an angle is no number
     */
    static PDBCrystallographicInfo of(String... values) {
        OptionalDouble[] numbers =
                Stream.of(values).limit(6).map(CoordinateValues::number).toArray(OptionalDouble[]::new);
        if (Stream.of(numbers).anyMatch(OptionalDouble::isEmpty)) {
            return null;
        }
        CrystalCell cell = new CrystalCell();
        cell.setA(numbers[0].getAsDouble());
        cell.setB(numbers[1].getAsDouble());
        cell.setC(numbers[2].getAsDouble());
        cell.setAlpha(numbers[3].getAsDouble());
        cell.setBeta(numbers[4].getAsDouble());
        cell.setGamma(numbers[5].getAsDouble());
        PDBCrystallographicInfo crystal = new PDBCrystallographicInfo();
        crystal.setCrystalCell(cell);
        SpaceGroup group = SymoplibParser.getSpaceGroup(values[6].trim());
        if (group != null) {
            crystal.setSpaceGroup(group);
        }
        return crystal;
    }
}
