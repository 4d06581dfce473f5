package org.emconverge.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import org.emconverge.SharedFacts;
import org.emconverge.structure.ResidueKind;

/**
 * What the pages' scripts compare two entries by: their numbers, and what is measured along their chains. The script is
 * {@code comparison.js}, for the index and for the page of two entries alike.
 */
final class ComparisonData {
    /** What the profiles may take of a page of many entries, characters of base64. */
    static final long MOST_CHARACTERS = 1_000_000;

    /** Of an Å, to which the spread of a ligand is rounded. */
    private static final double MOLECULE_STEPS = 100;

    private static final int BASE64_BYTES = 3;
    private static final int BASE64_CHARACTERS = 4;
    /** Digits of a number that a reader can compare. */
    private static final MathContext DIGITS = new MathContext(5);

    /**
     * A measure along the chain, and the step to which its values are rounded: the fewer they are, the smaller the
     * page.
     *
     * @param step in the unit of the measure
     */
    record Track(ResidueMeasure measure, double step) {}

    /** What an index carries of each entry. */
    static final List<Track> COARSE =
            List.of(new Track(ResidueMeasure.RMSD, 0.01), new Track(ResidueMeasure.CONFIDENCE, 0.01));

    private ComparisonData() {}

    /** The measures of both entries, as finely as residues.csv has them. */
    static List<Track> fine(List<IndexEntry> entries) {
        return ResidueMeasure.of(entries.get(0).residues()).stream()
                .filter(measure -> entries.stream()
                        .allMatch(entry -> ResidueMeasure.of(entry.residues()).contains(measure)))
                .map(measure -> new Track(measure, measure == ResidueMeasure.DENSITY ? 1e-6 : 1e-4))
                .toList();
    }

    /**
     * Adds the blocks {@code comparison} (the entries and their numbers), {@code profiles} (a list with one item for
     * each entry, null for those there is no room for) and {@code comparisonChart}.
     *
     * @param links of the entries, to their pages
     * @param further numbers, each of every entry; empty where only those of the index and the summary's best known
     *     count
     */
    static void addNumbers(
            PageScripts scripts,
            List<IndexEntry> entries,
            List<String> links,
            List<Track> tracks,
            Map<String, List<Double>> further)
            throws IOException {
        ObjectNode comparison = JsonNodeFactory.instance.objectNode();
        ArrayNode list = comparison.putArray("entries");
        for (int row = 0; row < entries.size(); row++) {
            IndexEntry entry = entries.get(row);
            list.addObject()
                    .put("label", entry.label())
                    .put("title", entry.title())
                    .put("link", links.get(row))
                    .put("method", entry.method());
        }
        numbers(comparison.putArray("numbers"), entries, further);
        ArrayNode measures = comparison.putArray("measures");
        tracks.forEach(track -> measures.addObject()
                .put("column", track.measure.column)
                .put("title", track.measure.title)
                .put("unit", track.measure.unit)
                .put("step", track.step));
        comparison.put("determinedFrom", ConfidenceClass.DETERMINED.from);
        ObjectNode letters = comparison.putObject("letters");
        SharedFacts.aminoAcids().forEach((name, aminoAcid) -> letters.put(String.valueOf(aminoAcid.letter()), name));
        scripts.data("comparison", bytes(comparison))
                .data("comparisonChart", bytes(Charts.resource("comparison.vl.json")));
    }

    /**
     * Adds the block {@code profiles}: a list with one item for each entry, null for those there is no room for.
     *
     * @param room characters of base64
     * @return of how many entries the profile is there
     */
    static int addProfiles(PageScripts scripts, List<IndexEntry> entries, List<Track> tracks, long room)
            throws IOException {
        ArrayNode profiles = profiles(entries, tracks, room);
        scripts.data("profiles", bytes(profiles));
        return (int) IntStream.range(0, profiles.size())
                .filter(row -> !profiles.get(row).isNull())
                .count();
    }

    private static byte[] bytes(JsonNode node) {
        return node.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The numbers that some entry has: first the columns of the index, then those of the summary. */
    private static void numbers(ArrayNode numbers, List<IndexEntry> entries, Map<String, List<Double>> further) {
        RunPercentiles run = new RunPercentiles(entries);
        for (IndexColumn column : IndexColumn.of(entries, run)) {
            if (column.isNumeric()) {
                String unit = column.unit.isEmpty() ? "" : ", " + column.unit;
                ComparedNumber.Better better = column.isGraded()
                        ? (column.lowerIsBetter() ? ComparedNumber.Better.LOWER : ComparedNumber.Better.HIGHER)
                        : ComparedNumber.Better.NEITHER;
                List<Double> values =
                        entries.stream().map(entry -> column.value(entry, run)).toList();
                number(numbers, ComparedNumber.HEADLINE, column.title + unit, better, values);
            }
        }
        for (int i = 0; i < ComparedNumber.ALL.size(); i++) {
            int at = i;
            ComparedNumber of = ComparedNumber.ALL.get(i);
            List<Double> values =
                    entries.stream().map(entry -> entry.numbers().get(at)).toList();
            number(numbers, of.group(), of.title(), of.better(), values);
        }
        further.forEach((title, values) ->
                number(numbers, "Everything in summary.json", title, ComparedNumber.Better.NEITHER, values));
    }

    private static void number(
            ArrayNode numbers, String group, String title, ComparedNumber.Better better, List<Double> values) {
        if (values.stream().allMatch(value -> value.isNaN())) {
            return;
        }
        ArrayNode of = numbers.addObject()
                .put("group", group)
                .put("title", title)
                .put("better", better.word())
                .putArray("values");
        values.forEach(value -> {
            if (value.isNaN()) {
                of.addNull();
            } else {
                of.add(BigDecimal.valueOf(value).round(DIGITS));
            }
        });
    }

    /** As many as there is room for, those of small entries first, so that they are the most. */
    private static ArrayNode profiles(List<IndexEntry> entries, List<Track> tracks, long characters) {
        List<ObjectNode> all =
                entries.stream().map(entry -> profile(entry.residues(), tracks)).toList();
        long[] sizes = all.stream().mapToLong(ComparisonData::packedSize).toArray();
        List<Integer> rows =
                new ArrayList<>(IntStream.range(0, all.size()).boxed().toList());
        rows.sort(Comparator.comparingLong(row -> sizes[row]));
        long room = characters * BASE64_BYTES / BASE64_CHARACTERS;
        boolean[] fits = new boolean[all.size()];
        for (int row : rows) {
            room -= sizes[row];
            fits[row] = room >= 0;
        }
        ArrayNode profiles = JsonNodeFactory.instance.arrayNode();
        for (int row = 0; row < fits.length; row++) {
            if (fits[row]) {
                profiles.add(all.get(row));
            } else {
                profiles.addNull();
            }
        }
        return profiles;
    }

    /** Bytes after compression on its own; together with others it takes less. */
    private static long packedSize(JsonNode profile) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            byte[] content = bytes(profile);
            deflater.setInput(content);
            deflater.finish();
            byte[] packed = new byte[content.length + 64];
            while (!deflater.finished()) {
                deflater.deflate(packed);
            }
            return deflater.getBytesWritten();
        } finally {
            deflater.end();
        }
    }

    /**
     * The residues with an RMSD: {@code chains} (of each its id and its runs of numbers, a run being its first number
     * and its length, and the insertion code where its one residue has one), {@code sequence} in letters,
     * {@code others} (the names that have no letter, by the place of the residue), of every measure its values as
     * multiples of the step, and {@code molecules}: of each ligand, sugar and ion its chain, number with insertion
     * code, name, and spread, Å.
     */
    private static ObjectNode profile(List<ResidueRow> all, List<Track> tracks) {
        List<ResidueRow> rows = all.stream().filter(ResidueRow::isDefined).toList();
        ObjectNode profile = JsonNodeFactory.instance.objectNode();
        ArrayNode chains = profile.putArray("chains");
        StringBuilder sequence = new StringBuilder();
        ObjectNode others = profile.putObject("others");
        Map<String, SharedFacts.AminoAcid> aminoAcids = SharedFacts.aminoAcids();
        ArrayNode runs = null;
        ResidueRow previous = null;
        for (ResidueRow row : rows) {
            if (previous == null || !previous.chain().equals(row.chain())) {
                runs = chains.addArray().add(row.chain()).addArray();
            }
            boolean goesOn = previous != null
                    && row.follows(previous)
                    && row.insertionCode().isEmpty()
                    && previous.insertionCode().isEmpty();
            if (goesOn) {
                ArrayNode run = (ArrayNode) runs.get(runs.size() - 1);
                run.set(1, run.get(1).asInt() + 1);
            } else {
                ArrayNode run = runs.addArray().add(row.number()).add(1);
                if (!row.insertionCode().isEmpty()) {
                    run.add(row.insertionCode());
                }
            }
            SharedFacts.AminoAcid aminoAcid = aminoAcids.get(row.name());
            if (aminoAcid == null) {
                others.put(String.valueOf(sequence.length()), row.name());
            }
            sequence.append(aminoAcid == null ? '?' : aminoAcid.letter());
            previous = row;
        }
        profile.put("sequence", sequence.toString());
        for (Track track : tracks) {
            if (rows.stream().anyMatch(row -> !Double.isNaN(row.value(track.measure)))) {
                ArrayNode values = profile.putArray(track.measure.column);
                for (ResidueRow row : rows) {
                    double value = row.value(track.measure);
                    if (Double.isNaN(value)) {
                        values.addNull();
                    } else {
                        values.add(Math.round(value / track.step));
                    }
                }
            }
        }
        ArrayNode molecules = profile.putArray("molecules");
        all.stream()
                .filter(row -> !row.isOfPolymer() && row.kind() != ResidueKind.WATER && !Double.isNaN(row.spread()))
                .forEach(row -> molecules
                        .addArray()
                        .add(row.chain())
                        .add(row.label())
                        .add(row.name())
                        .add(Math.round(row.spread() * MOLECULE_STEPS) / MOLECULE_STEPS));
        return profile;
    }
}
