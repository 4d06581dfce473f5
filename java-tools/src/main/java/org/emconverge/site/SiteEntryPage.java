package org.emconverge.site;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.emconverge.report.EntryDigest;
import org.emconverge.report.ReportPage;

/** The page of an entry: its report, light; the full one, with the structure in 3D, is opened from it. */
final class SiteEntryPage {
    /**
     * A number whose changes the history shows.
     *
     * @param factor to its unit
     */
    private record Followed(String name, String heading, double factor, int decimals) {}

    private static final List<Followed> FOLLOWED = List.of(
            new Followed("ca_rmsd_mean", "mean Cα RMSD Å", 1, 3),
            new Followed("fraction_determined", "determined %", 100, 1),
            new Followed("fraction_lt1", "< 1 Å %", 100, 1),
            new Followed("residues", "residues", 1, 0),
            new Followed("cc_mask", "CC mask", 1, 3));
    private static final long MEGA = 1_000_000;

    private final SiteEntry entry;
    private final SiteSettings settings;

    SiteEntryPage(SiteEntry entry, SiteSettings settings) {
        this.entry = entry;
        this.settings = settings;
    }

    /** @param values of every page of the site */
    String html(Map<String, Object> values) throws IOException {
        SiteVersion current = entry.current();
        values.put("id", entry.id());
        values.put("title", entry.title());
        values.put("authors", String.join(", ", entry.authors()));
        values.put("method", entry.method());
        values.put("number", current.version());
        values.put("date", current.day());
        values.put("fromFile", current.dateFrom().equals("file"));
        values.put("madeBy", current.emconverge());
        values.put("withdrawn", entry.withdrawn());
        values.put("headline", entry.headline());
        List<Map<String, Object>> numbers = new ArrayList<>();
        for (SiteColumn column : SiteColumn.values()) {
            if (!Double.isNaN(column.value(entry))) {
                String unit = column.unit().isEmpty() || column.unit().equals("%") ? "" : " " + column.unit();
                numbers.add(Map.of(
                        "heading",
                        unit.isEmpty() ? column.heading() : column.heading().replaceFirst(unit + "$", ""),
                        "text",
                        column.text(entry) + unit,
                        "definition",
                        column.definition()));
            }
        }
        values.put("numbers", numbers);
        values.put("report", entry.report());
        values.put(
                "reportSize",
                entry.reportBytes() == 0
                        ? ""
                        : String.format(Locale.ROOT, "%.1f MB", (double) entry.reportBytes() / MEGA));
        values.put("links", links());
        values.put(
                "contested",
                entry.contested().isEmpty()
                        ? null
                        : Map.of(
                                "rows",
                                entry.contested().stream()
                                        .map(SiteLists::stretch)
                                        .toList()));
        values.put("history", history());
        values.put(
                "references",
                entry.citations().stream().map(EntryDigest::reference).toList());
        values.put("address", settings.baseUrl().isEmpty() ? "" : settings.baseUrl() + SiteReader.page(entry.id(), ""));
        return ReportPage.fill("site-entry.mustache", values);
    }

    private List<Map<String, Object>> links() {
        List<Map<String, Object>> links = new ArrayList<>();
        if (!entry.emdb().isEmpty()) {
            links.add(link("map", entry.emdb(), "https://www.ebi.ac.uk/emdb/" + entry.emdb()));
        }
        String pdb = entry.pdb();
        if (!pdb.isEmpty()) {
            String name = pdb.length() == 4 ? pdb.toUpperCase(Locale.ROOT) : pdb;
            links.add(link("starting model", "PDB " + name, "https://www.rcsb.org/structure/" + name));
            if (pdb.length() == 4) {
                String doi = "10.2210/pdb" + pdb + "/pdb";
                links.add(link("its DOI", doi, "https://doi.org/" + doi));
            }
        }
        return links;
    }

    private static Map<String, Object> link(String what, String name, String address) {
        return Map.of("what", what, "name", name, "address", address);
    }

    /** The versions, the newest first, each with how its numbers differ from those of the one before. */
    private Map<String, Object> history() {
        List<SiteVersion> versions = Stream.concat(entry.earlier().stream(), Stream.of(entry.current()))
                .toList();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int place = versions.size() - 1; place >= 0; place--) {
            SiteVersion version = versions.get(place);
            SiteVersion before = place == 0 ? null : versions.get(place - 1);
            List<Map<String, Object>> cells = new ArrayList<>();
            for (Followed of : FOLLOWED) {
                cells.add(
                        Map.of("text", text(of, version), "change", before == null ? "" : change(of, version, before)));
            }
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("version", version.version());
            row.put("date", version.day());
            row.put("emconverge", version.emconverge());
            row.put("method", version.method());
            row.put("cells", cells);
            rows.add(row);
        }
        return Map.of("headings", FOLLOWED.stream().map(Followed::heading).toList(), "rows", rows);
    }

    private static String text(Followed of, SiteVersion version) {
        double value = of.factor * version.number(of.name);
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%." + of.decimals + "f", value);
    }

    private static String change(Followed of, SiteVersion version, SiteVersion before) {
        double change = of.factor * (version.number(of.name) - before.number(of.name));
        if (Double.isNaN(change)) {
            return "";
        }
        String text = String.format(Locale.ROOT, "%+." + of.decimals + "f", change);
        return text.matches("[+-]0(\\.0+)?") ? "±0" : text.replace('-', '−');
    }
}
