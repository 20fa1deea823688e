@NullMarked
package io.github.jepa4j.readout;

import org.jspecify.annotations.NullMarked;
