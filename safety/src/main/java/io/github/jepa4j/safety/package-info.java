/// The filter between plan and actuator. It knows the plant's declared bounds, and no learned model.
@NullMarked
package io.github.jepa4j.safety;

import org.jspecify.annotations.NullMarked;
