package org.emconverge.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.emconverge.Json;
import org.emconverge.entry.EntryFolder;
import org.emconverge.series.SeriesTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a stand-in for the renderer; the real one draws the page that tests/browser opens. */
class SeriesPageTest {
    private static final int RESIDUES = 12;

    @TempDir
    Path folder;

    private Path renderer;
    private final List<EntryFolder> entries = new ArrayList<>();

    @BeforeEach
    void writeRenderer() throws IOException {
        renderer = Files.writeString(folder.resolve("renderer"), """
                #!/bin/sh
                for spec; do echo '<?xml version="1.0"?><svg class="drawn"></svg>' > "${spec%.vl.json}.svg"; done
                """);
        assertTrue(renderer.toFile().setExecutable(true));
    }

    /** Residue 1 has the spread {@code first}, Å, the others 0.5 Å. */
    private void map(String id, double nominal, double measured, double first) throws IOException {
        Path entry = Files.createDirectories(folder.resolve(id));
        entries.add(new EntryFolder(entry));
        Files.writeString(
                entry.resolve("summary.json"),
                "{\"id\": \"" + id + "\", \"residues\": " + RESIDUES + ", \"ca_rmsd\": {\"mean\": "
                        + (first + 0.5 * (RESIDUES - 1)) / RESIDUES + "}}");
        Files.writeString(
                entry.resolve("series_map.json"),
                "{\"series\": \"s\", \"nominal\": " + nominal + ", \"measured\": " + measured
                        + ", \"shift\": 1, \"seed\": 1, \"curves\": {\"frequency\": [0.1, 0.2], \"measured\": [0.9, -0.05],"
                        + " \"given\": [1, 0.9]}}");
        StringBuilder rows = new StringBuilder("chain,resnum,icode,resname,ca_rmsd,ca_rmsd_sampled\n");
        StringBuilder atoms = new StringBuilder();
        for (int i = 1; i <= RESIDUES; i++) {
            rows.append("A,%d,,ALA,%s,%n".formatted(i, i == 1 ? first : 0.5).replace("\r", ""));
            atoms.append(String.format(
                    Locale.ROOT,
                    "ATOM  %5d  CA  ALA A%4d    %8.3f%8.3f%8.3f  1.00 20.00           C%n",
                    i,
                    i,
                    3.8 * i,
                    Math.sin(i),
                    0.0));
        }
        Files.writeString(entry.resolve("residues.csv"), rows);
        Files.writeString(entry.resolve("ensemble.cif"), cif(atoms.toString()));
    }

    /** Two models that are the same. */
    private static String cif(String pdb) {
        StringBuilder text = new StringBuilder("""
                data_x
                loop_
                _atom_site.group_PDB
                _atom_site.id
                _atom_site.type_symbol
                _atom_site.label_atom_id
                _atom_site.label_alt_id
                _atom_site.label_comp_id
                _atom_site.label_asym_id
                _atom_site.label_entity_id
                _atom_site.label_seq_id
                _atom_site.pdbx_PDB_ins_code
                _atom_site.Cartn_x
                _atom_site.Cartn_y
                _atom_site.Cartn_z
                _atom_site.occupancy
                _atom_site.B_iso_or_equiv
                _atom_site.auth_seq_id
                _atom_site.auth_asym_id
                _atom_site.pdbx_PDB_model_num
                """);
        for (int model = 1; model <= 2; model++) {
            int id = 0;
            for (String line : pdb.lines().toList()) {
                id++;
                text.append("ATOM %d C CA . ALA A 1 %d ? %s %s %s 1 20 %d A %d\n"
                        .formatted(
                                (model - 1) * RESIDUES + id,
                                id,
                                line.substring(30, 38).strip(),
                                line.substring(38, 46).strip(),
                                line.substring(46, 54).strip(),
                                id,
                                model));
            }
        }
        return text.append("#\n").toString();
    }

    private String page() throws IOException {
        Path failed = Files.writeString(folder.resolve("failed.csv"), "id,process,exit,reason\ns_9.00,X,1,<b>no\n");
        Path asked = Files.writeString(
                folder.resolve("asked.csv"), "id,series,nominal,seed\ns_3.00,s,3,1\ns_4.00,s,4,1\ns_9.00,s,9,1\n");
        Path out = folder.resolve("out");
        SeriesPage.write(SeriesTable.run(entries, asked, failed, out), renderer, out);
        return Files.readString(out.resolve("series.html"));
    }

    private JsonNode figure(String name) {
        return Json.read(folder.resolve("out/series/s/figures/s_" + name + ".vl.json"));
    }

    @Test
    void thePageSaysWhatBecomesOfTheResiduesAndOfTheMaps() throws IOException {
        map("s_3.00", 3, 3.2, 1);
        map("s_4.00", 4, 4.1, 5);
        String html = page();
        assertTrue(html.contains("From maps of 3\u00a0Å (measured 3.20\u00a0Å) to maps of 4\u00a0Å"), html);
        assertTrue(html.contains("kept through the whole series by 92\u00a0% of the 12 residues"), html);
        // 1 Å at 3.2 Å and 5 Å at 4.1 Å: 3 Å half way
        assertTrue(html.contains("ALA A 1 at 3.65\u00a0Å"), html);
        assertTrue(html.contains("s_9.00 has no result: &lt;b&gt;no") && !html.contains("<b>no"), html);
        assertTrue(html.contains("s_3.00 measures 3.20\u00a0Å, 7\u00a0% more"), html);
        assertFalse(html.contains("s_4.00 measures"), html);
        assertTrue(html.contains("no error bars"), html);
        assertTrue(html.contains("id=\"s0\"") && html.contains("<svg class=\"drawn\">"), html);
        assertEquals(html, page(), "the same bytes again");
    }

    @Test
    void theWormsHaveOneScale() throws IOException {
        map("s_3.00", 3, 3.2, 1);
        map("s_4.00", 4, 4.1, 5);
        page();
        JsonNode cells = figure("worms").get("concat");
        assertEquals(2, cells.size());
        for (String scale : List.of(
                "/vconcat/0/layer/0/encoding/x/scale/domain",
                "/vconcat/0/layer/0/encoding/y/scale/domain",
                "/vconcat/1/layer/0/encoding/x/scale/domain",
                "/vconcat/1/layer/0/encoding/y/scale/domain")) {
            assertEquals(cells.get(0).at(scale), cells.get(1).at(scale), scale);
            assertEquals(2, cells.get(0).at(scale).size(), scale);
        }
        assertNotEquals(cells.get(0).at("/vconcat/1/data/values"), cells.get(1).at("/vconcat/1/data/values"));
        assertEquals(180, figure("worms").at("/usermeta/width_mm").asInt());
    }

    @Test
    void repeatsGiveBarsOfOneStandardDeviation() throws IOException {
        map("s_3.00_r1", 3, 3.2, 0.5);
        map("s_3.00_r2", 3, 3.4, 2.9);
        String html = page();
        assertTrue(html.contains("Bars: one standard deviation"), html);
        JsonNode bar = figure("curve").at("/layer/2/data/values/0");
        // means 0.5 and 0.7 Å
        assertEquals(3.3, bar.get("resolution").asDouble(), 1e-9);
        assertEquals(0.6 - 0.2 / Math.sqrt(2), bar.get("low").asDouble(), 1e-4);
        assertEquals(0.6 + 0.2 / Math.sqrt(2), bar.get("high").asDouble(), 1e-4);
        assertEquals(2, figure("curve").at("/layer/1/data/values").size());
    }

    @Test
    void viewersHaveNumbersWhereThePageHasWords() throws IOException {
        map("s_3.00", 3, 3.2, 1);
        map("s_4.00", 4, 4.1, 5);
        page();
        Path own = folder.resolve("out/series/s");
        String attributes = Files.readString(own.resolve("lost.defattr"));
        assertTrue(attributes.contains("attribute: lost_3\n"), attributes);
        assertTrue(attributes.contains("\t/A:1\t3.650\n"), attributes);
        assertTrue(attributes.contains("\t/A:2\t4.100\n"), "kept: the coarsest");
        assertTrue(Files.readString(own.resolve("lost_3.cif")).contains("3.65"));
        assertTrue(Files.readString(own.resolve("open.cxc"))
                .contains("open \"lost_3.cif\" id 1\nopen \"lost.defattr\"\n"));
    }

    @Test
    void withoutModelsThePageHasTheNumbers() throws IOException {
        map("s_3.00", 3, 3.2, 1);
        Files.delete(entries.get(0).folder().resolve("ensemble.cif"));
        String html = page();
        assertTrue(html.contains("The series has maps of one resolution"), html);
        assertFalse(html.contains("id=\"stage\"") || html.contains("worms0"), html);
        assertFalse(Files.exists(folder.resolve("out/series/s/lost_3.cif")));
    }
}
