package io.github.jepa4j.plant;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows of a file, one after the other.
interface RowSource extends Closeable {

    static RowSource of(LogFile file) throws IOException {
        return file.isParquet() ? ParquetRows.open(file) : CsvRows.open(file);
    }

    /// The headings.
    List<String> headings();

    /// Goes to the next row.
    ///
    /// @return whether there is one
    boolean next();

    /// The number of this row in the file, the heading being row 1.
    long row();

    /// What is in a column of this row: a [String], a [Number], an [java.time.Instant], or nothing.
    @Nullable
    Object cell(int column);
}
