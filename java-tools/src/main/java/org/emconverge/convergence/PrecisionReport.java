package org.emconverge.convergence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.emconverge.Json;
import org.emconverge.entry.EntryFile;
import org.emconverge.entry.EntryFolder;
import org.emconverge.register.RegisterReport;
import org.emconverge.structure.ModelFile;
import org.emconverge.structure.ResidueId;

/** What is written of a {@link Precision}, in a file of its own while models are still made, and in the summary. */
public final class PrecisionReport {
    /** Share of the register's paths that shift a stretch from which on it counts as contested. */
    private static final double CONTESTED = 0.1;

    private PrecisionReport() {}

    /**
     * How well the spread is known from the models of a role.
     *
     * @param most as many models will be made at most
     * @throws org.emconverge.InputException when a model cannot be read
     */
    public static JsonNode of(EntryFolder entry, EntryFile role, int most) {
        Map<String, Path> files = ModelFile.byName(entry.all(role));
        List<ModelAtoms> models = files.entrySet().stream()
                .map(model -> ModelAtoms.of(model.getKey(), ModelFile.read(model.getValue())))
                .toList();
        return node(Precision.of(models, disputed(entry, models))).put("most", most);
    }

    /** The residues of the models whose register the density disputes, where anybody looked. */
    static Set<ResidueId> disputed(EntryFolder entry, List<ModelAtoms> models) {
        Set<String> names = entry.find(EntryFile.REGISTER).stream()
                .flatMap(file -> Json.read(file, RegisterReport.class).stretches().stream())
                .filter(stretch -> stretch.probability() >= CONTESTED)
                .flatMap(stretch ->
                        stretch.residues().stream().map(residue -> stretch.chain() + " " + residue.residue()))
                .collect(Collectors.toSet());
        Set<ResidueId> disputed = new HashSet<>();
        models.forEach(model -> model.residues().keySet().stream()
                .filter(id -> names.contains(id.toString()))
                .forEach(disputed::add));
        return disputed;
    }

    static ObjectNode node(Precision precision) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("models", precision.models());
        write(node, precision.all());
        write(node.putObject("undivided"), precision.undivided());
        node.put("contested", precision.all().residues() - precision.undivided().residues())
                .put("contested_unknown", precision.contestedUnknown())
                .put("enough", precision.isEnough());
        stretches(precision).forEach(node.putArray("unknown")::add);
        return node;
    }

    private static void write(ObjectNode node, Precision.Means means) {
        node.put("residues", means.residues()).put("known", means.known());
        node.set("mean", Summary.rounded(means.mean()));
        node.set("mean_error", Summary.rounded(means.error()));
    }

    /** Residues that are not known, those that follow each other as one: {@code A 12-15}. */
    static List<String> stretches(Precision precision) {
        List<String> stretches = new ArrayList<>();
        ResidueId first = null;
        ResidueId last = null;
        for (Precision.Known residue : precision.residues()) {
            ResidueId id = residue.id();
            if (residue.isKnown() || last != null && !last.chain().equals(id.chain())) {
                add(stretches, first, last);
                first = null;
                last = null;
            }
            if (!residue.isKnown()) {
                first = first == null ? id : first;
                last = id;
            }
        }
        add(stretches, first, last);
        return stretches;
    }

    private static void add(List<String> stretches, ResidueId first, ResidueId last) {
        if (first != null) {
            stretches.add(first.equals(last) ? first.toString() : first + "-" + last.label());
        }
    }
}
