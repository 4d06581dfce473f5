package org.emconverge.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.emconverge.InputException;
import org.emconverge.entry.EntryFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page and the specifications, with a stand-in for the renderer; the renderer's own tests are in tests/report. */
class ReportTest {
    private static final String EVIL = "<script>alert('x')</script>\" & {{id}}";

    @TempDir
    Path folder;

    private Path out;

    @BeforeEach
    void writeInputs() throws Exception {
        out = folder.resolve("out");
        Files.createDirectories(folder.resolve("prepared"));
        Files.writeString(folder.resolve("residues.csv"), """
                chain,resnum,icode,resname,ca_rmsd,ca_rmsd_about_mean,ca_rmsd_sampled,all_atom_rmsd,b_iso,b_rmsd,density_ca,future
                A,10,,ALA,0.300,0.2,0.500,0.4,41,1.2,2.5,x
                A,11,,GLY,0.500,0.3,0.700,0.6,42,1.2,2.5,x
                A,11,A,GLY,1.500,0.9,,1.6,43,1.2,2.5,x
                A,15,,PHE,3.500,2,4.000,4,44,1.2,,x
                A,16,,TRP,4.500,3,5.000,5,45,1.2,,x
                A,900,,HEM,,,,1.0,,,,x
                "<b>B",1,,ALA,0.200,0.1,0.300,0.3,40,1.2,2,x
                """);
        Files.writeString(folder.resolve("ranking.csv"), """
                rank,model,rank_sum,engine_score,selected
                1,model_0002,4,-4181.23456,yes
                2,model_0001,6,-4100.5,yes
                3,"<img src=x>",9,-4000,no
                """);
        Files.writeString(folder.resolve("summary.json"), summary(EVIL));
        Path renderer = folder.resolve("renderer");
        Files.writeString(renderer, """
                #!/bin/sh
                for spec; do
                    printf '<?xml version="1.0"?>\\n<svg id="%s"></svg>\\n' "$(basename "$spec" .vl.json)" > "${spec%.vl.json}.svg"
                done
                """);
        assertTrue(renderer.toFile().setExecutable(true));
    }

    @Test
    void textOfUsersStaysText() throws Exception {
        report(null);
        String html = Files.readString(out.resolve("report.html"));
        assertFalse(html.contains("<script>alert") || html.contains("<img src=x") || html.contains("<b>B"));
        assertTrue(html.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot; &amp; {{id}}"));
        assertTrue(html.contains("&lt;img src"));
        assertFalse(
                html.contains("<link") || html.contains(" src=") || html.contains("url(http"),
                "the page asks the network");
    }

    @Test
    void holdsTheFiguresAndTheWords() throws Exception {
        report(null);
        String html = Files.readString(out.resolve("report.html"));
        assertTrue(html.contains("<svg id=\"histogram\"></svg>") && html.contains("<svg id=\"profile\"></svg>"));
        assertFalse(html.contains("<?xml"));
        assertTrue(html.contains("The 2 models agree to within 1\u00a0Å at 50\u00a0% of the 6 residues."), html);
        assertTrue(html.contains("At residues A 15–16 they differ by more than 3\u00a0Å"));
        assertTrue(html.contains("At residue A 11A they differ by 1 to 3\u00a0Å"));
        assertTrue(html.contains("much more than is typical of maps at 3.8\u00a0Å"));
        assertTrue(html.contains("<tr class=\"chosen\"><td>1</td><td>model_0002</td><td>4</td><td>-4181.2</td>"));
        assertTrue(html.contains("blew up"));
    }

    @Test
    void optionalFilesAddTheirSections() throws Exception {
        Files.writeString(folder.resolve("prepared/prepare.json"), """
                {"removed_waters": 12, "removed_groups": [{"chain": "A", "resnum": 900, "icode": "", "resname": "HEM", "reason": "ligand"}],
                 "changed_residues": [{"chain": "A", "resnum": 4, "icode": "", "from": "MSE", "to": "MET"}],
                 "gaps": [{"after": "A 11A", "before": "A 15", "distance": 8.5}], "unknown": {"x": [1]}}""");
        Files.writeString(folder.resolve("prepared/completed.json"), """
                [{"chain": "A", "resnum": 10, "icode": "", "resname": "LYS", "atoms": ["CE", "NZ"]}]""");
        Files.writeString(folder.resolve("prepared/map.json"), """
                {"file": "m.mrc", "placement": {"chosen": "NSTART", "candidates":
                 [{"kind": "NSTART", "atoms_inside_fraction": 1, "z": 2.5}]}}""");
        Files.writeString(folder.resolve("ranking.json"), """
                {"selected": ["model_0002"]}""");
        report(null);
        String html = Files.readString(out.resolve("report.html"));
        assertTrue(html.contains("12 waters removed")
                && html.contains("HEM A 900: ligand")
                && html.contains("A 4: MSE to MET"));
        assertTrue(html.contains("1 residue completed: missing side-chain atoms were rebuilt")
                && html.contains("LYS A 10: CE, NZ"));
        assertTrue(html.contains("between A 11A and A 15"));
        assertTrue(html.contains("placed by NSTART of its header"));
        assertTrue(html.contains(
                "data-term=\"ramachandran_outliers_percent\">Ramachandran outliers</span></td><td\nclass=\"poor\">2.50\u00a0%</td>"
                        + "<td\nclass=\"fair\">0.50\u00a0%</td>"
                        + "<td\nclass=\"good\">0.00\u00a0%</td><td>below 0.2 %</td>"));
    }

    @Test
    void outliersAreListedAndTextOfUsersStaysText() throws Exception {
        Files.writeString(folder.resolve("outliers.csv"), """
                model,criterion,chain,resnum,icode,resname,atoms,value,ideal,z
                model_0002,angle,A,11,A,GLY,N-CA-C,121.0,111.0,4.2
                model_0001,angle,A,11,A,GLY,N-CA-C,125.0,111.0,5.9
                model_0002,clash,"<b>B",1,,ALA,HA – C 9 <img>,0.7,,
                model_0002,clash,A,900,,,FE – A 15 HA,0.5,,
                """);
        report(null);
        String html = Files.readString(out.resolve("report.html"));
        assertTrue(
                html.contains("<tr data-kind=\"angle\" data-model=\"1\"><td data-value=\"2\"><span\n"
                        + "class=\"place\" data-place=\"2\">GLY A 11A</span></td><td class=\"text\">bond angle N-CA-C</td>"
                        + "<td\ndata-value=\"2\">2 of 2</td><td data-value=\"1.475\">125.0°, ideal 111.0°, 5.9\u00a0σ</td>"
                        + "<td class=\"text\">model_0001</td></tr>"),
                html);
        assertTrue(html.contains("ALA &lt;b&gt;B 1</span>") && html.contains("HA – C 9 &lt;img&gt;"), html);
        assertTrue(html.contains("data-place=\"\">A 900</span>"), "what is not in the table leads nowhere");
        assertTrue(html.contains("<td>clash</td>") || html.contains(">clash</span></td>"), html);
        assertFalse(html.contains("id=\"ramachandran\""), "there are no models");
    }

    /** An axis of no length ends in an error of the page's library; a page says what it does not draw. */
    @Test
    void whatIsTheSameEverywhereIsNotDrawn() throws Exception {
        Files.writeString(folder.resolve("residues.csv"), """
                chain,resnum,icode,resname,ca_rmsd,ca_rmsd_sampled,b_iso,density_ca
                A,1,,ALA,0.3,,34.62,2.5
                A,2,,GLY,9.5,,34.63,1.5
                """);
        report(null);
        JsonNode relations = new ObjectMapper()
                .readTree(out.resolve("figures/relations.vl.json").toFile());
        assertEquals(1, relations.get("concat").size());
        assertEquals("density_ca", relations.at("/concat/0/encoding/x/field").asText());
        String html = Files.readString(out.resolve("report.html"));
        assertTrue(html.contains("Not drawn, because it is the same at every residue: B factor.</figcaption>"), html);
        assertFalse(html.contains("Thin line"), "there is nothing from before refinement");
        JsonNode profile = new ObjectMapper()
                .readTree(out.resolve("figures/profile.vl.json").toFile());
        assertEquals(
                "[\"Cα RMSD (Å)\",\"square-root scale\"]",
                profile.at("/vconcat/0/layer/0/encoding/y/axis/title").toString());
    }

    @Test
    void theCaptionTellsOfTheLineThatIsThere() throws Exception {
        report(null);
        String html = Files.readString(out.resolve("report.html"));
        assertTrue(html.contains("Thin line: the same models before refinement."), html);
        assertFalse(html.contains("Not drawn"));
        assertTrue(html.contains("<div class=\"letters\" data-chain=\"A\">"), html);
    }

    @Test
    void profileKeepsGapsInsertionsAndChains() throws Exception {
        report(null);
        JsonNode profile = new ObjectMapper()
                .readTree(out.resolve("figures/profile.vl.json").toFile());
        assertEquals(2, profile.get("vconcat").size());
        JsonNode points = profile.at("/vconcat/0/data/values");
        assertEquals(5, points.size()); // the ligand has no Cα
        assertEquals(10.5, points.get(1).get("from").asDouble(), 1e-9);
        assertEquals(11.0, points.get(1).get("to").asDouble(), 1e-9);
        assertEquals(11.5, points.get(2).get("to").asDouble(), 1e-9);
        assertTrue(points.get(2).get("sampled").isNull());
        assertEquals(
                points.get(0).get("segment").asInt(),
                points.get(1).get("segment").asInt());
        assertTrue(points.get(3).get("segment").asInt()
                > points.get(2).get("segment").asInt());
        assertEquals(
                "[9.5,16.5]",
                profile.at("/vconcat/0/layer/0/encoding/x/scale/domain").toString());
        assertEquals(
                "Chain <b>B",
                profile.at("/vconcat/1/layer/4/data/values/0/label").asText());
    }

    @Test
    void theSequenceHasTheClassesOfItsResidues() throws Exception {
        report(null);
        String html = Files.readString(out.resolve("report.html"));
        assertTrue(
                html.contains(
                        "<small>11</small><i class=\"well\" id=\"r1\">G</i><i class=\"variable\" id=\"r2\">G</i></span>"),
                html);
        assertTrue(html.contains(
                "<small>15</small><i class=\"uncertain\" id=\"r3\">F</i><i class=\"omit\" id=\"r4\">W</i></span>"));
        assertFalse(html.contains("id=\"r5\"")); // the ligand
    }

    @Test
    void chartsOfOtherMeasuresAndOfTheRankingTakeWhatIsThere() throws Exception {
        report(null);
        JsonNode relations = new ObjectMapper()
                .readTree(out.resolve("figures/relations.vl.json").toFile());
        assertEquals("b_iso", relations.at("/concat/0/encoding/x/field").asText());
        assertEquals(
                "B factor (Å²)", relations.at("/concat/0/encoding/x/axis/title").asText());
        assertEquals("density_ca", relations.at("/concat/1/encoding/x/field").asText());
        assertEquals(2, relations.get("concat").size());
        assertTrue(relations.at("/data/values/3/density_ca").isNull());
        JsonNode ranking = new ObjectMapper()
                .readTree(out.resolve("figures/ranking.vl.json").toFile());
        assertEquals("engine_score", ranking.at("/concat/0/encoding/x/field").asText());
        assertEquals(
                "[\"chosen\",\"chosen\",\"not chosen\"]",
                ranking.at("/data/values").findValuesAsText("fate").stream()
                        .map(fate -> '"' + fate + '"')
                        .toList()
                        .toString()
                        .replace(", ", ","));
    }

    @Test
    void aRankingIsOptional() throws Exception {
        Files.delete(folder.resolve("ranking.csv"));
        report(null);
        assertFalse(Files.readString(out.resolve("report.html")).contains("id=\"models\""));
        assertFalse(Files.exists(out.resolve("figures/ranking.vl.json")));
    }

    @Test
    void sameInputSameBytes() throws Exception {
        report(null);
        out = folder.resolve("again");
        report(null);
        assertEquals(Files.readString(folder.resolve("out/report.html")), Files.readString(out.resolve("report.html")));
    }

    @Test
    void withoutATitleTheSummaryStaysAsItIs() throws Exception {
        report(null);
        assertEquals(Files.readString(folder.resolve("summary.json")), Files.readString(out.resolve("summary.json")));
    }

    @Test
    void aTitleIsPutIntoThePageAndTheSummaryInItsPlace() throws Exception {
        report("another \"title\"");
        JsonNode before =
                new ObjectMapper().readTree(folder.resolve("summary.json").toFile());
        ObjectNode after = (ObjectNode)
                new ObjectMapper().readTree(out.resolve("summary.json").toFile());
        assertEquals("another \"title\"", after.get("title").asText());
        assertEquals(
                before.toString(),
                after.put("title", before.get("title").asText()).toString(),
                "nothing else changes, the order neither");
        String html = Files.readString(out.resolve("report.html"));
        assertTrue(html.contains("another &quot;title&quot;") && !html.contains("alert(&#39;x&#39;)"), html);
    }

    @Test
    void theSummaryIsNeeded() throws Exception {
        Files.delete(folder.resolve("summary.json"));
        assertTrue(assertThrows(InputException.class, () -> report(null))
                .getMessage()
                .contains("has no summary.json"));
    }

    @Test
    void viewersFindTheFilesOfTheEntryFromTheirFolder() throws Exception {
        report(null);
        String chimerax = Files.readString(out.resolve("viewers/open.cxc"));
        String pymol = Files.readString(out.resolve("viewers/open.pml"));
        assertTrue(chimerax.contains("open \"../convergence.cif\" id 1"), chimerax);
        assertTrue(chimerax.contains("open \"../ensemble.cif\" id 2"), chimerax);
        assertTrue(chimerax.contains("open \"ca_rmsd.defattr\"\n"), chimerax);
        assertTrue(chimerax.contains("open \"../prepared/map.mrc\" id 3"), chimerax);
        assertTrue(pymol.contains("os.path.join(here, \"..\", \"prepared\", \"map.mrc\"), \"density\""), pymol);
    }

    @Test
    void confidenceColoursTheSequenceAndComesFirst() throws Exception {
        judged();
        report(null);
        String html = Files.readString(out.resolve("report.html"));
        assertTrue(
                html.contains("<small>11</small><i class=\"in-doubt\" id=\"r1\">G</i>"
                        + "<i class=\"probably-wrong\" id=\"r2\">G</i></span>"),
                html);
        assertTrue(html.contains("<i class=\"none\" id=\"r4\">W</i>"), "no confidence, no colour");
        assertTrue(
                html.contains("<i class=\"determined\">A</i> determined (" + ConfidenceClass.DETERMINED.limits() + ")"),
                html);
        assertTrue(html.contains("<li class=\"determined\"><b>40\u00a0%</b><span><span class=\"term\""
                + " data-term=\"determined\">determined</span></span><small>confidence "
                + ConfidenceClass.DETERMINED.limits()
                + "; probably wrong: 40\u00a0%</small></li>\n<li class=\"\"><b>1.75"));
        assertTrue(html.indexOf("The map determines 40\u00a0% of this model")
                < html.indexOf("The 2 models agree to within"));
        assertTrue(html.contains("value=\"confidence\"\nchecked>"), html);
        assertTrue(html.contains("about one in five lies more than 2"), html);
        assertFalse(html.contains("Confidence is calibrated only"));
    }

    @Test
    void stretchesByConfidenceAreListedTheMostDoubtfulFirst() throws Exception {
        judged();
        report(null);
        String html = Files.readString(out.resolve("report.html"));
        assertTrue(
                html.contains("<h3>Probably wrong <small>2 residues in 2 stretches</small></h3>")
                        && html.contains("<h3>In doubt <small>1 residue in 1 stretch</small></h3>"),
                html);
        int first = html.indexOf("<td class=\"range\">A 15</td><td>1</td><td>0.10</td><td>3.50</td><td>4.00</td>");
        int second = html.indexOf("<td class=\"range\">A 11A</td><td>1</td><td>" + ReadableText.number(TestRows.WRONG)
                + "</td><td>1.50</td><td>0.50</td>");
        assertTrue(0 < first && first < second && second < html.indexOf("More than 4 Å"), html);
    }

    @Test
    void withoutConfidenceThePageSaysWhy() throws Exception {
        report(null);
        String html = Files.readString(out.resolve("report.html"));
        assertTrue(html.contains(
                "Confidence is calibrated only for models that emconverge makes with its shipped settings"));
        assertFalse(html.contains("The map determines") || html.contains("value=\"confidence\""), html);
    }

    @Test
    void multiQcHasTheShareThatIsDetermined() throws Exception {
        report(null);
        JsonNode plain = new ObjectMapper()
                .readTree(out.resolve("multiqc/numbers_mqc.json").toFile());
        assertTrue(plain.at("/data/id/determined_openmm_other").isMissingNode());
        judged();
        report(null);
        JsonNode numbers = new ObjectMapper()
                .readTree(out.resolve("multiqc/numbers_mqc.json").toFile());
        assertEquals(40, numbers.at("/data/id/determined_openmm_other").asDouble(), 1e-9);
        assertEquals(50, numbers.at("/data/id/well_determined_openmm_other").asDouble(), 1e-9);
    }

    /** Gives the table the classes of confidence, and to one residue none. */
    private void judged() throws IOException {
        Files.writeString(
                folder.resolve("residues.csv"), """
                chain,resnum,icode,resname,ca_rmsd,ca_rmsd_sampled,density_ca,ca_shift,confidence
                A,10,,ALA,0.300,0.500,2.5,0.1,%1$s
                A,11,,GLY,0.500,0.700,2.5,0.2,%2$s
                A,11,A,GLY,1.500,,,0.5,%3$s
                A,15,,PHE,3.500,4.000,,4,0.10
                A,16,,TRP,4.500,5.000,,,
                "<b>B",1,,ALA,0.200,0.300,2,0.1,%1$s
                """.formatted(TestRows.DETERMINED, TestRows.IN_DOUBT, TestRows.WRONG));
    }

    @Test
    void failingRendererIsNamedAndNoPageIsLeft() throws Exception {
        Files.writeString(folder.resolve("renderer"), "#!/bin/sh\necho no vl_convert here >&2\nexit 3\n");
        String message = assertThrows(InputException.class, () -> report(null)).getMessage();
        assertEquals("The figures could not be rendered (exit status 3): no vl_convert here", message);
        assertFalse(Files.exists(out.resolve("report.html")));
    }

    @Test
    void refusesTablesOfSomethingElse() throws Exception {
        Files.writeString(folder.resolve("residues.csv"), "a,b\n1,2\n");
        assertTrue(assertThrows(InputException.class, () -> report(null))
                .getMessage()
                .contains("residues.csv has no column 'chain': give the file"));
        Files.writeString(folder.resolve("residues.csv"), "chain,resnum,icode,resname,ca_rmsd,ca_rmsd_sampled\n");
        assertTrue(assertThrows(InputException.class, () -> report(null))
                .getMessage()
                .contains("hold no RMSD of protein or nucleic acid: give the two"));
        assertFalse(Files.exists(out));
    }

    private void report(String title) throws IOException {
        Report.run(new EntryFolder(folder), new Report.Settings(title, null, folder.resolve("renderer")), out);
    }

    private static String summary(String title) throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        return """
                {"schema_version": "1.0", "id": %s, "title": %s, "resolution": 3.80, "residues": 6,
                 "models": {"requested": 4, "sampled": 3, "dropped": [{"model": "model_0004", "step": "sampling", "reason": "blew up"}],
                            "selected": 2, "refined": 2, "names": ["model_0002", "model_0001"], "compared": 2},
                 "ca_rmsd": {"mean": 1.75, "median": 1.0, "mode": 0.5, "skewness": 1.2, "q1": 0.35, "q3": 3,
                             "fractions": {"lt1": 0.5, "1to3": 0.1667, "gt3": 0.3333, "gt4": 0.1667}},
                 "trend": {"expected_mean": 0.43, "z": 3.8, "extrapolated": false}, "spearman": {"density": null},
                 "validation": {"start": {"ramachandran": {"outliers_percent": 2.5}},
                                "relaxed": {"ramachandran": {"outliers_percent": 0.5}},
                                "refined": {"ramachandran": {"outliers_percent": 0}, "fit": {"q_score": {"0.6": 0.44}}}},
                 "engines": {"sampler": "openmm", "refiner": "other"}, "versions": {"emtools": "test"}, "unknown": [1, {"a": 2}]}
                """.formatted(mapper.writeValueAsString("id"), mapper.writeValueAsString(title));
    }
}
