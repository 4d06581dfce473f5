package org.emconverge.density;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.emconverge.InputException;
import org.emconverge.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MrcFileTest {
    private static final double TOLERANCE = 1e-12;

    @TempDir
    Path folder;

    @Test
    void everyAxisOrderGivesTheSameMap() throws Exception {
        for (int[] axes : List.of(
                new int[] {1, 2, 3},
                new int[] {1, 3, 2},
                new int[] {2, 1, 3},
                new int[] {2, 3, 1},
                new int[] {3, 1, 2},
                new int[] {3, 2, 1})) {
            RawMrc raw = new RawMrc();
            raw.axes = axes;
            for (int i = 0; i < 3; i++) {
                raw.start[i] = new int[] {7, -8, 9}[axes[i] - 1];
            }
            DensityMap map = MrcFile.read(raw.write(file()));
            assertSpatial(map, raw.values);
            assertArrayEquals(new double[] {10.5, -12, 13.5}, map.origin(), TOLERANCE, Arrays.toString(axes));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 6, 12})
    void everyModeInBothByteOrders(int mode) throws Exception {
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            RawMrc raw = new RawMrc();
            raw.mode = mode;
            raw.order = order;
            float low = mode == 6 ? 0 : -60;
            raw.values = (x, y, z) -> x + 4 * y + 20 * z + low;
            assertSpatial(MrcFile.read(raw.write(file())), raw.values);
        }
    }

    @Test
    void extremesOfTheIntegerAndHalfModes() throws Exception {
        assertEquals(-128, corner(0, -128));
        assertEquals(-32768, corner(1, -32768));
        assertEquals(65535, corner(6, 65535));
        assertEquals(65504, corner(12, 65504));
        assertEquals(-0x1p-14f, corner(12, -0x1p-14f));
        byte[] subnormal = raw(12, 1).bytes();
        ByteBuffer.wrap(subnormal).order(ByteOrder.LITTLE_ENDIAN).putShort(1024, (short) 0x8003);
        assertEquals(-3 * 0x1p-24f, MrcFile.read(Files.write(file(), subnormal)).values()[0]);
    }

    @Test
    void oldImodBytesAreUnsigned() throws Exception {
        byte[] bytes = raw(0, 200).bytes();
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(152, 1146047817)
                .putInt(156, 0);
        bytes[1024] = (byte) 200;
        assertEquals(200, MrcFile.read(Files.write(file(), bytes)).values()[0]);
    }

    @Test
    void bytesAreUnsignedWhereTheHeadersLargestValueIsNone() throws Exception {
        byte[] bytes = raw(0, 200).bytes();
        ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        header.putFloat(76, 1).putFloat(80, 200);
        assertEquals(200, MrcFile.read(Files.write(file(), bytes)).values()[0]);
        List<String> guesses = MrcFile.header(file()).guesses();
        assertTrue(guesses.size() == 1 && guesses.get(0).contains("read as unsigned"), guesses.toString());
        for (float[] extremes : List.of(new float[] {1, 127}, new float[] {-1, 200}, new float[] {0, Float.NaN})) {
            header.putFloat(76, extremes[0]).putFloat(80, extremes[1]);
            assertEquals(-56, MrcFile.read(Files.write(file(), bytes)).values()[0], Arrays.toString(extremes));
            assertEquals(List.of(), MrcFile.header(file()).guesses());
        }
    }

    @Test
    void aStackOfOneVolumeIsAVolume() throws Exception {
        for (int sections : new int[] {6, 0, 12}) {
            assertSpatial(MrcFile.read(Files.write(file(), stack(sections))), new RawMrc().values);
        }
    }

    @Test
    void axisFieldsThatAreNoPermutationAreNamed() throws Exception {
        for (int[] axes : List.of(new int[] {-1, 2, 3}, new int[] {1, 1, 3}, new int[] {0, 1, 2})) {
            for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
                RawMrc raw = new RawMrc();
                raw.order = order;
                byte[] bytes = raw.bytes();
                ByteBuffer header = ByteBuffer.wrap(bytes).order(order);
                for (int i = 0; i < 3; i++) {
                    header.putInt(64 + 4 * i, axes[i]);
                }
                refused("MAPC, MAPR, MAPS " + axes[0] + ", " + axes[1] + ", " + axes[2] + ",", bytes);
            }
        }
    }

    @Test
    void otherCompressionsThanGzipAreNamed() throws Exception {
        for (int length : new int[] {40, 4000}) {
            refused("by bzip2 (bunzip2)", begun(length, 'B', 'Z', 'h', '9'));
            refused("by xz (unxz)", begun(length, 0xfd, '7', 'z', 'X', 'Z', 0));
            refused("by zstd", begun(length, 0x28, 0xb5, 0x2f, 0xfd));
            refused("by lz4", begun(length, 4, 0x22, 0x4d, 0x18));
            refused("by compress", begun(length, 0x1f, 0x9d));
            refused("by zip", begun(length, 'P', 'K', 3, 4));
            refused("by 7z", begun(length, '7', 'z', 0xbc, 0xaf, 0x27, 0x1c));
        }
    }

    private static byte[] begun(int length, int... bytes) {
        byte[] content = new byte[length];
        new java.util.Random(1).nextBytes(content);
        for (int i = 0; i < bytes.length; i++) {
            content[i] = (byte) bytes[i];
        }
        return content;
    }

    /** @param sections MZ of a file of six sections */
    private static byte[] stack(int sections) {
        RawMrc raw = new RawMrc();
        raw.spaceGroup = 401;
        raw.cell = new float[] {6, 7.5f, 1.5f * (sections > 0 ? sections : 6)};
        byte[] bytes = raw.bytes();
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(36, sections);
        return bytes;
    }

    @Test
    void theByteOrderIsTheOneThatMakesSenseWhenTheStampIsWrong() throws Exception {
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            for (byte[] stamp :
                    List.of(new byte[] {0x44, 0x44}, new byte[] {0x44, 0x41}, new byte[] {0x11, 0x11}, new byte[2])) {
                RawMrc raw = new RawMrc();
                raw.order = order;
                raw.stamp = stamp;
                assertSpatial(MrcFile.read(raw.write(file())), raw.values);
            }
        }
    }

    @Test
    void extendedHeaderIsSkippedAndGzipIsToldByContent() throws Exception {
        RawMrc raw = new RawMrc();
        raw.extended = 240;
        assertSpatial(MrcFile.read(raw.write(file())), raw.values);
        assertSpatial(MrcFile.read(Files.write(file(), RawMrc.gzip(raw.bytes()))), raw.values);
    }

    @Test
    void anIsotropicCellIsNotAssumedAndIntervalsMayExceedTheBox() throws Exception {
        RawMrc raw = new RawMrc();
        raw.cell = new float[] {4.4f, 6, 7.2f};
        byte[] bytes = raw.bytes();
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(28, 8);
        assertArrayEquals(
                new double[] {0.55, 1.2, 1.2},
                MrcFile.read(Files.write(file(), bytes)).voxel(),
                TOLERANCE);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(28, 0);
        assertArrayEquals(
                new double[] {1.1, 1.2, 1.2},
                MrcFile.read(Files.write(file(), bytes)).voxel(),
                TOLERANCE);
    }

    @Test
    void originComesBeforeStart() throws Exception {
        RawMrc raw = new RawMrc();
        raw.start = new int[] {1, 2, 3};
        raw.origin = new float[] {0, -20.25f, 0};
        assertArrayEquals(
                new double[] {0, -20.25, 0}, MrcFile.read(raw.write(file())).origin(), TOLERANCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"map.mrc", "map.mrc.gz"})
    void writtenMapsComeBackAndAreTheSameBytesEachTime(String name) throws Exception {
        float[] values = {1, -2, 3.5f, 4, 5, 6, 7, 1e-20f, 9, 10, 11, 12};
        DensityMap map = new DensityMap(3, 2, 2, new double[] {1.34, 1.1, 0.65}, new double[] {2.68, -1.1, 65}, values);
        Path written = folder.resolve(name);
        MrcFile.write(map, written);
        DensityMap back = MrcFile.read(written);
        assertArrayEquals(values, back.values());
        assertArrayEquals(map.voxel(), back.voxel(), TOLERANCE);
        assertArrayEquals(map.origin(), back.origin(), TOLERANCE);
        byte[] first = Files.readAllBytes(written);
        MrcFile.write(map, written);
        assertArrayEquals(first, Files.readAllBytes(written));
        assertEquals(List.of(name), Arrays.asList(folder.toFile().list()));
    }

    @Test
    void writtenHeaderIsMrc2014() throws Exception {
        DensityMap map = new DensityMap(2, 3, 2, new double[] {1, 1, 1}, new double[] {5, -7, 2}, new float[] {
            1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
        });
        MrcFile.write(map, file());
        ByteBuffer h = ByteBuffer.wrap(Files.readAllBytes(file())).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(1024 + 48, h.capacity());
        assertArrayEquals(new int[] {2, 3, 2, 2, 5, -7, 2, 2, 3, 2}, integers(h, 0, 10));
        assertArrayEquals(new int[] {1, 2, 3}, integers(h, 64, 3));
        assertArrayEquals(new float[] {2, 3, 2, 90, 90, 90}, floats(h, 40, 6));
        assertArrayEquals(new float[] {1, 12, 6.5f}, floats(h, 76, 3));
        assertArrayEquals(new float[] {5, -7, 2}, floats(h, 196, 3));
        assertEquals((float) Math.sqrt(143.0 / 12), h.getFloat(216), 1e-6f);
        assertEquals("MAP DD\0\0", new String(h.array(), 208, 8, StandardCharsets.ISO_8859_1));
        assertEquals(20140, h.getInt(108));
    }

    @Test
    void startIsZeroWhenTheOriginIsBetweenVoxels() throws Exception {
        MrcFile.write(
                new DensityMap(
                        2, 2, 2, new double[] {1, 1, 1}, new double[] {5, 6, 7.25}, new float[] {0, 1, 2, 3, 4, 5, 6, 7
                        }),
                file());
        assertArrayEquals(new double[3], MrcFile.header(file()).startOrigin(), TOLERANCE);
        assertArrayEquals(new double[] {5, 6, 7.25}, MrcFile.read(file()).origin(), TOLERANCE);
    }

    @Test
    void whatIsNoMapSaysSo() throws Exception {
        refused(
                "not an MRC/CCP4 map: it looks like a web page",
                "<!DOCTYPE html><html>404".getBytes(StandardCharsets.UTF_8));
        refused(
                "it looks like an atomic model",
                ("HEADER    VIRUS\n" + "ATOM      1  N   MET A   1\n".repeat(90)).getBytes(StandardCharsets.UTF_8));
        refused("it is empty", new byte[0]);
        refused("shorter than the header", new byte[100]);
        byte[] noise = new byte[5000];
        new java.util.Random(1).nextBytes(noise);
        refused("is not an MRC/CCP4 map", noise);
        assertMessage("There is no map file", folder.resolve("absent.mrc"));
        assertMessage("There is no map file", folder);
    }

    @Test
    void truncationIsToldBeforeReadingWhenPlainAndOnReadingWhenCompressed() throws Exception {
        byte[] bytes = new RawMrc().bytes();
        Files.write(file(), Arrays.copyOf(bytes, bytes.length - 1));
        String message =
                assertThrows(InputException.class, () -> MrcFile.header(file())).getMessage();
        assertTrue(message.contains("truncated: 1503 bytes of the 1504"), message);
        byte[] compressed = RawMrc.gzip(bytes);
        refused("truncated", Arrays.copyOf(compressed, compressed.length - 20));
        refused("truncated", RawMrc.gzip(Arrays.copyOf(bytes, bytes.length - 1)));
        compressed[compressed.length - 6] ^= 1;
        refused("damaged inside its compression", compressed);
    }

    @Test
    void valuesThatAreNoDensity() throws Exception {
        RawMrc raw = new RawMrc();
        raw.axes = new int[] {3, 2, 1};
        raw.values = (x, y, z) -> x == 1 && y == 2 && z == 3 ? Float.NaN : 1 + x;
        refused("holds NaN at voxel (1, 2, 3)", raw.bytes());
        raw.values = (x, y, z) -> x == 1 ? Float.POSITIVE_INFINITY : 1;
        refused("holds Infinity", raw.bytes());
        raw.values = (x, y, z) -> 0.25f;
        refused("is constant (every voxel is 0.25)", raw.bytes());
    }

    @Test
    void headersThatCannotBeUsed() throws Exception {
        refused("complex numbers (mode 4)", raw(4, 0).bytes());
        refused("complex numbers (mode 3)", raw(3, 0).bytes());
        refused("has mode 101", raw(101, 0).bytes());
        RawMrc skew = new RawMrc();
        skew.angles = new float[] {90, 90, 120};
        refused("cell angle of 120.0 degrees", skew.bytes());
        refused("an image and not a volume", new RawMrc().size(8, 8, 1).bytes());
        RawMrc flat = new RawMrc();
        flat.cell = new float[] {6, 0, 9};
        refused("voxel of 0.0 Å along y", flat.bytes());
        refused("a stack of 3 volumes", stack(2));
        byte[] absurd = new RawMrc().bytes();
        ByteBuffer.wrap(absurd).order(ByteOrder.LITTLE_ENDIAN).putInt(0, 123456789);
        refused("absurd dimensions (123456789 x 5 x 6)", absurd);
    }

    @Test
    void realMapsHaveTheStatisticsOfTheirHeaders() {
        for (String name : List.of("emd5830_asc", "emd6770_5xsy_B")) {
            Path file = SharedData.file("data/" + name + "/map.mrc");
            MapStatistics statistics = MapStatistics.of(MrcFile.read(file).values());
            float[] stated = name.equals("emd5830_asc")
                    ? new float[] {-3.130709f, 5.434267f, 0.1858981f, 0.6872917f}
                    : new float[] {-0.1227135f, 0.24924703f, 0.003043717f, 0.01854045f};
            assertEquals(stated[0], statistics.min(), 1e-6f);
            assertEquals(stated[1], statistics.max(), 1e-6f);
            assertEquals(stated[2], statistics.mean(), 1e-6);
            assertEquals(stated[3], statistics.sd(), 1e-6);
        }
    }

    private Path file() {
        return folder.resolve("a map;$(x).mrc");
    }

    private static RawMrc raw(int mode, float corner) {
        RawMrc raw = new RawMrc();
        raw.mode = mode;
        raw.values = (x, y, z) -> x + y + z == 0 ? corner : 1;
        return raw;
    }

    private float corner(int mode, float value) throws Exception {
        return MrcFile.read(raw(mode, value).write(file())).values()[0];
    }

    private void refused(String part, byte[] content) throws Exception {
        assertMessage(part, Files.write(file(), content));
    }

    private static void assertMessage(String part, Path file) {
        String message =
                assertThrows(InputException.class, () -> MrcFile.read(file)).getMessage();
        assertTrue(message.contains(part) && message.contains(file.toString()), message);
        assertTrue(message.endsWith(".") && !message.contains("\n"), message);
    }

    private static void assertSpatial(DensityMap map, RawMrc.Values values) {
        assertArrayEquals(new int[] {4, 5, 6}, new int[] {map.nx(), map.ny(), map.nz()});
        assertArrayEquals(new double[] {1.5, 1.5, 1.5}, map.voxel(), TOLERANCE);
        for (int z = 0; z < 6; z++) {
            for (int y = 0; y < 5; y++) {
                for (int x = 0; x < 4; x++) {
                    assertEquals(values.at(x, y, z), map.values()[map.index(x, y, z)]);
                }
            }
        }
    }

    private static int[] integers(ByteBuffer h, int at, int count) {
        return java.util.stream.IntStream.range(0, count)
                .map(i -> h.getInt(at + 4 * i))
                .toArray();
    }

    private static float[] floats(ByteBuffer h, int at, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = h.getFloat(at + 4 * i);
        }
        return values;
    }
}
