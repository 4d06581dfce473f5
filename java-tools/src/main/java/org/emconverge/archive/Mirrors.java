package org.emconverge.archive;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.emconverge.InputException;

/**
 * Where the archives are, mirrors in the order in which they are tried.
 *
 * @param emdb roots of EMDB's file archive: {@code <root>/structures/EMD-2566/map/emd_2566.map.gz}
 * @param api roots of EMDB's REST interface: {@code <root>/entry/EMD-2566}
 * @param pdb roots of the wwPDB's file archive, or whole addresses in which <code>{id}</code> stands for the PDB id, of
 *     four characters where it has them, <code>{extended}</code> for that of twelve, and <code>{folder}</code> for its
 *     two-character folder. Below a root a model lies by the older layout
 *     ({@code <root>/data/structures/divided/mmCIF/j6/3j6b.cif.gz}) or by entries
 *     ({@code <root>/data/entries/j6/pdb_00003j6b/structures/pdb_00003j6b.cif.gz}), as the archive will have it alone
 *     when ids of four characters are used up: entries with an id of twelve are in no other
 */
public record Mirrors(List<String> emdb, List<String> api, List<String> pdb) {
    public static final List<String> EMDB = List.of(
            "https://ftp.ebi.ac.uk/pub/databases/emdb",
            "https://files.wwpdb.org/pub/emdb",
            "https://files.rcsb.org/pub/emdb",
            "https://ftp.pdbj.org/pub/emdb");
    public static final List<String> API = List.of("https://www.ebi.ac.uk/emdb/api");
    public static final List<String> PDB = List.of(
            "https://files.rcsb.org/download/{id}.cif.gz",
            "https://files.wwpdb.org/pub/pdb",
            "https://ftp.ebi.ac.uk/pub/databases/pdb",
            "https://ftp.pdbj.org/pub/pdb",
            "https://files-beta.wwpdb.org/pub/wwpdb/pdb");

    private static final String DIVIDED = "/data/structures/divided/mmCIF/{folder}/{id}.cif.gz";
    private static final String BY_ENTRIES = "/data/entries/{folder}/{extended}/structures/{extended}.cif.gz";

    /**
     * Checks the addresses.
     *
     * @throws InputException when a list is empty, or an address is not http(s) or carries a user name, a query or a
     *     fragment
     */
    public Mirrors {
        emdb = checked("--emdb-url", emdb);
        api = checked("--emdb-api-url", api);
        pdb = checked("--pdb-url", pdb);
    }

    List<URI> entry(EmdbId id) {
        return api.stream().map(root -> URI.create(root + "/entry/" + id)).toList();
    }

    /**
     * EMDB's search, answered by a table ({@code <root>/search/<query>?fl=<fields>&wt=csv&rows=<rows>}). It has pages,
     * too, but has been seen to repeat them without end.
     *
     * @param query in the archive's own words ({@code current_status:"REL"})
     * @param fields columns of the table, names of letters, digits and underscores
     * @param rows the most that are wanted
     */
    List<URI> search(String query, List<String> fields, int rows) {
        String asked = "/search/"
                + URLEncoder.encode(query, StandardCharsets.UTF_8).replace("+", "%20") + "?fl="
                + String.join(",", fields) + "&wt=csv&rows=" + rows;
        return api.stream().map(root -> URI.create(root + asked)).toList();
    }

    List<URI> header(EmdbId id) {
        return files(id, "header", "emd-" + id.number() + ".xml");
    }

    List<URI> map(EmdbId id) {
        return files(id, "map", id.mapFile());
    }

    List<URI> halfMap(EmdbId id, String name) {
        return files(id, "other", name);
    }

    /** The older layout of every root before the newer one, which most roots do not have yet. */
    List<URI> model(PdbId id) {
        Stream<String> older = pdb.stream()
                .filter(root -> isTemplate(root) || id.isClassic())
                .map(root -> isTemplate(root) ? root : root + DIVIDED);
        Stream<String> newer = pdb.stream().filter(root -> !isTemplate(root)).map(root -> root + BY_ENTRIES);
        return Stream.concat(older, newer)
                .map(address -> URI.create(fill(address, id)))
                .toList();
    }

    private static boolean isTemplate(String root) {
        return root.contains("{");
    }

    private List<URI> files(EmdbId id, String folder, String name) {
        return emdb.stream()
                .map(root -> URI.create(root + "/structures/" + id + "/" + folder + "/" + name))
                .toList();
    }

    private static String fill(String template, PdbId id) {
        return template.replace("{id}", id.code())
                .replace("{extended}", id.extended())
                .replace("{folder}", id.folder());
    }

    private static List<String> checked(String option, List<String> roots) {
        if (roots.isEmpty()) {
            throw new InputException("No address is given: leave " + option + " out, or give it one.");
        }
        return roots.stream().map(root -> checked(option, root)).toList();
    }

    private static String checked(String option, String text) {
        String root = text.strip().replaceAll("/+$", "");
        try {
            URI uri = new URI(fill(root, new PdbId("1abc")));
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if ((scheme.equals("http") || scheme.equals("https"))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getQuery() == null
                    && uri.getFragment() == null) {
                return root;
            }
        } catch (URISyntaxException e) {
            // said below, in the same words
        }
        throw new InputException("\"" + PlainText.plain(text) + "\" is not an archive address: give " + option
                + " an http(s) address without a user name, a query or a fragment.");
    }
}
