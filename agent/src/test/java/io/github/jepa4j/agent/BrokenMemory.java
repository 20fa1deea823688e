package io.github.jepa4j.agent;

import io.github.jepa4j.memory.Acknowledgement;
import io.github.jepa4j.memory.Forgetting;
import io.github.jepa4j.memory.Memory;
import io.github.jepa4j.memory.MemoryException;
import io.github.jepa4j.memory.Moment;
import io.github.jepa4j.memory.Query;
import io.github.jepa4j.memory.Recalled;
import io.github.jepa4j.memory.Receipt;
import java.util.List;

/// A memory whose disk is broken.
record BrokenMemory() implements Memory {

    private static MemoryException broken() {
        return new MemoryException(
                MemoryException.Reason.DAMAGED, "The disk is broken; it must be whole.\nMaybe this is a test.");
    }

    @Override
    public Receipt remember(Moment moment) {
        throw broken();
    }

    @Override
    public Acknowledgement sync() {
        throw broken();
    }

    @Override
    public Acknowledgement acknowledged() {
        throw broken();
    }

    @Override
    public Acknowledgement conclude(String episode, double success) {
        throw broken();
    }

    @Override
    public List<Recalled> recall(Query query) {
        throw broken();
    }

    @Override
    public List<Moment> recent(int count) {
        throw broken();
    }

    @Override
    public long forget(long keep, Forgetting first) {
        throw broken();
    }

    @Override
    public long size() {
        throw broken();
    }

    @Override
    public void close() {}
}
