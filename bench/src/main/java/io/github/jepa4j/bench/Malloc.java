package io.github.jepa4j.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;

/// What the C library has handed out and not got back: the arrays within tensors among it. More telling
/// than the resident set, since an allocator that keeps what it got back looks, from outside, like one that
/// lost it.
final class Malloc {

    /// glibc's `struct mallinfo2`: ten sizes, of which the eighth is "bytes in use", and the fifth "bytes
    /// in mapped blocks".
    private static final StructLayout MALLINFO =
            MemoryLayout.structLayout(MemoryLayout.sequenceLayout(10, ValueLayout.JAVA_LONG));

    private static final int IN_USE = 7;
    private static final int MAPPED = 4;

    private Malloc() {}

    /// Bytes in use; NaN where the C library is none that tells (glibc does since 2.33).
    @SuppressWarnings("restricted") // reads numbers, and nothing else
    static double bytesInUse() {
        Linker linker = Linker.nativeLinker();
        var symbol = linker.defaultLookup().find("mallinfo2");
        if (symbol.isEmpty()) {
            return Double.NaN;
        }
        var function = linker.downcallHandle(symbol.get(), FunctionDescriptor.of(MALLINFO));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = (MemorySegment) function.invokeExact((SegmentAllocator) arena);
            return (double) info.getAtIndex(ValueLayout.JAVA_LONG, IN_USE)
                    + info.getAtIndex(ValueLayout.JAVA_LONG, MAPPED);
        } catch (Throwable unavailable) {
            return Double.NaN;
        }
    }
}
