package org.emconverge.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Reads EMDB's header XML, data models 3.0 ({@code <emd>}) and 1.9 ({@code <emdEntry>}). Declarations and entities are
 * refused.
 */
final class EmdbXml {
    private EmdbXml() {}

    /** @throws BadContentException when the file is not such a header */
    static EmdbEntry read(Path file) throws IOException {
        Document document;
        try (InputStream in = Files.newInputStream(file)) {
            document = parser().parse(in);
        } catch (SAXException e) {
            throw new BadContentException("the answer is not an EMDB header");
        }
        return switch (document.getDocumentElement().getNodeName()) {
            case "emd" -> version3(document);
            case "emdEntry" -> version1(document);
            default -> throw new BadContentException("the answer is not an EMDB header");
        };
    }

    private static EmdbEntry version3(Document d) {
        String applied = "//final_reconstruction/applied_symmetry/";
        String level = "/emd/map/contour_list/contour[@primary='true']/level";
        return new EmdbEntry(
                first(d, "/emd/@emdb_id"),
                EmdbEntry.text(first(d, "/emd/admin/title")),
                EmdbEntry.number(first(d, "//final_reconstruction/resolution")),
                EmdbEntry.text(first(d, applied + "point_group")),
                EmdbEntry.Helix.of(
                        EmdbEntry.number(first(d, applied + "helical_parameters/delta_z")),
                        EmdbEntry.number(first(d, applied + "helical_parameters/delta_phi")),
                        EmdbEntry.text(first(d, applied + "helical_parameters/axial_symmetry"))),
                EmdbEntry.number(
                        first(d, level) == null ? first(d, "/emd/map/contour_list/contour/level") : first(d, level)),
                fitted(
                        d,
                        "/emd/crossreferences/pdb_list/pdb_reference[not(relationship/in_frame='" + EmdbEntry.NO_OVERLAP
                                + "')]/pdb_id"),
                all(d, "/emd/interpretation/half_map_list/half_map/file"));
    }

    /** The old model names no half maps. */
    private static EmdbEntry version1(Document d) {
        String accession = first(d, "/emdEntry/@accessCode");
        return new EmdbEntry(
                accession == null || accession.startsWith("EMD-") ? accession : "EMD-" + accession,
                EmdbEntry.text(first(d, "/emdEntry/deposition/title")),
                EmdbEntry.number(first(d, "/emdEntry/processing/reconstruction/resolutionByAuthor")),
                EmdbEntry.text(first(d, "/emdEntry/processing/*/appliedSymmetry")),
                null,
                EmdbEntry.number(first(d, "/emdEntry/map/contourLevel")),
                fitted(d, "/emdEntry/deposition/fittedPDBEntryIdList/fittedPDBEntryId"),
                List.of());
    }

    private static List<PdbId> fitted(Document document, String path) {
        return all(document, path).stream()
                .map(EmdbEntry::pdb)
                .filter(Objects::nonNull)
                .toList();
    }

    private static String first(Document document, String path) {
        return all(document, path).stream().findFirst().orElse(null);
    }

    private static List<String> all(Document document, String path) {
        try {
            NodeList nodes =
                    (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, document, XPathConstants.NODESET);
            return IntStream.range(0, nodes.getLength())
                    .mapToObj(i -> nodes.item(i).getTextContent().strip())
                    .toList();
        } catch (XPathExpressionException e) {
            throw new IllegalArgumentException(path, e);
        }
    }

    private static DocumentBuilder parser() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler());
            return builder;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }
}
