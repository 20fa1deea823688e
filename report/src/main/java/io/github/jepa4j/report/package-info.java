/// One self-contained page about a run: what it learned, what it imagines, how it plans, how often it wins.
@NullMarked
package io.github.jepa4j.report;

import org.jspecify.annotations.NullMarked;
