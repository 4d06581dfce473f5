package org.emconverge.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import org.emconverge.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MirrorsTest {
    private static final Mirrors DEFAULT = new Mirrors(Mirrors.EMDB, Mirrors.API, Mirrors.PDB);

    @Test
    void emdbAddressesAreThoseOfTheArchive() {
        EmdbId id = new EmdbId("2566");
        assertEquals(
                URI.create("https://ftp.ebi.ac.uk/pub/databases/emdb/structures/EMD-2566/map/emd_2566.map.gz"),
                DEFAULT.map(id).get(0));
        assertEquals(
                URI.create("https://files.wwpdb.org/pub/emdb/structures/EMD-2566/other/emd_2566_half_map_1.map.gz"),
                DEFAULT.halfMap(id, id.halfMapFile(1)).get(1));
        assertEquals(
                URI.create("https://files.rcsb.org/pub/emdb/structures/EMD-2566/header/emd-2566.xml"),
                DEFAULT.header(id).get(2));
        assertEquals(List.of(URI.create("https://www.ebi.ac.uk/emdb/api/entry/EMD-2566")), DEFAULT.entry(id));
    }

    @Test
    void pdbAddressesFollowTheTemplateOrTheDividedLayout() {
        List<URI> uris = DEFAULT.model(PdbId.parse("3j6b"));
        assertEquals(URI.create("https://files.rcsb.org/download/3j6b.cif.gz"), uris.get(0));
        assertEquals(
                URI.create("https://files.wwpdb.org/pub/pdb/data/structures/divided/mmCIF/j6/3j6b.cif.gz"),
                uris.get(1));
    }

    @Test
    void theArchiveByEntriesIsAskedToo() {
        List<URI> uris = DEFAULT.model(PdbId.parse("pdb_00003j6b"));
        assertEquals(URI.create("https://files.rcsb.org/download/3j6b.cif.gz"), uris.get(0));
        assertEquals(
                URI.create("https://files-beta.wwpdb.org/pub/wwpdb/pdb/data/entries/j6/pdb_00003j6b/structures/"
                        + "pdb_00003j6b.cif.gz"),
                uris.get(uris.size() - 1));
        assertEquals(uris.size(), uris.stream().distinct().count());
    }

    @Test
    void anEntryWithoutAnIdOfFourCharactersLiesInNoOlderLayout() {
        List<URI> uris = DEFAULT.model(PdbId.parse("PDB_1ABC5678"));
        assertEquals(URI.create("https://files.rcsb.org/download/pdb_1abc5678.cif.gz"), uris.get(0));
        assertEquals(
                URI.create("https://files.wwpdb.org/pub/pdb/data/entries/67/pdb_1abc5678/structures/"
                        + "pdb_1abc5678.cif.gz"),
                uris.get(1));
        assertTrue(uris.stream().noneMatch(uri -> uri.getPath().contains("divided")), uris.toString());
        Mirrors mine = new Mirrors(Mirrors.EMDB, Mirrors.API, List.of("https://host/{folder}/{extended}/{id}.cif"));
        assertEquals(List.of(URI.create("https://host/j6/pdb_00003j6b/3j6b.cif")), mine.model(PdbId.parse("3j6b")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ftp.ebi.ac.uk",
                "ftp://ftp.ebi.ac.uk",
                "file:///etc",
                "https://me:secret@host/x",
                "https://host/?q",
                "https://host/#f",
                "https://ho st/",
                "https:///x"
            })
    void refusesWhatIsNoArchiveAddress(String url) {
        assertThrows(InputException.class, () -> new Mirrors(List.of(url), Mirrors.API, Mirrors.PDB));
    }
}
