package org.emconverge.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.emconverge.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PdbIdTest {
    @Test
    void readsClassicAndExtendedIds() {
        assertEquals("3j6b", PdbId.parse("3J6B").code());
        assertEquals("3j6b", PdbId.parse("pdb_00003j6b").code());
        assertEquals("pdb_1000axyz", PdbId.parse("PDB_1000AXYZ").code());
        assertEquals("pdb_0000axyz", PdbId.parse("pdb_0000axyz").code(), "no id of four characters ends so");
    }

    @Test
    void everyEntryHasAnIdOfTwelveCharacters() {
        assertEquals("pdb_00003j6b", PdbId.parse("3J6B").extended());
        assertEquals("pdb_00003j6b", PdbId.parse("PDB_00003J6B").extended());
        assertEquals("pdb_1000axyz", PdbId.parse("pdb_1000axyz").extended());
        assertEquals("pdb_00013j6b", PdbId.parse("pdb_00013j6b").code());
    }

    /** wwPDB: 1abc lies under ab, pdb_1abc5678 under 67. */
    @Test
    void dividesFoldersAsTheArchiveDoes() {
        assertEquals("ab", PdbId.parse("1abc").folder());
        assertEquals("67", PdbId.parse("pdb_1abc5678").folder());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "3j6",
                "3j6bb",
                "aj6b",
                "0abc",
                "../x",
                "3j6/",
                "pdb_0000",
                "pdb_0000../x",
                "pdb_00003j6b0",
                "3j6b;ls"
            })
    void refusesAnythingElse(String text) {
        assertThrows(InputException.class, () -> PdbId.parse(text));
    }
}
