package org.emconverge.report;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.emconverge.Json;
import org.emconverge.Sha256;

/**
 * The scripts and data that a page carries, so that it is one file that asks no network. Libraries and data are packed
 * (gzip, base64), which keeps the page small and text of users out of its HTML; {@code packed.js} unpacks them. The
 * browser runs the scripts whose hash the page's policy names, and no other.
 */
public final class PageScripts {
    private static final String LIBRARIES = "page/";
    /** The script by which a page is light or dark. */
    public static final String APPEARANCE = "appearance.js";

    private final List<String> hashes = new ArrayList<>();
    private final StringBuilder early = new StringBuilder();
    private final StringBuilder html = new StringBuilder();

    /**
     * A bundle in the jar.
     *
     * @param name by which the page runs it
     * @param packages what it is made of, in main
     */
    public record Library(String name, List<BundledPackage> packages) {
        /** @param licence SPDX identifier; the texts stand at the head of the bundle */
        public record BundledPackage(String name, String version, String licence) {}
    }

    /** The bundles in the jar; none when it was built without them. */
    public static List<Library> libraries() {
        String list = LIBRARIES + "libraries.json";
        return isThere(list) ? Json.resourceList(PageScripts.class, list, Library.class) : List.of();
    }

    /** A library that the page runs when it calls {@code packed.run(name)}. */
    public PageScripts library(String name) throws IOException {
        byte[] packed = resource(LIBRARIES + name + ".js.gz");
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            allow(in.readAllBytes());
        }
        return block(name, packed);
    }

    /**
     * What {@code packed.bytes(name)}, {@code packed.text(name)} or {@code packed.json(name)} gives the page's scripts.
     */
    public PageScripts data(String name, byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        }) {
            out.write(content);
        }
        return block(name, packed.toByteArray());
    }

    /** A script among the resources, run where it stands. */
    public PageScripts script(String name) throws IOException {
        return script(name, html);
    }

    /** A script that runs before anything is shown. */
    public PageScripts early(String name) throws IOException {
        return script(name, early);
    }

    private PageScripts script(String name, StringBuilder place) throws IOException {
        byte[] text = resource(name);
        allow(text);
        place.append("<script>")
                .append(new String(text, StandardCharsets.UTF_8))
                .append("</script>\n");
        return this;
    }

    private PageScripts block(String name, byte[] packed) {
        html.append("<script type=\"text/plain\" id=\"packed-")
                .append(name)
                .append("\">")
                .append(Base64.getEncoder().encodeToString(packed))
                .append("</script>\n");
        return this;
    }

    private void allow(byte[] script) {
        hashes.add("'sha256-" + Base64.getEncoder().encodeToString(Sha256.bytes(script)) + "'");
    }

    /** The page's {@code Content-Security-Policy}, by which nothing is loaded or sent. */
    public String policy() {
        return policy("");
    }

    /** Likewise of a page of a site, which shows style sheets and pictures that lie beside it. */
    public String policyOfSite() {
        return policy("'self' ");
    }

    private String policy(String more) {
        return "default-src 'none'; script-src " + (hashes.isEmpty() ? "'none'" : String.join(" ", hashes))
                + "; style-src " + more + "'unsafe-inline'; img-src " + more
                + "data: blob:; font-src data:; base-uri 'none'; form-action 'none'";
    }

    /** The script elements that run before anything is shown; for the end of the page's head. */
    public String earlyHtml() {
        return early.toString();
    }

    /** The script elements, in the order in which they were added; for the end of the page's body. */
    public String html() {
        return html.toString();
    }

    private static boolean isThere(String name) {
        return PageScripts.class.getResource(name) != null;
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = PageScripts.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }
}
