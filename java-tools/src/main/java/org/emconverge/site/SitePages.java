package org.emconverge.site;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.emconverge.Counted;
import org.emconverge.Json;
import org.emconverge.SharedFacts;
import org.emconverge.report.FigureRenderer;
import org.emconverge.report.PageScripts;
import org.emconverge.report.ReportPage;
import org.emconverge.report.TrendChart;

/** Writes the pages of a site: all that have changed, and what programs read. */
final class SitePages {
    static final String LEFT_OUT = "left_out.html";
    /** Entries on a page of the plain list. */
    static final int LISTED = 500;

    private static final int NEWEST = 12;
    /** Rows of what was left out that its page shows; the table has all. */
    private static final int MOST_LEFT_OUT = 1000;
    /** Marks of the picture that would lie on one another are drawn once: so many to an ångström, and to a decade. */
    private static final int CELLS = 25;

    private static final String HTML = "index.html";
    private static final String TITLE = "title";
    private static final String ROWS = "rows";
    private static final List<String> SCRIPTS =
            List.of("packed.js", "site-data.js", "site-filter.js", "site-table.js", "site-chart.js", "site.js");

    private final SiteFiles files;
    private final SiteSettings settings;
    private final List<SiteEntry> entries;
    private final LeftOut leftOut;
    private final SiteLists lists;
    private final List<String> written = new ArrayList<>();

    SitePages(SiteFiles files, SiteSettings settings, List<SiteEntry> entries, LeftOut leftOut) {
        this.files = files;
        this.settings = settings;
        this.entries = entries;
        this.leftOut = leftOut;
        lists = new SiteLists(entries);
    }

    void write() throws IOException {
        files.write("assets/site.css", ReportPage.style("index.css", "site.css"));
        for (SiteEntry entry : entries) {
            files.write(SiteReader.page(entry.id(), HTML), new SiteEntryPage(entry, settings).html(values("../../")));
        }
        writeIndex();
        writeList();
        page(
                "lists/determined.html",
                "site-determined.mustache",
                "../",
                Map.of(TITLE, "Best and worst", "methods", lists.determined()));
        page("lists/contested.html", "site-contested.mustache", "../", lists.contested());
        writeLeftOut();
        page("data/index.html", "site-data.mustache", "../", Map.of(TITLE, "Data", "address", settings.baseUrl()));
        files.write(SiteXml.FEED, SiteXml.feed(settings, entries));
        SiteXml.sitemap(files, settings, written, entries);
        leftOut.write(files);
        SiteApi.write(files, settings, entries, leftOut);
    }

    /** What every page says. */
    private Map<String, Object> values(String root) throws IOException {
        return values(root, new PageScripts().early(PageScripts.APPEARANCE));
    }

    private Map<String, Object> values(String root, PageScripts scripts) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("root", root);
        values.put("site", settings.title());
        values.put("contact", settings.contact());
        values.put("licence", settings.licence());
        values.put("version", SharedFacts.version());
        values.put("policy", scripts.policyOfSite());
        values.put("earlyScripts", scripts.earlyHtml());
        values.put("scripts", scripts.html());
        return values;
    }

    private void page(String name, String template, String root, Map<String, Object> own) throws IOException {
        Map<String, Object> values = values(root);
        values.putAll(own);
        files.write(name, ReportPage.fill(template, values));
        written.add(name);
    }

    void writeIndex() throws IOException {
        PageScripts scripts = new PageScripts().early(PageScripts.APPEARANCE);
        Map<String, Object> own = new LinkedHashMap<>();
        own.put(TITLE, settings.title());
        own.put("count", Counted.of(entries.size(), "entry", "entries"));
        own.put("leftOut", leftOut.size() == 0 ? "" : String.format(Locale.ROOT, "%,d", leftOut.size()));
        own.put("any", !entries.isEmpty());
        own.put(
                "newest",
                SiteXml.newest(entries, NEWEST).stream().map(SitePages::line).toList());
        own.put("columns", columns());
        own.put("methods", methods());
        own.put("several", TrendChart.methods(entries).size() > 1);
        own.put("trend", entries.stream().anyMatch(SiteEntry::hasTrend));
        if (!entries.isEmpty()) {
            files.write("trend.svg", FigureRenderer.drawn(TrendChart.withKnee(thinned()), settings.renderer()) + "\n");
            scripts.data("entries", packed().toString().getBytes(StandardCharsets.UTF_8));
            if (PageScripts.libraries().stream()
                    .anyMatch(library -> library.name().equals("vega"))) {
                scripts.library("vega")
                        .data("chart", TrendChart.frame(entries).toString().getBytes(StandardCharsets.UTF_8));
            }
            for (String script : SCRIPTS) {
                scripts.script(script); // after the data, which they look for
            }
        } else {
            files.remove("trend.svg");
        }
        Map<String, Object> values = values("", scripts);
        values.putAll(own);
        files.write(HTML, ReportPage.fill("site-index.mustache", values));
        written.add("");
    }

    /** The entries without those whose marks lie on another's. */
    private List<SiteEntry> thinned() {
        Map<String, SiteEntry> cells = new LinkedHashMap<>();
        for (SiteEntry entry : entries) {
            long across = Math.round(CELLS * entry.resolution());
            long up = Math.round(CELLS * Math.log10(Math.max(1e-3, entry.mean())));
            cells.putIfAbsent(across + " " + up + " " + entry.method(), entry);
        }
        return List.copyOf(cells.values());
    }

    private List<Map<String, Object>> methods() {
        List<Map<String, Object>> methods = new ArrayList<>();
        for (String method : TrendChart.methods(entries)) {
            String colour = TrendChart.COLOURS.get(methods.size() % TrendChart.COLOURS.size());
            methods.add(Map.of("name", method, "colour", colour));
        }
        return methods;
    }

    private static List<Map<String, Object>> columns() {
        List<Map<String, Object>> columns = new ArrayList<>();
        for (SiteColumn column : SiteColumn.values()) {
            columns.add(Map.of(
                    "key", column.key(),
                    "heading", column.heading(),
                    "unit", column.unit(),
                    "definition", column.definition(),
                    "limited", column == SiteColumn.RESOLUTION || column == SiteColumn.MEAN));
        }
        return columns;
    }

    /**
     * The entries as the page carries them, a list for each thing that is known of them: {@code ids, titles, words}
     * (what else one may search for), {@code withdrawn} (ids), {@code methods} and for each entry the place of its own,
     * and {@code columns} with their values.
     */
    private ObjectNode packed() {
        ObjectNode packed = Json.object();
        List<String> methods = TrendChart.methods(entries);
        packed.set("ids", Json.tree(entries.stream().map(SiteEntry::id).toList()));
        packed.set("titles", Json.tree(entries.stream().map(SiteEntry::title).toList()));
        packed.set("words", Json.tree(entries.stream().map(SitePages::words).toList()));
        packed.set(
                "withdrawn",
                Json.tree(entries.stream()
                        .filter(entry -> !entry.withdrawn().isEmpty())
                        .map(SiteEntry::id)
                        .toList()));
        packed.set("methods", Json.tree(methods));
        packed.set("colours", Json.tree(TrendChart.COLOURS));
        packed.set(
                "method",
                Json.tree(entries.stream()
                        .map(entry -> methods.indexOf(entry.method()))
                        .toList()));
        ArrayNode columns = packed.putArray("columns");
        for (SiteColumn column : SiteColumn.values()) {
            ObjectNode of = columns.addObject().put("key", column.key()).put("decimals", column.decimals);
            of.set("values", Json.tree(entries.stream().map(column::rounded).toList()));
        }
        return packed;
    }

    /** What one may search for beside id and title, without what the id says already. */
    private static String words(SiteEntry entry) {
        List<String> words = new ArrayList<>(entry.authors());
        words.add(0, entry.id().equals(entry.emdb()) ? "" : entry.emdb());
        words.add(1, entry.pdb());
        words.add(entry.withdrawn().isEmpty() ? "" : "withdrawn");
        words.removeIf(String::isEmpty);
        return String.join(" ", words);
    }

    /** An entry in a static table. */
    static Map<String, Object> line(SiteEntry entry) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("id", entry.id());
        line.put("title", entry.title());
        line.put("withdrawn", !entry.withdrawn().isEmpty());
        line.put("resolution", SiteColumn.RESOLUTION.text(entry));
        line.put("mean", SiteColumn.MEAN.text(entry));
        line.put("determined", SiteColumn.DETERMINED.text(entry));
        line.put("z", SiteColumn.Z.text(entry));
        line.put("method", entry.method());
        line.put("date", entry.current().day());
        return line;
    }

    /** The plain list, which needs no script. */
    private void writeList() throws IOException {
        int pages = Math.max(1, (entries.size() + LISTED - 1) / LISTED);
        for (int page = 0; page < pages; page++) {
            List<SiteEntry> shown = entries.subList(page * LISTED, Math.min((page + 1) * LISTED, entries.size()));
            List<Map<String, Object>> links = new ArrayList<>();
            for (int other = 0; other < pages; other++) {
                links.add(Map.of("name", other + 1, "address", number(other), "here", other == page));
            }
            Map<String, Object> own = new LinkedHashMap<>();
            own.put(TITLE, "All entries");
            own.put("page", page + 1);
            own.put("pages", pages);
            own.put("links", pages > 1 ? Map.of(ROWS, links) : null);
            own.put("count", Counted.of(entries.size(), "entry", "entries"));
            own.put(ROWS, shown.stream().map(SitePages::line).toList());
            page("list/" + number(page), "site-list.mustache", "../", own);
        }
        for (int page = pages; Files.exists(files.path("list/" + number(page))); page++) {
            files.remove("list/" + number(page));
        }
    }

    private static String number(int page) {
        return String.format(Locale.ROOT, "%04d.html", page + 1);
    }

    private void writeLeftOut() throws IOException {
        List<LeftOut.Row> rows = leftOut.rows();
        List<Map<String, Object>> counts = new ArrayList<>();
        leftOut.counts()
                .forEach((what, number) ->
                        counts.add(Map.of("what", what, "number", String.format(Locale.ROOT, "%,d", number))));
        Map<String, Object> own = new LinkedHashMap<>();
        own.put(TITLE, "Left out");
        own.put("count", Counted.of(leftOut.size(), "entry has", "entries have"));
        own.put("any", !rows.isEmpty());
        own.put("counts", counts);
        own.put("cut", rows.size() > MOST_LEFT_OUT ? String.format(Locale.ROOT, "%,d", MOST_LEFT_OUT) : "");
        own.put(
                ROWS,
                rows.stream()
                        .limit(MOST_LEFT_OUT)
                        .map(row -> Map.of(
                                "id", row.id(),
                                "step", row.step(),
                                "reason", Objects.requireNonNullElse(row.reason(), "")))
                        .toList());
        page(LEFT_OUT, "site-left-out.mustache", "", own);
    }
}
