/**
 * Members that run as services of Docker Compose, as seeds.
 *
 * <p>Start at {@link io.memberlist.spring.autoconfigure.docker.KnownImages}.
 */
@NullMarked
package io.memberlist.spring.autoconfigure.docker;

import org.jspecify.annotations.NullMarked;
