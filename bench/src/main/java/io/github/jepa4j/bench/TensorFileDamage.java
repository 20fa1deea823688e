package io.github.jepa4j.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// The ways in which a safetensors file, or an index of several, is damaged or made hostile.
enum TensorFileDamage {
    /// A few bits, most of them in the header.
    BITS,
    /// Cut off, or longer than it was.
    CUT,
    /// Letters that mean something in JSON, put into the header.
    LETTERS,
    /// Another length of the header.
    LENGTH,
    /// A tensor's entry, or the metadata, a second time.
    DUPLICATE,
    /// Another number in place of one of the header's, small, huge, negative or none.
    NUMBERS,
    /// Lists or objects in each other.
    NESTING,
    /// Another kind of numbers, or two entries' places exchanged.
    FIELDS,
    /// Very long names or metadata.
    TEXT,
    /// A piece of the file once more, elsewhere.
    SPLICE,
    /// An index, damaged like a header.
    INDEX;

    private static final String MEANING = "0123456789[]{}\",:-eE.\\FIBU86 tn";
    private static final List<String> NUMBERS_PUT = List.of(
            "-1",
            "0",
            "1",
            "2147483647",
            "2147483648",
            "4294967296",
            "9223372036854775807",
            "9223372036854775808",
            "18446744073709551615",
            "1e9",
            "1e400",
            "0.5",
            "-0",
            "00",
            "null",
            "true",
            "\"7\"",
            "9".repeat(31),
            "9".repeat(400));
    private static final List<String> KINDS =
            List.of("F64", "F32", "F16", "BF16", "I64", "I32", "I16", "U8", "BOOL", "F8_E4M3", "f32", "");
    private static final int LONGEST_TEXT = 3 << 20;

    /// The damaged file.
    byte[] apply(byte[] whole, RandomGenerator random) {
        return switch (this) {
            case BITS -> flipped(whole, random);
            case CUT -> Arrays.copyOf(whole, random.nextInt(whole.length + 64));
            case LENGTH -> relengthed(whole, random);
            case SPLICE -> spliced(whole, random);
            case LETTERS, DUPLICATE, NUMBERS, NESTING, FIELDS, TEXT -> {
                TensorFileText text = TensorFileText.of(whole);
                yield text.withHeader(changed(text.header(), random)).bytes();
            }
            case INDEX -> throw new IllegalArgumentException("An index is text.\nMaybe call changed.");
        };
    }

    /// The damaged text of a header, or of an index.
    String changed(String text, RandomGenerator random) {
        return switch (this) {
            case LETTERS -> lettered(text, random);
            case DUPLICATE -> doubled(text, random);
            case NUMBERS -> numbered(text, random);
            case NESTING -> nested(text, random);
            case FIELDS -> refielded(text, random);
            case TEXT -> lengthened(text, random);
            default -> values()[LETTERS.ordinal() + random.nextInt(2) * 3].changed(text, random);
        };
    }

    private static byte[] flipped(byte[] whole, RandomGenerator random) {
        byte[] copy = whole.clone();
        int header = Math.min(copy.length, 8 + TensorFileText.of(whole).header().length());
        for (int i = random.nextInt(8); i >= 0; i--) {
            copy[random.nextInt(random.nextInt(4) == 0 ? copy.length : header)] ^= (byte) (1 << random.nextInt(8));
        }
        return copy;
    }

    private static byte[] relengthed(byte[] whole, RandomGenerator random) {
        byte[] copy = whole.clone();
        ByteBuffer buffer = ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN);
        long length = buffer.getLong(0);
        buffer.putLong(
                0,
                switch (random.nextInt(5)) {
                    case 0 -> length + random.nextInt(-40, 41);
                    case 1 -> random.nextLong();
                    case 2 -> random.nextLong(100_000_001);
                    case 3 -> -random.nextLong(100);
                    default -> 1L << random.nextInt(64);
                });
        return copy;
    }

    private static byte[] spliced(byte[] whole, RandomGenerator random) {
        byte[] copy = whole.clone();
        int count = 1 + random.nextInt(Math.min(64, copy.length));
        int from = random.nextInt(copy.length - count + 1);
        int to = random.nextInt(copy.length - count + 1);
        System.arraycopy(whole, from, copy, to, count);
        return copy;
    }

    private static String lettered(String text, RandomGenerator random) {
        StringBuilder changed = new StringBuilder(text);
        for (int i = random.nextInt(4); i >= 0; i--) {
            char letter = MEANING.charAt(random.nextInt(MEANING.length()));
            int place = random.nextInt(changed.length());
            switch (random.nextInt(3)) {
                case 0 -> changed.setCharAt(place, letter);
                case 1 -> changed.insert(place, letter);
                default -> changed.deleteCharAt(place);
            }
        }
        return changed.toString();
    }

    private static String doubled(String text, RandomGenerator random) {
        int begin = text.indexOf('"', random.nextInt(text.length()));
        int end = begin < 0 ? -1 : text.indexOf('}', begin);
        return end < 0
                ? text + text
                : text.substring(0, end + 1) + "," + text.substring(begin, end + 1) + text.substring(end + 1);
    }

    private static String numbered(String text, RandomGenerator random) {
        int begin = random.nextInt(text.length());
        while (begin < text.length() && !Character.isDigit(text.charAt(begin))) {
            begin++;
        }
        int end = begin;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        return text.substring(0, begin) + NUMBERS_PUT.get(random.nextInt(NUMBERS_PUT.size())) + text.substring(end);
    }

    private static String nested(String text, RandomGenerator random) {
        int depth = 1 << random.nextInt(14);
        boolean lists = random.nextBoolean();
        String open = (lists ? "[" : "{\"a\":").repeat(depth);
        String close = random.nextBoolean() ? (lists ? "]" : "}").repeat(depth) : "";
        int place = text.indexOf(random.nextBoolean() ? ':' : '[', random.nextInt(text.length()));
        return place < 0
                ? open + text + close
                : text.substring(0, place + 1) + open + "0" + close + "," + text.substring(place + 1);
    }

    private static String refielded(String text, RandomGenerator random) {
        int kind = text.indexOf("\"dtype\":\"", random.nextInt(text.length()));
        if (kind >= 0 && random.nextBoolean()) {
            int begin = kind + "\"dtype\":\"".length();
            return text.substring(0, begin)
                    + KINDS.get(random.nextInt(KINDS.size()))
                    + text.substring(text.indexOf('"', begin));
        }
        int one = text.indexOf("\"data_offsets\":[", random.nextInt(text.length()));
        int other = text.indexOf("\"data_offsets\":[", random.nextInt(text.length()));
        if (one < 0 || other <= one) {
            return text.replaceFirst("\"shape\":\\[", "\"shape\":[1,");
        }
        int oneEnd = text.indexOf(']', one);
        int otherEnd = text.indexOf(']', other);
        return text.substring(0, one)
                + text.substring(other, otherEnd)
                + text.substring(oneEnd, other)
                + text.substring(one, oneEnd)
                + text.substring(otherEnd);
    }

    private static String lengthened(String text, RandomGenerator random) {
        int length = random.nextInt(100) == 0 ? random.nextInt(LONGEST_TEXT) : 1 << random.nextInt(15);
        int place = text.indexOf('"', random.nextInt(text.length()));
        String letters = (random.nextBoolean() ? "n" : "\u00e2\u0082\u00ac").repeat(length);
        return place < 0 ? text + letters : text.substring(0, place + 1) + letters + text.substring(place + 1);
    }
}
