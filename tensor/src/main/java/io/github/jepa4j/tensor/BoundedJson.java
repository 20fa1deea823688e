package io.github.jepa4j.tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/// JSON from a foreign file, read token by token through a small buffer: whatever stands there, no more
/// memory is taken than for what is kept, and what may be kept has bounds, far beyond any public model's.
final class BoundedJson {

    private static final int MAX_TEXT = 8 << 20;
    private static final int MAX_ITEMS = 1 << 16;
    private static final int MAX_STRING = 2 << 20;
    private static final int MAX_NAME = 1 << 10;
    private static final int SHOWN = 40;
    private static final int MAX_DEPTH = 16;
    private static final int MAX_DIGITS = 32;
    private static final int BUFFER_BYTES = 1 << 13;

    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES) // or foreign names would stay for ever
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_DIGITS)
                    .maxStringLength(MAX_STRING)
                    .maxNameLength(MAX_NAME)
                    .build())
            .build();

    private BoundedJson() {}

    /// A parser of a stretch of a file.
    static JsonParser parser(ByteSource source, long position, long length) {
        // A reader of UTF-8, which the format prescribes: of bytes, the parser would guess the encoding.
        var stretch = new Stretch(source, position, position + length);
        return JSON.createParser(
                ObjectReadContext.empty(),
                Channels.newReader(stretch, StandardCharsets.UTF_8.newDecoder(), BUFFER_BYTES));
    }

    /// What a parser's complaint is to whoever reads the file.
    ///
    /// @param what stands where JSON should, such as "its header"
    static IOException noJson(Path file, String what, JacksonException complaint) {
        if (complaint.getCause() instanceof IOException reading && !(reading instanceof CharacterCodingException)) {
            return reading;
        }
        return SafeTensorsException.of(
                file,
                "%s is not the JSON that it should be (%s)".formatted(what, complaint.getOriginalMessage()),
                "it is no safetensors file, or it was damaged on its way here",
                complaint);
    }

    /// Refuses names and metadata that would be written and never read again.
    static void refuseUnreadable(Set<String> names, Map<String, String> metadata) {
        long items = (long) names.size() + metadata.size() + (metadata.isEmpty() ? 0 : 1);
        if (items > MAX_ITEMS) {
            throw new IllegalArgumentException(
                    "There are %d tensors and metadata; at most %d are read back.\nMaybe split them among several files."
                            .formatted(items, MAX_ITEMS));
        }
        long text = metadata.isEmpty() ? 0 : SafeTensorsHeader.METADATA.length();
        for (String name : names) {
            text += name.length();
            refuseLonger("name of a tensor", name);
        }
        for (Map.Entry<String, String> entry : metadata.entrySet()) {
            refuseLonger("key of metadata", entry.getKey());
            int letters = entry.getValue().length();
            text += letters + entry.getKey().length();
            if (letters > MAX_STRING || text > MAX_TEXT) {
                throw new IllegalArgumentException(
                        "The metadata %s has %d letters, %d with those before it and all names; at most %d of one and %d of all are read back.\nMaybe split it among several, or keep it in a tensor."
                                .formatted(entry.getKey(), letters, text, MAX_STRING, MAX_TEXT));
            }
        }
        if (text > MAX_TEXT) {
            throw new IllegalArgumentException(
                    "The names of %d tensors have %d letters; at most %d are read back.\nMaybe shorten them."
                            .formatted(names.size(), text, MAX_TEXT));
        }
    }

    private static void refuseLonger(String what, String name) {
        if (name.length() > MAX_NAME) {
            throw new IllegalArgumentException(
                    "The %s that begins with %s has %d letters; at most %d are read back.\nMaybe shorten it."
                            .formatted(what, name.substring(0, SHOWN), name.length(), MAX_NAME));
        }
    }

    /// How much of a file's text has been kept.
    static final class Budget {

        private final Path file;
        private long text;
        private int items;

        Budget(Path file) {
            this.file = file;
        }

        /// Keeps a string.
        String keep(String string) throws SafeTensorsException {
            text += string.length();
            if (text > MAX_TEXT) {
                throw SafeTensorsException.of(
                        file,
                        "its names and other texts have more than %d letters".formatted(MAX_TEXT),
                        "it is made to be hard to read");
            }
            return string;
        }

        /// Keeps one more of what is counted.
        void item() throws SafeTensorsException {
            items++;
            if (items > MAX_ITEMS) {
                throw SafeTensorsException.of(
                        file,
                        "it names more than %d tensors or other things".formatted(MAX_ITEMS),
                        "it is made to be hard to read, or to be split into several files");
            }
        }
    }

    /// The bytes of a file from a position to an end.
    private static final class Stretch implements ReadableByteChannel {

        private final ByteSource source;
        private final long end;
        private long position;

        Stretch(ByteSource source, long position, long end) {
            this.source = source;
            this.position = position;
            this.end = end;
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            if (position == end) {
                return -1;
            }
            int count = (int) Math.min(into.remaining(), end - position);
            int limit = into.limit();
            into.limit(into.position() + count);
            source.fill(into, position);
            into.limit(limit);
            position += count;
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            // The file is whoever's opened it.
        }
    }
}
