/// The arithmetic that perception and world models spend their time in, on plain arrays, row-major. Twins
/// compute the same: one with the incubating Vector API, one without it.
@NullMarked
package io.github.jepa4j.tensor.internal;

import org.jspecify.annotations.NullMarked;
