@NullMarked
package io.github.jepa4j.report;

import org.jspecify.annotations.NullMarked;
