package org.emconverge.site;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import org.emconverge.InputException;

/**
 * What a user says of a site. What is null is as it was at the call before, or not said.
 *
 * @param folder of the site
 * @param title of the site
 * @param baseUrl address under which it will be served, ending in {@code /}; without it there is no sitemap
 * @param contact an address for questions
 * @param licence of the results, as a name or an address
 * @param reports what becomes of the entries' full reports
 * @param renderer of the figure, or null for the one on the PATH
 */
public record SiteSettings(
        Path folder, String title, String baseUrl, String contact, String licence, Reports reports, Path renderer) {
    /** What becomes of the full report of an entry, which has the structure in 3D. */
    public enum Reports {
        /** It is copied into the site. */
        COPY,
        /** The site links to it where it is, by a relative address. */
        LINK,
        /** It is left out. */
        NONE
    }

    private static final String TITLE = "How well do cryo-EM maps determine their models?";

    /** @throws InputException when the address is none */
    public SiteSettings {
        if (baseUrl != null && !baseUrl.isEmpty()) {
            baseUrl = address(baseUrl);
        }
    }

    private static String address(String text) {
        try {
            URI uri = new URI(text.endsWith("/") ? text : text + "/");
            if (uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
                return uri.toASCIIString();
            }
        } catch (URISyntaxException e) {
            throw new InputException("'" + text + "' is no address: " + e.getMessage() + ".", e);
        }
        throw new InputException(
                "'" + text + "' is no address of a site: give one such as https://example.org/maps/ by --base-url.");
    }

    /** With what an earlier call said, where this one says nothing. */
    SiteSettings after(About earlier) {
        return new SiteSettings(
                folder,
                Objects.requireNonNullElse(title, earlier.title().isEmpty() ? TITLE : earlier.title()),
                Objects.requireNonNullElse(baseUrl, earlier.baseUrl()),
                Objects.requireNonNullElse(contact, earlier.contact()),
                Objects.requireNonNullElse(licence, earlier.licence()),
                reports,
                renderer);
    }

    /** What is kept of these settings; of what was not said the empty string. */
    record About(String title, String baseUrl, String contact, String licence) {
        static final About NOTHING = new About("", "", "", "");

        About {
            title = Objects.requireNonNullElse(title, "");
            baseUrl = Objects.requireNonNullElse(baseUrl, "");
            contact = Objects.requireNonNullElse(contact, "");
            licence = Objects.requireNonNullElse(licence, "");
        }
    }
}
