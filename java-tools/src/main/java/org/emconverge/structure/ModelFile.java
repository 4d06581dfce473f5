package org.emconverge.structure;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.Structure;
import org.biojava.nbio.structure.StructureImpl;
import org.biojava.nbio.structure.chem.ChemCompGroupFactory;
import org.biojava.nbio.structure.chem.ReducedChemCompProvider;
import org.biojava.nbio.structure.io.FileParsingParameters;
import org.biojava.nbio.structure.io.PDBFileParser;
import org.biojava.nbio.structure.io.cif.CifStructureConverter;
import org.emconverge.AtomicOutput;
import org.emconverge.InputException;
import org.rcsb.cif.CifBuilder;
import org.rcsb.cif.CifIO;
import org.rcsb.cif.model.Block;
import org.rcsb.cif.model.BlockBuilder;
import org.rcsb.cif.model.Category;
import org.rcsb.cif.model.CifFile;
import org.rcsb.cif.model.Column;
import org.rcsb.cif.model.ValueKind;
import org.rcsb.cif.schema.StandardSchemata;

/** Reads and writes atomic models: PDB and mmCIF, plain or gzipped. Never asks the network. */
public final class ModelFile {
    /** From the origin along an axis, Å; no model is as large. */
    private static final double FARTHEST = 1e6;

    static {
        // BioJava's default provider downloads chemical components; the bundled reduced set knows every standard
        // residue.
        ChemCompGroupFactory.setChemCompProvider(new ReducedChemCompProvider());
    }

    private ModelFile() {}

    /**
     * Reads a model; the format is told by the content, not by the name.
     *
     * @throws InputException when the file is missing, is neither PDB nor mmCIF, or holds no atom
     */
    public static Structure read(Path file) {
        Structure structure;
        try (InputStream in = open(file)) {
            in.mark(1 << 16);
            boolean cif = isCif(in.readNBytes(1 << 16));
            in.reset();
            structure = cif ? readCif(in) : readPdb(in);
            requirePlaces(structure);
        } catch (NoSuchFileException e) {
            throw new InputException("There is no model file " + file + ": check the path.", e);
        } catch (IOException | RuntimeException e) {
            throw new InputException(
                    "The model " + file + " cannot be read as PDB or mmCIF (" + e.getMessage()
                            + "): give a complete coordinate file.",
                    e);
        }
        if (structure.nrModels() == 0 || structure.getChains().isEmpty()) {
            throw new InputException("The model " + file + " holds no atoms: give a PDB or mmCIF coordinate file.");
        }
        return structure;
    }

    /** The name of a file's model, which is that of the file without its endings. */
    public static String name(Path file) {
        return file.getFileName().toString().replaceFirst("\\.gz$", "").replaceFirst("\\.[^.]+$", "");
    }

    /**
     * Files by the name of their model, in the order given.
     *
     * @throws InputException when two files have one name
     */
    public static Map<String, Path> byName(List<Path> files) {
        Map<String, Path> byName = new LinkedHashMap<>();
        for (Path file : files) {
            Path other = byName.put(name(file), file);
            if (other != null) {
                throw new InputException("The files " + other + " and " + file + " are both named for the model "
                        + name(file) + ": give each model once.");
            }
        }
        return byName;
    }

    /** Writes all models of a structure as mmCIF (author and label ids both kept). */
    public static void writeCif(Structure structure, Path file) throws IOException {
        AtomicOutput.write(file, out -> writeCif(structure, out));
    }

    /** Likewise, to a stream, which stays open. */
    public static void writeCif(Structure structure, OutputStream out) throws IOException {
        CifText.write(structure, "model", out);
    }

    static InputStream open(Path file) throws IOException {
        BufferedInputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 17);
        raw.mark(2);
        boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
        raw.reset();
        return gzip ? new BufferedInputStream(new GZIPInputStream(raw, 1 << 16), 1 << 17) : raw;
    }

    /** An mmCIF file has a data_ block before its first coordinate record; a PDB file never does. */
    static boolean isCif(byte[] head) {
        for (String line : new String(head, StandardCharsets.ISO_8859_1).split("\\R")) {
            String text = line.stripLeading().toLowerCase(Locale.ROOT);
            if (text.startsWith("data_") || text.startsWith("_atom_site.")) {
                return true;
            }
            if (line.startsWith("ATOM  ") || line.startsWith("HETATM") || line.startsWith("HEADER")) {
                return false;
            }
        }
        return false;
    }

    /**
     * Reads atoms and cell alone: BioJava trips over what other programs write beside them, such as entity ids that are
     * not numbers.
     */
    private static Structure readCif(InputStream in) throws IOException {
        Optional<? extends Block> block = CifIO.readFromInputStream(in).getBlocks().stream()
                .filter(candidate -> candidate.getCategory("atom_site").isDefined())
                .findFirst();
        if (block.isEmpty()) {
            return new StructureImpl();
        }
        requireWhole(block.get().getCategory("atom_site"));
        BlockBuilder<?> bare = CifBuilder.enterFile(StandardSchemata.MMCIF).enterBlock("model");
        List.of("cell", "symmetry", "atom_site").stream()
                .map(block.get()::getCategory)
                .filter(Category::isDefined)
                .forEach(bare::addCategory);
        CifFile atoms = bare.leaveBlock().leaveFile();
        try {
            return CifStructureConverter.fromCifFile(atoms, parameters());
        } catch (IndexOutOfBoundsException e) {
            throw new InputException("it is cut short in the table of its atoms", e);
        }
    }

    /**
     * BioJava takes a coordinate that is '?' for 0 and a file cut short for a wrong index, so both are looked for here.
     */
    private static void requireWhole(Category atoms) {
        for (String name : List.of("Cartn_x", "Cartn_y", "Cartn_z", "id")) {
            Column<?> column = atoms.getColumn(name);
            if (column.isDefined() && column.getRowCount() != atoms.getRowCount()) {
                throw new InputException("it is cut short in the table of its atoms");
            }
            if (column.isDefined() && !column.valueKinds().allMatch(ValueKind.PRESENT::equals)) {
                throw new InputException("an atom has no " + name);
            }
        }
    }

    /** An atom at no place, or one that only a broken program writes, would spoil every number of its model. */
    private static void requirePlaces(Structure structure) {
        for (int model = 0; model < structure.nrModels(); model++) {
            for (Chain chain : structure.getChains(model)) {
                for (Group group : chain.getAtomGroups()) {
                    for (Atom atom : Conformers.allAtoms(group)) {
                        for (double coordinate : atom.getCoords()) {
                            if (!(Math.abs(coordinate) <= FARTHEST)) {
                                throw new InputException("the atom " + atom.getName() + " of " + ResidueId.of(group)
                                        + " lies at " + coordinate + " Å");
                            }
                        }
                    }
                }
            }
        }
    }

    private static Structure readPdb(InputStream in) throws IOException {
        PdbText tidy = PdbText.tidy(new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1)));
        PDBFileParser parser = new PDBFileParser();
        parser.setFileParsingParameters(parameters());
        Structure structure = parser.parsePDBFile(new BufferedReader(new StringReader(tidy.text())));
        for (int model = 0; model < structure.nrModels(); model++) {
            for (Chain chain : structure.getChains(model)) {
                chain.setName(tidy.chainId(chain.getName()));
            }
        }
        return structure;
    }

    private static FileParsingParameters parameters() {
        FileParsingParameters parameters = new FileParsingParameters();
        parameters.setAlignSeqRes(false);
        parameters.setCreateAtomBonds(false);
        parameters.setParseBioAssembly(false);
        return parameters;
    }
}
