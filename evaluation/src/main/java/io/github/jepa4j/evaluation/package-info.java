@NullMarked
package io.github.jepa4j.evaluation;

import org.jspecify.annotations.NullMarked;
