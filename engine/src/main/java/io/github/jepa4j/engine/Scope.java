package io.github.jepa4j.engine;

import org.bytedeco.javacpp.PointerScope;

/// Frees every native tensor made inside it when it closes: a training step opens one, and what must
/// outlive the step is copied out. Scopes nest, and belong to the thread that opened them.
public final class Scope implements AutoCloseable {

    private final PointerScope pointers = new PointerScope();

    /// Opens a scope on this thread.
    public static Scope open() {
        return new Scope();
    }

    private Scope() {}

    @Override
    public void close() {
        pointers.close();
    }
}
