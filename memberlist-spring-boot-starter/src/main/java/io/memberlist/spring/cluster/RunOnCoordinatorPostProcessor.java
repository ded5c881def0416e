package io.memberlist.spring.cluster;

import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;

/** Makes {@link RunOnCoordinator} work. */
public final class RunOnCoordinatorPostProcessor
    extends AbstractBeanFactoryAwareAdvisingPostProcessor {

  private static final long serialVersionUID = 1L;

  /** Asks the coordinator at every call; it is looked up at the first. */
  public RunOnCoordinatorPostProcessor(Supplier<MemberlistCoordinator> coordinator) {
    MethodInterceptor guard = call -> coordinator.get().isCoordinator() ? call.proceed() : null;
    setBeforeExistingAdvisors(true);
    this.advisor =
        new DefaultPointcutAdvisor(
            AnnotationMatchingPointcut.forMethodAnnotation(RunOnCoordinator.class), guard);
  }
}
