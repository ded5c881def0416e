package io.memberlist.spring.cluster;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Calls of the method do nothing unless this application is the coordinator among its instances:
 * for {@code @Scheduled} methods. Best effort, not a lock; see {@link MemberlistCoordinator}.
 *
 * <p>The method returns nothing, and is called from outside of its bean.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface RunOnCoordinator {}
