/**
 * Members that run in containers of Docker Compose or Testcontainers, as seeds.
 *
 * <p>Start at {@link io.memberlist.spring.autoconfigure.docker.KnownImages}.
 */
@NullMarked
package io.memberlist.spring.autoconfigure.docker;

import org.jspecify.annotations.NullMarked;
