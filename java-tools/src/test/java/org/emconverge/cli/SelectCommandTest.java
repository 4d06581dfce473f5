package org.emconverge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.emconverge.archive.SelectionCriteria;
import org.emconverge.archive.SymmetryKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SelectCommandTest {
    private static final String TABLE = "emdb_id,title,current_status,structure_determination_method,resolution,"
            + "image_reconstruction_point_group,fitted_pdbs,half_map_filename,map_contour_level_value,"
            + "assembly_molecular_weight,map_release_date,update_date\n"
            + "EMD-1111,t,REL,singleParticle,3.2,C1,1abc,h,0.02,55000,2024-01-10,2024-01-10\n"
            + "EMD-2222,t,REL,helical,3.2,C1,1abc,,0.02,55000,2024-01-10,2024-01-10\n"
            + "EMD-3333,t,REL,singleParticle,5.01,C1,1abc,h,0.02,55000,2024-01-10,2024-01-10\n";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int select(String... options) throws Exception {
        Path table = Files.writeString(folder.resolve("table.csv"), TABLE);
        List<String> arguments =
                new ArrayList<>(List.of("select", "--table", table.toString(), "--out-dir", folder + "/out"));
        arguments.addAll(Arrays.asList(options));
        CommandLine emtools = Emtools.commandLine();
        emtools.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return emtools.execute(arguments.toArray(String[]::new));
    }

    @Test
    void byDefaultWhatThePaperChose() throws Exception {
        assertEquals(0, select(), err.toString());
        assertTrue(err.toString().contains("1 entries selected, 2 left out: 1 method, 1 resolution."), err.toString());
        assertEquals("The samplesheet: " + folder + "/out/samplesheet.csv\n", out.toString());
        assertEquals(
                "id,emdb,pdb,resolution,symmetry,contour\nEMD-1111,EMD-1111,1abc,3.2,C1,0.02\n",
                Files.readString(folder.resolve("out/samplesheet.csv")));
    }

    @Test
    void everyOptionReachesItsCriterion() throws Exception {
        assertEquals(
                0,
                select(
                        "--resolutions=3:6",
                        "--methods=singleParticle,helical",
                        "--symmetries=none,helical",
                        "--residues=:500",
                        "--released-since=2024-01-10",
                        "--since=2024-01-10",
                        "--half-maps"),
                err.toString());
        assertTrue(err.toString().contains("2 entries selected, 1 left out: 1 no half maps."), err.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "--resolutions,5,is no range",
        "--resolutions,5:4,is no range",
        "--residues,many:,is no range",
        "--methods,singelParticle,is no method of the archive",
        "--symmetries,round,is no kind of symmetry",
        "--released-since,yesterday,is no date",
        "--since,2026-13-01,is no date",
        "--since,last,give --state the folder",
        "--contact,me,is no contact",
        "--field,x=y,names no field of the archive",
        "--max-age,-1,out of range",
        "--emdb-api-url,ftp://x,is not an archive address",
        "--ids,nowhere.txt,There is no file of ids nowhere.txt",
        "--table,nowhere.csv,There is no table nowhere.csv",
        "--results,nowhere,There are no results of a run in nowhere"
    })
    void aMistakeIsOneSentence(String option, String value, String message) throws Exception {
        int status = option.equals("--table")
                ? Emtools.commandLine()
                        .setErr(new PrintWriter(err, true))
                        .execute("select", option, value, "--out-dir", folder + "/out")
                : select(option, value);
        assertEquals(Emtools.BAD_INPUT, status);
        assertTrue(
                err.toString().startsWith("emtools select: ")
                        && err.toString().contains(message)
                        && err.toString().lines().count() == 1,
                err.toString());
        assertFalse(Files.exists(folder.resolve("out")));
    }

    @Test
    void theHelpNamesAllKindsAndMethods() {
        CommandLine command = Emtools.commandLine().getSubcommands().get("select");
        String help = command.getUsageMessage().replaceAll("\\s+", " ");
        assertTrue(help.contains("Of " + String.join(", ", SymmetryKind.words()) + ";"), help);
        assertTrue(help.contains("Of " + String.join(", ", SelectionCriteria.METHODS) + ";"), help);
    }

    @Test
    void theTableIsKeptBesideWhatTheSetUpMakes() {
        assertEquals(
                Path.of("/h/archive"),
                SelectionOptions.cacheOf(Map.of("EMCONVERGE_HOME", "/h", "XDG_CACHE_HOME", "/x")));
        assertEquals(Path.of("/x/emconverge/archive"), SelectionOptions.cacheOf(Map.of("XDG_CACHE_HOME", "/x")));
        assertEquals(
                Path.of(System.getProperty("user.home"), ".cache/emconverge/archive"),
                SelectionOptions.cacheOf(Map.of()));
    }
}
