package io.github.jepa4j.plant;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows of a Parquet file without nesting. Needs the library Hardwood (`dev.hardwood:hardwood-core`), which is an
/// optional dependency, and beside it the codec the file was compressed with, where that is none of Java's own.
final class ParquetRows implements RowSource {

    /// The most bytes of a file in an archive, which is read into memory.
    private static final int MOST_IN_MEMORY = 1 << 30;

    private final LogFile file;
    private final ParquetFileReader reader;
    private final RowReader rows;
    private final List<String> headings;
    private long row = 1;

    private ParquetRows(LogFile file, ParquetFileReader reader) {
        this.file = file;
        this.reader = reader;
        this.rows = reader.rowReader();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < rows.getFieldCount(); i++) {
            names.add(rows.getFieldName(i));
        }
        this.headings = List.copyOf(names);
    }

    @SuppressWarnings("MustBeClosedChecker") // closed with the rows
    static ParquetRows open(LogFile file) throws IOException {
        try {
            return new ParquetRows(file, ParquetFileReader.open(input(file)));
        } catch (NoClassDefFoundError e) {
            throw new LogException(
                    LogException.Kind.FILE,
                    "The log %s is Parquet, which is read by the library Hardwood, and that is not on the path.\nMaybe add dev.hardwood:hardwood-core to the dependencies."
                            .formatted(file.name()),
                    e);
        } catch (LogException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw LogFile.unreadable(file.name(), e);
        }
    }

    private static InputFile input(LogFile file) throws IOException {
        if (file.entry().isEmpty()) {
            return InputFile.of(file.path());
        }
        try (LogFile.Opened in = file.open()) {
            byte[] bytes = in.bytes().readNBytes(MOST_IN_MEMORY);
            if (bytes.length == MOST_IN_MEMORY) {
                throw new LogException(
                        LogException.Kind.HOSTILE,
                        "The Parquet file %s has %d bytes or more, too many to be read within an archive.\nMaybe unpack it first."
                                .formatted(file.name(), MOST_IN_MEMORY));
            }
            return InputFile.of(ByteBuffer.wrap(bytes));
        }
    }

    @Override
    public List<String> headings() {
        return headings;
    }

    @Override
    public boolean next() {
        try {
            if (!rows.hasNext()) {
                return false;
            }
            rows.next();
            row++;
            return true;
        } catch (RuntimeException e) {
            throw LogFile.unreadable(file.name(), e);
        }
    }

    @Override
    public long row() {
        return row;
    }

    @Override
    public @Nullable Object cell(int column) {
        Object value = rows.isNull(column) ? null : rows.getValue(column);
        return switch (value) {
            case null -> null;
            case BigDecimal decimal -> decimal.doubleValue();
            case Boolean truth -> truth ? 1 : 0;
            case Number number -> number;
            case Instant instant -> instant;
            default -> value.toString();
        };
    }

    @Override
    public void close() throws IOException {
        rows.close();
        reader.close();
    }
}
