@NullMarked
package io.github.jepa4j.regression;

import org.jspecify.annotations.NullMarked;
