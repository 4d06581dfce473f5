package org.emconverge.site;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.emconverge.report.EntryDigest;
import org.emconverge.report.EntryDigest.Contested;
import org.emconverge.report.TrendPoint;

/**
 * What the site knows of an entry. It is kept as {@code api/v1/entries/ID.json}, which is what programs read, and what
 * the next call of the command goes on from.
 *
 * @param schemaVersion of docs/schema/site_entry.schema.json
 * @param title or the empty string
 * @param emdb accession, or the empty string
 * @param pdb accession, or the empty string
 * @param hasTrend whether a trend is known for how the models were made
 * @param percentile place of the mean spread among all entries that were made alike, 100 the best; null among too few
 * @param percentileAlike the same at like resolution
 * @param report address of the full report from the entry's page, or the empty string
 * @param reportBytes its size; 0 where it is only linked
 * @param current the newest version
 * @param earlier the other ones, the oldest first
 * @param summaryNames title and ids that the summary itself has: other ones make the page anew, but no version
 * @param readBy version of emconverge that read the results: another one reads them anew
 * @param withdrawn day on which EMDB was seen to have its map as released no more, or the empty string
 */
record SiteEntry(
        String schemaVersion,
        String id,
        String title,
        List<String> authors,
        String emdb,
        String pdb,
        boolean hasTrend,
        Long percentile,
        Long percentileAlike,
        List<String> headline,
        List<Contested> contested,
        List<String> citations,
        String report,
        long reportBytes,
        SiteVersion current,
        List<SiteVersion> earlier,
        List<String> summaryNames,
        String readBy,
        String withdrawn)
        implements TrendPoint {
    static final String SCHEMA_VERSION = "1.0";

    SiteEntry {
        withdrawn = Objects.requireNonNullElse(withdrawn, ""); // of a record that does not know of it yet
    }

    static SiteEntry of(EntryDigest digest, SiteVersion version, List<String> summaryNames, String readBy) {
        return new SiteEntry(
                SCHEMA_VERSION,
                digest.id(),
                digest.title(),
                digest.authors(),
                digest.emdb(),
                digest.pdb(),
                digest.hasTrend(),
                null,
                null,
                digest.headline(),
                digest.contested(),
                digest.citations(),
                "",
                0,
                version,
                List.of(),
                summaryNames,
                readBy,
                "");
    }

    /**
     * The full report.
     *
     * @param address from the entry's page, or the empty string
     * @param bytes 0 where it is not copied
     */
    record Report(String address, long bytes) {
        static final Report NONE = new Report("", 0);
    }

    /**
     * This with the versions of what was known before. The newest by its date is the current one; of two of the same
     * time the one that comes later.
     */
    SiteEntry after(SiteEntry before) {
        if (current.date().compareTo(before.current.date()) < 0) {
            return before.withVersions(Stream.concat(before.earlier.stream(), Stream.of(current)), before.current);
        }
        return withdrawn(before.withdrawn)
                .withVersions(Stream.concat(before.earlier.stream(), Stream.of(before.current)), current);
    }

    private SiteEntry withVersions(Stream<SiteVersion> others, SiteVersion newest) {
        Map<String, SiteVersion> bySummary = new LinkedHashMap<>();
        others.filter(version -> !version.sha256().equals(newest.sha256()))
                .sorted(Comparator.comparing(SiteVersion::date))
                .forEach(version -> bySummary.putIfAbsent(version.sha256(), version));
        List<SiteVersion> ordered = new ArrayList<>();
        bySummary.values().forEach(version -> ordered.add(version.numbered(ordered.size() + 1)));
        return with(
                percentile,
                percentileAlike,
                own(),
                newest.numbered(ordered.size() + 1),
                List.copyOf(ordered),
                withdrawn);
    }

    SiteEntry reported(Report of) {
        return with(percentile, percentileAlike, of, current, earlier, withdrawn);
    }

    SiteEntry withdrawn(String day) {
        return with(percentile, percentileAlike, own(), current, earlier, day);
    }

    SiteEntry ranked(Long all, Long alike) {
        return with(all, alike, own(), current, earlier, withdrawn);
    }

    private Report own() {
        return new Report(report, reportBytes);
    }

    private SiteEntry with(Long all, Long alike, Report of, SiteVersion newest, List<SiteVersion> others, String day) {
        return new SiteEntry(
                schemaVersion,
                id,
                title,
                authors,
                emdb,
                pdb,
                hasTrend,
                all,
                alike,
                headline,
                contested,
                citations,
                of.address(),
                of.bytes(),
                newest,
                others,
                summaryNames,
                readBy,
                day);
    }

    /** Whether a summary of this checksum is known already. */
    boolean knows(String sha256) {
        return Stream.concat(earlier.stream(), Stream.of(current))
                .anyMatch(version -> version.sha256().equals(sha256));
    }

    @Override
    public double resolution() {
        return current.number("resolution");
    }

    @Override
    public double mean() {
        return current.number("ca_rmsd_mean");
    }

    @Override
    public String method() {
        return current.method();
    }

    /** How many residues have a contested register. */
    int contestedResidues() {
        return contested.stream().mapToInt(Contested::residues).sum();
    }
}
