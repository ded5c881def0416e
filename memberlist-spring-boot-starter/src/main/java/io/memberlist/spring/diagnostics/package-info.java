/**
 * What Boot prints when the node could not be configured or started: what is wrong, and the remedy.
 *
 * <p>One analyzer for each exception, registered in {@code META-INF/spring.factories}. Start at
 * {@link io.memberlist.spring.diagnostics.PropertyOrigins} for how a value is traced to its file.
 */
@NullMarked
package io.memberlist.spring.diagnostics;

import org.jspecify.annotations.NullMarked;
