/// For the tests of those who use jepa4j: a verifier of guardrails, assertions, fake worlds and models.
/// The contracts of all extension points come along with this module's dependencies, in the packages of
/// what they are contracts of.
@NullMarked
package io.github.jepa4j.testkit;

import org.jspecify.annotations.NullMarked;
