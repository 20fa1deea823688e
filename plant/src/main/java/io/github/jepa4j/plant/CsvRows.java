package io.github.jepa4j.plant;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows of a CSV file (RFC 4180), in UTF-8, with a heading. Fields are separated by commas; by semicolons or tabs
/// where the heading has more of them than of commas. A row with fewer fields has nothing in the last ones.
final class CsvRows implements RowSource {

    private static final int HEADING_BYTES = 1 << 20;

    private final LogFile file;
    private final LogFile.Opened opened;
    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> records;
    private final List<String> headings;
    private @Nullable CsvRecord record;
    private long row = 1;
    private long read; // characters, about

    private CsvRows(LogFile file, LogFile.Opened opened, CsvReader<CsvRecord> reader) {
        this.file = file;
        this.opened = opened;
        this.reader = reader;
        this.records = reader.iterator();
        CsvRecord first = records.hasNext() ? records.next() : null;
        headings = first == null
                ? List.of()
                : first.getFields().stream().map(String::strip).toList();
    }

    @SuppressWarnings("MustBeClosedChecker") // closed with the rows
    static CsvRows open(LogFile file) throws IOException {
        LogFile.Opened opened = file.open();
        try {
            BufferedReader text = new BufferedReader(new InputStreamReader(opened.bytes(), StandardCharsets.UTF_8));
            text.mark(HEADING_BYTES);
            if (text.read() != '\uFEFF') {
                text.reset();
            }
            text.mark(HEADING_BYTES);
            char separator = separator(text);
            text.reset();
            return new CsvRows(
                    file,
                    opened,
                    CsvReader.builder()
                            .fieldSeparator(separator)
                            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                            .allowUnclosedQuote(false)
                            .ofCsvRecord(text));
        } catch (CsvParseException | UncheckedIOException e) {
            opened.close();
            throw LogFile.unreadable(file.name(), e);
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static char separator(BufferedReader text) throws IOException {
        int commas = 0;
        int semicolons = 0;
        int tabs = 0;
        int read = 0;
        for (int c = text.read(); c >= 0 && c != '\n' && read < HEADING_BYTES - 1; c = text.read()) {
            commas += c == ',' ? 1 : 0;
            semicolons += c == ';' ? 1 : 0;
            tabs += c == '\t' ? 1 : 0;
            read++;
        }
        return semicolons > commas && semicolons >= tabs ? ';' : tabs > commas ? '\t' : ',';
    }

    @Override
    public List<String> headings() {
        return headings;
    }

    @Override
    public boolean next() {
        try {
            if (!records.hasNext()) {
                return false;
            }
            record = records.next();
            row++;
            for (int i = 0; i < record.getFieldCount(); i++) {
                read += record.getField(i).length() + 1;
            }
            file.refuseLonger(read);
            return true;
        } catch (CsvParseException | UncheckedIOException e) {
            throw LogFile.unreadable(file.name(), e);
        }
    }

    @Override
    public long row() {
        return row;
    }

    @Override
    public @Nullable Object cell(int column) {
        return record == null || column >= record.getFieldCount() ? null : record.getField(column);
    }

    @Override
    public void close() throws IOException {
        try (opened) {
            reader.close();
        }
    }
}
