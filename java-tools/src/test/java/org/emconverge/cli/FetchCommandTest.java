package org.emconverge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class FetchCommandTest {
    @TempDir
    Path folder;

    @Test
    void fetchesFromTheAddressesGiven() throws Exception {
        Map<String, byte[]> files = Map.of(
                "/api/entry/EMD-9999",
                "{\"emdb_id\": \"EMD-9999\", \"admin\": {\"title\": \"T\"}}".getBytes(StandardCharsets.UTF_8),
                "/emdb/structures/EMD-9999/map/emd_9999.map.gz",
                map(),
                "/pdb/1abc.cif",
                "loop_\n_atom_site.id\nATOM 1\n".getBytes(StandardCharsets.UTF_8));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] file = files.get(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(file == null ? 404 : 200, file == null ? -1 : file.length);
            exchange.getResponseBody().write(file == null ? new byte[0] : file);
            exchange.close();
        });
        server.start();
        String url = "http://localhost:" + server.getAddress().getPort();
        StringWriter err = new StringWriter();
        int status = execute(
                err,
                "--emdb",
                "emd-9999",
                "--pdb",
                "1ABC",
                "--out-dir",
                folder.toString(),
                "--retries",
                "0",
                "--emdb-url",
                "http://localhost:1," + url + "/emdb",
                "--emdb-api-url",
                url + "/api",
                "--pdb-url",
                url + "/pdb/{id}.cif");
        server.stop(0);
        assertEquals(0, status, err.toString());
        assertTrue(Files.readString(folder.resolve("entry.json")).contains("\"map\" : \"emd_9999.map.gz\""));
        assertEquals(3 + 1, err.toString().lines().count(), "three files, and that there are no half maps: " + err);
    }

    @ParameterizedTest
    @CsvSource({
        "--emdb,25,is not an EMDB id",
        "--pdb,../x,is not a PDB id",
        "--max-size,lots,is not a size",
        "--retries,-1,out of range",
        "--timeout,0,out of range",
        "--emdb-url,ftp://x,is not an archive address"
    })
    void badOptionsAreSaidBeforeAnythingIsAsked(String option, String value, String message) {
        StringWriter err = new StringWriter();
        String[] good = {
            "--emdb", "EMD-2566", "--out-dir", folder.resolve("out").toString(), "--emdb-api-url", "http://localhost:1"
        };
        if (option.equals("--emdb")) {
            good[1] = value;
        }
        String[] arguments = option.equals("--emdb") ? good : join(good, option, value);
        assertEquals(Emtools.BAD_INPUT, execute(err, arguments));
        assertTrue(
                err.toString().startsWith("emtools fetch: ")
                        && err.toString().contains(message)
                        && err.toString().lines().count() == 1,
                err.toString());
        assertFalse(Files.exists(folder.resolve("out")));
    }

    private static int execute(StringWriter err, String... arguments) {
        CommandLine emtools = Emtools.commandLine();
        emtools.setErr(new PrintWriter(err, true));
        return emtools.execute(join(new String[] {"fetch"}, arguments));
    }

    private static String[] join(String[] first, String... second) {
        return Stream.of(first, second).flatMap(Arrays::stream).toArray(String[]::new);
    }

    private static byte[] map() throws Exception {
        ByteBuffer map = ByteBuffer.allocate(1024 + 32).order(ByteOrder.LITTLE_ENDIAN);
        map.putInt(0, 2)
                .putInt(4, 2)
                .putInt(8, 2)
                .putInt(12, 2)
                .putFloat(40, 2)
                .putFloat(44, 2)
                .putFloat(48, 2);
        map.position(208).put("MAP ".getBytes(StandardCharsets.US_ASCII));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(map.array());
        }
        return bytes.toByteArray();
    }
}
