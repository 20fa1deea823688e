@NullMarked
package io.github.jepa4j.cli;

import org.jspecify.annotations.NullMarked;
