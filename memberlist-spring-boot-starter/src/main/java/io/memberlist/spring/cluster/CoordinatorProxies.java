package io.memberlist.spring.cluster;

import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.BeanFactory;

/** Puts a guard before methods with {@link RunOnCoordinator}. */
final class CoordinatorProxies extends AbstractBeanFactoryAwareAdvisingPostProcessor {

  private static final long serialVersionUID = 1L;

  CoordinatorProxies(Supplier<MemberlistCoordinator> coordinator, @Nullable BeanFactory beans) {
    MethodInterceptor guard = call -> coordinator.get().isCoordinator() ? call.proceed() : null;
    setBeforeExistingAdvisors(true);
    advisor =
        new DefaultPointcutAdvisor(
            AnnotationMatchingPointcut.forMethodAnnotation(RunOnCoordinator.class), guard);
    if (beans != null) {
      setBeanFactory(beans);
    }
  }
}
