package org.emconverge.site;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;
import org.emconverge.SharedFacts;

/**
 * Writes a table as Apache Parquet (parquet.apache.org/docs/file-format), as plainly as the format allows: one group of
 * rows, one page a column, values as they are, gzip. The file's own records are written by the format's library; its
 * library of tables would bring all of Hadoop.
 */
final class ParquetTable {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

    /** What the values of a column are. */
    enum Kind {
        TEXT(Type.BYTE_ARRAY),
        /** Of class Long. */
        COUNT(Type.INT64),
        /** Of class Double. */
        NUMBER(Type.DOUBLE);

        private final Type type;

        Kind(Type type) {
            this.type = type;
        }
    }

    /**
     * A column.
     *
     * @param values one for each row, null where there is none; all columns have as many
     */
    record Column(String name, Kind kind, List<?> values) {}

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private ParquetTable() {}

    /** The bytes of a file. */
    static byte[] of(List<Column> columns) throws IOException {
        return new ParquetTable().write(columns);
    }

    private byte[] write(List<Column> columns) throws IOException {
        int rows = columns.get(0).values().size();
        out.write(MAGIC);
        List<ColumnChunk> chunks = new ArrayList<>();
        List<SchemaElement> schema = new ArrayList<>();
        schema.add(new SchemaElement("table").setNum_children(columns.size()));
        long bytes = 0;
        for (Column column : columns) {
            schema.add(element(column));
            if (rows > 0) {
                ColumnChunk chunk = chunk(column);
                bytes += chunk.getMeta_data().getTotal_uncompressed_size();
                chunks.add(chunk);
            }
        }
        List<RowGroup> groups = rows == 0 ? List.of() : List.of(new RowGroup(chunks, bytes, rows));
        int footer = out.size();
        Util.writeFileMetaData(
                new FileMetaData(1, schema, rows, groups).setCreated_by("emconverge version " + SharedFacts.version()),
                out);
        out.write(number(Integer.BYTES).putInt(out.size() - footer).array());
        out.write(MAGIC);
        return out.toByteArray();
    }

    private static SchemaElement element(Column column) {
        SchemaElement element = new SchemaElement(column.name())
                .setType(column.kind().type)
                .setRepetition_type(FieldRepetitionType.OPTIONAL);
        return column.kind() == Kind.TEXT
                ? element.setConverted_type(ConvertedType.UTF8).setLogicalType(LogicalType.STRING(new StringType()))
                : element;
    }

    private ColumnChunk chunk(Column column) throws IOException {
        byte[] page = page(column);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(page);
        }
        int start = out.size();
        int values = column.values().size();
        Util.writePageHeader(
                new PageHeader(PageType.DATA_PAGE, page.length, packed.size())
                        .setData_page_header(new DataPageHeader(values, Encoding.PLAIN, Encoding.RLE, Encoding.RLE)),
                out);
        int header = out.size() - start;
        packed.writeTo(out);
        ColumnMetaData about = new ColumnMetaData(
                column.kind().type,
                List.of(Encoding.PLAIN, Encoding.RLE),
                List.of(column.name()),
                CompressionCodec.GZIP,
                values,
                (long) header + page.length,
                out.size() - start,
                start);
        return new ColumnChunk(start).setMeta_data(about);
    }

    /** Where there is a value (as runs of 1 and 0), and then the values that are there. */
    private static byte[] page(Column column) throws IOException {
        byte[] runs = runs(column.values());
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        page.write(number(Integer.BYTES).putInt(runs.length).array());
        page.write(runs);
        for (Object value : column.values()) {
            if (value != null) {
                page.write(plain(column.kind(), value));
            }
        }
        return page.toByteArray();
    }

    private static byte[] plain(Kind kind, Object value) {
        return switch (kind) {
            case TEXT -> {
                byte[] text = ((String) value).getBytes(StandardCharsets.UTF_8);
                yield number(Integer.BYTES + text.length)
                        .putInt(text.length)
                        .put(text)
                        .array();
            }
            case COUNT -> number(Long.BYTES).putLong((Long) value).array();
            case NUMBER -> number(Double.BYTES).putDouble((Double) value).array();
        };
    }

    /**
     * The format's run-length encoding of a bit for each value: of a run twice its length, as a varint, and the bit.
     */
    private static byte[] runs(List<?> values) {
        ByteArrayOutputStream runs = new ByteArrayOutputStream();
        int from = 0;
        while (from < values.size()) {
            boolean there = Objects.nonNull(values.get(from));
            int to = from;
            while (to < values.size() && Objects.nonNull(values.get(to)) == there) {
                to++;
            }
            int length = (to - from) << 1;
            while (length > 0x7f) {
                runs.write(length & 0x7f | 0x80);
                length >>>= 7;
            }
            runs.write(length);
            runs.write(there ? 1 : 0);
            from = to;
        }
        return runs.toByteArray();
    }

    private static ByteBuffer number(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
