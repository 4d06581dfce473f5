package org.emconverge.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Element;
import org.biojava.nbio.structure.Structure;
import org.biojava.nbio.structure.StructureImpl;
import org.emconverge.entry.EntryFile;
import org.emconverge.series.SeriesMap;
import org.emconverge.structure.EnsembleFile;
import org.emconverge.structure.ModelFile;

/**
 * The models of one map of a series, as far as a page carries them.
 *
 * @param best the Cα trace of the best model
 * @param traces the Cα atoms of the models that the page has, best first, mmCIF
 * @param models how many these are
 * @param of how many there are
 */
record SeriesMolecule(Backbone best, byte[] traces, int models, int of) {
    /** More Cα atoms than these, in all maps, make the page slow to open. */
    private static final int MOST_ATOMS = 150_000;

    /**
     * @param maps how many share the page
     * @return empty without an ensemble that has a Cα trace to draw
     */
    static Optional<SeriesMolecule> of(SeriesMap map, int maps) throws IOException {
        Optional<Path> file = map.folder().find(EntryFile.ENSEMBLE);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        Structure ensemble = ModelFile.read(file.get());
        Backbone best = Backbone.of(ensemble).get(0);
        int atoms = best.pieces().stream().mapToInt(List::size).sum();
        if (best.pieces().stream().noneMatch(piece -> piece.size() > 1)) {
            return Optional.empty();
        }
        int most = Math.max(1, MOST_ATOMS / maps / atoms);
        List<Structure> models = new ArrayList<>();
        for (int model = 0; model < Math.min(most, ensemble.nrModels()); model++) {
            Structure one = new StructureImpl();
            one.addModel(ensemble.getModel(model));
            models.add(EnsembleFile.restrictedTo(SeriesMolecule::isCa, one));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ModelFile.writeCif(EnsembleFile.join(models), out);
        return Optional.of(new SeriesMolecule(best, out.toByteArray(), models.size(), ensemble.nrModels()));
    }

    private static boolean isCa(Atom atom) {
        return atom.getName().equals("CA") && atom.getElement() == Element.C;
    }
}
