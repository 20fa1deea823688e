/// Benchmarks of speed and memory, and experiments. Nothing imports this package.
@NullMarked
package io.github.jepa4j.bench;

import org.jspecify.annotations.NullMarked;
