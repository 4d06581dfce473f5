package org.emconverge.convergence;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.emconverge.AtomicOutput;

/** {@code residues.csv}: one row per residue; empty = not defined. The columns are documented in docs/outputs.md. */
public final class ResidueTable {
    public static final List<String> COLUMNS = List.of("chain", "resnum", "icode", "resname", "ca_rmsd", "ca_rmsd_about_mean",
            "ca_rmsd_sampled", "all_atom_rmsd", "b_iso", "b_rmsd", "density_ca");

    private static final int LENGTH_DECIMALS = 3;
    private static final int B_DECIMALS = 2;
    private static final int DENSITY_DECIMALS = 6;

    private ResidueTable() {
    }

    public static void write(List<ResidueConvergence> residues, Path file) throws IOException {
        CSVFormat format = CSVFormat.DEFAULT.builder().setHeader(COLUMNS.toArray(String[]::new)).setRecordSeparator("\n").get();
        AtomicOutput.write(file, out -> {
            Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            CSVPrinter printer = new CSVPrinter(writer, format);
            for (ResidueConvergence r : residues) {
                printer.printRecord(r.id().chain(), r.id().number(), r.id().insertionCode(), r.name(),
                        fixed(r.caRmsd(), LENGTH_DECIMALS), fixed(r.caRmsdAboutMean(), LENGTH_DECIMALS),
                        fixed(r.caRmsdSampled(), LENGTH_DECIMALS), fixed(r.allAtomRmsd(), LENGTH_DECIMALS),
                        fixed(r.bIso(), B_DECIMALS), fixed(r.bRmsd(), LENGTH_DECIMALS), fixed(r.densityCa(), DENSITY_DECIMALS));
            }
            printer.flush();
        });
    }

    private static String fixed(double value, int decimals) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%." + decimals + "f", value) : "";
    }
}
