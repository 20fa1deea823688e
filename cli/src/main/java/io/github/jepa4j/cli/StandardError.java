package io.github.jepa4j.cli;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// Gives the process its standard error back.
///
/// Java warns at every start that the Vector API is an incubator module, and offers no way not to. The
/// launcher therefore starts Java with descriptor 2 on a filter and the real standard error on another one,
/// which it names; here, once the warning is gone by, it is put back, for Java and for natives alike.
final class StandardError {

    private static final String DESCRIPTOR = "jepa4j.stderr";
    private static final int STANDARD_ERROR = 2;

    private StandardError() {}

    static void restore() {
        Integer real = Integer.getInteger(DESCRIPTOR);
        if (real == null) {
            return;
        }
        Linker linker = Linker.nativeLinker();
        MethodHandle dup2 = linker.downcallHandle(
                linker.defaultLookup().find("dup2").orElseThrow(),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        try {
            int answer = (int) dup2.invokeExact((int) real, STANDARD_ERROR);
            if (answer != STANDARD_ERROR) {
                System.out.println("Standard error could not be put back.\nMaybe run java without the launcher.");
            }
        } catch (Throwable e) {
            throw new IllegalStateException("dup2 failed.\nMaybe run java without the launcher.", e);
        }
    }
}
