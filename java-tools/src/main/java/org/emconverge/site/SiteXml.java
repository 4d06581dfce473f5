package org.emconverge.site;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The feed of the newest results (Atom, RFC 4287) and the sitemap (sitemaps.org, 0.9) with its robots.txt. */
final class SiteXml {
    static final String FEED = "feed.xml";
    /** The feed has so many of the newest. */
    static final int NEWEST = 50;
    /** A file of a sitemap has at most so many addresses, by its specification. */
    static final int MOST_ADDRESSES = 50_000;

    private static final String ATOM = "http://www.w3.org/2005/Atom";
    private static final String SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9";

    private SiteXml() {}

    /** What fills a document. */
    @FunctionalInterface
    private interface Content {
        void writeTo(XMLStreamWriter xml) throws XMLStreamException;
    }

    private static byte[] document(Content content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
            xml.writeStartDocument("UTF-8", "1.0");
            content.writeTo(xml);
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e); // into memory, of what XML can hold
        }
        return out.toByteArray();
    }

    private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }

    /** The newest versions first. */
    static List<SiteEntry> newest(List<SiteEntry> entries, int number) {
        return entries.stream()
                .sorted(Comparator.comparing(
                                (SiteEntry entry) -> entry.current().date())
                        .reversed()
                        .thenComparing(SiteEntry::id, SiteOrder.IDS))
                .limit(number)
                .toList();
    }

    /** Ids of the feed and its entries are made from names, so that they are the same wherever the site lies. */
    static byte[] feed(SiteSettings settings, List<SiteEntry> entries) {
        return document(xml -> {
            xml.writeStartElement("feed");
            xml.writeDefaultNamespace(ATOM);
            if (!settings.baseUrl().isEmpty()) {
                xml.writeAttribute("xml:base", settings.baseUrl());
            }
            element(xml, "id", urn("emconverge site " + settings.title()));
            element(xml, "title", settings.title());
            element(xml, "updated", SiteApi.updated(entries));
            xml.writeStartElement("author");
            element(xml, "name", settings.contact().isEmpty() ? settings.title() : settings.contact());
            xml.writeEndElement();
            link(xml, "self", FEED);
            link(xml, "alternate", "index.html");
            for (SiteEntry entry : newest(entries, NEWEST)) {
                SiteVersion version = entry.current();
                xml.writeStartElement("entry");
                element(xml, "id", urn("emconverge entry " + entry.id() + " " + version.sha256()));
                element(
                        xml,
                        "title",
                        entry.id()
                                + (version.version() > 1 ? ", version " + version.version() : "")
                                + (entry.title().isEmpty() ? "" : ": " + entry.title()));
                element(xml, "updated", version.date());
                link(xml, "alternate", SiteReader.page(entry.id(), "index.html"));
                element(xml, "summary", String.join(" ", entry.headline()));
                xml.writeEndElement();
            }
            xml.writeEndElement();
        });
    }

    private static void link(XMLStreamWriter xml, String relation, String address) throws XMLStreamException {
        xml.writeEmptyElement("link");
        xml.writeAttribute("rel", relation);
        xml.writeAttribute("href", address);
    }

    private static String urn(String name) {
        return "urn:uuid:" + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes the sitemap, in several files where it is long, and robots.txt. A sitemap needs whole addresses: without
     * that of the site there is none.
     *
     * @param pages of the site but those of entries
     */
    static void sitemap(SiteFiles files, SiteSettings settings, List<String> pages, List<SiteEntry> entries)
            throws IOException {
        if (settings.baseUrl().isEmpty()) {
            files.remove("sitemap.xml");
            files.write("robots.txt", "User-agent: *\nAllow: /\n");
            return;
        }
        List<String[]> addresses = new ArrayList<>();
        pages.forEach(page -> addresses.add(new String[] {page, null}));
        entries.forEach(entry -> addresses.add(
                new String[] {SiteReader.page(entry.id(), ""), entry.current().day()}));
        int parts = (addresses.size() + MOST_ADDRESSES - 1) / MOST_ADDRESSES;
        if (parts == 1) {
            files.write("sitemap.xml", addresses(settings.baseUrl(), addresses));
        } else {
            for (int part = 0; part < parts; part++) {
                int from = part * MOST_ADDRESSES;
                files.write(
                        part(part),
                        addresses(
                                settings.baseUrl(),
                                addresses.subList(from, Math.min(from + MOST_ADDRESSES, addresses.size()))));
            }
            files.write("sitemap.xml", document(xml -> {
                xml.writeStartElement("sitemapindex");
                xml.writeDefaultNamespace(SITEMAP);
                for (int part = 0; part < parts; part++) {
                    xml.writeStartElement("sitemap");
                    element(xml, "loc", settings.baseUrl() + part(part));
                    xml.writeEndElement();
                }
                xml.writeEndElement();
            }));
        }
        files.write("robots.txt", "User-agent: *\nAllow: /\nSitemap: " + settings.baseUrl() + "sitemap.xml\n");
    }

    private static String part(int part) {
        return "sitemap_" + (part + 1) + ".xml";
    }

    private static byte[] addresses(String base, List<String[]> addresses) {
        return document(xml -> {
            xml.writeStartElement("urlset");
            xml.writeDefaultNamespace(SITEMAP);
            for (String[] address : addresses) {
                xml.writeStartElement("url");
                element(xml, "loc", base + address[0]);
                if (address[1] != null) {
                    element(xml, "lastmod", address[1]);
                }
                xml.writeEndElement();
            }
            xml.writeEndElement();
        });
    }
}
