@NullMarked
package io.github.jepa4j.configuration;

import org.jspecify.annotations.NullMarked;
