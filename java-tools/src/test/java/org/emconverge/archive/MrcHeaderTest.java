package org.emconverge.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MrcHeaderTest {
    @ParameterizedTest
    @CsvSource({"0, 1", "1, 2", "2, 4", "6, 2", "12, 2"})
    void lengthOfEveryModeAndByteOrder(int mode, int voxelBytes) throws Exception {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            byte[] map = SmallMap.bytes(5, 3, 2, mode, voxelBytes, 160, order);
            assertEquals(map.length, MrcHeader.parse(map).fileLength());
            assertEquals(1024 + 160 + 30 * voxelBytes, map.length);
        }
    }

    @Test
    void lengthBeyondAnInt() throws Exception {
        byte[] header = new byte[1024];
        System.arraycopy(SmallMap.bytes(1, 1, 1), 0, header, 0, 1024);
        header[1] = header[5] = header[9] = 4;
        assertEquals(1024 + 4L * 1025 * 1025 * 1025, MrcHeader.parse(header).fileLength());
    }

    @Test
    void refusesWhatIsNoRealMap() {
        assertThrows(BadContentException.class, () -> MrcHeader.parse(new byte[1024]));
        assertThrows(BadContentException.class, () -> MrcHeader.parse(new byte[10]));
        assertThrows(BadContentException.class, () -> MrcHeader.parse(SmallMap.bytes(2, 2, 2, 4, 8, 0, ByteOrder.LITTLE_ENDIAN)), "complex");
        assertThrows(BadContentException.class, () -> MrcHeader.parse(zeroColumns()), "no voxels");
    }

    private static byte[] zeroColumns() {
        byte[] map = SmallMap.bytes(2, 2, 2);
        map[0] = 0;
        return map;
    }
}
